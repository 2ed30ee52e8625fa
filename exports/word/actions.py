"""One page for each action: who does what by when, then what people said."""

from collections.abc import Sequence

from exports.characters import printable
from exports.names import language_title, status_name
from exports.word.paper import Block, Cell, Link, Paper, Piece, Table, block
from exports.word.phrases import asked_by, day, people, short_day, signs
from exports.word.text import Said, slot, weave
from exports.word.voices import voices
from workshop_kit.report import ActionPage, Line, ServiceFacts, ThemeSection, WorkshopReport

Fact = tuple[str, Cell]
LATEST = 2
"""So many of the updates stand on the action's page; the HTML page has all."""


def write(paper: Paper, report: WorkshopReport) -> None:
    for action in report.actions:
        paper.chapter(_kicker(paper, report, action), _title(action))
        paper.add(*_asked(paper, action))
        if action.what:
            paper.add(block("Lead", action.what, language=action.what_language))
        paper.table(_facts(paper, action))
        if action.service and not action.service_confirmed:
            paper.add(_suggested(paper, action))
        _voices(paper, action.theme)


def _title(action: ActionPage) -> Said:
    return Said(f"{action.number}. {action.title}", action.title_language)


def _kicker(paper: Paper, report: WorkshopReport, action: ActionPage) -> list[Piece]:
    place = paper.w._("Action %(number)s of %(all)s", number=action.number, all=len(report.actions))
    if action.theme is None:
        return [Said(place)]
    theme = action.theme
    named = Said(theme.label, theme.label_language)
    return [*signs(theme.mark, theme.symbol, 15), Said(f"{place} · "), named]


def _asked(paper: Paper, action: ActionPage) -> list[Block]:
    facts = []
    if action.theme is not None:
        facts.append(paper.w._("Behind it: %(ideas)s", ideas=asked_by(paper, action.theme)))
    if action.got:
        facts.append(paper.w._("In the vote: %(figure)s.", figure=action.got))
    return [block("SubLine", " ".join(facts))] if facts else []


def _facts(paper: Paper, action: ActionPage) -> Table:
    """What must be decided stands here open or not; what may be left out only where it was said."""
    w = paper.w
    needed: list[Fact] = [
        _owner(paper, action),
        (w._("Person in charge"), _open(paper, action.role)),
        (w._("First step"), _open(paper, first_step(paper, action))),
        (w._("By when"), _open(paper, day(paper, action.deadline) if action.deadline else "", "Strong")),
        (w._("Measured by"), _open(paper, measure(paper, action))),
    ]
    more: list[Fact] = [
        (w._("Partner"), _lines(action.partner, helping(paper, action))),
        (w._("Needs"), _lines(action.resources)),
        (w._("Languages needed"), _lines(languages(paper, action))),
        (w._("What could go wrong"), _lines(action.risks)),
    ]
    rows = [*needed, *((name, cell) for name, cell in more if cell), (w._("Status"), _status(paper, action))]
    cells = [((block("TableLabel", name),), cell) for name, cell in rows]
    head = (w._("Who does what"), w._("In this plan"))
    return Table(action.title, head, cells, (27, 73), style="KitFacts", head_style="TableLabel")


def first_step(paper: Paper, action: ActionPage) -> str:
    """Such as “Ask the caretaker for the key, by 1 December 2026”."""
    if action.first_step and action.first_step_by:
        return paper.w._("%(step)s, by %(day)s", step=action.first_step, day=day(paper, action.first_step_by))
    return action.first_step


def measure(paper: Paper, action: ActionPage) -> str:
    """Such as “Children each month: from 12 to 40”."""
    w, of, to = paper.w, action.baseline, action.target
    if of and to:
        course = w._("from %(baseline)s to %(target)s", baseline=of, target=to)
    else:
        course = w._("now %(baseline)s", baseline=of) if of else to
    return ": ".join(part for part in (action.indicator, course) if part)


def languages(paper: Paper, action: ActionPage) -> str:
    return ", ".join(language_title(code, paper.language) for code in action.languages)


def helping(paper: Paper, action: ActionPage) -> str:
    """How many want to help; nothing where nobody does."""
    if action.wanting == 0:
        return ""
    return paper.w._("People who want to help: %(number)s", number=people(paper, action.wanting))


def _open(paper: Paper, value: str, style: str = "") -> Cell:
    said = Said(value, None, style) if value else Said(paper.w._("Not decided yet"), None, "Open")
    return (block("TableText", said),)


def _lines(first: str, *more: str) -> Cell:
    """A cell of lines, the first in full size; empty lines are left out."""
    lines = [block("TableText", first)] if first else []
    return (*lines, *(block("TableFine", line) for line in more if line))


def _owner(paper: Paper, action: ActionPage) -> Fact:
    w, service = paper.w, action.service
    if service is None:
        gap = w._("None of the catalogue fits: a gap") if action.is_gap else w._("Not decided yet")
        return w._("Service"), (block("TableText", Said(gap, None, "Open")),)
    if not action.service_confirmed:
        open_ = Said(w._("Not confirmed yet, see the suggestion below"), None, "Open")
        return w._("Service"), (block("TableText", open_),)
    body = [block("TableText", service.body, language=service.body_language)] if service.body else []
    # Telephone numbers and addresses run from left to right in every language.
    contact = [block("TableFine", service.contact, language="en")] if service.contact else []
    return w._("Service"), (_service(service), *body, *contact)


def _service(service: ServiceFacts) -> Block:
    if service.url.startswith(("https://", "http://")):
        return Block("TableText", (Link(service.name, printable(service.url)),), service.name_language)
    return Block("TableText", (Said(service.name, service.name_language, "Strong"),), service.name_language)


def _status(paper: Paper, action: ActionPage) -> Cell:
    """How it stands, and the last that was told."""
    told = [
        Block("TableSmall", (Said(f"{short_day(paper, news.day)}: "), Said(news.text, news.language)))
        for news in action.since[:LATEST]
    ]
    return (block("TableText", status_name(action.status, paper.language)), *told)


def _suggested(paper: Paper, action: ActionPage) -> Block:
    """Dashed: a suggestion until a person has confirmed it."""
    w = paper.w
    sentence = w._("Suggested by the computer, not yet confirmed: %(service)s.", service=slot(0))
    assert action.service is not None
    name = ", ".join(filter(None, (action.service.name, action.service.body)))
    why = [Said(" " + w._("Why: %(reason)s", reason=action.service_reason))] if action.service_reason else []
    return Block("Suggested", (*weave(sentence, Said(name, None, "Strong")), *why))


def _voices(paper: Paper, theme: ThemeSection | None) -> None:
    paper.add(block("Heading2", paper.w._("What people said")))
    quotes = theme.quotes if theme is not None else ()
    if not quotes:
        paper.add(block("Empty", paper.w._("No idea is tied to this action.")))
    else:
        paper.table(_that_fit(paper, quotes))


def _that_fit(paper: Paper, quotes: Sequence[Line]) -> Table:
    """As many quotations as the action's page has room for, one at least; the themes have all."""
    for many in range(len(quotes), 1, -1):
        if paper.holds(found := voices(paper, quotes[:many])):
            return found
    return voices(paper, quotes[:1])
