"""Who was heard: of each language group its share of the people, of the ideas, and how many of it voted.

People are counted by the language of their phones, ideas by the language in which they are written, on paper too.
A language stands by itself in a workshop where at least five phones read it; the rest is "other languages", as on
the workshop's own papers (`privacy.grouped`). Across workshops the figures are nothing but sums of what each
workshop tells by itself: a language's people are summed only over workshops where it stands by itself, and belong
to "other languages" elsewhere. So no filter tells anything that the workshops' own papers do not tell.

How many of a group voted is told where who did and who did not are no one to four people, and where taking the told
groups from all phones that voted leaves no one to four people either; else it is put in words, as a span. A span is
widened to the whole group where all numbers together would pin it down. Ballots whose languages were dealt anew,
because the ties to phones were cut, are told for nobody.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlmodel import Session

from models import Workshop
from workshop_kit import privacy
from workshop_kit.evaluation import reading
from workshop_kit.evaluation.compare import wilson
from workshop_kit.evaluation.reading import Ideas, Turnout
from workshop_kit.i18n import UNKNOWN

OTHERS = ""
"""The language of all who are in small groups."""
FEWEST_IDEAS = 10
"""With fewer nothing is said of who was heard."""
_LARGE = 2 * privacy.SMALL
"""In a smaller group "few" and "nearly all" would say nearly the number."""


class Heard(StrEnum):
    """Beyond chance, by Wilson's interval around a group's share of the ideas."""

    MORE = "more"
    AS_MUCH = "as_much"
    LESS = "less"
    UNKNOWN = "unknown"  # too few ideas, or nobody to compare with


@dataclass(frozen=True)
class Voted:
    """How many of a group voted: at least and at most so many, `of` all phones of the group where that is known."""

    least: int
    most: int
    of: int

    @property
    def is_told(self) -> bool:
        return self.least == self.most

    def __add__(self, other: "Voted") -> "Voted":
        return Voted(self.least + other.least, self.most + other.most, self.of + other.of)


@dataclass(frozen=True)
class Group:
    language: str  # OTHERS for all small groups
    present: int
    ideas: int
    expected: float  # ideas, if in each workshop all had given alike
    voted: Voted | None  # None: not known, or nothing can be told
    heard: Heard = Heard.UNKNOWN


@dataclass(frozen=True)
class Balance:
    groups: tuple[Group, ...]  # the largest first, other languages last
    workshops: int  # that are in it
    too_small: int  # that are not, because fewer than five phones joined

    @property
    def present(self) -> int:
        return sum(group.present for group in self.groups)

    @property
    def ideas(self) -> int:
        return sum(group.ideas for group in self.groups)


def of(db: Session, workshops: Sequence[Workshop]) -> Balance:
    """The balance of one workshop, or of several together."""
    ids = [workshop.id or 0 for workshop in workshops]
    people, ideas, votes = reading.languages(db, ids), reading.ideas(db, ids), reading.turnouts(db, ids)
    rooms = [_room(people.get(id, Counter()), ideas.get(id, Ideas()), votes.get(id)) for id in ids]
    told = [room for room in rooms if room]
    return Balance(_judged(_summed([group for room in told for group in room])), len(told), len(rooms) - len(told))


def _room(people: Counter[str], ideas: Ideas, votes: Turnout | None) -> list[Group]:
    """The groups of one workshop; none where fewer than five phones joined."""
    present = _present(people)
    joined = sum(present.values())
    if not joined:
        return []
    given = _by_group(ideas.by_language, present)
    voted = _voted(present, votes) if votes and votes.may_be_told(joined) and not votes.is_mixed else {}
    return [
        Group(language, number, given[language], ideas.number * number / joined, voted.get(language))
        for language, number in present.items()
    ]


def _present(people: Counter[str]) -> dict[str, int]:
    """Language -> phones, with the small groups as one."""
    groups = privacy.grouped(people)
    shown = {code: number for code, number in groups.shown if code != UNKNOWN.code}
    others = (groups.other or 0) + sum(number for code, number in groups.shown if code == UNKNOWN.code)
    return {**shown, OTHERS: others} if shown or others else {}


def _by_group(counts: Counter[str], present: dict[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for language, number in counts.items():
        found[language if language in present else OTHERS] += number
    return found


def _voted(present: dict[str, int], votes: Turnout) -> dict[str, Voted]:
    """Language -> how many of it voted, so that no one to four people can be told from it."""
    found = _by_group(votes.by_language, present)
    present = {code: number for code, number in present.items() if number}
    hidden = {code for code, number in present.items() if not _may_be_told(found[code], number)}
    while hidden and not _may_be_told(sum(found[code] for code in hidden), sum(present[code] for code in hidden)):
        hidden.add(min(present.keys() - hidden, key=lambda code: (present[code], code)))
    spans = {code: _span(found[code], present[code], code in hidden) for code in present}
    if _pinned([spans[code] for code in hidden], sum(found[code] for code in hidden)):
        spans |= {code: Voted(0, present[code], present[code]) for code in hidden}
    return spans


def _may_be_told(part: int, whole: int) -> bool:
    return privacy.people(part) is not None and privacy.people(whole - part) is not None


def _span(part: int, whole: int, is_hidden: bool) -> Voted:
    if not is_hidden:
        return Voted(part, part, whole)
    if 0 < part < privacy.SMALL and whole >= _LARGE:
        return Voted(1, privacy.SMALL - 1, whole)
    if 0 < whole - part < privacy.SMALL and whole >= _LARGE:
        return Voted(whole - privacy.SMALL + 1, whole - 1, whole)
    return Voted(0, whole, whole)


def _pinned(spans: Sequence[Voted], total: int) -> bool:
    """Whether the spans and their sum leave only one number for a group."""
    least, most = sum(span.least for span in spans), sum(span.most for span in spans)
    return any(
        min(span.most, total - (least - span.least)) <= max(span.least, total - (most - span.most))
        for span in spans
    )


def _summed(groups: Sequence[Group]) -> list[Group]:
    found: dict[str, Group] = {}
    for group in groups:
        before = found.get(group.language)
        found[group.language] = _together(before, group) if before else group
    return sorted(found.values(), key=lambda group: (group.language == OTHERS, -group.present, group.language))


def _together(a: Group, b: Group) -> Group:
    voted = a.voted + b.voted if a.voted and b.voted else a.voted or b.voted
    return Group(a.language, a.present + b.present, a.ideas + b.ideas, a.expected + b.expected, voted)


def _judged(groups: Sequence[Group]) -> tuple[Group, ...]:
    """With a word for each: its share of the ideas beside what it would be, had all given alike.

    Ideas are taken to come each by itself. A few people who write very much can tip it.
    """
    kept = [group for group in groups if group.present or group.ideas]
    ideas = sum(group.ideas for group in kept)
    if ideas < FEWEST_IDEAS or len([group for group in kept if group.present]) < 2:
        return tuple(kept)
    return tuple(replace(group, heard=_heard(group, ideas)) if group.present else group for group in kept)


def _heard(group: Group, ideas: int) -> Heard:
    low, high = wilson(group.ideas, ideas)
    share = group.expected / ideas
    if low <= share <= high:
        return Heard.AS_MUCH
    return Heard.MORE if share < low else Heard.LESS
