"""What may be told of a register: large numbers with their shares, charts by area and year, and the table."""

from itertools import groupby

import streamlit as st
from sqlmodel import Session

from exports import figure_words, results, results_table
from exports.figure_words import Family, families
from models import Programme
from pages.parts import chart_card, insight_charts, look, outcome_charts, outcome_paper, say
from pages.parts.language import _, current
from workshop_kit.figures import number
from workshop_kit.i18n import Chosen, words
from workshop_kit.insights import Filter
from workshop_kit.outcomes import entries
from workshop_kit.outcomes.results import Results
from workshop_kit.outcomes.told import IndicatorFigures, Share, Split, Told


def show(db: Session, programme: Programme, wanted: Filter) -> None:
    if not entries.counts(db, programme.id or 0):
        look.empty(_("Nothing has been counted yet. Enter the first count, or bring in a file."))
        return
    known = outcome_paper.found(db, programme.id or 0, wanted)
    _figures(known)
    outcome_paper.show(programme.id or 0, wanted, known)


def _figures(known: Results) -> None:
    for activity, group in groupby(families(known.figures), key=lambda family: family.whole.activity):
        st.subheader(say.plain(activity), anchor=False)
        for family in group:
            _family(family)
    outcome_charts.show(known.figures)
    _all(known)


def _family(family: Family) -> None:
    """A whole with its parts below it."""
    whole = family.whole
    with st.container(border=True, key=f"card-outcome-{whole.indicator_id}"):
        left, right = st.columns([1, 2], gap="medium")
        with left:
            _figure(whole, whole.total)
        with right:
            _split(_("By gender"), whole, whole.by_gender)
            _split(_("By age"), whole, whole.by_age)
            _target(whole)
        if family.parts:
            _parts(family)


def _figure(figures: IndicatorFigures, told: Told | None, above: Told | None = None) -> None:
    """The number, or a sentence where it is too small. `above` has said already with whom it is told together."""
    w = words(current())
    name = figure_words.name(w, figures).text
    if told is None:
        say.bold(name)
        st.markdown(_("Fewer than five, or so few that others could be found out. They are not told."))
        return
    st.metric(say.plain(name), number(w, told.count))
    if shares := figure_words.shares(w, figures):
        say.bold(", ".join(shares))
    if (others := figure_words.beyond(w, told)) and (above is None or above.cells != told.cells):
        say.fine(others)


def _split(title: str, figures: IndicatorFigures, split: Split | None) -> None:
    if split is None or not split.total.count:
        return
    w = words(current())
    told = [
        f"{figure_words.group(w, figures, each.categories)} {number(w, each.count)}{_of(each.share)}"
        for each in split.groups
        if each.count
    ]
    say.fine(f"{title}: {' · '.join(told)}")
    if not figure_words.is_of_total(figures, split):
        say.fine(
            _("This is of %(count)s, together with %(others)s: alone it would be too few to tell.",
              count=number(w, split.total.count), others=figure_words.others(w, split.total))
        )  # fmt: skip


def _of(share: Share | None) -> str:
    return f" ({figure_words.percent(share)})" if share else ""


def _target(figures: IndicatorFigures) -> None:
    if (share := figures.progress) is not None:
        st.progress(min(1.0, float(share.fraction)), text=say.plain(figure_words.target(words(current()), figures)))
    elif figures.target is not None and figures.total is not None:
        say.fine(_("How much of the target is reached is told where all areas and years are chosen."))


def _parts(family: Family) -> None:
    """Parts beside each other. Those that are too small alone stand together."""
    w, done = words(current()), set[int]()
    if (told := family.whole.parts) is not None and len(family.parts) > 1:
        say.bold(_together(family))
        if others := figure_words.beyond(w, told):
            say.fine(others)
    columns = st.columns(min(4, len(family.parts)))
    for place, part in enumerate(family.parts):
        if part.indicator_id in done:
            continue
        done |= {part.indicator_id, *part.together_with}
        with columns[place % len(columns)]:
            if part.together is None:
                _figure(part, part.total, family.whole.parts)
                if part.share is not None:
                    say.fine(_("%(percent)s of the whole", percent=figure_words.percent(part.share)))
            else:
                names = [
                    figure_words.name(w, each).text
                    for each in family.parts
                    if each.indicator_id in {part.indicator_id, *part.together_with}
                ]
                st.metric(say.plain(figure_words.either(w, names)), number(w, part.together.count))
                say.fine(_("Alone they would be too few to tell."))


def _together(family: Family) -> str:
    """Such as “186 of them found work or study (41 %)”."""
    whole, w = family.whole, words(current())
    assert whole.parts is not None
    if figure_words.parts(whole) is None:  # it is of other people than the number above
        return _("In all of these parts: %(count)s", count=number(w, whole.parts.count))
    return results.of_parts(w, family).rstrip(".") + _of(whole.parts_share)


def _all(known: Results) -> None:
    """The figures of a funder's box as one chart, with the whole table behind it."""
    w = words(current())
    bars = results.of(known, current()).bars
    if not bars:
        return
    st.subheader(_("All figures"), anchor=False)
    head = results_table.head(w)
    rows = [dict(zip(head, line.cells(w), strict=True)) for line in results_table.lines(known, current())]
    chart_card.show(
        insight_charts.bars(
            [Chosen(bar.label, current(), True) for bar in bars],
            [bar.value for bar in bars],
            [number(w, bar.value) for bar in bars],
            amber=[bar.is_whole for bar in bars],
        ),
        rows, key="outcomes_all", name="outcomes",
    )  # fmt: skip
