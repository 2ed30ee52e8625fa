"""The responsible service of an action: dashed while the machine proposes it, solid once a person has chosen it."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Action, Service, Workshop
from pages.parts import database, say
from pages.parts.language import _, current
from workshop_kit import matching, plan, services, store, vectors, workshops
from workshop_kit.analysis.match import NeedMatch, ServiceMatch
from workshop_kit.i18n import language_of

SHOWN = 8
"""Services that the dialog proposes."""


def show(db: Session, workshop: Workshop, action: Action) -> None:
    service = services.by_id(db, action.service_id) if action.service_id else None
    say.bold(_("Responsible service"))
    if service is not None:
        _card(action, service)
    elif plan.is_gap(action):
        say.gray(_("You said that no service fits. It is listed as a gap in the documents."))
    else:
        say.gray(_("No service chosen yet"))
    _buttons(workshop, action, service)


def _card(action: Action, service: Service) -> None:
    with st.container(border=True, key=f"{'card' if action.service_confirmed else 'suggested'}-service"):
        say.bold(named(service))
        facts(service)
        say.fine(services.description(service, current()).text)
        if not action.service_confirmed:
            say.fine(_suggested(action.service_reason), icon="lightbulb")
        if service.vanished_at is not None:
            st.warning(_("This service is no longer in its source. Choose another."), icon=":material/link_off:")
        silent = [code for code in action.languages if code not in service.languages]
        if silent and service.languages:
            names = ", ".join(language_of(code).name for code in silent)
            say.fine(_("It does not serve in: %(languages)s.", languages=names), icon="translate")


def _buttons(workshop: Workshop, action: Action, service: Service | None) -> None:
    decided = action.service_confirmed
    with st.container(horizontal=True):
        if service is not None and not decided:
            _act(_("Keep"), "check", "plan_keep", workshop, action, _choosing(service.id))
        if st.button(
            _("Choose another") if service else _("Choose a service"), icon=":material/search:", key="plan_other"
        ):
            choose(workshop, action)
        if not plan.is_gap(action):
            _act(_("None fits"), "block", "plan_none", workshop, action, _choosing(None))
        if decided:
            _act(_("Undo"), "undo", "plan_undecide", workshop, action, plan.forget_choice)


def choose(workshop: Workshop, action: Action) -> None:
    st.dialog(_("Choose a service"), width="large")(_chooser)(workshop, action)


@database.told
def _chooser(workshop: Workshop, action: Action) -> None:
    """Search the catalogue; without words, the services that fit best come first."""
    search = st.text_input(_("Search"), key="service_search", icon=":material/search:")
    with database.looking() as db:
        matched = None if search else _nearest(workshop, action)
        if matched and not matched.fits:
            st.info(
                _("Nothing in the catalogue seems to fit. These are the nearest; you can say that none fits."),
                icon=":material/travel_explore:",
            )
        found = services.listed(db, search=search) if search else _of(db, matched)
        why = {int(one.id): one for one in matched.services} if matched else {}
        if not found:
            st.markdown(_("Nothing found. Try another word, or bring in your own catalogue."))
        for service in found[:12]:
            _candidate(workshop, action, service, why.get(service.id or 0))


def _candidate(workshop: Workshop, action: Action, service: Service, match: ServiceMatch | None) -> None:
    words, button = st.columns([3, 1], vertical_alignment="center")
    with words:
        say.bold(named(service))
        facts(service)
        say.fine(services.description(service, current()).text[:240])
        if match and match.words:
            say.fine(_("It matched: %(words)s.", words=", ".join(match.words)), icon="lightbulb")
    if button.button(_("Choose"), key=f"service_{service.id}", width="stretch"):
        change(workshop, action, _choosing(service.id))
        st.rerun()


def _nearest(workshop: Workshop, action: Action) -> NeedMatch | None:
    engine = database.engine()
    with st.spinner(_("Looking for services that fit…")):
        return matching.best_services(engine, workshop.id or 0, action.id or 0, vectors.remembering(engine))


def _of(db: Session, matched: NeedMatch | None) -> list[Service]:
    return [services.by_id(db, int(match.id)) for match in matched.services[:SHOWN]] if matched else []


def named(service: Service) -> str:
    """The service with the body that owns it: the city's and the county's are never mistaken for each other."""
    parts = (services.name(service, current()).text, services.body_name(service, current()).text)
    return ", ".join(part for part in parts if part)


def facts(service: Service) -> None:
    spoken = ", ".join(language_of(code).name for code in service.languages)
    if spoken or service.area:
        say.facts(service.area, spoken)


def _suggested(words: str) -> str:
    if words:
        return _("Suggested by the computer. It matched: %(words)s.", words=words)
    return _("Suggested by the computer.")


Change = Callable[[Session, Action], object]


def _choosing(service_id: int | None) -> Change:
    def run(db: Session, action: Action) -> None:
        service = services.by_id(db, service_id) if service_id else None
        plan.choose_service(db, action, service, now=store.now())

    return run


def change(workshop: Workshop, action: Action, what: Change) -> bool:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        what(db, plan.by_id(db, fresh, action.id or 0))
        workshops.touch(db, fresh)

    return database.act(run)


def _act(label: str, icon: str, key: str, workshop: Workshop, action: Action, what: Any) -> None:
    st.button(label, icon=f":material/{icon}:", key=key, on_click=change, args=(workshop, action, what))
