"""How it was counted, and what is not told."""

from collections.abc import Iterator

from exports import profile as say
from exports import results
from exports.word.paper import block
from exports.word.yearly.sheet import Sheet
from workshop_kit.i18n import words
from workshop_kit.yearly.facts import YearlyReport


def write(sheet: Sheet) -> None:
    w, report = sheet.w, sheet.report
    sheet.chapter(w._("How this was made"), w._("How it was counted, and what is not told"))
    if report.is_counted:
        sheet.section(w._("Activities and outcomes"))
        _paragraph(sheet, results.of(report.results, report.language).notes)
    if report.meetings.held:
        sheet.section(w._("Workshops"))
        _paragraph(sheet, _of_workshops(report))
        sheet.section(w._("What is not told"))
        _paragraph(sheet, say.unknown(report.profile))


def _paragraph(sheet: Sheet, sentences: tuple[str, ...] | list[str] | Iterator[str]) -> None:
    sheet.paper.add(block("Normal", " ".join(sentences)))


def _of_workshops(report: YearlyReport) -> Iterator[str]:
    w = words(report.language)
    yield w._("Ideas are counted as they stand on the wall. What was hidden or taken back counts nowhere.")
    yield w._("Ideas are quoted as people wrote them. A translation says whether a person or the computer made it.")
    if not report.is_over:
        yield w._("The year is not over: all of this may still change.")
    yield w._("Nobody gave a name. No figure about fewer than five people is told.")
