"""The field that chooses a method in the workshop's form, with what must be known to choose."""

from collections.abc import Collection

import streamlit as st

from models import Workshop
from pages.parts import database, method_card, method_own, say
from pages.parts.language import _, current, keyed
from workshop_kit import methods
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import pick

WANTED = "method_wanted"
FIRST = "ideas-to-plan"
_LAST = "method_wanted_last"


def field(workshop: Workshop | None, key: str) -> None:
    """What is chosen stands in the session's state under `keyed(f"{key}_method")`."""
    name = keyed(f"{key}_method")
    with database.looking() as db:
        names = method_own.names(db)
        if workshop is not None and workshop.method not in names:  # one of somebody's own that is gone
            names[workshop.method] = pick(methods.named(db, workshop.method), current()).text
    chosen = st.selectbox(
        _("Method"),
        list(names),
        index=list(names).index(_first(workshop, names)),
        format_func=lambda id: names.get(id, id),
        key=name,
        disabled=workshop is not None,
    )
    if workshop is None:
        _told(chosen)


def _first(workshop: Workshop | None, names: Collection[str]) -> str:
    """What stands in the field before somebody chooses.

    It goes to the browser with the field. A value that is put into the session instead is sent once: where the page
    runs again at that moment it is lost, and the browser takes the first of the list for what was chosen.
    """
    if workshop is not None:
        return workshop.method
    if wanted := st.session_state.pop(WANTED, ""):  # on the page Methods
        st.session_state[_LAST] = wanted
    last = st.session_state.get(_LAST, FIRST)
    return last if last in names else FIRST


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
