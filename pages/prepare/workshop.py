"""Make a workshop, or change what was prepared."""

import streamlit as st

from pages.parts import database, workshop_form
from pages.parts.language import _
from workshop_kit import workshops


def save(draft: workshops.Draft, workshop_id: int | None) -> None:
    if workshop_id is None:
        made = database.act(lambda db: database.open_workshop_in(db, workshops.create_now(db, draft)))
    else:
        made = database.act(lambda db: workshops.revise(db, workshops.by_id(db, workshop_id), draft))
    if made:
        st.switch_page("prepare/agenda.py")
    database.tell()


with database.looking() as db:
    open_one = None if st.query_params.get("new") else database.current(db)
    st.title(_("Change the workshop") if open_one else _("New workshop"))
    draft = workshop_form.fields(open_one)
    label = _("Save") if open_one else _("Make the workshop")
    pressed = st.button(label, type="primary", icon=":material/check:", key="workshop_save")
if pressed:
    save(draft, open_one.id if open_one else None)
