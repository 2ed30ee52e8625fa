"""The report of a workshop: everything a document needs, frozen, in one language, with no personal data.

`workshop_kit.reports` reads it from the database; the exporters only draw it. Numbers of people
below `SMALL` are given as None, and so are counts from which such a number could be derived.
"""

from dataclasses import dataclass
from datetime import date, time

from workshop_kit.pictures import Photo
from workshop_kit.privacy import SMALL as SMALL


@dataclass(frozen=True)
class Line:
    """One idea as it is printed."""

    number: int
    text: str
    language: str
    channel: str  # phone, shared, paper, helper
    edited: bool  # a typo was corrected
    translation: str | None  # in the report's language
    translated_by_machine: bool
    theme: int | None  # number of its theme, counted from 1
    symbol: str = ""  # name of the symbol that was chosen beside words or instead of them
    photo: Photo | None = None  # the text may then be empty


@dataclass(frozen=True)
class ThemeSection:
    number: int
    mark: str  # name of the mark: spruce, drop …
    label: str
    label_language: str
    confirmed: bool  # False: suggested by the computer
    languages: int  # how many languages its ideas are in
    ideas: tuple[Line, ...]
    quotes: tuple[Line, ...]  # at most three, as different in language as possible
    symbol: str = ""  # name of the symbol beside its mark
    is_gap: bool = False  # a person has said that no service of the catalogue fits


@dataclass(frozen=True)
class OptionResult:
    label: str
    language: str
    mark: str | None
    number: int | None  # of the idea, where ideas were voted on
    rank: int | None  # 1 is best; equals share a rank; None: nobody gave it anything, or fewer than SMALL judged it
    value: float  # for the chart, in the vote's unit; 0 where it is not told
    cells: tuple[str, ...]  # for the table, one for each of the vote's columns; empty where it is not told
    chosen: bool = False  # an action of the plan answers it
    goes_on: bool = False  # it is on the vote's shortlist
    symbol: str = ""


@dataclass(frozen=True)
class VoteResult:
    title: str
    asked: str  # what people were told to do, and by which rule the shortlist is made
    unit: str
    columns: tuple[str, ...]
    voters: int | None  # None: fewer than SMALL
    by_hand: bool  # some voted by hand or on paper
    options: tuple[OptionResult, ...]  # best first
    decides: bool = False  # the plan starts from it
    close: int = 0  # so many of the first places are too close to call; 0 where the first is clear


@dataclass(frozen=True)
class ServiceFacts:
    """A record of the catalogue, in the report's language where it has it."""

    id: int
    name: str
    name_language: str
    body: str  # who is responsible; empty where the catalogue does not say
    body_language: str
    languages: tuple[str, ...]
    area: str
    contact: str  # of the service, never of a person
    url: str
    vanished: bool  # its source has it no more


@dataclass(frozen=True)
class News:
    """What has happened with an action, and how it stood from then on."""

    day: date
    status: str  # an ActionStatus value
    text: str
    language: str


@dataclass(frozen=True)
class ActionPage:
    number: int
    uuid: str  # by which a sheet that comes back is read
    title: str
    title_language: str
    what: str
    what_language: str
    theme: ThemeSection | None
    got: str  # in the vote, in words; empty where that is not told
    service: ServiceFacts | None  # None: none is chosen, or none fits
    service_confirmed: bool  # a person has chosen it, or said that none fits
    service_reason: str
    role: str
    partner: str  # those of the catalogue and others, in one line
    partners: tuple[ServiceFacts, ...]  # those of the catalogue
    first_step: str
    first_step_by: date | None
    deadline: date | None
    indicator: str
    baseline: str
    target: str
    resources: str
    languages: tuple[str, ...]  # in which people need to be served
    risks: str
    effort: int | None  # 1 to 5
    benefit: int | None
    wanting: int | None  # how many want to help; None: some, but fewer than SMALL
    status: str  # an ActionStatus value
    since: tuple[News, ...]  # the newest first

    @property
    def is_gap(self) -> bool:
        """A person has said that no service of the catalogue fits."""
        return self.service is None and self.service_confirmed


@dataclass(frozen=True)
class Participation:
    joined: int | None
    ideas: int
    languages: int
    ideas_by_language: tuple[tuple[str, int], ...]  # only languages with at least SMALL ideas, most first
    ideas_in_other_languages: int
    ideas_by_channel: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class AgendaLine:
    title: str
    kind: str
    minutes: int


@dataclass(frozen=True)
class Need:
    """A need that no service answers: a finding of its own."""

    name: str
    language: str
    theme: ThemeSection | None  # behind it
    action: ActionPage | None = None  # None: no action answers it yet


@dataclass(frozen=True)
class WorkshopReport:
    language: str  # of the document
    code: str
    sign: tuple[str, str, str]  # names of the room sign's marks
    title: str
    question: str
    question_language: str
    area: str
    venue: str
    day: date
    starts: time
    method: str
    made_on: date
    agenda: tuple[AgendaLine, ...]
    participation: Participation
    themes: tuple[ThemeSection, ...]
    unplaced: tuple[Line, ...]
    votes: tuple[VoteResult, ...]
    actions: tuple[ActionPage, ...]
    ideas: tuple[Line, ...]  # all that are shown, by number

    @property
    def unanswered(self) -> tuple[Need, ...]:
        """What a person has said no service of the catalogue answers: actions, then themes without an action."""
        found = [Need(f"{a.number}. {a.title}", a.title_language, a.theme, a) for a in self.actions if a.is_gap]
        answered = {action.theme.number for action in self.actions if action.theme}
        themes = [theme for theme in self.themes if theme.is_gap and theme.number not in answered]
        return (*found, *(Need(theme.label, theme.label_language, theme) for theme in themes))
