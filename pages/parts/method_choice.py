"""The field that chooses a method in the workshop's form, with what must be known to choose."""

import streamlit as st

from models import Workshop
from pages.parts import database, method_card, method_own, say
from pages.parts.language import _, current, keyed
from workshop_kit import methods
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import pick

WANTED = "method_wanted"
FIRST = "ideas-to-plan"


def field(workshop: Workshop | None, key: str) -> None:
    """What is chosen stands in the session's state under `keyed(f"{key}_method")`."""
    name = keyed(f"{key}_method")
    with database.looking() as db:
        names = method_own.names(db)
        if workshop is not None and workshop.method not in names:  # one of somebody's own that is gone
            names[workshop.method] = pick(methods.named(db, workshop.method), current()).text
    if (wanted := st.session_state.pop(WANTED, "")) in names and workshop is None:
        st.session_state[name] = wanted
    st.session_state.setdefault(name, workshop.method if workshop else FIRST)
    st.selectbox(
        _("Method"), list(names), format_func=lambda id: names.get(id, id), key=name, disabled=workshop is not None
    )
    if workshop is None:
        _told(st.session_state[name])


def _told(id: str) -> None:
    """Enough to choose by; the rest is on the page Methods."""
    try:
        with database.looking() as db:
            method = methods.find(db, id)
    except WorkshopError:
        return
    with st.container(border=True, key="card-method-chosen"):
        people = _("%(n)s people", n=method.group_size)
        say.facts(people, " → ".join(method_card.told(step.title) for step in method.steps))
        for text in (method.purpose, method.fits, method.fits_not):
            if text:
                st.markdown(say.plain(method_card.told(text)))
        st.page_link(
            "prepare/methods.py", label=_("All methods, and what you say in them"), icon=":material/menu_book:"
        )
