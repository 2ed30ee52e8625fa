"""Who took part, as the community profile tells it."""

from exports import profile as say
from exports.word.paper import block
from exports.word.yearly.sheet import Sheet, cell, facts
from workshop_kit.profile.facts import Asked

BARS, ANSWERS = 10, 12


def write(sheet: Sheet) -> None:
    w, people = sheet.w, sheet.report.profile.people
    if not sheet.report.meetings.held:
        return
    sheet.part(w._("Who took part"))
    if not people.questions:
        sheet.paper.add(
            block("Empty", w._("Nobody is counted yet: five people are needed in a workshop that is over."))
        )
        return
    sheet.paper.add(
        block(
            "SubLine",
            w.n(
                "%(people)s people joined with a phone, in %(n)s workshop.",
                "%(people)s people joined with a phone, in %(n)s workshops.",
                people.workshops,
                people=say.number(w, people.people),
            ),
        )
    )
    first, *more = people.questions
    _bars(sheet, first)
    rows = [(say.topic(w, asked.id), cell(_answers(sheet, asked))) for asked in more]
    if rows:
        sheet.paper.table(facts(w._("Who took part"), (w._("We asked"), w._("People")), rows))


def _bars(sheet: Sheet, asked: Asked) -> None:
    """The languages on the phones; those that are at least so many say so."""
    w = sheet.w
    sheet.detail(say.topic(w, asked.id))
    if len(asked.groups) > 1:
        bars = [
            (sheet.own(_name(sheet, asked, place)), group.people) for place, group in enumerate(asked.groups[:BARS])
        ]
        if asked.others:
            bars.append((sheet.own(say.others(w, asked)), asked.others))
        sheet.chart(bars, w._("People"))
        told = say.lines(w, asked)[BARS : len(asked.groups)]
        if told:
            left = [f"{name} {say.least(w, say.number(w, n), at_least)}" for name, n, at_least in told]
            sheet.paper.add(block("Note", w._("Also: %(list)s.", list=say.listed(w, left))))
    else:
        sheet.paper.add(block("Normal", _answers(sheet, asked)))


def _name(sheet: Sheet, asked: Asked, place: int) -> str:
    group = asked.groups[place]
    name = say.answer(sheet.w, asked.id, group.answer)
    return sheet.w._("%(name)s (at least)", name=name) if group.at_least else name


def _answers(sheet: Sheet, asked: Asked) -> str:
    """Answers with their numbers, in one line; what it has no room for is said to be left out."""
    w = sheet.w
    told = [f"{name} {say.least(w, say.number(w, n), at_least)}" for name, n, at_least in say.lines(w, asked)]
    groups, rest = told[: len(asked.groups)], told[len(asked.groups) :]
    more = len(groups) - ANSWERS
    left = [w.n("%(n)s more answer", "%(n)s more answers", more)] if more > 0 else []
    return " · ".join([*groups[:ANSWERS], *left, *rest])
