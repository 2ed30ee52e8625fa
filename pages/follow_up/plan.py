"""The plan: what the room chose becomes actions, each tied to a service of the catalogue."""

import streamlit as st
from sqlmodel import Session

from models import Action, Workshop
from pages.parts import (
    charts,
    database,
    effort,
    effort_table,
    look,
    plan_form,
    plan_help,
    plan_list,
    plan_updates,
    say,
)
from pages.parts.language import _, current
from workshop_kit import plan, steps, themes
from workshop_kit.i18n import pick, words


def actions_of(db: Session, workshop: Workshop, found: list[Action], chosen: Action | None) -> None:
    of_theme = {column.theme.id: column.theme.mark for column in themes.board(db, workshop).columns}
    marks = {id: of_theme.get(theme_id) for id, theme_id in plan.theme_ids(db, workshop).items()}
    if len(found) > plan.MOST_TO_FOLLOW:
        st.warning(_("More than seven actions are hard to follow. Fewer, done, are better than many, begun."))
    for action in found:
        plan_list.card(db, workshop, action, marks, chosen=action is chosen)
    if not found:
        look.empty(_("No action yet. Draft them from what the last vote chose."))
    plan_list.start(workshop)


def pictures(db: Session, workshop: Workshop, found: list[Action]) -> None:
    """What the vote said, and which actions are easy and do much good."""
    if vote := plan.deciding_vote(db, steps.agenda(db, workshop)):
        say.bold(pick(vote.title, current(), workshop.language).text)
        charts.result(db, workshop, vote, key="plan_chart", size="narrow")
    if effort.points(found):
        say.bold(_("Effort and benefit"))
        charts.show(effort.figure(found, words(current())), key="plan_effort")
        effort_table.show(found, workshop)


with database.looking() as db:
    workshop = database.required(db)
    actions = plan.actions(db, workshop)
    head, link = st.columns([3, 1], vertical_alignment="bottom")
    head.title(_("Plan"))
    link.page_link("follow_up/documents.py", label=_("To the documents"), icon=":material/description:")
    chosen = next(
        (a for a in actions if a.id == st.session_state.get("plan_action")), actions[0] if actions else None
    )
    left, right = st.columns([1, 1.3], gap="medium")
    with left:
        actions_of(db, workshop, actions, chosen)
        pictures(db, workshop, actions)
    with right:
        if chosen is not None:
            plan_form.show(db, workshop, chosen)
            plan_updates.show(db, workshop, chosen)
            plan_help.show(db, workshop, actions)
        plan_form.own_action(workshop)
