"""Figures that may be told, each with whom it counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models import Counted, Texts
from workshop_kit.suppression import Cell


@dataclass(frozen=True)
class Told:
    """A number and whom it counts: all in these cells, which are years and areas in which somebody was counted.

    `beyond` are those of them that were not asked for: what was asked for is told together with them.
    """

    count: int
    cells: tuple[Cell, ...] = ()
    beyond: tuple[Cell, ...] = ()

    @property
    def other_areas(self) -> tuple[str, ...]:
        """Areas that were not asked for, and are told together with those that were."""
        asked = {area for _year, area in set(self.cells) - set(self.beyond)}
        return tuple(sorted({area for _year, area in self.beyond} - asked))

    @property
    def other_years(self) -> tuple[int, ...]:
        asked = {year for year, _area in set(self.cells) - set(self.beyond)}
        return tuple(sorted({year for year, _area in self.beyond} - asked))


@dataclass(frozen=True)
class Share:
    """So many of so many, both of which are told; `of` is never 0."""

    count: int
    of: int

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.count, self.of)

    @property
    def percent(self) -> int:
        """Rounded; a half goes up."""
        return (200 * self.count + self.of) // (2 * self.of)


@dataclass(frozen=True)
class Counts:
    """How many are in the categories that are told together, mostly one: of GENDER or AGE, or UNTOLD."""

    categories: tuple[str, ...]
    count: int
    share: Share | None  # of all, also of those who did not tell


@dataclass(frozen=True)
class Split:
    """People by gender or by age. `groups` add up to `total`, who may be more than were asked for.

    `of` are the ids of the indicators whose people these are together, mostly one. `untold` is how many did not
    tell, None where these few are told together with others.
    """

    of: tuple[int, ...]
    total: Told
    groups: tuple[Counts, ...]
    untold: int | None

    def share(self, categories: Collection[str]) -> Share | None:
        """Of several categories together; None where they are not told apart from others."""
        inside = [group for group in self.groups if set(group.categories) <= set(categories)]
        if {category for group in inside for category in group.categories} != set(categories):
            return None
        return share(sum(group.count for group in inside), self.total.count)


@dataclass(frozen=True)
class Row:
    """A row of a table by area or by year: areas, or years, that are told together, mostly one. Rows add up."""

    areas: tuple[str, ...]
    years: tuple[int, ...]
    count: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class IndicatorFigures:
    """What is told of one indicator. `total` None: fewer than five, or so few that others would be found.

    Of a part: `share` of its whole; where it is only told together with other parts, `total` is None, `together` is
    their sum and `together_with` the ids of the others. Of a whole: `parts` is the sum of all its parts, and
    `parts_by_gender`, `parts_by_age` tell of parts, some maybe together. `progress` towards the target is that of
    all years and areas, so it is only told where these are asked for.
    """

    indicator_id: int
    uuid: str
    activity: str
    name: Texts
    counted: Counted
    part_of_id: int | None
    total: Told | None = None
    together: Told | None = None
    together_with: tuple[int, ...] = ()
    share: Share | None = None
    parts: Told | None = None
    parts_share: Share | None = None
    by_gender: Split | None = None
    by_age: Split | None = None
    parts_by_gender: tuple[Split, ...] = ()
    parts_by_age: tuple[Split, ...] = ()
    under_30: Share | None = None
    by_area: tuple[Row, ...] = ()
    by_year: tuple[Row, ...] = ()
    target: int | None = None
    target_by: date | None = None
    progress: Share | None = None


def share(count: int, of: int) -> Share | None:
    """None where there is nobody."""
    return Share(count, of) if of else None
