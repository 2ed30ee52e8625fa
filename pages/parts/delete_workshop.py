"""Asking before a workshop is erased, and erasing it."""

import streamlit as st

from pages.parts import database, say
from pages.parts.language import _
from workshop_kit import store, workshops


def ask(workshop_id: int, title: str) -> None:
    st.dialog(_("Delete this workshop?"))(_sure)(workshop_id, title)


@database.told
def _sure(workshop_id: int, title: str) -> None:
    st.write(_("“%(title)s” and everything in it will be erased. This cannot be undone.", title=say.plain(title)))
    st.button(
        _("Delete"), type="primary", on_click=_delete, args=(workshop_id,), key="home_delete_sure"
    ) and st.rerun()


def _delete(workshop_id: int) -> None:
    if database.act(lambda db: workshops.delete(db, workshops.by_id(db, workshop_id)), done=_("Deleted.")):
        store.forget(database.engine())
