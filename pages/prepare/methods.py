"""Dialogue methods: what each is for, its steps and words, and those of one's own."""

import streamlit as st

from pages.parts import database, method_card, method_choice, method_own, say
from pages.parts.language import _
from workshop_kit import methods

MINUTES = (45, 90, 130)
"""Up to how long an evening may be, in the filter."""

if st.session_state.get(method_choice.WANTED):
    st.switch_page("prepare/workshop.py", query_params={"new": "1"})
with database.looking() as db:
    st.title(_("Methods"))
    st.markdown(_("A method is an evening that others have tried. Take one, and change it as you like."))
    most = st.segmented_control(
        _("How much time do you have?"),
        MINUTES,
        format_func=lambda n: _("up to %(n)s min", n=n),
        key="methods_minutes",
    )
    shown = [one for one in method_own.all_of(db) if most is None or one.total_minutes <= most]
    if not shown:
        st.info(_("No method is that short. Take a longer one and shorten its steps."), icon=":material/info:")
    for method in shown:
        with st.container(border=True, key=f"card-method-{method.id}"):
            head, tools = st.columns([2, 1.3], vertical_alignment="center")
            with head.container(gap="xsmall"):
                say.bold(method_card.headline(method))
                st.markdown(say.plain(method_card.told(method.purpose)))
                own = _("your own") if methods.own.is_own(method.id) else ""
                say.facts(_("%(n)s people", n=method.group_size), own)
            with tools:
                method_own.buttons(method)
    method_own.panel(db, database.current(db))
