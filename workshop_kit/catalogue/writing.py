"""Catalogues written as CSV with our columns. HSDS is in `hsds_writing`."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from models import Texts
from workshop_kit.catalogue.csv_file import escaped
from workshop_kit.catalogue.record import Record
from workshop_kit.i18n import LANGUAGES, pick


def write_csv(records: Iterable[Record], *, excel: bool = False) -> bytes:
    """UTF-8 with commas, and nothing a spreadsheet would run. `read` gives the same records back.

    `excel` adds the mark by which Excel knows UTF-8, and semicolons, which Excel in Finnish expects.
    """
    records = list(records)
    columns = _columns(records)
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([escaped(_cell(record, column)) for column in columns] for record in records)
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _columns(records: Sequence[Record]) -> list[str]:
    named = [f"name_{code}" for code in _languages(record.name for record in records)]
    described = [f"description_{code}" for code in _languages(record.description for record in records)]
    bodies = [f"body_{code}" for code in _languages(record.body for record in records)]
    rest = ["languages", "area", "url", "contact", "classes", "target_groups", "licence", "source", "kind"]
    return ["id", "body", *(named or ["name_en"]), *described, *rest, *bodies]


def _languages(texts: Iterable[Texts]) -> list[str]:
    """The languages that occur: ours in our order, then others by their codes."""
    found = {code for text in texts for code in text}
    return [code for code in LANGUAGES if code in found] + sorted(found - LANGUAGES.keys())


def _cell(record: Record, column: str) -> str:
    field, _sep, language = column.rpartition("_")
    if field in ("name", "description", "body"):
        texts: Texts = getattr(record, field)
        return texts.get(language, "")
    if column == "body":
        return pick(record.body, "fi").text
    value = record.source_id if column == "id" else getattr(record, column)
    return value if isinstance(value, str) else ";".join(value)
