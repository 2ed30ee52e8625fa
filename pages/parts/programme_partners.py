"""The partners of a programme, from the partners of the catalogue."""

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import database, look, say
from pages.parts.language import _, current
from workshop_kit import programmes, services
from workshop_kit.i18n import language_of


def show(db: Session, programme: Programme) -> None:
    own = programmes.partners(db, programme)
    known = {one.id: one for one in (*services.listed(db, kind=services.PARTNER), *own)}
    if not known:
        look.empty(_("The catalogue has no partners yet. Add the NGOs you work with on the page Services."))
        if st.button(_("Services"), icon=":material/account_balance:", key="programme_services"):
            st.switch_page("prepare/services.py")
        return
    st.multiselect(
        _("Partners of this programme"),
        list(known),
        default=[one.id for one in own],
        format_func=lambda id: services.name(known[id], current()).text,
        key=_key(programme, [one.id or 0 for one in own]),
        on_change=_save,
        args=(programme.id, _key(programme, [one.id or 0 for one in own])),
        placeholder=_("Choose partners"),
    )
    say.fine(_("Is one missing? Add it on the page Services, as a partner."), icon="info")
    for one in own:
        with st.container(border=True, key=f"card-partner-{one.id}"):
            say.bold(services.name(one, current()).text)
            spoken = ", ".join(language_of(code).name for code in one.languages)
            say.facts(services.body_name(one, current()).text, one.area, spoken)


def _key(programme: Programme, own: list[int]) -> str:
    """What is kept is part of it, so that the field never shows what another window has changed since."""
    return f"programme_{programme.id}_partners_{'_'.join(map(str, own))}"


def _save(programme_id: int, key: str) -> None:
    chosen = st.session_state[key]
    database.act(
        lambda db: programmes.set_partners(db, programmes.by_id(db, programme_id), chosen), done=_("Saved.")
    )
