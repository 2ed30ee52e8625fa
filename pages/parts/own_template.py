"""The city's own Word template: brought in once, used for every document of this laptop."""

import streamlit as st
from sqlmodel import Session

from exports.word import template
from pages.parts import database, say
from pages.parts.language import _, current
from workshop_kit import store, templates
from workshop_kit.errors import WorkshopError

_ROUND = "documents_template_round"


def panel(db: Session) -> None:
    found = templates.current(db)
    with st.expander(_("The city’s own Word template"), icon=":material/palette:"):
        st.markdown(_("A Word file with your styles and logo. Documents then look like yours."))
        if found is not None:
            say.bold(found.name, icon="check")
            st.button(
                _("Use the kit’s own look again"), key="documents_template_forget", icon=":material/undo:",
                on_click=_forget,
            )  # fmt: skip
        uploaded = st.file_uploader(
            _("Word file (.docx)"), type=["docx"],
            key=f"documents_template_{st.session_state.get(_ROUND, 0)}",
        )  # fmt: skip
        if uploaded is not None:
            _offer(uploaded.name, uploaded.getvalue())


def _offer(name: str, content: bytes) -> None:
    try:
        fact = template.check(content)
    except WorkshopError as error:
        say.error(error.in_language(current()))
        return
    say.facts(name, fact)
    st.button(
        _("Use this template"), type="primary", key="documents_template_keep", icon=":material/check:",
        on_click=_keep, args=(name, content),
    )  # fmt: skip


def _keep(name: str, content: bytes) -> None:
    if database.act(lambda db: templates.keep(db, name, content, now=store.now()), done=_("Documents use it now.")):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _forget() -> None:
    database.act(templates.forget, done=_("Documents have the kit’s own look again."))
