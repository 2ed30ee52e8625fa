"""All papers of a workshop in one zip file: plan, workbook, web page, a brief for each service, leaflets."""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from exports import csv, excel, html, word
from exports.file import ExportFile, file_name
from exports.word import brief, leaflet
from workshop_kit.report import ServiceFacts, WorkshopReport

MEDIA_TYPE = "application/zip"
_MOST_NAME = 40  # letters of a service in the name of its brief

ReportIn = Callable[[str], WorkshopReport]
"""Gives the report in a language."""


def export(
    report_in: ReportIn, language: str, languages: Sequence[str], workshop: bytes, template: bytes | None = None
) -> ExportFile:
    """`languages` are those of the leaflets; `workshop` is the whole workshop as JSON."""
    report, file = report_in(language), BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in _files(report, language, template):
            packed.writestr(_entry(name, report), data)
        packed.writestr(_entry(file_name(report, "json"), report), workshop)
        for code in languages:
            paper = leaflet.export(report_in(code), code, template)
            packed.writestr(_entry(f"leaflets/{paper.name}", report), paper.data)
    return ExportFile(file_name(report, "zip"), MEDIA_TYPE, file.getvalue())


def _files(report: WorkshopReport, language: str, template: bytes | None) -> Iterator[tuple[str, bytes]]:
    for made in (
        word.export(report, language, template),
        excel.export(report, language),
        html.export(report, language),
    ):
        yield made.name, made.data
    yield f"ideas-{report.code}.csv", csv.export(report, language).data
    for service in named(report):
        short = f"briefs/{service.id}-{_plain(service.name)}.docx"
        yield short, brief.export(report, language, service_id=service.id, template=template).data


def named(report: WorkshopReport) -> list[ServiceFacts]:
    """The services and partners of the catalogue that actions name, each once."""
    found: dict[int, ServiceFacts] = {}
    for action in report.actions:
        for service in (*([action.service] if action.service else []), *action.partners):
            found.setdefault(service.id, service)
    return list(found.values())


def _plain(name: str) -> str:
    """A name for every file system: ASCII letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:_MOST_NAME] or "service"


def _entry(name: str, report: WorkshopReport) -> zipfile.ZipInfo:
    """The same bytes for the same workshop on the same day."""
    day = report.made_on
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
