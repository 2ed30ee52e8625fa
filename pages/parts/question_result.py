"""What people answered to the short questions of an evening: shares in bars, before beside after, and a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlmodel import Session

from models import Step, Workshop
from pages.parts import chart_card, insight_charts, say
from pages.parts.chart_bars import INK, VOICE
from pages.parts.language import _, current, n
from workshop_kit import participants, privacy, services, steps
from workshop_kit.evaluation import answers
from workshop_kit.evaluation.answers import Line
from workshop_kit.evaluation.questions import SERVICE_ANSWERS
from workshop_kit.i18n import Chosen

LOOKS = (
    ("#2F5D68", "#FFFFFF", "/"),
    ("#9CC7C8", INK, "/"),
    ("#FFFFFF", INK, ""),
    ("#FDEBC9", INK, "."),
    (VOICE, INK, ""),
)
"""Colour, ink and pattern of the answers, the worst first: they stand in an order, and so do their colours."""


@dataclass(frozen=True)
class Row:
    """A bar: what was asked, when, and how many gave each answer."""

    label: Chosen
    when: str  # empty where there is no other time
    line: Line


def state(db: Session, workshop: Workshop, step: Step) -> None:
    """How many have answered by now, and once the step is over the way to what they answered."""
    if answers.is_open(step):
        done, people = answers.people(db, step), participants.count(db, workshop)
        st.markdown(_("**%(done)s of %(people)s** have answered.", done=done, people=people))
    if answers.is_over(step):
        link()


def link() -> None:
    """The way to the counts: in the row of the step."""
    st.page_link("prepare/agenda.py", label=_("What people answered"), icon=":material/sentiment_satisfied:")


def show(db: Session, workshop: Workshop, step: Step) -> None:
    """The counts of a step that is over."""
    found = answers.results(db, workshop, step)
    if not found.people:
        none = (
            _("Nobody answered.")
            if found.people == 0
            else _("Fewer than five people answered, so nothing is told.")
        )
        say.gray(none)
        return
    if found.may_tell_people:
        say.fine(n("%(n)s person answered.", "%(n)s people answered.", found.people))
    rows = _rows(db, workshop, step, found.lines)
    _card([row for row in rows if row.line.service is None], _faces(), workshop, f"answers_{step.id}")
    known = [_(word) for word in SERVICE_ANSWERS]
    _card([row for row in rows if row.line.service is not None], known, workshop, f"services_{step.id}")
    if any(row.line.together for row in rows):
        say.fine(_("What would be too few to tell alone is told together."), icon="lock")
    if any(row.when for row in rows):
        say.fine(_("Before and now are two crowds: nobody knows who of them answered both times."))
    if untold := [line for line in found.lines if not line.people]:
        names = " · ".join(_label(line).text for line in untold)
        say.fine(_("Answered by fewer than %(n)s people: %(names)s", n=privacy.SMALL, names=names), icon="lock")


def _faces() -> list[str]:
    """The five answers, worst first, as one legend for both kinds of questions."""
    return [_("1: no, very bad"), "2", "3", "4", _("5: yes, very good")]


def _rows(db: Session, workshop: Workshop, step: Step, lines: Sequence[Line]) -> list[Row]:
    earlier = [one for one in answers.over(steps.agenda(db, workshop)) if one.position < step.position]
    before = [answers.results(db, workshop, one) for one in earlier]
    rows = []
    for line in lines:
        first = next((old for one in before if (old := one.line(line.key)) is not None and old.people), None)
        if not line.people:
            continue
        if first is not None:
            rows.append(Row(_label(line, _("before")), _("before"), first))
        rows.append(Row(_label(line, _("now") if first else ""), _("now") if first else "", line))
    return rows


def _label(line: Line, when: str = "") -> Chosen:
    said = (
        Chosen(_(line.sentence), current(), True)
        if line.service is None
        else services.name(line.service, current())
    )
    return Chosen(f"{said.text} ({when})" if when else said.text, said.language, said.asked)


def _card(rows: Sequence[Row], answered: Sequence[str], workshop: Workshop, key: str) -> None:
    if not rows:
        return
    counts = [(*(row.line.counts or ()), row.line.together) for row in rows]
    looks = LOOKS[-len(answered) :]
    if any(row.line.together for row in rows):
        answered = [*answered, _("told together")]
    parts = {
        word: [given[place] / (row.line.people or 1) for row, given in zip(rows, counts, strict=True)]
        for place, word in enumerate(answered)
    }
    texts = {word: [str(given[place] or "") for given in counts] for place, word in enumerate(answered)}
    figure = insight_charts.stacked([row.label for row in rows], parts, texts)
    for trace, (colour, ink, pattern) in zip(figure.data, looks, strict=False):
        trace.marker.update(color=colour, pattern={"shape": pattern})
        trace.textfont.color = ink
    table = [
        {
            _("Question"): _label(row.line).text,
            _("When"): row.when,
            **{word: count or _none(row.line) for word, count in zip(answered, given, strict=False)},
            _("People"): row.line.people,
        }
        for row, given in zip(rows, counts, strict=True)
    ]
    chart_card.show(figure, table, key=key, name=f"answers-{workshop.code}")


def _none(line: Line) -> int | None:
    """Zero, or nothing for what is only told together."""
    return None if line.together else 0
