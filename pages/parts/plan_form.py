"""One action: the responsible service, and the fields by which it can be followed."""

from datetime import timedelta
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Action, ActionStatus, Service, Workshop
from pages.parts import database, plan_service, say, state, texts
from pages.parts.language import _, current, day, day_format, keyed
from workshop_kit import plan, services, workshops
from workshop_kit.i18n import LANGUAGES

STATUSES = {
    ActionStatus.PROPOSED: lambda: _("Proposed"),
    ActionStatus.ACCEPTED: lambda: _("Agreed"),
    ActionStatus.IN_PROGRESS: lambda: _("In progress"),
    ActionStatus.DONE: lambda: _("Done"),
    ActionStatus.NOT_POSSIBLE: lambda: _("Not possible"),
}
_TYPED = (
    "title", "what", "role", "partner", "first_step", "first_step_by", "deadline", "indicator", "baseline",
    "target", "resources", "languages", "risks", "effort", "benefit",
)  # fmt: skip


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
            on_click=_save,
            args=(workshop.id, action.id),
            kwargs={"told": True},
        )
        _remove(workshop, action)


def own_action(workshop: Workshop) -> None:
    """Add an action that no theme asked for."""
    with st.expander(_("Add an action of your own"), icon=":material/add:"):
        st.text_input(_("What will be done, in one line"), key="plan_new", max_chars=plan.TITLE_LIMIT)
        st.button(_("Add"), key="plan_add", on_click=_add, args=(workshop,))


def _add(workshop: Workshop) -> None:
    title = st.session_state["plan_new"] or ""
    if database.act(lambda db: plan.add(db, workshops.by_id(db, workshop.id or 0), title=title)):
        st.session_state["plan_new"] = ""


def _what(workshop: Workshop, action: Action) -> None:
    key, kept = _key(action), _kept(workshop, action)
    st.text_input(_("Action"), action.title, max_chars=plan.TITLE_LIMIT, key=f"{key}_title", **kept)
    st.text_area(_("What will be done, and what changes for whom"), action.what, key=f"{key}_what", **kept)
    others = [code for code in workshop.languages if code != workshop.language]
    if others:
        lacking = [code for code in others if not action.title_in.get(code)]
        with st.expander(_("In the languages of the phones"), icon=":material/translate:"):
            if lacking:
                say.fine(_("Where a line is empty, phones show your own words."))
            fields = _translated(action)
            texts.others(_others(action), workshop.language, workshop.languages, fields)
            st.button(
                _("Keep the translations"),
                key=f"{key}_translate",
                on_click=_save_others,
                args=(workshop.id, action.id),
            )


def _translated(action: Action) -> list[texts.Field]:
    return [
        texts.Field("title", _("Action"), action.title_in, plan.TITLE_LIMIT),
        texts.Field("what", _("What changes for whom"), action.what_in, plan.TEXT_LIMIT, long=True, height=68),
    ]


def _others(action: Action) -> str:
    """New inputs where the words that they translate are new."""
    return f"{_key(action)}_in_{hash((action.title, action.what))}"


