"""The year on one page."""

from exports import results
from exports.names import status_name
from exports.word.chart import short
from exports.word.paper import Block, Table, block
from exports.word.phrases import joined
from exports.word.results import box_table
from exports.word.text import Said, slot
from exports.word.voices import start
from exports.word.yearly.sheet import Sheet
from models import ActionStatus
from workshop_kit.figures import number
from workshop_kit.yearly.facts import Became

TOP = 3
LONGEST_ABOUT = 400
SHOWN = (ActionStatus.DONE, ActionStatus.IN_PROGRESS, ActionStatus.ACCEPTED, ActionStatus.NOT_POSSIBLE)


def write(sheet: Sheet) -> None:
    w, paper, report = sheet.w, sheet.paper, sheet.report
    sheet.chapter(w._("Summary"), w._("The year on one page"))
    if report.about:
        paper.add(block("Lead", start(report.about, LONGEST_ABOUT)))
    if report.meetings.held:
        paper.table(_figures(sheet))
        paper.add(*_where(sheet))
    box = results.of(report.results, report.language).box
    if box and report.is_counted:
        sheet.section(w._("What was achieved"))
        paper.table(box_table(paper, box))
    _wishes(sheet)
    if report.became.actions:
        sheet.section(w._("What became of it"))
        paper.add(block("Normal", statuses(sheet, report.became)))


def statuses(sheet: Sheet, became: Became) -> str:
    """Such as “14 actions. Done: 4. Under way: 5.”"""
    w = sheet.w
    facts = [w.n("%(n)s action.", "%(n)s actions.", len(became.actions))]
    for status in (*SHOWN, ActionStatus.PROPOSED):
        if n := became.having(status):
            facts.append(w._("%(status)s: %(n)s.", status=status_name(status.value, sheet.report.language), n=n))
    return " ".join(facts)


def _figures(sheet: Sheet) -> Table:
    """Those of people, and of what they gave and got."""
    w, report = sheet.w, sheet.report
    met, people = report.meetings, report.profile.people.people
    figures = [(w._("Workshops"), len(met.held)), (w._("Ideas"), met.ideas), (w._("Languages"), met.languages)]
    if people:
        figures.insert(1, (w._("People"), people))
    if report.became.actions:
        figures.append((w._("Actions done"), report.became.having(ActionStatus.DONE)))
    cells = tuple((block("Figure", number(w, n)),) for _name, n in figures)
    head = tuple(name for name, _n in figures)
    return Table(w._("The year in figures"), head, [cells], (1,) * len(figures), "KitFigures", "TableLabel")


def _where(sheet: Sheet) -> list[Block]:
    areas = [Said(area) for area in sheet.report.meetings.named_areas]
    if not areas:
        return []
    return [Block("Note", joined(sheet.paper, sheet.w._("We met in %(areas)s.", areas=slot(0)), *areas))]


def _wishes(sheet: Sheet) -> None:
    w, said = sheet.w, sheet.report.said
    if not said.needs:
        return
    sheet.section(w._("What people asked for"))
    top = [Said(short(need.label.text), need.label.language, "Strong") for need in said.needs[:TOP]]
    sheet.paper.add(
        Block("Normal", joined(sheet.paper, w._("Most ideas were about %(list)s.", list=slot(0)), *top))
    )
    if said.fresh:
        new = [Said(short(need.label.text), need.label.language, "Strong") for need in said.fresh[:TOP]]
        sentence = w._("New this year: %(list)s.", list=slot(0))
        sheet.paper.add(Block("Normal", joined(sheet.paper, sentence, *new)))
