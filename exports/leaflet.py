"""What a leaflet for those who took part says, in any language of the phones: for Word and for the print kit.

It says what their phones say after the workshop, for those who have none and for the wall of the school.
"""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from workshop_kit.i18n import N_, Words, locale_of, words
from workshop_kit.report import ActionPage, OptionResult, ServiceFacts, VoteResult, WorkshopReport

STANDS = {
    "proposed": N_("It is proposed"),
    "accepted": N_("It is agreed"),
    "in_progress": N_("It is being done"),
    "done": N_("It is done"),
    "not_possible": N_("It is not possible now"),
}
MOST = 5
"""Choices, and themes, that are named."""


@dataclass(frozen=True)
class Named:
    """A choice or a theme."""

    label: str
    language: str
    mark: str | None
    symbol: str


@dataclass(frozen=True)
class Doing:
    """An action, who does it, and how it stands: “It is agreed · by 15 January 2027”."""

    title: str
    language: str
    service: ServiceFacts | None  # only what a person has confirmed
    stands: str


@dataclass(frozen=True)
class News:
    """The latest of an action."""

    title: str
    language: str
    stands: str
    text: str
    text_language: str


@dataclass(frozen=True)
class Leaflet:
    occasion: str
    title: str
    asked: str
    question: str
    question_language: str
    decided: str  # a heading
    named: tuple[Named, ...]
    next: str  # a heading
    plan: str  # instead of actions, where there is none
    actions: tuple[Doing, ...]
    since: str  # a heading
    news: tuple[News, ...]
    thanks: str


def of(report: WorkshopReport) -> Leaflet:
    """In the language of the report."""
    w = words(report.language)
    decided, named = _decided(w, report)
    return Leaflet(
        occasion=_day(w, report.day),
        title=report.title,
        asked=w._("We asked:"),
        question=report.question,
        question_language=report.question_language,
        decided=decided,
        named=named,
        next=w._("What happens next"),
        plan="" if report.actions else w._("The plan is being made. It says who does what, and by when."),
        actions=tuple(_doing(w, action) for action in report.actions),
        since=w._("What has happened since"),
        news=tuple(_news(w, action) for action in report.actions if action.since),
        thanks=w._("Thank you for coming."),
    )


def _decided(w: Words, report: WorkshopReport) -> tuple[str, tuple[Named, ...]]:
    """What goes on from the vote, best first; where there was none, what most ideas were about."""
    vote = next((vote for vote in report.votes if vote.decides), None)
    if vote is not None and (chosen := _chosen(vote)):
        return w._("Together you chose these"), tuple(map(_choice, chosen[:MOST]))
    if not report.themes:
        return w._("Nothing has been decided yet."), ()
    most = sorted(report.themes, key=lambda theme: -len(theme.ideas))[:MOST]
    named = (Named(each.label, each.label_language, each.mark, each.symbol) for each in most)
    return w._("What you talked about"), tuple(named)


def _chosen(vote: VoteResult) -> list[OptionResult]:
    """Where few voted, the first place alone."""
    if vote.voters is None:
        return [option for option in vote.options if option.rank == 1]
    return [option for option in vote.options if option.goes_on]


def _choice(option: OptionResult) -> Named:
    return Named(option.label, option.language, option.mark, option.symbol)


def _doing(w: Words, action: ActionPage) -> Doing:
    service = action.service if action.service_confirmed else None
    return Doing(action.title, action.title_language, service, _stands(w, action))


def _stands(w: Words, action: ActionPage) -> str:
    stands = w._(STANDS.get(action.status, action.status))
    if action.deadline is None or action.status in ("done", "not_possible"):
        return stands
    return f"{stands} · " + w._("by %(date)s", date=_day(w, action.deadline))


def _news(w: Words, action: ActionPage) -> News:
    latest = action.since[0]
    stands = w._(STANDS.get(latest.status, latest.status))
    told = f"{_day(w, latest.day)} · {stands}"
    return News(action.title, action.title_language, told, latest.text, latest.language)


def _day(w: Words, when: date) -> str:
    return str(format_date(when, format="long", locale=locale_of(w.language)))
