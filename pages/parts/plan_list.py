"""The actions of a plan as cards, and their first draft from the themes with the most dots."""

from datetime import date

import streamlit as st
from sqlmodel import Session

from models import Action, ActionStatus, Workshop
from pages.parts import database, look, plan_form, say
from pages.parts.language import _, current
from workshop_kit import matching, plan, services, steps, store, vectors, workshops
from workshop_kit.errors import WorkshopError
from workshop_kit.look import mark_name

COLOURS = {
    ActionStatus.PROPOSED: ("gray", "schedule"),
    ActionStatus.ACCEPTED: ("green", "check"),
    ActionStatus.IN_PROGRESS: ("orange", "forum"),
    ActionStatus.DONE: ("green", "done_all"),
    ActionStatus.NOT_POSSIBLE: ("red", "block"),
}

WANTING = {
    "service": lambda: _("service"),
    "role": lambda: _("who"),
    "first_step": lambda: _("first step"),
    "deadline": lambda: _("date"),
    "indicator": lambda: _("measure"),
    "target": lambda: _("target"),
}


def draft(workshop_id: int) -> None:
    """An action for each of the themes with the most dots, with the service that fits best."""

    top = int(st.session_state["plan_top"])

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        have = set(plan.theme_ids(db, workshop).values())
        fresh = [t for t in plan.chosen_themes(db, workshop, steps.agenda(db, workshop), top) if t.id not in have]
        for theme in fresh:
            plan.for_theme(db, workshop, theme, day=workshop.day)
        plan.adopt(db, workshop, [theme.id or 0 for theme in fresh], now=store.now())
        workshops.touch(db, workshop)

    if database.act(run):
        suggest(workshop_id)


def suggest(workshop_id: int) -> None:
    engine = database.engine()
    try:
        with st.spinner(_("Looking for services that fit…"), show_time=True):
            matching.services_for(engine, workshop_id, vectors.remembering(engine))
    except WorkshopError as error:
        database.tell_error(error)


def card(db: Session, workshop: Workshop, action: Action, marks: dict[int, int | None], *, chosen: bool) -> None:
    with st.container(border=True, key=f"{'card' if action.service_confirmed else 'suggested'}-action-{action.id}"):
        mark = marks.get(action.id or 0)
        if mark:
            look.titled(mark_name(mark), action.title)
        else:
            say.bold(action.title)
        colour, icon = COLOURS[action.status]
        service = services.by_id(db, action.service_id) if action.service_id else None
        facts = [
            services.name(service, current()).text if service else no_service(action),
            services.body_name(service, current()).text if service else "",
        ]
        words, button = st.columns([3.6, 1], vertical_alignment="center")
        with words.container(gap="xsmall"):
            st.badge(plan_form.STATUSES[action.status](), color=colour, icon=f":material/{icon}:")
            say.facts(*facts)
            _open_ends(action)
        if button.button(_("Open"), key=f"plan_open_{action.id}", disabled=chosen, width="stretch"):
            st.session_state["plan_action"] = action.id
            st.rerun()
        if chosen:
            _order(workshop, action)


def _open_ends(action: Action) -> None:
    """What is still to be decided, so that somebody can follow the action."""
    if plan.is_late(action, today=date.today()):
        say.fine(_("Its day has passed."), icon="event_busy", colour="red")
    if lacking := [WANTING[name]() for name in plan.wanting(action)]:
        say.fine(_("Still open: %(what)s", what=", ".join(lacking)), icon="pending")


def _order(workshop: Workshop, action: Action) -> None:
    with st.container(horizontal=True):
        for label, icon, by in ((_("Up"), "arrow_upward", -1), (_("Down"), "arrow_downward", 1)):
            st.button(
                label,
                icon=f":material/{icon}:",
                key=f"plan_move_{by}",
                type="tertiary",
                on_click=_move,
                args=(workshop.id, action.id, by),
            )


def _move(workshop_id: int, action_id: int, by: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        plan.move(db, workshop, plan.by_id(db, workshop, action_id), by)
        workshops.touch(db, workshop)

    database.act(run)


def no_service(action: Action) -> str:
    return _("No service fits: a gap") if plan.is_gap(action) else _("No service chosen yet")


def start(workshop: Workshop) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(_("From the best themes"), 1, 7, 3, key="plan_top", width=180)
        st.button(
            _("Draft the actions"),
            key="plan_draft",
            icon=":material/checklist:",
            on_click=draft,
            args=(workshop.id,),
        )
