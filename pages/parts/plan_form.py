"""One action: the responsible service, and the fields by which it can be followed."""

from datetime import timedelta
from functools import partial
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Action, ActionStatus, Service, Workshop
from pages.parts import database, plan_service, say, texts
from pages.parts.language import _, current, day, day_format, keyed
from workshop_kit import plan, services, workshops
from workshop_kit.i18n import LANGUAGES

STATUSES = {
    ActionStatus.PROPOSED: lambda: _("Proposed"),
    ActionStatus.ACCEPTED: lambda: _("Agreed"),
    ActionStatus.IN_PROGRESS: lambda: _("Under way"),
    ActionStatus.DONE: lambda: _("Done"),
    ActionStatus.NOT_POSSIBLE: lambda: _("Not possible"),
}


def show(db: Session, workshop: Workshop, action: Action) -> None:
    with st.container(border=True, key="card-form"):
        plan_service.show(db, workshop, action)
        _what(workshop, action)
        _who(db, workshop, action)
        _when(workshop, action)
        _measure(workshop, action)
        _more(workshop, action)
        _status(db, workshop, action)
        st.button(
            _("Save"),
            type="primary",
            icon=":material/check:",
            key="plan_save",
            on_click=_save_others,
            args=(workshop.id, action.id),
        )
        _remove(workshop, action)


def own_action(workshop: Workshop) -> None:
    """Add an action that no theme asked for."""
    with st.expander(_("Add an action of your own"), icon=":material/add:"):
        st.text_input(_("What will be done, in one line"), key="plan_new")
        st.button(_("Add"), key="plan_add", on_click=_add, args=(workshop,))


def _add(workshop: Workshop) -> None:
    title = st.session_state["plan_new"] or ""
    if database.act(lambda db: plan.add(db, workshops.by_id(db, workshop.id or 0), title=title)):
        st.session_state["plan_new"] = ""


def _what(workshop: Workshop, action: Action) -> None:
    kept = partial(_kept, workshop, action)
    st.text_input(_("Action"), action.title, max_chars=plan.TITLE_LIMIT, **kept("title"))
    st.text_area(_("What will be done, and what changes for whom"), action.what, **kept("what"))
    others = [code for code in workshop.languages if code != workshop.language]
    if others:
        lacking = [code for code in others if not action.title_in.get(code)]
        with st.expander(_("In the languages of the phones"), icon=":material/translate:"):
            if lacking:
                say.fine(_("Where a line is empty, phones show your own words."))
            fields = _translated(action)
            texts.others(_others(action), workshop.language, workshop.languages, fields)


def _translated(action: Action) -> list[texts.Field]:
    return [
        texts.Field("title", _("Action"), action.title_in, plan.TITLE_LIMIT),
        texts.Field("what", _("What changes for whom"), action.what_in, plan.TEXT_LIMIT, long=True, height=68),
    ]


def _others(action: Action) -> str:
    """New inputs where the words that they translate are new."""
    return f"{_key(action)}_in_{hash((action.title, action.what))}"


def _save_others(workshop_id: int, action_id: int) -> None:
    """The translations; every other field is kept as soon as it is left."""

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        action = plan.by_id(db, workshop, action_id)
        for field in _translated(action):
            if given := texts.read(_others(action), field.name):
                translated: Any = {f"{field.name}_in": {**field.texts, **given}}
                plan.edit(db, action, **translated)
        workshops.touch(db, workshop)

    database.act(run, done=_("Saved."))


def _who(db: Session, workshop: Workshop, action: Action) -> None:
    kept = partial(_kept, workshop, action)
    role, by = st.columns([1.9, 1])
    role.text_input(_("Responsible person’s role"), action.role, **kept("role"), help=_("A role, never a name."))
    by.date_input(_("Done by"), action.deadline, **kept("deadline"), format=day_format())
    mine = plan.partners(db, workshop).get(action.id or 0, [])
    known = {service.id: service for service in (*services.listed(db, kind=services.PARTNER), *mine)}
    left, right = st.columns(2)
    left.multiselect(
        _("Partners in the catalogue"),
        list(known),
        default=[partner.id for partner in mine],
        format_func=lambda id: services.name(known[id], current()).text,
        key=f"{_key(action)}_partners",
        placeholder=_("NGOs, clubs, parishes …"),
        on_change=_save_partners,
        args=(workshop.id, action.id),
        disabled=not known,
        help=None if known else _("No partner is in the catalogue yet. Add them on the page Services."),
    )
    right.text_input(_("Other partners"), action.partner, **kept("partner"))


