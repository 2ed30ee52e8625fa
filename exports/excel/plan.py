"""The plan: one row for each action, with columns to be filled in by who is responsible for it."""

from datetime import date

from babel.dates import format_date
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel import dates, fields
from exports.excel.cells import Text, plain_number
from exports.excel.drawing import AMBER, Book, Column, Value
from exports.names import language_title, status_name
from models import ActionStatus
from workshop_kit.i18n import LANGUAGES, locale_of
from workshop_kit.plan import TEXT_LIMIT
from workshop_kit.report import ActionPage, WorkshopReport

_WIDTHS = {
    "role": 17.0,
    "first_step": 22.0,
    "first_step_by": 13.0,
    "deadline": 13.0,
    "indicator": 20.0,
    "baseline": 9.0,
    "target": 9.0,
    "resources": 20.0,
    "risks": 18.0,
    "status": 15.0,
    "news": 34.0,
}

_COURSE = ("first_step", "first_step_by", "deadline", "indicator", "baseline", "target", "resources")


def write(book: Book, report: WorkshopReport, title: str) -> None:
    sheet = book.sheet(title, AMBER)
    columns = _columns(book)
    last = book.table(sheet, columns, [_row(book, action) for action in report.actions])
    sheet.freeze_panes = "C2"
    # On one page the letters would be two millimetres high: two pages, with number and action on both.
    sheet.page_setup.fitToWidth = 2
    sheet.print_title_cols = "A:B"
    if report.actions:
        _guard(book, sheet, [column.heading for column in columns], last)


def _columns(book: Book) -> list[Column]:
    w = book.w
    return [
        Column(w._("No."), 6, centred=True),
        Column(w._("Action"), 26),
        Column(w._("What changes for whom"), 32),
        Column(w._("Service"), 24),
        Column(w._("Responsible body"), 20),
        _editable(book, "role"),
        Column(w._("Partner"), 18),
        *(_editable(book, name) for name in _COURSE),
        Column(w._("Languages needed"), 14),
        _editable(book, "risks"),
        Column(w._("Effort"), 9, centred=True),
        Column(w._("Benefit"), 9, centred=True),
        _editable(book, "status"),
        Column(w._("Last told"), 26),
        _editable(book, "news"),
        Column(w._(fields.KEY), 4, hidden=True),
    ]


def _editable(book: Book, name: str) -> Column:
    field = fields.BY_NAME[name]
    return Column(book.w._(field.heading), _WIDTHS[name], editable=True, centred=field.kind == "number")


def _row(book: Book, action: ActionPage) -> list[Value]:
    return [
        action.number,
        Text(action.title, action.title_language),
        Text(action.what, action.what_language),
        service(book, action),
        _body(action),
        _typed(action.role),
        Text(action.partner),
        *_course(action),
        ", ".join(language_title(code, book.language) for code in action.languages),
        _typed(action.risks),
        action.effort,
        action.benefit,
        status_name(action.status, book.language),
        _told(book, action),
        _typed(""),
        action.uuid,
    ]


def _course(action: ActionPage) -> list[Value]:
    """From the first step to what it needs."""
    return [
        _typed(action.first_step),
        action.first_step_by,
        action.deadline,
        _typed(action.indicator),
        number(action.baseline),
        number(action.target),
        _typed(action.resources),
    ]


def service(book: Book, action: ActionPage) -> Text:
    """Its name; one that nobody has confirmed says so, and so does a gap."""
    w, found = book.w, action.service
    if found is None:
        return Text(w._("No service fits: a gap") if action.is_gap else w._("Not decided yet"), book.language)
    open_ = "" if action.service_confirmed else w._("Suggested by the computer, not yet confirmed")
    return Text("\n".join(filter(None, (found.name, open_))), found.name_language)


def number(text: str) -> int | float | Text:
    """A plain number as a number, all else as it was written."""
    value = plain_number(fields.tidy(text))
    return Text(text) if value is None else value


def _body(action: ActionPage) -> Text:
    return Text(action.service.body, action.service.body_language) if action.service else Text("")


def _typed(text: str) -> Text:
    """Words of the plan's makers, in a language that nobody has noted. What is typed there is never a date."""
    return Text(text, kept=True)


def _told(book: Book, action: ActionPage) -> Text:
    """The last that people were told, with its day."""
    if not action.since:
        return Text("")
    news = action.since[0]
    language = news.language if news.language in LANGUAGES else book.language
    day = format_date(news.day, format="medium", locale=locale_of(language))
    return Text(f"{day}\n{news.text}", news.language)


def _guard(book: Book, sheet: Worksheet, headings: list[str], last: int) -> None:
    """What can be typed: days, the words of the statuses, and texts that are short enough."""
    w = book.w
    for field in fields.FIELDS:
        rule = _rule(book, field.kind)
        if field.name == "role":
            rule.promptTitle, rule.prompt = w._(field.heading)[:32], w._("A role, never a name.")
            rule.showInputMessage = True
        place = get_column_letter(headings.index(w._(field.heading)) + 1)
        rule.add(f"{place}2:{place}{last}")
        sheet.add_data_validation(rule)


def _rule(book: Book, kind: fields.Kind) -> DataValidation:
    w, rule = book.w, DataValidation(allow_blank=True, showErrorMessage=True)
    if kind == "status":
        rule.type, rule.formula1 = "list", listed(book.language)
        rule.error = w._("Choose one from the list.")
    elif kind == "date":
        rule.type, rule.operator = "date", "between"
        rule.formula1, rule.formula2 = (str(_serial(day)) for day in (dates.FIRST, dates.LAST))
        rule.error = w._("Write a day with its month and its year.")
    else:
        rule.type, rule.operator, rule.formula1 = "textLength", "lessThanOrEqual", str(TEXT_LIMIT)
        rule.error = w._("This is too long. Say it in at most %(limit)s letters.", limit=TEXT_LIMIT)
    return rule


def listed(language: str) -> str:
    """The words of the statuses as a list of Excel, which holds 255 letters and no commas within a word."""
    return '"' + ",".join(status_name(status.value, language) for status in ActionStatus) + '"'


def _serial(day: date) -> int:
    """The number of a day in Excel."""
    return day.toordinal() - date(1899, 12, 30).toordinal()
