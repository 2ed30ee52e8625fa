"""What was asked, what was decided, and what happens next, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models import Action, Option, Service, Step, StepKind, Translation, Update, Workshop
from workshop_kit import captions, ideas, plan, steps, votes
from workshop_kit.i18n import Chosen, Words, pick, words
from workshop_kit.phone.ballots import OptionCard, card
from workshop_kit.phone.visits import Visit
from workshop_kit.privacy import people


@dataclass(frozen=True)
class Line:
    option: OptionCard
    figure: str  # what it got, in words; empty where so few voted that it is not told
    share: str
    length: int  # of the bar, in percent; 0 where nothing is told


@dataclass(frozen=True)
class Outcome:
    """A closed vote. With fewer than five voters only the order is told: figures would give their number away."""

    title: Chosen
    opinions: bool  # heard, and nothing chosen by them
    voters: int | None
    by_hand: bool  # some of them voted by hand or on paper
    units: str  # what the figures are
    rule: str  # what has brought the chosen ones there
    tied: str  # what would have been as good
    chosen: tuple[Line, ...]  # what goes on; a tie at the edge is let in whole
    others: tuple[Line, ...]
    close: int  # so many of the first places cannot be told apart; 0 where the first is clear


@dataclass(frozen=True)
class News:
    """What has happened with an action."""

    day: date
    status: str
    text: Chosen


@dataclass(frozen=True)
class Next:
    """An action of the plan. A service that only the machine has suggested is not named here."""

    uuid: str
    title: Chosen
    what: Chosen
    service: Chosen | None
    body: Chosen | None
    deadline: date | None
    status: str
    since: tuple[News, ...]  # the newest first


@dataclass(frozen=True)
class Results:
    question: Chosen
    outcomes: tuple[Outcome, ...]
    actions: tuple[Next, ...]
    over: bool

    @property
    def has_news(self) -> bool:
        return any(action.since for action in self.actions)


def results(visit: Visit) -> Results:
    workshop = visit.workshop
    played = steps.played(steps.agenda(visit.db, workshop))
    closed = votes.closed_votes(visit.db, played)
    over = workshop.ended_at is not None
    return Results(
        pick(workshop.question, visit.language, workshop.language),
        tuple(outcome(visit, step) for step in closed),
        planned(visit) if closed or over else (),
        over,
    )


def planned(visit: Visit) -> tuple[Next, ...]:
    """The actions of the plan, in the reader's language where they have it."""
    since = plan.updates(visit.db, visit.workshop)
    return tuple(_next(visit, action, since) for action in plan.actions(visit.db, visit.workshop))


def outcome(visit: Visit, step: Step) -> Outcome:
    """The result of a closed vote. Raises VoteNotReady while it is open."""
    w, found = words(visit.language), votes.result(visit.db, step)
    texts = ideas.translations(visit.db, visit.workshop) if votes.on_ideas(step) else {}
    lines = {bar.option.id: _line(visit, step, w, bar, texts) for bar in votes.bars(visit.db, step)}
    on = [option.id for option in votes.chosen(visit.db, visit.workshop, step)]
    return Outcome(
        pick(step.title, visit.language, visit.workshop.language),
        step.kind == StepKind.OPINIONS,
        people(found.tally.voters),
        bool(found.by_hand),
        "" if found.is_small else votes.telling.units(w, step, bool(found.by_hand)),
        votes.telling.ruled(w, step),
        votes.telling.tied(w, [_name(visit, option) for option in votes.tied(visit.db, visit.workshop, step)]),
        tuple(line for option, line in lines.items() if option in on),
        tuple(line for option, line in lines.items() if option not in on),
        votes.too_close(visit.db, step),
    )


def _name(visit: Visit, option: Option) -> str:
    return captions.of_option(option, visit.language, visit.workshop.language).text


def _line(
    visit: Visit, step: Step, w: Words, bar: votes.Bar, texts: Mapping[int, Mapping[str, Translation]]
) -> Line:
    return Line(
        card(visit, bar.option, texts.get(bar.option.idea_id or 0, {}), {}),
        votes.telling.figure(w, step, bar),
        votes.telling.share(w, step, bar),
        round(100 * bar.length),
    )


@dataclass(frozen=True)
class Asked:
    """What people asked for the last time, and what has become of it."""

    title: Chosen
    status: str
    text: Chosen | None
    day: date | None


def last_time(visit: Visit) -> tuple[Asked, ...]:
    before = plan.last_time(visit.db, visit.workshop)
    return tuple(_asked(visit, before.workshop, one) for one in before.asked) if before else ()


def _asked(visit: Visit, before: Workshop, one: plan.Asked) -> Asked:
    home, told = before.language, one.update
    return Asked(
        pick(plan.title(one.action, before), visit.language, home),
        plan.STATUS[one.action.status],
        pick(told.text, visit.language, home) if told else None,
        told.at.astimezone().date() if told else None,
    )


def _next(visit: Visit, action: Action, since: Mapping[int, Sequence[Update]]) -> Next:
    home = visit.workshop.language
    service = visit.db.get(Service, action.service_id) if action.service_id else None
    named = service if service and action.service_confirmed else None
    return Next(
        action.uuid,
        pick(plan.title(action, visit.workshop), visit.language, home),
        pick(plan.what(action, visit.workshop), visit.language, home),
        pick(named.name, visit.language, home) if named else None,
        pick(named.body, visit.language, home) if named and named.body else None,
        plan.promised_by(action),
        plan.STATUS[action.status],
        tuple(
            News(told.at.astimezone().date(), plan.STATUS[told.status], pick(told.text, visit.language, home))
            for told in since.get(action.id or 0, ())
        ),
    )
