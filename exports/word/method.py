"""How the workshop was held and who took part, so that a reader can judge the result."""

from babel.dates import format_time
from babel.lists import format_list

from exports.names import channel_name
from exports.word.paper import Cell, Paper, Table, block
from exports.word.phrases import day, is_small, language_name, locale, number, people
from exports.word.text import Said
from workshop_kit.report import WorkshopReport


def write(paper: Paper, report: WorkshopReport) -> None:
    w = paper.w
    paper.chapter([w._("How this was made")], Said(w._("Method and participation")))
    paper.table(_facts(paper, report))
    if report.agenda:
        paper.add(block("Heading2", w._("The agenda")))
        paper.table(_agenda(paper, report))
    if report.participation.ideas:
        paper.add(block("Heading2", w._("Languages of the ideas")))
        paper.table(_languages(paper, report))
        paper.add(block("Heading2", w._("How the ideas came in")))
        _channels(paper, report)
    paper.add(block("Heading2", w._("How to read this plan")))
    paper.add(*(block("Normal", sentence) for sentence in _reading(paper)))


def _facts(paper: Paper, report: WorkshopReport) -> Table:
    w = paper.w
    start = format_time(report.starts, format="short", locale=locale(paper))
    facts = [
        (w._("Date"), w._("%(day)s, %(time)s", day=day(paper, report.day), time=start)),
        (w._("Place"), report.venue),
        (w._("Area"), report.area),
        (w._("Method"), report.method),
        (w._("People who joined"), people(paper, report.participation.joined)),
        (w._("Vote"), "" if report.votes else w._("There was none. Themes are in the order of their ideas.")),
        (w._("Plan made on"), day(paper, report.made_on)),
    ]
    rows = [((block("TableLabel", name),), (block("TableText", value),)) for name, value in facts if value]
    head = (w._("The workshop"), w._("Facts"))
    return Table(w._("The workshop"), head, rows, (27, 73), style="KitFacts", head_style="TableLabel")


def _agenda(paper: Paper, report: WorkshopReport) -> Table:
    w = paper.w
    rows = [_counted(paper, Said(line.title), str(line.minutes)) for line in report.agenda]
    return _counts(paper, w._("The agenda"), (w._("Part"), w._("Minutes")), rows)


def _languages(paper: Paper, report: WorkshopReport) -> Table:
    w, took_part = paper.w, report.participation
    rows = [
        _counted(paper, language_name(code), number(paper, count)) for code, count in took_part.ideas_by_language
    ]
    if took_part.ideas_in_other_languages:
        other = number(paper, took_part.ideas_in_other_languages)
        rows.append(_counted(paper, Said(w._("Other languages together")), other))
    return _counts(paper, w._("Languages of the ideas"), (w._("Language"), w._("Ideas")), rows)


def _channels(paper: Paper, report: WorkshopReport) -> None:
    """Counts only where none is very small: it could be computed from the others and the sum."""
    w = paper.w
    channels = [(channel_name(way, paper.language), count) for way, count in report.participation.ideas_by_channel]
    if any(is_small(count) for _name, count in channels):
        listed = format_list([name for name, _count in channels], locale=locale(paper))
        paper.add(block("Normal", w._("Ways in: %(list)s.", list=listed)))
        return
    rows = [_counted(paper, Said(name), number(paper, count)) for name, count in channels]
    paper.table(_counts(paper, w._("How the ideas came in"), (w._("Way"), w._("Ideas")), rows))


def _counted(paper: Paper, name: Said, count: str) -> tuple[Cell, ...]:
    return (block("TableText", name),), (block("TableNumber", count),)


def _counts(paper: Paper, caption: str, head: tuple[str, str], rows: list[tuple[Cell, ...]]) -> Table:
    return Table(caption, head, rows, (70, 30), numbers=(1,))


def _reading(paper: Paper) -> list[str]:
    w = paper.w
    return [
        w._("Ideas are printed as people wrote them, in the language they chose. The annex has all of them whole."),
        w._("A translation says whether a person or the computer made it. The idea as written counts."),
        w._("A dashed box is a suggestion of the computer. It counts when a person has confirmed it."),
        w._("Nobody gave a name. No figure for fewer than five people is shown."),
    ]
