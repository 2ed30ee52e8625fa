"""What people answered on their phones, before and after and at the end: bars, from five answers on."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import chart_card, evaluation_charts, look, say
from pages.parts.language import _, current, n
from workshop_kit import privacy
from workshop_kit.evaluation import said
from workshop_kit.evaluation.questions import QUESTIONS
from workshop_kit.evaluation.said import Line, Moment
from workshop_kit.figures import number, percent
from workshop_kit.i18n import Chosen, words

MOMENTS = {
    Moment.BEFORE: lambda: _("before"),
    Moment.AFTER: lambda: _("after"),
    Moment.ONCE: lambda: _("asked once"),
}


def show(db: Session, workshops: Sequence[Workshop]) -> None:
    lines = said.lines(said.of(db, workshops))
    if not lines:
        look.empty(
            _(
                "No answers yet. In the agenda, choose questions for a feedback step. %(n)s answers are the fewest "
                "that are told.",
                n=privacy.SMALL,
            )
        )
        return
    _changes(lines)
    by_scale = sorted(lines, key=_scale)  # the order within a scale stays
    for place, (scale, group) in enumerate(groupby(by_scale, key=_scale)):
        _chart(list(group), scale, place)
    say.fine(
        _("Answers of a step count from %(n)s on. Nobody can see who gave which.", n=privacy.SMALL), icon="lock"
    )


def _scale(line: Line) -> tuple[str, ...]:
    return QUESTIONS[line.question].answers


def _changes(lines: Sequence[Line]) -> None:
    """What was asked twice: its mean, early and late."""
    early = {line.question: line for line in lines if line.moment == Moment.BEFORE}
    late = [line for line in lines if line.moment == Moment.AFTER and line.question in early]
    for line in late:
        sentence = say.plain(_(QUESTIONS[line.question].sentence))
        before, after = early[line.question].mean, line.mean
        st.markdown(f"**{sentence}** {_shift(before, after)}")
    if late:
        say.fine(_("Means of all who answered, at the beginning and at the end. They may not be the same people."))


def _shift(before: float, after: float) -> str:
    w = words(current())
    return _("From %(before)s to %(after)s of 5.", before=number(w, before), after=number(w, after))


def _chart(lines: Sequence[Line], scale: Sequence[str], place: int) -> None:
    w, names = words(current()), [_(answer) for answer in scale]
    shares = [[part / line.people for part in line.counts] for line in lines]
    texts = [[percent(w, share) for share in row] for row in shares]
    figure = evaluation_charts.faces([Chosen(label(line), current(), True) for line in lines], shares, texts, names)
    chart_card.show(figure, [_row(line, names) for line in lines], key=f"evaluation_said_{place}", name="answers")


def label(line: Line) -> str:
    """The question, when it was asked, and how many answered."""
    sentence = _(QUESTIONS[line.question].sentence)
    people = n("%(n)s answer", "%(n)s answers", line.people)
    when = "" if line.moment == Moment.ONCE else f" · {MOMENTS[line.moment]()}"
    return f"{sentence}{when} · {people}"


def _row(line: Line, names: Sequence[str]) -> dict[str, object]:
    return {
        _("Question"): _(QUESTIONS[line.question].sentence),
        _("When"): MOMENTS[line.moment](),
        _("Answers"): line.people,
        _("Workshops"): line.workshops,
        _("Mean of 1 to 5"): round(line.mean, 2),
        **dict(zip(names, line.counts, strict=True)),
    }
