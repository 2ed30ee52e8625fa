"""A theme as a need: the services that the machine proposes, what a person has chosen, and each idea by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from sqlmodel import Session

from models import Action, Example, Idea, Service, Workshop
from pages.parts import database, look, plan_service, say
from pages.parts.language import _, current, n
from workshop_kit import examples, matching, plan, services, store, themes, vectors, workshops
from workshop_kit.analysis.match import NeedMatch, ServiceMatch
from workshop_kit.i18n import pick
from workshop_kit.look import mark_name
from workshop_kit.themes import Column

PROPOSED = 3
"""Services that are shown for a theme."""
LIKELY = 0.75
"""From this score on the machine is rather sure."""

Chosen = Mapping[int | None, Example]


@dataclass(frozen=True)
class Found:
    themes: Mapping[int, NeedMatch]
    ideas: Mapping[int, NeedMatch]


def found(db: Session, workshop: Workshop) -> Found:
    """What the machine proposes; computed anew when themes, ideas, the catalogue or a choice have changed."""
    with st.spinner(_("Looking for services that fit…")):
        return _found(workshop.id or 0, matching.state(db, workshop))


@st.cache_data(max_entries=4, show_spinner=False)
def _found(workshop_id: int, state_of_things: str) -> Found:
    engine = database.engine()
    model = vectors.remembering(engine)
    return Found(matching.for_themes(engine, workshop_id, model), matching.for_ideas(engine, workshop_id, model))


def seems_a_gap(found: Found, column: Column) -> bool:
    match = found.themes.get(column.theme.id or 0)
    return match is not None and not match.fits


def card(
    db: Session, workshop: Workshop, column: Column, found: Found, chosen: Example | None, planned: Action | None
) -> None:
    """`planned`: an action of the theme whose service a person has chosen in the plan."""
    theme = column.theme
    match = found.themes.get(theme.id or 0)
    with st.container(border=True, key=f"{'card' if chosen or planned else 'suggested'}-need-{theme.id}"):
        label = pick(theme.label, current(), workshop.language)
        look.titled(mark_name(theme.mark), label.text)
        say.fine(n("%(n)s idea", "%(n)s ideas", len(column.ideas)))
        if chosen is not None:
            _decided(db, workshop, column, chosen)
        elif planned is not None and planned.service_id is not None:
            say.bold(plan_service.named(services.by_id(db, planned.service_id)), icon="check")
            say.fine(_("Chosen in the plan, for “%(action)s”.", action=planned.title))
        elif match is not None:
            _proposed(db, workshop, column, match)
        with st.expander(_("Each idea by itself"), icon=":material/lightbulb:"):
            for idea in column.ideas:
                _idea(db, idea, found.ideas.get(idea.id or 0))


def _decided(db: Session, workshop: Workshop, column: Column, chosen: Example) -> None:
    words, button = st.columns([3.2, 1], vertical_alignment="center")
    with words:
        if chosen.service_id is None:
            say.bold(_("You said that no service fits: a gap."), icon="travel_explore")
        else:
            service = services.by_id(db, chosen.service_id)
            say.bold(plan_service.named(service), icon="check")
            plan_service.facts(service)
    button.button(
        _("Undo"), key=f"need_undo_{column.theme.id}", icon=":material/undo:", width="stretch",
        on_click=_change, args=(workshop.id, column.theme.id, _forget),
    )  # fmt: skip


def _proposed(db: Session, workshop: Workshop, column: Column, match: NeedMatch) -> None:
    if not match.fits:
        say.fine(_("Nothing in the catalogue seems to fit. These are the nearest."), icon="travel_explore")
    for place, one in enumerate(match.services[:PROPOSED]):
        _service(db, workshop, column, one, place)
    st.button(
        _("None fits"), key=f"need_none_{column.theme.id}", icon=":material/block:",
        on_click=_change, args=(workshop.id, column.theme.id, _choosing(None)),
    )  # fmt: skip


def _service(db: Session, workshop: Workshop, column: Column, one: ServiceMatch, place: int) -> None:
    service = services.by_id(db, int(one.id))
    words, button = st.columns([3.2, 1], vertical_alignment="center")
    with words.container(gap="xsmall"):
        say.bold(plan_service.named(service))
        plan_service.facts(service)
        say.fine(services.description(service, current()).text[:200])
        say.fine(_why(one), icon="lightbulb")
    button.button(
        _("This one"), key=f"need_choose_{column.theme.id}_{place}", icon=":material/check:", width="stretch",
        on_click=_change, args=(workshop.id, column.theme.id, _choosing(service.id)),
    )  # fmt: skip


def _why(one: ServiceMatch) -> str:
    """How sure the machine is, what it went by, and what speaks against it."""
    parts = [_("Likely") if one.score >= LIKELY else _("Perhaps")]
    if one.words:
        parts.append(_("it matched: %(words)s", words=", ".join(one.words)))
    if one.near is False:
        parts.append(_("for another area"))
    if one.speaks is False:
        parts.append(_("not in all the languages needed"))
    return " · ".join(parts)


def _idea(db: Session, idea: Idea, match: NeedMatch | None) -> None:
    words, service = st.columns([1.4, 1], vertical_alignment="top")
    with words:
        look.idea_row(idea)
    with service:
        if match is None or not match.services:
            say.fine("–")
        elif not match.fits:
            say.fine(_("Nothing seems to fit"), icon="travel_explore")
        else:
            say.fine(plan_service.named(services.by_id(db, int(match.services[0].id))))


Change = Callable[[Session, Workshop, int], object]


def _choosing(service_id: int | None) -> Change:
    def run(db: Session, workshop: Workshop, theme_id: int) -> None:
        service: Service | None = services.by_id(db, service_id) if service_id else None
        theme = themes.by_id(db, workshop, theme_id)
        examples.remember_theme(db, theme, service, workshop.language, now=store.now())

    return run


def _forget(db: Session, workshop: Workshop, theme_id: int) -> None:
    examples.forget_theme(db, themes.by_id(db, workshop, theme_id))


def _change(workshop_id: int, theme_id: int, what: Change) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        what(db, workshop, theme_id)
        plan.adopt(db, workshop, [theme_id], now=store.now())
        workshops.touch(db, workshop)

    database.act(run)
