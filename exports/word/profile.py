"""A community profile in Word: two pages. The first says who takes part, the second what people say."""

from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from exports import profile as say
from exports.characters import printable
from exports.file import ExportFile
from exports.word import contents, profile_said
from exports.word.chart import Bar
from exports.word.closing import MEDIA_TYPE
from exports.word.paper import Block, Cell, Paper, Table, block
from exports.word.styles import SHORT
from exports.word.text import Said, is_rtl, slot, tag
from workshop_kit.profile.facts import Asked, Beside, Comparison, Group, Profile, Verdict

FULL = 0.99
"""Of a page. The height is estimated, a little too high."""


class Room(NamedTuple):
    """What the first page may have, tried until it fits: bars of languages, answers of a question, and groups of a
    comparison."""

    bars: int
    answers: int
    beside: int


ROOMS = (
    Room(10, 16, 8),
    Room(8, 16, 8),
    Room(7, 10, 8),
    Room(6, 8, 8),
    Room(5, 8, 8),
    Room(5, 6, 6),
    Room(4, 6, 6),
    Room(4, 5, 5),
    Room(3, 4, 4),
    Room(3, 3, 2),
    Room(1, 1, 0),
)


def export(profile: Profile, template: bytes | None = None) -> ExportFile:
    """In the profile's language. Raises UnknownFormat or DamagedFile where the template cannot be used."""
    first = next((room for room in ROOMS if _fits(profile, template, room, None)), ROOMS[-1])
    rooms = profile_said.ROOMS
    second = next((room for room in rooms if _fits(profile, template, first, room)), rooms[-1])
    paper = _written(profile, template, first, second)
    title = printable(paper.w._("Community profile") + f": {say.title(profile)}")
    contents.foot(paper, title, paper.w._("Page %(page)s of %(pages)s", page=slot(0), pages=slot(1)))
    return _closed(paper, profile, title)


def _fits(profile: Profile, template: bytes | None, first: Room, second: profile_said.Room | None) -> bool:
    ruler = _written(profile, template, first, second).ruler
    return ruler.page == (1 if second is None else 2) and ruler.used <= FULL * ruler.room


def _written(profile: Profile, template: bytes | None, first: Room, second: profile_said.Room | None) -> Paper:
    paper = Paper(profile.language, template, SHORT)
    _head(paper, profile)
    _people(paper, profile, first)
    if second is not None:
        profile_said.write(paper, profile, second)
    return paper


def _head(paper: Paper, profile: Profile) -> None:
    w = paper.w
    paper.add(
        block("Occasion", w._("Community profile") + f" · {say.size(profile)}"),
        block("Heading1", say.title(profile)),
    )
    languages = next((len(asked.groups) for asked in profile.people.questions), 0)
    figures = (
        (w._("People"), profile.people.people),
        (w._("Languages told"), languages),
        (w._("Workshops"), profile.workshops),
        (w._("Ideas"), profile.content.ideas),
    )
    cells = tuple((block("Figure", say.number(w, n)),) for _name, n in figures)
    head = tuple(name for name, _n in figures)
    paper.table(Table(w._("The profile in figures"), head, [cells], (1, 1, 1, 1), "KitFigures", "TableLabel"))


def _people(paper: Paper, profile: Profile, room: Room) -> None:
    """A chart of the languages, then what was asked, each with those who live there beside it."""
    w, questions = paper.w, profile.people.questions
    paper.add(block("Heading2", w._("Who takes part, by the language on their phones")))
    if not questions:
        paper.add(block("Empty", w._("Nobody is counted yet: five people are needed in a workshop that is over.")))
        return
    first, *more = questions
    _languages(paper, first, room)
    comparisons = {comparison.asked: comparison for comparison in profile.compared.comparisons}
    rows = [_asked(paper, one, comparisons.get(one.id), room) for one in more]
    if first.id in comparisons:
        lines = _compared(paper, comparisons[first.id], room)
        rows.insert(0, ((block("TableLabel", say.topic(w, first.id)),), lines))
    if rows:
        head = (w._("We asked"), w._("People, and beside them those who live here"))
        paper.table(Table(w._("Who takes part"), head, rows, (20, 80), "KitFacts", "TableLabel"))
    paper.add(block("Note", _beside(paper, profile)))


