"""Papers: `(report, language, template) -> ExportFile`. One exporter per file suffix.

A brief for one service and a leaflet for those who took part are in `exports.word`, all papers in `everything`.
"""

from collections.abc import Callable
from typing import Protocol

from exports import csv, excel, html, word
from exports.file import ExportFile
from workshop_kit.report import WorkshopReport


class Exporter(Protocol):
    """`template` is a city's own Word file; only the papers of Word wear it."""

    def __call__(self, report: WorkshopReport, language: str, template: bytes | None = None, /) -> ExportFile: ...


def _in_its_own_look(export: Callable[[WorkshopReport, str], ExportFile]) -> Exporter:
    return lambda report, language, _template=None: export(report, language)


EXPORTERS: dict[str, Exporter] = {
    "docx": word.export,
    "xlsx": _in_its_own_look(excel.export),
    "html": _in_its_own_look(html.export),
    "csv": _in_its_own_look(csv.export),
}
"""By suffix. The language is that of the document's own sentences; the report is assembled in the same one."""

__all__ = ["EXPORTERS", "ExportFile", "Exporter"]
