"""Where we met: workshops by area and place, and with whom."""

from exports.word.paper import Block, Cell, Table, block
from exports.word.phrases import joined, short_day
from exports.word.text import Said, slot
from exports.word.yearly.sheet import Sheet, cell, figure, own_line, said
from workshop_kit.figures import number
from workshop_kit.yearly.facts import Held, InArea

MOST = 24
"""Workshops that are named one by one; more would fill pages."""
PLACES = 6


def write(sheet: Sheet) -> None:
    w, met = sheet.w, sheet.report.meetings
    if not met.held and not met.partners:
        return
    alone = sheet.is_short or not met.held
    title = w._("Where we met") if alone else w._("Where we met, and who took part")
    sheet.chapter(w._("Workshops, places, partners"), title)
    if not met.held:
        sheet.paper.add(block("Empty", w._("No workshop was held this year.")))
    if len(met.areas) > 1:
        _areas(sheet)
    if 0 < len(met.held) <= MOST:
        _held(sheet)
    if met.planned:
        sentence = w.n("%(n)s more workshop is planned.", "%(n)s more workshops are planned.", met.planned)
        sheet.paper.add(block("Note", sentence))
    if met.partners:
        sheet.section(w._("Partners"))
        named = [said(each) for each in met.partners]
        sheet.paper.add(
            Block("Normal", joined(sheet.paper, w._("Together with %(partners)s.", partners=slot(0)), *named))
        )


def _areas(sheet: Sheet) -> None:
    w, areas = sheet.w, sheet.report.meetings.areas
    named = [(sheet.own(each.area or w._("no area named")), each.workshops) for each in areas]
    sheet.chart(named, w._("Workshops"))
    head = (w._("Area"), w._("Workshops"), w._("Ideas"), w._("Places"))
    rows = [_area(sheet, each) for each in areas]
    sheet.paper.table(Table(w._("Workshops by area"), head, rows, (24, 15, 13, 48), numbers=(1, 2)))


def _area(sheet: Sheet, each: InArea) -> tuple[Cell, ...]:
    w = sheet.w
    places, more = ", ".join(each.places[:PLACES]), len(each.places) - PLACES
    if more > 0:
        places = w._("%(places)s and %(n)s more", places=places, n=more)
    return (
        cell(each.area or w._("no area named")),
        figure(number(w, each.workshops)),
        figure(number(w, each.ideas)),
        cell(places),
    )


def _held(sheet: Sheet) -> None:
    w, held = sheet.w, sheet.report.meetings.held
    if len(held) > 1:
        sheet.section(w._("The workshops"))
    head = (w._("Day"), w._("Workshop"), w._("Place"), w._("Ideas"))
    rows = [_one(sheet, each) for each in held]
    sheet.paper.table(Table(w._("The workshops"), head, rows, (20, 38, 30, 12), numbers=(3,)))


def _one(sheet: Sheet, each: Held) -> tuple[Cell, ...]:
    place = ", ".join(dict.fromkeys(part for part in (each.place, each.area) if part))
    return (
        cell(short_day(sheet.paper, each.day), style="ResultLabel"),
        (own_line("ResultLabel", each.title),),
        cell(Said(place), style="ResultLabel"),
        figure(number(sheet.w, each.ideas)),
    )
