"""What stands in a cell that came back, as text or as a day: every program stores it in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from openpyxl.utils.datetime import from_excel

from exports.excel import dates, fields, reasons
from exports.excel.cells import number_text, unescaped
from exports.excel.fields import Field
from workshop_kit.i18n import locale_of
from workshop_kit.plan import TEXT_LIMIT

Given = str | date | None

_DAYS = 100_000  # no day that can be meant has a higher number


class Unreadable(Exception):
    """`why` is a phrase of `reasons`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Reader:
    """Reads the cells of one workbook."""

    language: str  # of the workbook
    epoch: datetime  # from which it counts its days
    statuses: Mapping[str, str]

    def value(self, field: Field, cell: Any) -> Given:
        """What a cell says of a field. Raises Unreadable."""
        if cell.data_type == "f":
            raise Unreadable(reasons.FORMULA)
        if cell.data_type == "e":
            raise Unreadable(reasons.ERROR)
        if field.kind == "date":
            return self._day(cell.value)
        text = said(cell, self.language)
        if field.kind == "status":
            return self._status(text)
        if len(text) > TEXT_LIMIT:
            raise Unreadable(reasons.TOO_LONG)
        return text

    def _day(self, value: Any) -> date | None:
        if value is None or isinstance(value, str) and not fields.tidy(unescaped(value)):
            return None
        found = self._found(value)
        if found is None or dates.known(found) is None:
            raise Unreadable(reasons.NO_DAY)
        return found

    def _found(self, value: Any) -> date | None:
        """The day of a cell that holds one as a day, as its number or as a text."""
        if isinstance(value, str):
            return dates.read(fields.tidy(unescaped(value)))
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _DAYS:
            value = from_excel(value, self.epoch)
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None

    def _status(self, text: str) -> str:
        if (status := self.statuses.get(fields.folded(text))) is None:
            raise Unreadable(reasons.NO_STATUS)
        return status


def said(cell: Any, language: str = "fi") -> str:
    """Any cell as text: 40.0 as 40, 0.4 shown in per cent as 40 %, a day as a language writes it."""
    value = cell.value
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).upper()
    if isinstance(value, int | float):
        return f"{number_text(100 * value)} %" if "%" in (cell.number_format or "") else number_text(value)
    if isinstance(value, date):
        return format_date(value, "short", locale_of(language or "fi"))
    return fields.tidy(unescaped(str(value)))
