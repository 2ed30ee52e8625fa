"""One page for each action: who does what by when, then what people said."""

from exports.characters import printable
from exports.names import status_name
from exports.word.paper import Block, Cell, Drawn, Link, Paper, Piece, Table, block
from exports.word.phrases import asked_by, day, signs
from exports.word.text import Said, slot, weave
from exports.word.voices import voices
from workshop_kit.report import ActionPage, ThemeSection, WorkshopReport


def write(paper: Paper, report: WorkshopReport) -> None:
    for action in report.actions:
        paper.chapter(_kicker(paper, report, action), Said(f"{action.number}. {action.title}"))
        paper.add(*_asked(paper, action))
        if action.what:
            paper.add(block("Lead", action.what))
        paper.table(_facts(paper, action))
        if action.service and not action.service_confirmed:
            paper.add(_suggested(paper, action))
        _voices(paper, action.theme)


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
    w = paper.w
    deadline = day(paper, action.deadline) if action.deadline else ""
    measure = ": ".join(part for part in (action.indicator, action.target) if part)
    rows: list[tuple[str, Piece]] = [
        *_owner(paper, action),
        (w._("Person in charge"), Said(action.role)),
        (w._("Partner"), Said(action.partner)),
        (w._("By when"), Said(deadline, None, "Strong")),
        (w._("Measured by"), Said(measure)),
        (w._("Needs"), Said(action.resources)),
        (w._("Status"), Said(status_name(action.status, paper.language))),
    ]
    cells = [_fact(paper, name, value) for name, value in rows]
    head = (w._("Who does what"), w._("In this plan"))
    return Table(action.title, head, cells, (27, 73), style="KitFacts", head_style="TableLabel")


def _owner(paper: Paper, action: ActionPage) -> list[tuple[str, Piece]]:
    w = paper.w
    if action.service and not action.service_confirmed:
        return [(w._("Service"), Said(w._("Not confirmed yet, see the suggestion below"), None, "Open"))]
    service: Piece = Said(action.service, None, "Strong")
    if action.service_url.startswith(("https://", "http://")):
        service = Link(action.service, printable(action.service_url))
    return [(w._("Service"), service), (w._("Responsible body"), Said(action.body))]


def _fact(paper: Paper, name: str, value: Piece) -> tuple[Cell, ...]:
    open_ = Said(paper.w._("Not decided yet"), None, "Open")
    known = isinstance(value, Drawn) or value.text
    return (block("TableLabel", name),), (block("TableText", value if known else open_),)


def _suggested(paper: Paper, action: ActionPage) -> Block:
    """Dashed: a suggestion until a person has confirmed it."""
    w = paper.w
    sentence = w._("Suggested by the computer, not yet confirmed: %(service)s.", service=slot(0))
    name = f"{action.service}, {action.body}" if action.body else action.service
    why = [Said(" " + w._("Why: %(reason)s", reason=action.service_reason))] if action.service_reason else []
    return Block("Suggested", (*weave(sentence, Said(name, None, "Strong")), *why))


def _voices(paper: Paper, theme: ThemeSection | None) -> None:
    paper.add(block("Heading2", paper.w._("What people said")))
    quotes = theme.quotes if theme is not None else ()
    if not quotes:
        paper.add(block("Empty", paper.w._("No idea is tied to this action.")))
    else:
        paper.table(voices(paper, quotes))
