"""What the results box of a funder's report says: the same in Word, on the page and as text that can be pasted.

Numbers and shares are those of the suppressed figures, and nothing is added up here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from exports import figure_words as say
from exports.figure_words import Family, families
from models import Counted
from workshop_kit.figures import number
from workshop_kit.i18n import N_, Words, locale_of, words
from workshop_kit.outcomes.results import Results
from workshop_kit.outcomes.told import IndicatorFigures

KNOWN = {
    "People coached": (N_("%(count)s person was coached"), N_("%(count)s people were coached")),
    "Visits": (N_("%(count)s visit to a parental corner"), N_("%(count)s visits to parental corners")),
    "Children taking part": (N_("%(count)s child in activities"), N_("%(count)s children in activities")),
}
"""Whole sentences for the ready-made indicators, by their English names."""
WORK_OR_STUDY = {"Found employment", "Found education", "Became self-employed"}
_HERE = "\n"
"""Stands for the number in a sentence."""


@dataclass(frozen=True)
class Boxed:
    """A large number and the words that follow it; no number where none may be told."""

    number: str
    words: str
    fine: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.number, self.words, *self.fine) if part)


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    is_whole: bool


@dataclass(frozen=True)
class Paper:
    """All that is said, apart from the table, which is in `exports.results_table`."""

    title: str
    facts: tuple[str, ...]
    box: tuple[Boxed, ...]
    bars: tuple[Bar, ...]
    targets: tuple[str, ...]
    notes: tuple[str, ...]


def of(results: Results, language: str) -> Paper:
    w, found = words(language), families(results.figures)
    return Paper(
        w._("Results: %(programme)s", programme=results.programme),
        tuple(_facts(w, results)),
        tuple(boxed for family in found for boxed in _boxed(w, family)),
        tuple(bar for family in found for bar in _bars(w, family)),
        tuple(target for each in results.figures if (target := say.target(w, each))),
        tuple(_notes(w, found)),
    )


def text(results: Results, language: str) -> str:
    """To be pasted where a funder's form has a box for it."""
    paper = of(results, language)
    box = [each.text for each in paper.box]
    return "\n".join([paper.title, *paper.facts, "", *box, "", *paper.targets, *paper.notes]).strip() + "\n"


def day(w: Words, when: date) -> str:
    return format_date(when, format="long", locale=locale_of(w.language))


def _facts(w: Words, results: Results) -> Iterator[str]:
    if results.funder:
        yield w._("Funder: %(name)s", name=results.funder)
    if period := _period(w, results):
        yield w._("Period: %(period)s", period=period)
    if results.area:
        yield w._("Area: %(name)s", name=results.area)
    yield w._("As counted on %(day)s", day=day(w, results.made_on))


def _period(w: Words, results: Results) -> str:
    if results.year is not None:
        return str(results.year)
    if results.starts and results.ends:
        return f"{day(w, results.starts)} – {day(w, results.ends)}"
    if results.starts:
        return w._("since %(day)s", day=day(w, results.starts))
    if results.years is None:
        return ""
    return "–".join(str(year) for year in dict.fromkeys(results.years))


def _boxed(w: Words, family: Family) -> Iterator[Boxed]:
    whole = family.whole
    if whole.total is None:
        yield Boxed("", w._("%(name)s: too few to tell a number.", name=say.full_name(w, whole)))
        return
    if not whole.total.count:  # it has not been counted yet: a large nought would look like a result
        return
    sentence = _counted(w, whole, whole.total.count)
    if shares := say.shares(w, whole):
        sentence = w._("%(counted)s: %(shares)s", counted=sentence, shares=", ".join(shares))
    yield _split(sentence + ".", whole.total.count, w, say.beyond(w, whole.total))
    if (parts := say.parts(whole)) is not None and parts.count:
        yield _split(_parts(w, family), parts.count, w)


def _counted(w: Words, figures: IndicatorFigures, count: int) -> str:
    known = KNOWN.get(figures.name.get("en", ""))
    if known is not None:
        return w._(known[0] if count == 1 else known[1], count=_HERE)  # documents speak languages with two forms
    return w._("%(count)s: %(name)s", count=_HERE, name=say.full_name(w, figures))


def _parts(w: Words, family: Family) -> str:
    if {part.name.get("en", "") for part in family.parts} == WORK_OR_STUDY:
        return w._("%(count)s of them found work or study.", count=_HERE)
    names = say.either(w, [say.name(w, part).text for part in family.parts])
    return w._("%(count)s of them: %(names)s.", count=_HERE, names=names)


def of_parts(w: Words, family: Family) -> str:
    """Such as “186 of them found work or study.”; nothing where it is told of other people than the whole."""
    told = say.parts(family.whole)
    return "" if told is None else _parts(w, family).replace(_HERE, number(w, told.count))


def _split(sentence: str, count: int, w: Words, *fine: str) -> Boxed:
    told = number(w, count)
    kept = tuple(each for each in fine if each)
    if sentence.startswith(_HERE):
        return Boxed(told, sentence.removeprefix(_HERE).lstrip(": "), kept)
    return Boxed("", sentence.replace(_HERE, told), kept)


def _bars(w: Words, family: Family) -> Iterator[Bar]:
    whole = family.whole
    if whole.total is None or not whole.total.count:
        return
    yield Bar(say.name(w, whole).text, whole.total.count, True)
    if (women := say.women(whole)) is not None:
        yield Bar(w._("of them %(group)s", group=say.group(w, whole, ["woman"])), women.count, False)
    if (young := say.under_30(whole)) is not None:
        yield Bar(w._("of them under 30"), young.count, False)
    if (parts := say.parts(whole)) is not None and parts.count:
        known = {part.name.get("en", "") for part in family.parts} == WORK_OR_STUDY
        names = say.either(w, [say.name(w, part).text for part in family.parts])
        label = w._("of them found work or study") if known else w._("of them: %(names)s", names=names)
        yield Bar(label, parts.count, False)


def _notes(w: Words, found: tuple[Family, ...]) -> Iterator[str]:
    yield w._("Each count was written down with its day and area by those who run the activity.")
    yield w._("Who takes part in two activities is counted in both.")
    if any(family.whole.counted == Counted.VISITS for family in found):
        yield w._("The same person may have come to several visits.")
    if any(family.whole.by_gender or family.whole.by_age for family in found):
        yield w._("Shares are of everybody who was counted, also of those who did not tell their gender or age.")
    yield w._(
        "No figure about fewer than five people is told, and none can be worked out from others: "
        "small groups are told together with other ones."
    )
