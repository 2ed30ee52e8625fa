"""Categories of people: joined where one of them is small in the whole of an indicator."""

from collections.abc import Mapping, Sequence

from workshop_kit import background
from workshop_kit.suppression.blocks import is_safe

Category = str | int
"""A gender, an age band, or the id of a part."""
Group = tuple[Category, ...]
Groups = tuple[Group, ...]

UNTOLD = "not_told"
REST = 0
"""Those of a whole who are in none of its parts."""
GENDERS: Groups = tuple((gender,) for gender in background.GENDER.answers)
AGES: Groups = tuple((band,) for band in background.AGE.answers)
WOMEN: Group = ("woman",)
UNDER_30: Group = ("under_18", "18_29")
_AT_30 = 2  # of the bands are under thirty


def genders(counts: Mapping[Category, int]) -> Groups | None:
    """Small ones are joined with who did not tell, and where that is small, too, with the smallest other one.

    None where nothing is left apart.
    """
    apart = [group for group in GENDERS if is_safe(size(counts, group))]
    rest = tuple(c for group in GENDERS if group not in apart for c in group) + (UNTOLD,)
    if not is_safe(size(counts, rest)):
        smallest = _smallest(counts, apart)
        if smallest is None:
            return None
        apart.remove(smallest)
        rest = smallest + rest
    return _told(counts, (*apart, rest))


def ages(counts: Mapping[Category, int]) -> Groups | None:
    """Small bands are joined with the one beside them, on the same side of thirty where that is enough.

    Who did not tell, where these are few, is joined with the smallest group. None where nothing is left apart.
    """
    bands = list(AGES)
    while (place := next((n for n, band in enumerate(bands) if not is_safe(size(counts, band))), None)) is not None:
        beside = [n for n in (place - 1, place + 1) if 0 <= n < len(bands)]
        if not beside:
            return None
        mate = min(beside, key=lambda n: (_crosses_30(bands, place, n), size(counts, bands[n])))
        first, last = sorted((place, mate))
        bands[first : last + 1] = [bands[first] + bands[last]]
    rest: Group = (UNTOLD,)
    if not is_safe(counts.get(UNTOLD, 0)):
        smallest = _smallest(counts, bands)
        if smallest is None:
            return None
        bands.remove(smallest)
        rest = (*smallest, UNTOLD)
    return _told(counts, (*bands, rest))


def parts(counts: Mapping[Category, int]) -> Groups | None:
    """Small parts are joined with the smallest other one, and where that is the rest, not told apart from it."""
    groups: list[Group] = [(category,) for category in counts]
    while small := [group for group in groups if not is_safe(size(counts, group))]:
        one = min(small, key=lambda group: (size(counts, group), REST in group))
        mate = _smallest(counts, [group for group in groups if group != one])
        if mate is None:
            return None
        groups = [group for group in groups if group not in (one, mate)] + [one + mate]
    order = list(counts)
    return _told(
        counts, sorted((tuple(sorted(g, key=order.index)) for g in groups), key=lambda g: order.index(g[0]))
    )


def halves(groups: Groups, apart: Group) -> Groups | None:
    """One group, such as women, and everybody else; None where it is not made of whole groups."""
    inside = [group for group in groups if set(group) <= set(apart)]
    if {c for group in inside for c in group} != set(apart):
        return None
    return (tuple(apart), tuple(c for group in groups if group not in inside for c in group))


def size(counts: Mapping[Category, int], group: Sequence[Category]) -> int:
    return sum(counts.get(category, 0) for category in group)


def _smallest(counts: Mapping[Category, int], groups: Sequence[Group]) -> Group | None:
    """The smallest one that has somebody."""
    return min((g for g in groups if size(counts, g)), key=lambda g: size(counts, g), default=None)


def _told(counts: Mapping[Category, int], groups: Sequence[Group]) -> Groups | None:
    """The groups, unless they tell nothing: nobody was asked, or all people are in one that was joined."""
    having = [group for group in groups if size(counts, group)]
    if len(having) > 1:
        return tuple(groups)
    says_something = having and having[0] != (UNTOLD,) and sum(1 for c in having[0] if counts.get(c)) == 1
    return tuple(groups) if says_something else None


def _crosses_30(bands: Sequence[Group], place: int, mate: int) -> bool:
    first = sum(len(band) for band in bands[: max(place, mate)])
    return first == _AT_30
