"""What the print kit draws: a workshop's facts for paper, frozen, in every language at once. No personal data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exports.leaflet import Leaflet
from models import Step, Texts, VotingMethod
from workshop_kit import pictures
from workshop_kit.i18n import Chosen, pick
from workshop_kit.pictures import Photo
from workshop_kit.vote_settings import method_of
from workshop_kit.wifi import Wifi

CARDS_A_SHEET = 8


@dataclass(frozen=True)
class Wish:
    """What Ann wants on paper."""

    pieces: tuple[str, ...]  # names in `exports.print.PIECES`
    languages: tuple[str, ...]
    cards: int = CARDS_A_SHEET  # idea cards in each language, rounded up to whole sheets
    tables: int = 4  # signs, where the workshop has no tables of its own


@dataclass(frozen=True)
class Translated:
    """An idea's words in a language that it was not written in."""

    text: str
    by_machine: bool


@dataclass(frozen=True)
class Choice:
    """One thing to vote on, as `workshop_kit.votes.options` has fixed it or would fix it now."""

    label: Texts
    mark: str | None = None  # of a theme
    number: int | None = None  # of an idea
    symbol: str = ""
    photo: Photo | None = None
    cost: int | None = None  # in euros
    translations: Mapping[str, Translated] = field(default_factory=dict)

    def said(self, language: str, *fallbacks: str) -> Chosen:
        """In the reader's language where there are words in it."""
        label, told = self._label(language, fallbacks), self._told(language, fallbacks)
        return Chosen(told.text, language, True) if told else label

    def original(self, language: str, *fallbacks: str) -> Chosen | None:
        """What a translation was made from; None where the words are no translation."""
        return self._label(language, fallbacks) if self._told(language, fallbacks) else None

    def by_machine(self, language: str, *fallbacks: str) -> bool:
        told = self._told(language, fallbacks)
        return told is not None and told.by_machine

    def _label(self, language: str, fallbacks: Sequence[str]) -> Chosen:
        label = pick(self.label, language, *fallbacks)
        return pictures.said(label.text, label.language, pictures.SYMBOL + self.symbol, language)

    def _told(self, language: str, fallbacks: Sequence[str]) -> Translated | None:
        return None if self._label(language, fallbacks).asked else self.translations.get(language)


@dataclass(frozen=True)
class PaperVote:
    """A vote on paper. Without choices its sheets have room to write them."""

    step: Step
    prompt: Texts
    choices: tuple[Choice, ...]

    @property
    def method(self) -> VotingMethod:
        return method_of(self.step)


@dataclass(frozen=True)
class TableSign:
    name: str
    topic: Texts
    language: str  # empty: of everybody
    link: str


@dataclass(frozen=True)
class Consent:
    """What the sheet about what is kept must tell of, as the phone's first page does."""

    tied_until: date
    photos: bool  # some step takes them
    asks: bool  # something is asked about the person
    contacts: bool  # people can leave one, to help with an action


@dataclass(frozen=True)
class PrintKit:
    code: str
    sign: tuple[str, str, str]
    day: date
    language: str  # the facilitator writes in it
    title: Texts
    question: Texts
    link: str  # what the join code leads to
    short: str  # the same as it is read aloud, without the code
    wifi: Wifi | None
    rules: Texts  # one a line; empty: those of the phones
    vote: PaperVote
    tables: tuple[TableSign, ...]
    consent: Consent
    leaflets: Mapping[str, Leaflet]
