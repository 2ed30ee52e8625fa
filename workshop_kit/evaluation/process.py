"""How a workshop went, in measures that its counts give: for many workshops at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models import Channel, Texts, Workshop
from workshop_kit import privacy
from workshop_kit.evaluation import reading
from workshop_kit.evaluation.reading import Ideas, Played, Turnout
from workshop_kit.i18n import N_

LONGEST = 12 * 60
"""Minutes: a step that took longer was left open, and its time says nothing."""


@dataclass(frozen=True)
class Process:
    """One workshop. None: not known, or it would tell of one to four people. Shares are from 0 to 1."""

    workshop_id: int
    title: Texts
    language: str  # that the facilitator writes in
    day: date
    method: str
    area: str
    people: int | None  # phones that joined
    ideas: int
    languages: int  # in which ideas came
    ideas_per_person: float | None
    wrote: float | None  # share of the phones that gave an idea
    voted: float | None  # share of the phones that voted, in the vote in which most did
    planned: int  # minutes, of the steps that were played
    took: float | None  # minutes
    by_channel: Mapping[str, int]
    themes: int
    in_themes: float | None  # share of the ideas
    actions: int
    with_service: int  # actions
    answered_after: int | None  # days until people were first told what has happened

    @property
    def time_kept(self) -> float | None:
        """Minutes taken for each that was planned: 1.1 is a tenth longer."""
        return self.took / self.planned if self.took is not None and self.planned else None

    @property
    def not_on_phones(self) -> float | None:
        """The share of ideas that came on paper, with a helper or on a device that people shared."""
        return 1 - self.by_channel.get(Channel.PHONE.value, 0) / self.ideas if self.ideas else None


Reader = Callable[[Process], float | None]

MEASURES: Mapping[str, tuple[str, Reader]] = {
    "people": (N_("People"), lambda one: one.people),
    "ideas": (N_("Ideas"), lambda one: one.ideas),
    "languages": (N_("Languages of ideas"), lambda one: one.languages),
    "ideas_per_person": (N_("Ideas per person"), lambda one: one.ideas_per_person),
    "wrote": (N_("Phones that gave an idea"), lambda one: one.wrote),
    "voted": (N_("Phones that voted"), lambda one: one.voted),
    "time_kept": (N_("Time taken of the time planned"), lambda one: one.time_kept),
    "not_on_phones": (N_("Ideas on paper or with help"), lambda one: one.not_on_phones),
    "themes": (N_("Themes"), lambda one: one.themes),
    "in_themes": (N_("Ideas in a theme"), lambda one: one.in_themes),
    "actions": (N_("Actions"), lambda one: one.actions),
    "with_service": (N_("Actions with a service"), lambda one: one.with_service),
    "answered_after": (N_("Days until the first news"), lambda one: one.answered_after),
}
"""Id -> its name, and its value in a workshop."""
SHARES = ("wrote", "voted", "time_kept", "not_on_phones", "in_themes")
"""Measures that are told in per cent."""


def held(db: Session, workshops: Sequence[Workshop]) -> list[Workshop]:
    """Those to which somebody came, or in which an idea was given."""
    ids = [workshop.id or 0 for workshop in workshops]
    there = reading.held(db, ids)
    return [workshop for workshop in workshops if workshop.id in there]


def of(db: Session, workshops: Sequence[Workshop]) -> list[Process]:
    """The measures of each workshop, in the order given."""
    ids = [workshop.id or 0 for workshop in workshops]
    counts = _Counts(
        {id: found.total() for id, found in reading.languages(db, ids).items()},
        reading.ideas(db, ids),
        reading.turnouts(db, ids),
        reading.played(db, ids),
        reading.themes(db, ids),
        reading.actions(db, ids),
        reading.first_updates(db, ids),
    )
    return [_process(workshop, counts) for workshop in workshops]


@dataclass(frozen=True)
class _Counts:
    """Workshop -> what was counted there."""

    people: Mapping[int, int]
    ideas: Mapping[int, Ideas]
    votes: Mapping[int, Turnout]
    steps: Mapping[int, Sequence[Played]]
    themes: Mapping[int, int]
    actions: Mapping[int, tuple[int, int]]
    news: Mapping[int, datetime]


def _process(workshop: Workshop, counts: _Counts) -> Process:
    id = workshop.id or 0
    given, joined, told = counts.ideas.get(id, Ideas()), counts.people.get(id, 0), counts.news.get(id)
    actions, with_service = counts.actions.get(id, (0, 0))
    planned, took = _time(counts.steps.get(id, []))
    return Process(
        workshop_id=id,
        title=workshop.title,
        language=workshop.language,
        day=workshop.day,
        method=workshop.method,
        area=workshop.area,
        people=privacy.people(joined),
        ideas=given.number,
        languages=len(given.by_language),
        ideas_per_person=given.number / joined if joined >= privacy.SMALL else None,
        wrote=_wrote(given, joined),
        voted=_voted(counts.votes.get(id), joined),
        planned=planned,
        took=took,
        by_channel=dict(given.by_channel),
        themes=counts.themes.get(id, 0),
        in_themes=given.in_themes / given.number if given.number else None,
        actions=actions,
        with_service=with_service,
        answered_after=max(0, (told.date() - workshop.day).days) if told else None,
    )


def _wrote(given: Ideas, joined: int) -> float | None:
    """Not known once the ties are cut."""
    return None if given.untied else _share(given.writers, joined)


def _voted(votes: Turnout | None, joined: int) -> float | None:
    return _share(votes.phones, joined) if votes and votes.may_be_told(joined) else None


def _share(part: int, whole: int) -> float | None:
    """A share of the phones, where neither these nor the others are one to four people."""
    both = privacy.people(part), privacy.people(whole - part)
    return part / whole if whole >= privacy.SMALL and None not in both else None


def _time(steps: Sequence[Played]) -> tuple[int, float | None]:
    """Planned minutes of what was played, and those that it took."""
    usable = bool(steps) and all(step.minutes <= LONGEST for step in steps)
    planned = sum(step.planned for step in steps)
    return planned, sum(step.minutes for step in steps) if usable else None