def _save_others(workshop_id: int, action_id: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        action = plan.by_id(db, workshop, action_id)
        given = {name: texts.read(_others(action), name) for name in ("title", "what")}
        plan.edit(db, action, title_in=given["title"], what_in=given["what"])
        workshops.touch(db, workshop)

    database.act(run, done=_("Saved."))


def _who(db: Session, workshop: Workshop, action: Action) -> None:
    key, kept = _key(action), _kept(workshop, action)
    role, by = st.columns([1.9, 1])
    role.text_input(
        _("Responsible person’s role"), action.role, key=f"{key}_role", **kept, help=_("A role, never a name.")
    )
    by.date_input(_("Done by"), action.deadline, key=f"{key}_deadline", **kept, format=day_format())
    known = {service.id: service for service in services.listed(db, kind=services.PARTNER)}
    mine = [partner.id for partner in plan.partners(db, workshop).get(action.id or 0, [])]
    left, right = st.columns(2)
    left.multiselect(
        _("Partners in the catalogue"),
        list(known),
        default=[id for id in mine if id in known],
        format_func=lambda id: services.name(known[id], current()).text,
        key=f"{key}_partners",
        placeholder=_("NGOs, clubs, parishes …"),
        on_change=_save_partners,
        args=(workshop.id, action.id),
        disabled=not known,
        help=None if known else _("No partner is in the catalogue yet. Add them on the page Services."),
    )
    right.text_input(_("Other partners"), action.partner, key=f"{key}_partner", **kept)


def _save_partners(workshop_id: int, action_id: int) -> None:
    chosen = st.session_state[f"plan_{action_id}_partners"]

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        named: list[Service] = [services.by_id(db, id) for id in chosen]
        plan.set_partners(db, plan.by_id(db, workshop, action_id), named)
        workshops.touch(db, workshop)

    database.act(run)


def _when(workshop: Workshop, action: Action) -> None:
    key, kept = _key(action), _kept(workshop, action)
    left, right = st.columns([1.9, 1])
    left.text_input(_("First step"), action.first_step, key=f"{key}_first_step", **kept)
    right.date_input(
        _("First step by"), action.first_step_by, key=f"{key}_first_step_by", **kept, format=day_format()
    )
    if plan.first_step_is_late(action, evening=workshop.day):
        last = day(workshop.day + timedelta(days=30))
        st.warning(_("A first step by %(day)s shows people that it counts.", day=last), icon=":material/schedule:")


def _measure(workshop: Workshop, action: Action) -> None:
    key, kept = _key(action), _kept(workshop, action)
    left, middle, right = st.columns([1.9, 1, 1])
    left.text_input(_("Measured by"), action.indicator, key=f"{key}_indicator", **kept)
    middle.text_input(_("Now"), action.baseline, key=f"{key}_baseline", **kept)
    right.text_input(_("Target"), action.target, key=f"{key}_target", **kept)


def _more(workshop: Workshop, action: Action) -> None:
    key, kept = _key(action), _kept(workshop, action)
    with st.expander(_("Needs, languages, risks, effort and benefit"), icon=":material/tune:"):
        st.text_input(_("What it needs"), action.resources, key=f"{key}_resources", **kept)
        st.multiselect(
            _("Languages in which people need to be served"),
            list(LANGUAGES),
            default=action.languages,
            format_func=lambda code: LANGUAGES[code].name,
            key=f"{key}_languages",
            placeholder=_("Choose languages"),
            **kept,
        )
        st.text_input(_("What could go wrong"), action.risks, key=f"{key}_risks", **kept)
        left, right = st.columns(2)
        with left:
            _graded(_("Effort: 1 little, 5 much"), f"{key}_effort", action.effort, kept)
        with right:
            _graded(_("Benefit: 1 little, 5 much"), f"{key}_benefit", action.benefit, kept)


def _graded(label: str, key: str, value: int | None, kept: dict[str, Any]) -> None:
    low, high = plan.SCALE
    st.segmented_control(label, list(range(low, high + 1)), default=value, key=key, **kept)


def _status(db: Session, workshop: Workshop, action: Action) -> None:
    st.selectbox(
        _("Status"),
        list(STATUSES),
        index=list(STATUSES).index(action.status),
        format_func=lambda status: STATUSES[status](),
        key=keyed(f"{_key(action)}_status"),
        **_kept(workshop, action),
    )
    told = plan.updates(db, workshop).get(action.id or 0, [])
    if action.status == ActionStatus.NOT_POSSIBLE and all(update.status != action.status for update in told):
        st.warning(_("Tell people why it is not possible, below. They asked for it."), icon=":material/campaign:")


def _key(action: Action) -> str:
    return f"plan_{action.id}"


def _kept(workshop: Workshop, action: Action) -> dict[str, Any]:
    """Each field is kept as soon as it is left."""
    return {"on_change": _save, "args": (workshop.id, action.id)}


def _save(workshop_id: int, action_id: int, *, told: bool = False) -> None:
    """A callback, so that a click on the menu right after it does not overtake it."""
    key, given = f"plan_{action_id}", st.session_state
    fields: Any = {name: given[f"{key}_{name}"] for name in _TYPED}
    fields["status"] = given[keyed(f"{key}_status")]

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        plan.edit(db, plan.by_id(db, workshop, action_id), **fields)
        workshops.touch(db, workshop)

    if database.act(run) and told:
        state.tell_done(_("Saved."))


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
