"""Cells of a table of statistics added up into the kit's own answers: languages, age bands, genders.

Nothing is told that the table does not say: a band whose ages are not all there is left out, and so is "another
language" where the table does not say how many speak one. Pure: no database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop_kit.areas import words
from workshop_kit.areas.pxweb import Cell
from workshop_kit.areas.words import OPEN, TOTAL, Age
from workshop_kit.background import AGE, GENDER, HOME_LANGUAGE, OTHER
from workshop_kit.i18n import LANGUAGES

ALL = "all"
TOPICS = (ALL, HOME_LANGUAGE, AGE.id, GENDER.id)
BANDS: Mapping[str, Age] = {
    "under_18": (0, 17),
    "18_29": (18, 29),
    "30_44": (30, 44),
    "45_64": (45, 64),
    "65_up": (65, OPEN),
}
_OLD = 100  # an age group that ends later has everybody who is older in it

_Key = tuple[Age | str, Age | str, Age | str]
"""Language, age, gender."""
_Counts = dict[_Key, int | None]
_LANGUAGE, _AGE, _GENDER = 0, 1, 2


@dataclass(frozen=True)
class Figure:
    """How many people of an area, as a file calls it; `answer` is empty where the topic is all of them."""

    area: str
    year: int
    topic: str
    answer: str
    people: int


def figures(cells: Iterable[Cell]) -> tuple[Figure, ...]:
    """What a table says of each area and year."""
    found: dict[tuple[str, int], _Counts] = {}
    for cell in cells:
        found.setdefault((cell.area, cell.year), {})[(cell.language, cell.age, cell.gender)] = cell.people
    return tuple(
        Figure(area, year, topic, answer, people)
        for (area, year), counts in found.items()
        for topic, told in _topics(counts).items()
        for answer, people in told.items()
    )


def _topics(counts: _Counts) -> dict[str, dict[str, int]]:
    everybody = _left(counts, ()).get((TOTAL, TOTAL, TOTAL))
    languages = {str(key[_LANGUAGE]): n for key, n in _left(counts, (_LANGUAGE,)).items()}
    genders = {str(key[_GENDER]): n for key, n in _left(counts, (_GENDER,)).items() if key[_GENDER] != TOTAL}
    return {
        ALL: {} if everybody is None else {"": everybody},
        HOME_LANGUAGE: _languages(languages),
        AGE.id: _bands({key[_AGE]: n for key, n in _left(counts, (_AGE,)).items()}),
        GENDER.id: {answer: n for answer, n in genders.items() if n is not None},
    }


def _left(counts: _Counts, kept: tuple[int, ...]) -> _Counts:
    """The counts with nothing told apart but what is kept."""
    for part in (_LANGUAGE, _AGE, _GENDER):
        if part not in kept:
            counts = _without(counts, part)
    return counts


def _without(counts: _Counts, part: int) -> _Counts:
    """The total where there is one, else the sum where it is of everybody."""
    found: dict[_Key, dict[Age | str, int | None]] = {}
    for key, people in counts.items():
        rest = (
            TOTAL if part == _LANGUAGE else key[_LANGUAGE],
            TOTAL if part == _AGE else key[_AGE],
            TOTAL if part == _GENDER else key[_GENDER],
        )
        found.setdefault(rest, {})[key[part]] = people
    summed = {key: own[TOTAL] if TOTAL in own else _SUMS[part](own) for key, own in found.items()}
    return {key: people for key, people in summed.items() if people is not None}


def _sum(numbers: Iterable[int | None]) -> int | None:
    """None where one of them is not known."""
    every = list(numbers)
    return None if None in every else sum(number for number in every if number is not None)


def _everybody_by_gender(counts: Mapping[Age | str, int | None]) -> int | None:
    return _sum(counts.values()) if {"woman", "man"} <= set(counts) else None


def _everybody_by_age(counts: Mapping[Age | str, int | None]) -> int | None:
    return _band(counts, (0, OPEN))


def _everybody_by_language(counts: Mapping[Age | str, int | None]) -> int | None:
    kinds = {words.language(str(word)) for word in counts}
    if OTHER not in kinds and not (words.FOREIGN in kinds and kinds <= _FEW):
        return None
    return _sum(n for word, n in counts.items() if words.language(str(word)) not in (words.DOMESTIC, words.FOREIGN)
                or (words.language(str(word)) == words.FOREIGN and OTHER not in kinds))  # fmt: skip


_FEW = {"fi", "sv", words.FOREIGN, words.DOMESTIC, TOTAL}
"""Where a table tells apart no more than these, the speakers of foreign languages are "another language"."""
_SUMS = (_everybody_by_language, _everybody_by_age, _everybody_by_gender)


def _languages(counts: Mapping[str, int | None]) -> dict[str, int]:
    """Our fifteen, and "other" where the table says so or where the rest adds up to everybody."""
    kinds = {word: words.language(word) for word in counts}
    told: dict[str, int | None] = {}
    for word, people in counts.items():
        if (code := kinds[word]) in LANGUAGES:
            told[code] = people if code not in told else _sum((told[code], people))
    rest = _sum(n for word, n in counts.items() if kinds[word] == OTHER or _is_foreign(kinds[word]))
    if OTHER in kinds.values():
        told[OTHER] = rest
    elif words.FOREIGN in kinds.values() and set(kinds.values()) <= _FEW:
        told[OTHER] = _sum(n for word, n in counts.items() if kinds[word] == words.FOREIGN)
    elif told and rest is not None and rest + (_sum(told.values()) or 0) == counts.get(TOTAL, -1):
        told[OTHER] = rest
    return {code: people for code, people in told.items() if people is not None}


def _is_foreign(kind: str) -> bool:
    """A language that is not ours."""
    return kind not in LANGUAGES and kind not in (TOTAL, OTHER, words.FOREIGN, words.DOMESTIC)


def _bands(counts: Mapping[Age | str, int | None]) -> dict[str, int]:
    found = {name: _band(counts, band) for name, band in BANDS.items()}
    return {name: people for name, people in found.items() if people is not None}


def _band(counts: Mapping[Age | str, int | None], band: Age) -> int | None:
    """The sum of age groups that follow each other from the first to the last year; None where some are missing."""
    groups = {age for age in counts if not isinstance(age, str)}
    path = _path(groups, *band, set())
    return None if path is None else _sum(counts[age] for age in path)


def _path(groups: set[Age], first: int, last: int, tried: set[int]) -> list[Age] | None:
    """The longest groups first, so that few numbers are added. `tried`: first years from which no way led on."""
    if last != OPEN and first == last + 1:
        return []
    if first in tried:
        return None
    tried.add(first)
    for group in sorted((one for one in groups if one[0] == first), key=lambda one: -one[1]):
        if group[1] > last and last != OPEN:
            continue
        if last == OPEN and group[1] >= _OLD:
            return [group]
        rest = _path(groups, group[1] + 1, last, tried)
        if rest is not None:
            return [group, *rest]
    return None


def missing_bands(cells: Iterable[Cell], told: Iterable[Figure]) -> tuple[str, ...]:
    """The age bands that no area has although the table tells ages apart: 18–29 from groups of five years."""
    if not any(not isinstance(cell.age, str) for cell in cells):
        return ()
    have = {figure.answer for figure in told if figure.topic == AGE.id}
    return tuple(band for band in BANDS if band not in have)
