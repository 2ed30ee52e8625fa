"""What every exporter returns."""

from typing import NamedTuple

from workshop_kit.report import WorkshopReport


class ExportFile(NamedTuple):
    """A finished file, ready for a download button or a disk."""

    name: str
    media_type: str
    data: bytes


def file_name(report: WorkshopReport, suffix: str) -> str:
    """Such as `plan-4821-2026-11-14.docx`: ASCII only, so that every file system takes it."""
    return f"plan-{report.code}-{report.day.isoformat()}.{suffix}"
