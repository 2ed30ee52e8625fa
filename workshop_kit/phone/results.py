"""What was asked, what was decided, and what happens next, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models import Action, Option, Service, Step, Translation, Update
from workshop_kit import ideas, plan, steps, votes
from workshop_kit.analysis.tally import Counted
from workshop_kit.i18n import N_, Chosen, pick
from workshop_kit.phone.ballots import OptionCard, card
from workshop_kit.phone.visits import Visit
from workshop_kit.privacy import people

TOP = 3


@dataclass(frozen=True)
class Line:
    option: OptionCard
    dots: int | None  # None where so few voted that it is not told
    share: int  # percent of the most dots, for the length of the bar


@dataclass(frozen=True)
class Outcome:
    """A closed vote. With fewer than five voters only the order is told: dots would give their number away."""

    title: Chosen
    voters: int | None
    chosen: tuple[Line, ...]  # the first three places, a tie at the edge let in whole
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

    title: Chosen
    what: str
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


STATUS = {
    "proposed": N_("It is proposed"),
    "accepted": N_("It is agreed"),
    "in_progress": N_("It is being done"),
    "done": N_("It is done"),
    "not_possible": N_("It is not possible now"),
}


def results(visit: Visit) -> Results:
    workshop = visit.workshop
    played = steps.played(steps.agenda(visit.db, workshop))
    closed = votes.closed_votes(visit.db, played)
    over = workshop.ended_at is not None
    since = plan.updates(visit.db, workshop)
    return Results(
        pick(workshop.question, visit.language, workshop.language),
        tuple(outcome(visit, step) for step in closed),
        tuple(_next(visit, action, since) for action in plan.actions(visit.db, workshop)) if closed or over else (),
        over,
    )


def outcome(visit: Visit, step: Step) -> Outcome:
    """The result of a closed vote. Raises VoteNotReady while it is open."""
    tally = votes.result(visit.db, step)
    options = {str(option.id): option for option in votes.options(visit.db, step)}
    texts = ideas.translations(visit.db, visit.workshop) if votes.on_ideas(step) else {}
    voters = people(tally.voters)
    most = max((line.dots for line in tally.counted), default=0)
    lines = [(counted, _line(visit, options, texts, counted, most, voters)) for counted in tally.counted]
    return Outcome(
        pick(step.title, visit.language, visit.workshop.language),
        voters,
        tuple(line for counted, line in lines if _is_chosen(counted)),
        tuple(line for counted, line in lines if not _is_chosen(counted)),
        votes.too_close(visit.db, step),
    )


def _is_chosen(counted: Counted) -> bool:
    return counted.dots > 0 and counted.rank <= TOP


def _line(
    visit: Visit,
    options: dict[str, Option],
    texts: dict[int, dict[str, Translation]],
    counted: Counted,
    most: int,
    voters: int | None,
) -> Line:
    option = options[counted.option]
    shown = card(visit, option, texts.get(option.idea_id or 0, {}), {})
    if voters is None:
        return Line(shown, None, 0)
    return Line(shown, counted.dots, round(100 * counted.dots / most) if most else 0)


def _next(visit: Visit, action: Action, since: Mapping[int, Sequence[Update]]) -> Next:
    home = visit.workshop.language
    service = visit.db.get(Service, action.service_id) if action.service_id else None
    named = service if service and action.service_confirmed else None
    return Next(
        pick({home: action.title}, visit.language, home),
        action.what,
        pick(named.name, visit.language, home) if named else None,
        pick(named.body, visit.language, home) if named and named.body else None,
        action.deadline,
        STATUS[action.status],
        tuple(
            News(told.at.astimezone().date(), STATUS[told.status], pick(told.text, visit.language, home))
            for told in since.get(action.id or 0, ())
        ),
    )
