"""The form of one action: what, the responsible service, who, by when, and how it is measured."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Action, ActionStatus, Service, Workshop
from pages.parts import database, say, state
from pages.parts.language import _, current, day_format, keyed
from workshop_kit import plan, services, suggesting, vectors, workshops

STATUSES = {
    ActionStatus.PROPOSED: lambda: _("Proposed"),
    ActionStatus.ACCEPTED: lambda: _("Agreed"),
    ActionStatus.IN_PROGRESS: lambda: _("In progress"),
    ActionStatus.DONE: lambda: _("Done"),
    ActionStatus.NOT_POSSIBLE: lambda: _("Not possible"),
}


def show(db: Session, workshop: Workshop, action: Action) -> None:
    with st.container(border=True, key="card-form"):
        _service(db, workshop, action)
        _fields(workshop, action)
        st.button(
            _("Save"),
            type="primary",
            icon=":material/check:",
            key="plan_save",
            on_click=_save_fields,
            args=(workshop, action),
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


def _fields(workshop: Workshop, action: Action) -> None:
    """The fields, each under the key from which `_save_fields` reads it; each is kept as soon as it is left."""
    key = f"plan_{action.id}"
    kept: Any = {"on_change": _save_fields, "args": (workshop, action)}
    st.text_input(_("Action"), action.title, max_chars=plan.TITLE_LIMIT, key=f"{key}_title", **kept)
    st.text_area(_("What will be done, and for whom"), action.what, key=f"{key}_what", **kept)
    left, right = st.columns(2)
    left.text_input(
        _("Responsible person’s role"), action.role, key=f"{key}_role", **kept, help=_("A role, never a name.")
    )
    right.date_input(_("By"), action.deadline, key=f"{key}_deadline", **kept, format=day_format())
    left.text_input(_("Partner"), action.partner, key=f"{key}_partner", **kept)
    right.text_input(_("What it needs"), action.resources, key=f"{key}_resources", **kept)
    left.text_input(_("Measured by"), action.indicator, key=f"{key}_indicator", **kept)
    right.text_input(_("Target"), action.target, key=f"{key}_target", **kept)
    st.selectbox(
        _("Status"),
        list(STATUSES),
        index=list(STATUSES).index(action.status),
        format_func=lambda status: STATUSES[status](),
        key=keyed(f"{key}_status"),
        **kept,
    )


def _save_fields(workshop: Workshop, action: Action, *, told: bool = False) -> None:
    """A callback, so that a click on the menu right after it does not overtake it."""
    names = ("title", "what", "role", "deadline", "partner", "resources", "indicator", "target")
    key, given = f"plan_{action.id}", st.session_state
    fields: Any = {name: given[f"{key}_{name}"] for name in names}
    fields["status"] = given[keyed(f"{key}_status")]
    if _save(workshop, action, lambda db, own: plan.edit(db, own, **fields)) and told:
        state.tell_done(_("Saved."))


def _service(db: Session, workshop: Workshop, action: Action) -> None:
    """The responsible service: the machine's proposal in a dashed box until a person keeps it."""
    service = services.by_id(db, action.service_id) if action.service_id else None
    say.bold(_("Responsible service"))
    if service is None:
        say.gray(_("No service chosen yet"))
    else:
        kind = "card" if action.service_confirmed else "suggested"
        with st.container(border=True, key=f"{kind}-service"):
            say.bold(_named(service))
            say.fine(services.description(service, current()).text)
            if not action.service_confirmed:
                say.fine(_suggested(action.service_reason), icon="lightbulb")
    with st.container(horizontal=True):
        if service is not None and not action.service_confirmed:
            st.button(
                _("Keep"),
                icon=":material/check:",
                key="plan_keep",
                on_click=_keep,
                args=(workshop, action, service),
            )
        if st.button(
            _("Choose another") if service else _("Choose a service"), icon=":material/search:", key="plan_other"
        ):
            choose(workshop, action)


def _keep(workshop: Workshop, action: Action, service: Service) -> None:
    _save(workshop, action, lambda db, own: plan.choose_service(db, own, service))


def _suggested(words: str) -> str:
    if words:
        return _("Suggested by the computer. It matched: %(words)s.", words=words)
    return _("Suggested by the computer.")


def choose(workshop: Workshop, action: Action) -> None:
    st.dialog(_("Choose a service"), width="large")(_chooser)(workshop, action)


@database.told
def _chooser(workshop: Workshop, action: Action) -> None:
    """Search the catalogue; without words, the services that fit best come first."""
    search = st.text_input(_("Search"), key="service_search", icon=":material/search:")
    with database.looking() as db:
        found = services.listed(db, search=search) if search else _nearest(db, workshop, action)
        if not found:
            st.markdown(_("Nothing found. Try another word, or bring in your own catalogue."))
        for service in found[:12]:
            words, button = st.columns([3, 1], vertical_alignment="center")
            with words:
                say.bold(_named(service))
                say.fine(services.description(service, current()).text[:240])
            if button.button(_("Choose"), key=f"service_{service.id}", width="stretch"):
                _save(workshop, action, lambda db, own, chosen=service: plan.choose_service(db, own, chosen))
                st.rerun()


def _nearest(db: Session, workshop: Workshop, action: Action) -> list[Service]:
    engine = database.engine()
    with st.spinner(_("Looking for services that fit…")):
        found = suggesting.best_services(engine, workshop.id or 0, action.id or 0, vectors.remembering(engine))
    return [services.by_id(db, int(match.id)) for match in found.services[:8]] if found else []


def _named(service: Service) -> str:
    parts = (services.name(service, current()).text, services.body_name(service, current()).text)
    return ", ".join(part for part in parts if part)


def _save(workshop: Workshop, action: Action, change: Any) -> bool:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        change(db, plan.by_id(db, fresh, action.id or 0))
        workshops.touch(db, fresh)

    return database.act(run)


def _remove(workshop: Workshop, action: Action) -> None:
    with st.popover(_("Take out of the plan"), icon=":material/delete:"):
        st.markdown(_("The theme and its ideas stay."))
        st.button(
            _("Take out"),
            key="plan_remove",
            on_click=lambda: _save(workshop, action, lambda db, own: plan.remove(db, own)),
        )
