"""The table under a results box: the same figures, each whole with its groups and its parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from exports import figure_words as say
from exports.figure_words import Family, families
from workshop_kit.figures import number
from workshop_kit.i18n import Words, words
from workshop_kit.outcomes.results import Results
from workshop_kit.outcomes.told import Counts, IndicatorFigures, Share, Split, Told
from workshop_kit.suppression import UNTOLD


@dataclass(frozen=True)
class Line:
    """`count` is None where it is too small to be told. `level` 0: a whole, 1: of it, 2: of a part of it.

    `is_more`: what a short table leaves out.
    """

    label: str
    count: int | None
    share: Share | None = None
    level: int = 1
    is_more: bool = False
    target: str = ""

    def cells(self, w: Words) -> tuple[str, str, str, str]:
        """What is counted, the number, the share and the target, each in words where it is no number."""
        count = w._("too few to tell") if self.count is None else number(w, self.count)
        return self.label, count, say.percent(self.share) if self.share else "", self.target


def lines(results: Results, language: str) -> tuple[Line, ...]:
    w = words(language)
    return tuple(line for family in families(results.figures) for line in _lines(w, family))


def head(w: Words) -> tuple[str, str, str, str]:
    return w._("What was counted"), w._("Number"), w._("Share"), w._("Target")


def _lines(w: Words, family: Family) -> Iterator[Line]:
    """A line that tells of more people than the number above it stands below a number of these people."""
    whole = family.whole
    yield Line(_named(w, whole), _count(whole.total), level=0, target=_target(w, whole))
    yield from _of_gender(w, whole, 1)
    yield from _of_age(w, whole, 1)
    yield from _parts(w, family)


def _count(told: Told | None) -> int | None:
    return None if told is None else told.count


def _target(w: Words, figures: IndicatorFigures) -> str:
    """With how much of it is reached; nothing where not all years and areas are asked for."""
    if figures.progress is None:
        return ""
    return f"{number(w, figures.progress.of)} ({say.percent(figures.progress)})"


def _named(w: Words, figures: IndicatorFigures) -> str:
    named = say.full_name(w, figures) if figures.part_of_id is None else say.name(w, figures).text
    return f"{named}. {others}" if (others := say.beyond(w, figures.total)) else named


def _of_gender(w: Words, figures: IndicatorFigures, level: int) -> Iterator[Line]:
    if (split := figures.by_gender) is None or not _is_told(split):
        return
    is_own = say.is_of_total(figures, split)
    if not is_own:
        yield _base(w, figures, split.total, split.total.count, level, is_more=True)
    for counts in _somebody(split):
        called = w._("of them %(group)s", group=say.group(w, figures, counts.categories))
        label = w._("gender not told") if counts.categories == (UNTOLD,) else called
        is_more = counts.categories != ("woman",) or level > 1 or not is_own
        yield Line(label, counts.count, counts.share, level, is_more)


def _of_age(w: Words, figures: IndicatorFigures, level: int) -> Iterator[Line]:
    """Those under 30 first; the bands, which add up to everybody, follow."""
    if (split := figures.by_age) is None or not _is_told(split):
        return
    is_own = say.is_of_total(figures, split)
    if not is_own:
        yield _base(w, figures, split.total, split.total.count, level, is_more=True)
    if (young := figures.under_30) is not None and young.count:
        yield Line(w._("of them under 30"), young.count, young, level, level > 1 or not is_own)
    for counts in _somebody(split):
        called = w._("of them aged %(band)s", band=say.group(w, figures, counts.categories))
        label = w._("age not told") if counts.categories == (UNTOLD,) else called
        yield Line(label, counts.count, counts.share, level, True)


def _is_told(split: Split) -> bool:
    """Whether anybody told anything."""
    return any(counts.count and counts.categories != (UNTOLD,) for counts in split.groups)


def _somebody(split: Split) -> Iterator[Counts]:
    """Lines about nobody say nothing."""
    return (counts for counts in split.groups if counts.count)


def _base(
    w: Words, figures: IndicatorFigures, told: Told, count: int, level: int, *, is_more: bool = False
) -> Line:
    """Whom the lines below it are of, where these are not those of the total."""
    named = say.name(w, figures).text
    others = say.others(w, told)
    label = w._("%(name)s, together with %(others)s", name=named, others=others) if told.beyond else named
    return Line(label, count, None, level, is_more)


def _parts(w: Words, family: Family) -> Iterator[Line]:
    """Parts that are only told together are one line."""
    whole, done = family.whole, set[int]()
    base = _base_of_parts(w, family)
    if base is not None:
        yield base
    for part in family.parts:
        if part.indicator_id in done:
            continue
        done |= {part.indicator_id, *part.together_with}
        named = say.either(
            w, [say.name(w, each).text for each in family.parts if each.indicator_id in _group(part)]
        )
        told = part.together or part.total
        yield Line(_joint(w, named, told, whole, base), _count(told), part.share, target=_target(w, part))
        yield from _of_gender(w, part, 2)
        yield from _of_age(w, part, 2)
    if whole.parts is not None and len(done) > 1:
        label = _joint(w, w._("These parts together"), whole.parts, whole, base)
        yield Line(label, whole.parts.count, whole.parts_share)


def _group(part: IndicatorFigures) -> set[int]:
    return {part.indicator_id, *part.together_with}


def _base_of_parts(w: Words, family: Family) -> Line | None:
    """All of whom the parts are, where these are not those of the total."""
    whole = family.whole
    shares = [
        (part.total, part.share) for part in family.parts if part.total is not None and part.share is not None
    ]
    if whole.parts is not None and whole.parts_share is not None:
        shares.append((whole.parts, whole.parts_share))
    told, share = shares[0] if shares else (None, None)
    if told is None or share is None or (whole.total is not None and told.cells == whole.total.cells):
        return None
    return _base(w, whole, told, share.of, 1)


def _joint(w: Words, label: str, told: Told | None, whole: IndicatorFigures, base: Line | None) -> str:
    """With what it is told together, where no line above says so."""
    is_said = base is not None or told is None or (whole.total is not None and told.cells == whole.total.cells)
    return label if is_said else " ".join(part for part in (label + ".", say.beyond(w, told)) if part)
