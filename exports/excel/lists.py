"""What the plan rests on, to be read, sorted and filtered: ideas, themes, services, indicators."""

from collections.abc import Iterator

from exports.excel.cells import Text
from exports.excel.drawing import Book, Column, Value
from exports.excel.plan import number
from exports.names import channel_name, language_title, mark_name, status_name, symbol_name
from workshop_kit.report import ActionPage, Line, ServiceFacts, WorkshopReport


def ideas(book: Book, report: WorkshopReport) -> None:
    w = book.w
    columns = [
        Column(w._("No."), 7, centred=True),
        Column(w._("Language"), 14),
        Column(w._("As written"), 54),
        Column(w._("Translation"), 46),
        Column(w._("Translated by"), 15),
        Column(w._("Theme"), 28),
        Column(w._("How it came"), 16),
        Column(w._("Picture"), 14),
    ]
    themes = {theme.number: Text(theme.label, theme.label_language) for theme in report.themes}
    rows = [
        [*_idea(book, line), themes.get(line.theme or 0, Text("")), *_came(book, line)] for line in report.ideas
    ]
    book.table(book.sheet(w._("Ideas")), columns, rows)


def _idea(book: Book, line: Line) -> list[Value]:
    return [
        line.number,
        language_title(line.language, book.language),
        Text(line.text, line.language),
        line.translation or "",
        _translator(book, line),
    ]


def _came(book: Book, line: Line) -> list[Value]:
    symbol = symbol_name(line.symbol, book.language) if line.symbol else ""
    photo = book.w._("Photo") if line.photo else ""
    return [channel_name(line.channel, book.language), symbol or photo]


def _translator(book: Book, line: Line) -> str:
    if not line.translation:
        return ""
    return book.w._("computer") if line.translated_by_machine else book.w._("person")


def themes(book: Book, report: WorkshopReport) -> None:
    w = book.w
    columns = [
        Column(w._("Mark"), 14),
        Column(w._("Theme"), 60),
        Column(w._("Ideas"), 12, centred=True),
        Column(w._("Languages"), 14, centred=True),
        Column(w._("Checked by people"), 20),
    ]
    rows: list[list[Value]] = [
        [
            mark_name(theme.mark, book.language),
            Text(theme.label, theme.label_language),
            len(theme.ideas),
            theme.languages,
            _said(book, theme.confirmed),
        ]
        for theme in report.themes
    ]
    book.table(book.sheet(w._("Themes")), columns, rows)


def services(book: Book, report: WorkshopReport) -> None:
    w = book.w
    columns = [
        Column(w._("Service"), 40),
        Column(w._("Responsible body"), 32),
        Column(w._("Languages"), 22),
        Column(w._("Area"), 20),
        Column(w._("Contact of the service"), 24),
        Column(w._("Link"), 36),
        Column(w._("Gone from its source"), 16),
        Column(w._("Actions"), 14),
    ]
    named: dict[ServiceFacts, list[int]] = {}
    for action in report.actions:
        for record in dict.fromkeys(_records(action)):
            named.setdefault(record, []).append(action.number)
    rows = [_service(book, record, numbers) for record, numbers in named.items()]
    book.table(book.sheet(w._("Services")), columns, rows)


def _records(action: ActionPage) -> Iterator[ServiceFacts]:
    if action.service is not None:
        yield action.service
    yield from action.partners


def _service(book: Book, record: ServiceFacts, numbers: list[int]) -> list[Value]:
    return [
        Text(record.name, record.name_language),
        Text(record.body, record.body_language),
        ", ".join(language_title(code, book.language) for code in record.languages),
        Text(record.area),
        Text(record.contact, "en"),  # numbers and addresses run left to right everywhere
        Text(record.url, "en", record.url),
        _said(book, record.vanished),
        ", ".join(str(number) for number in numbers),
    ]


def indicators(book: Book, report: WorkshopReport) -> None:
    w = book.w
    columns = [
        Column(w._("No."), 7, centred=True),
        Column(w._("Action"), 44),
        Column(w._("Measured by"), 44),
        Column(w._("Now"), 14, centred=True),
        Column(w._("Target"), 14, centred=True),
        Column(w._("Done by"), 14),
        Column(w._("Status"), 16),
    ]
    book.table(book.sheet(w._("Indicators")), columns, [_indicator(book, action) for action in report.actions])


def _indicator(book: Book, action: ActionPage) -> list[Value]:
    return [
        action.number,
        Text(action.title, action.title_language),
        Text(action.indicator),
        number(action.baseline),
        number(action.target),
        action.deadline,
        status_name(action.status, book.language),
    ]


def _said(book: Book, true: bool) -> str:
    return book.w._("Yes") if true else book.w._("No")
