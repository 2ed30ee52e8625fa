"""Whether a service speaks the languages that people need, and whether it is for where they live."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from workshop_kit.analysis.embed import Vectors
from workshop_kit.analysis.words import words

WIDE = frozenset(
    ("suomi", "finland", "koko", "hela", "whole", "all", "valtakunnallinen", "kaupunki", "city", "stad", "kunta")
    + ("kommun", "municipality", "maakunta", "region", "hyvinvointialue", "välfärdsområde", "county")
)
"""An area with one of these words is the whole country or city, or more."""
USUAL = 0.5
"""An area that this share of the catalogue is for is the whole city, whatever it is called."""
SHORTEST_STEM = 4


class Reach:
    """Of a catalogue: the areas and the languages of its services, in its order; empty where they are not known."""

    def __init__(self, areas: Sequence[str], languages: Sequence[tuple[str, ...]]) -> None:
        self.areas, self.languages = areas, languages
        given = Counter(area for area in areas if area)
        self._usual = {area for area, times in given.items() if times >= USUAL * given.total() and times > 1}

    def missed(self, areas: Sequence[str], wants: Sequence[tuple[str, ...]]) -> Vectors:
        """How much of what needs ask for a service is known not to have: 0, 1 or 2 (needs × services)."""
        asked = list(zip(areas, wants, strict=True))
        rows = {one: self._missed(*one) for one in set(asked)}
        return np.stack([rows[one] for one in asked])

    def _missed(self, area: str, wants: tuple[str, ...]) -> Vectors:
        count = len(self.areas) if area or wants else 0
        found = [(self.near(n, area) is False) + (self.speaks(n, wants) is False) for n in range(count)]
        return np.array(found or [0] * len(self.areas), np.float32)

    def speaks(self, number: int, wants: tuple[str, ...]) -> bool | None:
        """Whether a service speaks all languages wanted; None where it is not known or none is wanted."""
        spoken = self.languages[number]
        return set(wants) <= set(spoken) if wants and spoken else None

    def near(self, number: int, area: str) -> bool | None:
        """Whether a service is for an area; None where either is not known."""
        own = self.areas[number]
        if not own or not area:
            return None
        if _overlap(own, area):
            return True
        return None if own in self._usual else False


@cache
def _overlap(own: str, area: str) -> bool:
    ours, theirs = words(own), words(area)
    return not WIDE.isdisjoint(ours) or any(_same_place(a, b) for a in ours for b in theirs)


def _same_place(a: str, b: str) -> bool:
    """Finnish bends names at their end: Hakunila, Hakunilassa."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and (len(short) >= SHORTEST_STEM or short == long)
