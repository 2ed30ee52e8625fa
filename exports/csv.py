"""All ideas as one table that Excel, LibreOffice and R open without questions."""

import csv
from collections.abc import Iterator
from io import StringIO

from exports.characters import printable
from exports.file import ExportFile, file_name
from exports.names import channel_name, symbol_name
from workshop_kit.i18n import language_of, words
from workshop_kit.report import Line, WorkshopReport

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that starts so is run as a formula by spreadsheets (OWASP, CSV injection)."""


def export(report: WorkshopReport, language: str) -> ExportFile:
    """UTF-8 with a byte order mark, comma separated, CRLF (RFC 4180); one row for each idea, by number."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_header(language))
    writer.writerows(_rows(report, language))
    return ExportFile(file_name(report, "csv"), "text/csv", out.getvalue().encode("utf-8-sig"))


def harmless(cell: str) -> str:
    """The cell as text in every spreadsheet: what would start a formula gets an apostrophe before it."""
    start = cell.lstrip(" \n\xa0")
    return f"'{cell}" if start.startswith(FORMULA_STARTS) or cell.startswith(("\t", "\r")) else cell


def _header(language: str) -> list[str]:
    w = words(language)
    return [
        w._("Number"),
        w._("Language"),
        w._("Idea, as written"),
        w._("Translation"),
        w._("Translated by"),
        w._("Theme"),
        w._("Came in by"),
        w._("Picture"),
    ]


def _rows(report: WorkshopReport, language: str) -> Iterator[list[str]]:
    labels = {theme.number: theme.label for theme in report.themes}
    for line in report.ideas:
        theme = labels.get(line.theme or 0, "")
        texts = (line.text, line.translation or "")
        text, translation = (harmless(printable(text)) for text in texts)
        yield [
            str(line.number),
            language_of(line.language).name,
            text,
            translation,
            _translator(line, language),
            harmless(printable(theme)),
            channel_name(line.channel, language),
            _picture(line, language),
        ]


def _picture(line: Line, language: str) -> str:
    """What a symbol stands for, or that there is a photo."""
    if line.symbol:
        return symbol_name(line.symbol, language)
    return words(language)._("Photo") if line.photo else ""


def _translator(line: Line, language: str) -> str:
    if line.translation is None:
        return ""
    return words(language)._("computer") if line.translated_by_machine else words(language)._("person")
