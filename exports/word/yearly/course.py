"""How it went: answers of people, measures of the workshops, and what was learnt."""

from collections.abc import Callable

from exports.names import language_title
from exports.profile import listed
from exports.word.paper import Block, Cell, Table, block
from exports.word.text import Said
from exports.word.yearly.sheet import Sheet, cell, figure, own_line
from models import LessonKind
from workshop_kit.evaluation.process import MEASURES, SHARES
from workshop_kit.evaluation.questions import QUESTIONS
from workshop_kit.evaluation.said import Moment
from workshop_kit.figures import number, percent
from workshop_kit.i18n import Words
from workshop_kit.yearly.facts import Answer, Learnt, Measure

LESSONS = 4
"""Of each kind."""

WHEN: dict[Moment, Callable[[Words], str]] = {
    Moment.BEFORE: lambda w: w._("before"),
    Moment.AFTER: lambda w: w._("after"),
    Moment.ONCE: lambda w: w._("asked once"),
}
KINDS: dict[LessonKind, Callable[[Words], str]] = {
    LessonKind.WORKED: lambda w: w._("This worked"),
    LessonKind.HARD: lambda w: w._("This was hard"),
    LessonKind.NEXT_TIME: lambda w: w._("Next time"),
}


def write(sheet: Sheet) -> None:
    w, course = sheet.w, sheet.report.course
    if not (course.answers or course.measures or course.lessons):
        return
    sheet.chapter(w._("How it went"), w._("How it went, and what we learnt"))
    if course.answers:
        _answers(sheet)
    if course.measures:
        _measures(sheet)
    _heard(sheet)
    if course.lessons:
        _lessons(sheet)


def _answers(sheet: Sheet) -> None:
    w, answers = sheet.w, sheet.report.course.answers
    sheet.section(w._("What people answered"))
    head = (w._("Question"), w._("When"), w._("Answers"), w._("Mean of 1 to 5"))
    rows = [_answer(w, each) for each in answers]
    sheet.paper.table(
        Table(w._("What people answered"), head, rows, (50, 17, 15, 18), numbers=(2, 3), together=True)
    )
    note = w._("People answered with five faces, 5 is the best. An answer is told from five people on.")
    if any(each.moment == Moment.BEFORE for each in answers):
        note += " " + w._("Before and after are two crowds, not the same people twice.")
    sheet.paper.add(block("Note", note))


def _answer(w: Words, each: Answer) -> tuple[Cell, ...]:
    return (
        cell(w._(QUESTIONS[each.question].sentence), style="ResultLabel"),
        cell(WHEN[each.moment](w), style="ResultLabel"),
        figure(number(w, each.people)),
        figure(number(w, each.mean)),
    )


def _measures(sheet: Sheet) -> None:
    """Of one workshop its own; of several the middle, from three on with the ends."""
    w, measures = sheet.w, sheet.report.course.measures
    sheet.section(w._("The workshops in measures"))
    several = any(each.workshops > 1 for each in measures)
    head = [w._("Measure"), w._("Middle") if several else w._("This workshop")]
    if several:
        head.append(w._("From – to"))
    rows = [_measure(w, each)[: len(head)] for each in measures]
    caption, widths = w._("The workshops in measures"), (52.0, 18.0, 30.0)[: len(head)]
    numbers = (1, 2)[: len(head) - 1]
    sheet.paper.table(Table(caption, tuple(head), rows, widths, numbers=numbers, together=True))
    if several:
        sheet.paper.add(block("Note", w._("The middle: half of the workshops have more, half have less.")))


def _measure(w: Words, each: Measure) -> tuple[Cell, ...]:
    def told(value: float) -> str:
        return percent(w, value) if each.id in SHARES else number(w, value)

    least, most = told(each.least), told(each.most)
    ends = least if least == most else f"{least} – {most}"
    return (
        cell(w._(MEASURES[each.id][0]), style="ResultLabel"),
        figure(told(each.middle)),
        figure(ends),
    )


def _heard(sheet: Sheet) -> None:
    """Which languages gave more or fewer ideas than chance explains."""
    w, course, language = sheet.w, sheet.report.course, sheet.report.language
    for codes, sentence in (
        (course.less, w._("Fewer ideas than their number of people would let expect: %(languages)s.")),
        (course.more, w._("More ideas than their number of people would let expect: %(languages)s.")),
    ):
        if codes:
            names = listed(w, [language_title(code, language) for code in codes])
            sheet.paper.add(block("Normal", sentence % {"languages": names}))


def _lessons(sheet: Sheet) -> None:
    w, course = sheet.w, sheet.report.course
    sheet.section(w._("Lessons"))
    rows = []
    for kind, name in KINDS.items():
        if lessons := course.lessons_of(kind):
            rows.append((cell(name(w), style="TableLabel"), tuple(_lesson(each) for each in lessons[:LESSONS])))
    head = (w._("Lesson"), w._("In the words of those who held the workshops"))
    sheet.paper.table(Table(w._("Lessons"), head, rows, (22, 78), "KitFacts", "TableLabel"))
    sheet.more(sum(max(0, len(course.lessons_of(kind)) - LESSONS) for kind in KINDS))


def _lesson(each: Learnt) -> Block:
    return own_line("TableSmall", each.text, *([Said(f" ({each.area})")] if each.area else []))
