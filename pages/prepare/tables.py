"""Tables: how many, what each talks about, the code on each, and where people go from round to round."""

import streamlit as st

from pages.parts import database, look, table_form, table_plan
from pages.parts.language import _
from workshop_kit import tables

with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Tables"))
    st.markdown(
        _("For a café: people talk at small tables and move on in each round. No tables? Leave the number at 0.")
    )
    table_form.number(workshop)
    table_form.ask(workshop)
    found = tables.named(workshop)
    if not found:
        look.empty(_("Your tables show here, each with its topic and its code."))
    for place, table in enumerate(found):
        table_form.card(db, workshop, place, table)
    if found:
        st.button(
            _("Save"),
            type="primary",
            icon=":material/check:",
            key="tables_save",
            on_click=table_form.save,
            args=(workshop.id,),
        )
        table_plan.show(db, workshop)
