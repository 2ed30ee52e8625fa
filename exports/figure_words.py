"""The figures of a register in words: names, shares, groups, and what is told together with what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.dates import format_date
from babel.lists import format_list

from workshop_kit import background
from workshop_kit.figures import number
from workshop_kit.i18n import N_, Chosen, Words, locale_of, pick
from workshop_kit.outcomes.told import IndicatorFigures, Row, Share, Split, Told
from workshop_kit.suppression import UNTOLD

GROUPS = {
    "woman": N_("women"),
    "man": N_("men"),
    background.OTHER: N_("another gender"),
    **background.AGE.answers,
    UNTOLD: N_("not told"),
}
CHILDREN = {**GROUPS, "woman": N_("girls"), "man": N_("boys")}
_CHILDREN = "Children taking part"
MANY = 5
"""Where one of so many did not tell, no share is named beside the number; the table has the counts."""


@dataclass(frozen=True)
class Family:
    """A whole and the parts of it."""

    whole: IndicatorFigures
    parts: tuple[IndicatorFigures, ...]


def families(figures: Sequence[IndicatorFigures]) -> tuple[Family, ...]:
    return tuple(
        Family(whole, tuple(part for part in figures if part.part_of_id == whole.indicator_id))
        for whole in figures
        if whole.part_of_id is None
    )


def name(w: Words, figures: IndicatorFigures) -> Chosen:
    return pick(figures.name, w.language)


def full_name(w: Words, figures: IndicatorFigures) -> str:
    """With its activity: two activities may both count people."""
    return f"{figures.activity} – {name(w, figures).text}"


def group(w: Words, figures: IndicatorFigures, categories: Iterable[str]) -> str:
    """What people who are told together are called, such as “another gender or not told”.

    Those of the ready-made indicator for children are girls and boys.
    """
    known = CHILDREN if figures.name.get("en") == _CHILDREN else GROUPS
    return either(w, [w._(known[category]) for category in categories])


def percent(share: Share) -> str:
    """Whole, a half goes up; never 0 % of somebody, nor 100 % of not everybody."""
    if 0 < share.count < share.of and share.percent in (0, 100):
        sign, whole = ("<", 1) if share.percent == 0 else (">", 99)
        return f"{sign}\N{NO-BREAK SPACE}{whole}\N{NO-BREAK SPACE}%"
    return f"{share.percent}\N{NO-BREAK SPACE}%"


def shares(w: Words, figures: IndicatorFigures) -> list[str]:
    """Such as “54 % women” and “18 % under 30”; what is only told together with others is left out."""
    found = []
    if (of_women := women(figures)) is not None:
        called = group(w, figures, ["woman"])
        found.append(w._("%(percent)s %(group)s", percent=percent(of_women), group=called))
    if (young := under_30(figures)) is not None:
        found.append(w._("%(percent)s under 30", percent=percent(young)))
    return found


def women(figures: IndicatorFigures) -> Share | None:
    """Of those whom the total counts; None where it is only told of more people, or where many did not tell."""
    split = figures.by_gender
    return split.share(["woman"]) if split is not None and _is_known(figures, split) else None


def under_30(figures: IndicatorFigures) -> Share | None:
    split = figures.by_age
    return figures.under_30 if split is not None and _is_known(figures, split) else None


def _is_known(figures: IndicatorFigures, split: Split) -> bool:
    """Whether most told it: a share of everybody says little where every fifth person, or more, is not in it."""
    return is_of_total(figures, split) and MANY * (split.untold or 0) < split.total.count


def parts(figures: IndicatorFigures) -> Told | None:
    """All parts of a whole; None where they are only told of more people than its total."""
    found, total = figures.parts, figures.total
    return found if found is not None and total is not None and found.cells == total.cells else None


def is_of_total(figures: IndicatorFigures, split: Split) -> bool:
    """Whether a breakdown tells of the same people as the total."""
    return figures.total is not None and split.total.cells == figures.total.cells


def target(w: Words, figures: IndicatorFigures) -> str:
    """How far it is, in a sentence; nothing where there is no target, or not all years and areas are asked for."""
    if figures.progress is None:
        return ""
    facts = {
        "name": name(w, figures).text,
        "count": number(w, figures.progress.count),
        "target": number(w, figures.progress.of),
        "percent": percent(figures.progress),
    }
    if figures.target_by is None:
        return w._("%(name)s: %(count)s of %(target)s, which is %(percent)s of the target.", **facts)
    by = format_date(figures.target_by, format="long", locale=locale_of(w.language))
    return w._("%(name)s: %(count)s of %(target)s by %(day)s, which is %(percent)s of the target.", day=by, **facts)


def both(w: Words, names: Sequence[str]) -> str:
    return str(format_list(list(names), locale=locale_of(w.language)))


def either(w: Words, names: Sequence[str]) -> str:
    return str(format_list(list(names), style="or", locale=locale_of(w.language)))


def area(w: Words, named: str) -> str:
    return named or w._("no area named")


def areas(w: Words, row: Row) -> str:
    """Such as “Länsimäki and Hakunila together”."""
    return _together(w, [area(w, each) for each in row.areas])


def years(w: Words, row: Row) -> str:
    return _together(w, [str(year) for year in row.years])


def _together(w: Words, names: Sequence[str]) -> str:
    return w._("%(list)s together", list=both(w, names)) if len(names) > 1 else both(w, names)


def beyond(w: Words, told: Told | None) -> str:
    """With what it is told together, where more is in it than was asked for; else nothing."""
    if told is None or not told.beyond:
        return ""
    return w._("This is together with %(others)s: alone it would be too few to tell.", others=others(w, told))


def others(w: Words, told: Told) -> str:
    """The areas and years that were not asked for."""
    found = [area(w, each) for each in told.other_areas] + [str(year) for year in told.other_years]
    if not found:  # the same areas and years, in other pairs
        found = sorted({f"{area(w, where)} {year}" for year, where in told.beyond})
    return both(w, found)
