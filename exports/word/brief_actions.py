"""The actions of one service in its brief: a table of all, then what each of them means."""

from dataclasses import replace
from typing import NamedTuple

from exports.names import status_name
from exports.word.actions import first_step, helping, languages, measure
from exports.word.paper import Block, Cell, Paper, Table, block
from exports.word.phrases import language_name, short_day
from exports.word.text import Said, slot, weave
from exports.word.voices import excerpt, pictured, start, translator
from workshop_kit.report import ActionPage, Line, ServiceFacts, WorkshopReport

SIDE = 70
"""Points of a photo."""


class Room(NamedTuple):
    """How much an action may say: its quotations, and the letters of each text."""

    quotes: int
    letters: int


class Part(NamedTuple):
    """What one service, or one body with all its services, has in the plan."""

    name: str
    name_language: str
    body: str  # empty where the part is the body's
    body_language: str
    contact: str
    url: str
    actions: tuple[ActionPage, ...]
    leads: frozenset[str]  # uuids of the actions it is responsible for; in the others it is a partner


def part_of(report: WorkshopReport, service_id: int | None, body: str) -> Part | None:
    """By the service, else by the body; None where no action names it."""
    asked = [each for action in report.actions for each in _named(action) if _is(each, service_id, body)]
    if not asked:
        return None
    services = frozenset(each.id for each in asked)
    actions = tuple(action for action in report.actions if any(each.id in services for each in _named(action)))
    leads = frozenset(each.uuid for each in actions if each.service and each.service.id in services)
    first = asked[0]
    if service_id is None:
        return Part(first.body, first.body_language, "", "", "", "", actions, leads)
    about = (first.name, first.name_language, first.body, first.body_language, first.contact, first.url)
    return Part(*about, actions, leads)


def write_actions(paper: Paper, part: Part, room: Room) -> None:
    w = paper.w
    paper.add(block("Heading2", w._("What is asked of you")))
    head = (w._("Action"), w._("First step"), w._("By when"), w._("Measured by"), w._("Status"))
    rows = [_row(paper, part, action, room) for action in part.actions]
    paper.table(Table(w._("What is asked of you"), head, rows, (32, 23, 14, 17, 14)))
    for action in part.actions:
        _action(paper, action, room)


def _named(action: ActionPage) -> list[ServiceFacts]:
    return [*([action.service] if action.service else []), *action.partners]


def _is(service: ServiceFacts, service_id: int | None, body: str) -> bool:
    if service_id is not None:
        return service.id == service_id
    return bool(body.strip()) and service.body.strip().casefold() == body.strip().casefold()


def _row(paper: Paper, part: Part, action: ActionPage, room: Room) -> tuple[Cell, ...]:
    title = Block("TableSmall", (_title(action, room, "Strong"),))
    step = first_step(paper, replace(action, first_step=start(action.first_step, room.letters)))
    return (
        (title, *_part(paper, part, action)),
        _or_open(paper, step),
        _or_open(paper, short_day(paper, action.deadline) if action.deadline else ""),
        _or_open(paper, start(measure(paper, action), room.letters)),
        (block("TableSmall", status_name(action.status, paper.language)),),
    )


def _part(paper: Paper, part: Part, action: ActionPage) -> list[Block]:
    """What the reader is in this action, where that is not plain: a partner, a suggestion, or one of several."""
    w, service = paper.w, action.service
    lines = []
    if action.uuid not in part.leads:
        lines.append(Block("TableFine", _beside(paper, service if action.service_confirmed else None)))
    elif service is not None and not part.body:
        lines.append(Block("TableFine", (Said(service.name, service.name_language),)))
    if action.uuid in part.leads and not action.service_confirmed:
        lines.append(block("TableFine", w._("Suggested by the computer, not yet confirmed")))
    return lines


def _beside(paper: Paper, lead: ServiceFacts | None) -> tuple[Said, ...]:
    if lead is None:
        return (Said(paper.w._("You are a partner. Nobody is responsible yet.")),)
    sentence = paper.w._("You are a partner. Responsible: %(service)s.", service=slot(0))
    return weave(sentence, Said(lead.name, lead.name_language))


def _title(action: ActionPage, room: Room, style: str = "") -> Said:
    return Said(f"{action.number}. {start(action.title, room.letters)}", action.title_language, style)


def _or_open(paper: Paper, text: str) -> Cell:
    return (block("TableSmall", Said(text) if text else Said(paper.w._("Not decided yet"), None, "Open")),)


def _action(paper: Paper, action: ActionPage, room: Room) -> None:
    paper.add(Block("Heading3", (_title(action, room),)))
    if action.what:
        paper.add(block("Normal", start(action.what, room.letters), language=action.what_language))
    paper.add(*_facts(paper, action, room))
    for line in _quotes(action, room):
        paper.add(*_voice(paper, excerpt(line, room.letters)))


def _facts(paper: Paper, action: ActionPage, room: Room) -> list[Block]:
    w = paper.w
    facts = (
        (w._("Partner"), action.partner),
        (w._("Needs"), action.resources),
        (w._("Languages needed"), languages(paper, action)),
        (w._("What could go wrong"), action.risks),
    )
    lines = [
        block("BriefFact", Said(f"{name}: ", None, "Strong"), Said(start(text, room.letters)))
        for name, text in facts
        if text
    ]
    return [*lines, *(block("BriefFact", more) for more in (helping(paper, action),) if more)]


def _quotes(action: ActionPage, room: Room) -> tuple[Line, ...]:
    """Those with words first: a brief is read in a minute."""
    quotes = action.theme.quotes if action.theme else ()
    return tuple(sorted(quotes, key=lambda line: not line.text))[: room.quotes]


def _voice(paper: Paper, line: Line) -> list[Block]:
    """As it was written, then what it means, in which language it was, and who translated it."""
    blocks = list(pictured("BriefVoice", line, SIDE))
    if line.text:
        blocks.append(block("BriefVoice", line.text, language=line.language))
    told = [Said(line.translation)] if line.translation else []
    notes = [language_name(line.language), *(Said(note) for note in (translator(paper, line),) if note)]
    for note in notes:
        told += [Said(" · "), note] if told else [note]
    return [*blocks, Block("BriefMeaning", tuple(told))]
