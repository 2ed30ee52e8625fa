"""The year of a programme, frozen, in one language, with no personal data: what papers are drawn from.

Numbers of people come from what is suppressed already (`outcomes.figures`, `profile`, `evaluation`); none is added
up anew. Ideas are public, so their numbers are as they are.
"""

from dataclasses import dataclass
from datetime import date

from models import ActionStatus, LessonKind
from workshop_kit.evaluation.said import Moment
from workshop_kit.outcomes.results import Results
from workshop_kit.outcomes.told import IndicatorFigures
from workshop_kit.profile.facts import Profile


@dataclass(frozen=True)
class Named:
    """A text, and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class Held:
    """A workshop that people came to, or that is under way."""

    title: Named
    day: date
    area: str  # as it is shown; empty where it names none
    place: str
    ideas: int  # on the wall


@dataclass(frozen=True)
class InArea:
    area: str
    workshops: int
    ideas: int
    places: tuple[str, ...]  # the one with most workshops first


@dataclass(frozen=True)
class Meetings:
    held: tuple[Held, ...]  # by day
    planned: int  # later in the year
    partners: tuple[Named, ...]  # of the programme
    areas: tuple[InArea, ...]  # by name; "no area named" comes last
    languages: int  # in which ideas came

    @property
    def ideas(self) -> int:
        return sum(each.ideas for each in self.held)

    @property
    def named_areas(self) -> tuple[str, ...]:
        return tuple(each.area for each in self.areas if each.area)


@dataclass(frozen=True)
class Need:
    """A need, a strength or a barrier of the needs map; where none are joined yet, a theme of one workshop."""

    label: Named
    ideas: int
    workshops: int
    before: int | None  # ideas in the year before; None where nothing can be said of that year

    @property
    def is_new(self) -> bool:
        return self.before == 0


@dataclass(frozen=True)
class Gap:
    """A need that no service answers. `workshops`: in how many a person said so; 0: no plan names a service."""

    label: Named
    workshops: int


@dataclass(frozen=True)
class Quote:
    """An idea as it was written."""

    text: str
    language: str
    translation: str  # in the document's language; empty where there is none
    by_machine: bool


@dataclass(frozen=True)
class Said:
    needs: tuple[Need, ...]  # most ideas first, as all that follow
    strengths: tuple[Need, ...]
    barriers: tuple[Need, ...]
    gaps: tuple[Gap, ...]
    quotes: tuple[Quote, ...]
    are_joined: bool
    themes: int  # in needs
    unconfirmed: int  # of them the computer has put there
    before: int  # workshops with themes in the year before

    @property
    def fresh(self) -> tuple[Need, ...]:
        """What nobody said the year before."""
        return tuple(need for need in self.needs if need.is_new)


@dataclass(frozen=True)
class Done:
    """An action of a plan: what people said, and what was done."""

    title: Named
    asked: Named | None  # the theme behind it
    status: ActionStatus
    service: Named | None  # that a person has chosen
    body: Named | None  # that owns it
    is_suggested: bool  # the computer names a service, nobody has confirmed it
    is_gap: bool  # a person said that no service fits
    told: Named | None  # the last update
    told_on: date | None
    year: int  # of its workshop


@dataclass(frozen=True)
class Became:
    actions: tuple[Done, ...]  # of this year's workshops: those that are done first
    earlier: tuple[Done, ...]  # of earlier ones, with news in this year

    def having(self, *statuses: ActionStatus) -> int:
        return sum(each.status in statuses for each in self.actions)

    @property
    def answering(self) -> tuple[tuple[str, int], ...]:
        """Body, or service where the catalogue names none -> how many actions it has on the table."""
        found: dict[str, int] = {}
        for each in self.actions:
            owner = each.body or each.service
            if owner is not None:
                found[owner.text] = found.get(owner.text, 0) + 1
        return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


@dataclass(frozen=True)
class Answer:
    """What at least five people answered by faces, 1 the worst and 5 the best."""

    question: str  # as in evaluation.questions
    moment: Moment
    people: int
    workshops: int
    mean: float


@dataclass(frozen=True)
class Measure:
    """A measure of `evaluation.process`: the middle of all workshops of which it is told, with the ends."""

    id: str
    middle: float
    least: float
    most: float
    workshops: int


@dataclass(frozen=True)
class Learnt:
    kind: LessonKind
    text: Named
    area: str
    day: date | None  # of its workshop


@dataclass(frozen=True)
class Course:
    """How it went."""

    answers: tuple[Answer, ...]
    measures: tuple[Measure, ...]
    less: tuple[str, ...]  # languages of phones whose people gave fewer ideas than chance explains
    more: tuple[str, ...]
    lessons: tuple[Learnt, ...]  # the newest first

    def lessons_of(self, kind: LessonKind) -> tuple[Learnt, ...]:
        return tuple(each for each in self.lessons if each.kind == kind)


@dataclass(frozen=True)
class YearlyReport:
    language: str
    programme: str
    about: str
    year: int
    made_on: date
    results: Results  # of the year
    ever: tuple[IndicatorFigures, ...]  # of all years, for targets and the course of years
    meetings: Meetings
    said: Said
    became: Became
    profile: Profile
    course: Course

    @property
    def is_over(self) -> bool:
        return self.year < self.made_on.year

    @property
    def is_counted(self) -> bool:
        """Whether anything was counted this year, told or too small to be told."""
        return any(each.total is None or each.total.count for each in self.results.figures)
