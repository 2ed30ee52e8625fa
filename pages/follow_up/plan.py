"""The plan: what the room chose becomes actions, each tied to a service of the catalogue."""

import streamlit as st

from pages.parts import charts, database, look, plan_form, plan_list, plan_updates, say
from pages.parts.language import _, current
from workshop_kit import plan, steps, themes
from workshop_kit.i18n import pick

with database.looking() as db:
    workshop = database.required(db)
    actions = plan.actions(db, workshop)
    marks = {column.theme.id: column.theme.mark for column in themes.board(db, workshop).columns}
    head, link = st.columns([3, 1], vertical_alignment="bottom")
    head.title(_("Plan"))
    link.page_link("follow_up/documents.py", label=_("To the documents"), icon=":material/description:")
    chosen = next(
        (a for a in actions if a.id == st.session_state.get("plan_action")), actions[0] if actions else None
    )
    left, right = st.columns([1, 1.12], gap="medium")
    with left:
        if len(actions) > 7:
            st.warning(_("More than seven actions are hard to follow. Fewer, done, are better than many, begun."))
        for action in actions:
            plan_list.card(db, workshop, action, marks, chosen=action is chosen)
        if not actions:
            look.empty(_("No action yet. Draft them from what the last vote chose."))
        plan_list.start(workshop)
        if vote := plan.deciding_vote(db, steps.agenda(db, workshop)):
            say.bold(pick(vote.title, current(), workshop.language).text)
            charts.result(db, workshop, vote, key="plan_chart", size="narrow")
    with right:
        if chosen is not None:
            plan_form.show(db, workshop, chosen)
            plan_updates.show(db, workshop, chosen)
        plan_form.own_action(workshop)
