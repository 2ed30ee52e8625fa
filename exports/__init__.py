"""Papers: `(report, language) -> ExportFile`. One exporter per file suffix."""

from collections.abc import Callable

from exports import csv, word
from exports.file import ExportFile
from workshop_kit.report import WorkshopReport

Exporter = Callable[[WorkshopReport, str], ExportFile]

EXPORTERS: dict[str, Exporter] = {
    "docx": word.export,
    "csv": csv.export,
}
"""By suffix. The language is that of the document's own sentences; the report is assembled in the same one."""

__all__ = ["EXPORTERS", "ExportFile", "Exporter"]