def _languages(paper: Paper, asked: Asked, room: Room) -> None:
    w, rtl = paper.w, is_rtl(paper.language)
    told = say.lines(w, asked)
    shown = asked.groups[: room.bars]
    bars = [Bar(_label(paper, asked, group), group.people, True, rtl) for group in shown]
    if asked.others:
        bars.append(Bar(say.others(w, asked), asked.others, False, rtl))
    values = "; ".join(f"{name}: {say.least(w, say.number(w, n), at_least)}" for name, n, at_least in told)
    paper.chart(bars, w._("People"), w._("Bar chart: %(values)s.", values=values))
    left = [
        f"{name} {say.least(w, say.number(w, n), at_least)}"
        for name, n, at_least in told[len(shown) : len(asked.groups)]
    ]
    if left:
        paper.add(block("Note", w._("Also: %(list)s.", list=say.listed(w, left))))


def _label(paper: Paper, asked: Asked, group: Group) -> str:
    name = say.answer(paper.w, asked.id, group.answer)
    return paper.w._("%(name)s (at least)", name=name) if group.at_least else name


def _asked(paper: Paper, asked: Asked, comparison: Comparison | None, room: Room) -> tuple[Cell, ...]:
    lines = _compared(paper, comparison, room) if comparison else ()
    return (block("TableLabel", say.topic(paper.w, asked.id)),), (_answers(paper, asked, room), *lines)


def _answers(paper: Paper, asked: Asked, room: Room) -> Block:
    """Answers with their numbers in one line. Who did not say is told on the second page."""
    w = paper.w
    told = [f"{name} {say.least(w, say.number(w, n), at_least)}" for name, n, at_least in say.lines(w, asked)]
    groups, rest = told[: len(asked.groups)], told[len(asked.groups) :][: bool(asked.others)]
    more = len(groups) - room.answers
    left = [w.n("%(n)s more answer", "%(n)s more answers", more)] if more > 0 else []
    return block("TableSmall", " · ".join([*groups[: room.answers], *left, *rest]))


def _beside(paper: Paper, profile: Profile) -> str:
    """What the comparison is made with, or why there is none."""
    w, compared = paper.w, profile.compared
    if compared.comparisons:
        shares = w._("Shares of those who answered; in brackets, of those who live here.")
        return f"{shares} {say.source(w, compared.comparisons)}"
    if compared.unknown:
        return w._("Nothing is kept yet of who lives in %(areas)s.", areas=say.listed(w, compared.unknown))
    return w._("Nothing can be compared with those who live here: nobody was asked, or too few answered.")


def _compared(paper: Paper, comparison: Comparison, room: Room) -> Cell:
    """A line for each verdict with its groups."""
    w, lines = paper.w, []
    for verdict in Verdict:
        groups = [each for each in comparison.rows[: room.beside] if each.verdict == verdict]
        if groups:
            named = " · ".join(_shares(paper, comparison, each) for each in groups)
            lines.append(block("TableSmall", Said(f"{say.verdict(w, verdict)}: ", None, "Strong"), Said(named)))
    return tuple(lines)


def _shares(paper: Paper, comparison: Comparison, beside: Beside) -> str:
    """Such as “Somali 12 % (5 %)”."""
    w, name = paper.w, say.answer(paper.w, comparison.topic, beside.answer)
    if beside.took_part is None:
        return name
    took = say.least(w, say.share(w, beside.took_part), beside.at_least)
    return f"{name} {took} ({say.share(w, beside.lives)})"


def _closed(paper: Paper, profile: Profile, title: str) -> ExportFile:
    paper.dress(paper.document.element.body)
    about = paper.document.core_properties
    about.title = title[:255]
    about.subject = printable(say.size(profile))[:255]
    about.author = about.last_modified_by = "Workshop kit"
    about.language = tag(paper.language)
    about.comments = ""
    about.created = about.modified = datetime(profile.made_on.year, profile.made_on.month, profile.made_on.day)
    file = BytesIO()
    paper.document.save(file)
    return ExportFile(say.file_name(profile), MEDIA_TYPE, file.getvalue())