def _save_partners(workshop_id: int, action_id: int) -> None:
    chosen = st.session_state[f"plan_{action_id}_partners"]

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        named: list[Service] = [services.by_id(db, id) for id in chosen]
        plan.set_partners(db, plan.by_id(db, workshop, action_id), named)
        workshops.touch(db, workshop)

    database.act(run)


def _when(workshop: Workshop, action: Action) -> None:
    kept = partial(_kept, workshop, action)
    left, right = st.columns([1.9, 1])
    left.text_input(_("First step"), action.first_step, **kept("first_step"))
    right.date_input(_("First step by"), action.first_step_by, **kept("first_step_by"), format=day_format())
    if plan.first_step_is_late(action, evening=workshop.day):
        last = day(workshop.day + timedelta(days=30))
        st.warning(_("A first step by %(day)s shows people that it counts.", day=last), icon=":material/schedule:")


def _measure(workshop: Workshop, action: Action) -> None:
    kept = partial(_kept, workshop, action)
    left, middle, right = st.columns([1.9, 1, 1])
    left.text_input(_("Measured by"), action.indicator, **kept("indicator"))
    middle.text_input(_("Now"), action.baseline, **kept("baseline"))
    right.text_input(_("Target"), action.target, **kept("target"))


def _more(workshop: Workshop, action: Action) -> None:
    kept = partial(_kept, workshop, action)
    with st.expander(_("Needs, languages, risks, effort and benefit"), icon=":material/tune:"):
        st.text_input(_("What it needs"), action.resources, **kept("resources"))
        st.multiselect(
            _("Languages in which people need to be served"),
            list(LANGUAGES),
            default=action.languages,
            format_func=lambda code: LANGUAGES[code].name,
            placeholder=_("Choose languages"),
            **kept("languages"),
        )
        st.text_input(_("What could go wrong"), action.risks, **kept("risks"))
        left, right = st.columns(2)
        with left:
            _graded(_("Effort: 1 little, 5 much"), action.effort, kept("effort"))
        with right:
            _graded(_("Benefit: 1 little, 5 much"), action.benefit, kept("benefit"))


def _graded(label: str, value: int | None, kept: dict[str, Any]) -> None:
    low, high = plan.SCALE
    st.segmented_control(label, list(range(low, high + 1)), default=value, **kept)


def _status(db: Session, workshop: Workshop, action: Action) -> None:
    st.selectbox(
        _("Status"),
        list(STATUSES),
        index=list(STATUSES).index(action.status),
        format_func=lambda status: STATUSES[status](),
        **_kept(workshop, action, "status"),
    )
    told = plan.updates(db, workshop).get(action.id or 0, [])
    if action.status == ActionStatus.NOT_POSSIBLE and all(update.status != action.status for update in told):
        st.warning(_("Tell people why it is not possible, below. They asked for it."), icon=":material/campaign:")


def _key(action: Action) -> str:
    return f"plan_{action.id}"


def _kept(workshop: Workshop, action: Action, name: str) -> dict[str, Any]:
    """A field is kept as soon as it is left, and it alone: another window may hold older words of the others."""
    key = f"{_key(action)}_{name}"
    key = keyed(key) if name == "status" else key
    return {"key": key, "on_change": _save, "args": (workshop.id, action.id, name, key)}


def _save(workshop_id: int, action_id: int, name: str, key: str) -> None:
    """A callback, so that a click on the menu right after it does not overtake it."""
    fields: Any = {name: st.session_state[key]}

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        plan.edit(db, plan.by_id(db, workshop, action_id), **fields)
        workshops.touch(db, workshop)

    database.act(run)


def _remove(workshop: Workshop, action: Action) -> None:
    with st.popover(_("Take out of the plan"), icon=":material/delete:"):
        st.markdown(_("The theme and its ideas stay."))
        st.button(_("Take out"), key="plan_remove", on_click=_take_out, args=(workshop.id, action.id))


def _take_out(workshop_id: int, action_id: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        plan.remove(db, plan.by_id(db, workshop, action_id))
        workshops.touch(db, workshop)

    database.act(run)
