"""The second page of a community profile: needs, strengths, barriers, services, and what is not known."""

from typing import NamedTuple

from exports import profile as say
from exports.names import language_title
from exports.word.chart import Bar
from exports.word.paper import Block, Cell, Paper, Piece, Table, block
from exports.word.text import Said, is_rtl
from workshop_kit.profile.facts import Content, Point, Profile, ServiceKnown


class Room(NamedTuple):
    """What the page may have, tried until it fits."""

    needs: int
    others: int  # strengths, and barriers, and gaps
    services: int


ROOMS = (
    Room(14, 8, 12),
    Room(12, 6, 10),
    Room(10, 5, 8),
    Room(8, 4, 6),
    Room(7, 3, 6),
    Room(6, 3, 5),
    Room(5, 3, 4),
    Room(4, 2, 3),
    Room(3, 2, 2),
    Room(3, 1, 1),
)


def write(paper: Paper, profile: Profile, room: Room) -> None:
    w, said = paper.w, profile.content
    paper.chapter([w._("Community profile")], Said(w._("What people need, by the number of ideas")))
    _needs(paper, said, room)
    _facts(paper, said, room)
    _services(paper, said, room)
    paper.add(block("Heading2", w._("What is not known")))
    paper.add(*(block("BriefFact", sentence) for sentence in say.unknown(profile)))
    paper.add(
        block(
            "Note", w._("No figure stands here for fewer than five people, and none can be worked out from others.")
        )
    )


def _needs(paper: Paper, said: Content, room: Room) -> None:
    w = paper.w
    if not said.needs:
        paper.add(block("Empty", w._("Ideas have not been grouped yet. The needs will stand here.")))
        return
    shown = said.needs[: room.needs]
    bars = [Bar(point.label, point.ideas, True, is_rtl(point.language)) for point in shown]
    values = "; ".join(f"{point.label}: {point.ideas}" for point in shown)
    paper.chart(bars, w._("Ideas"), w._("Bar chart: %(values)s.", values=values))


def _facts(paper: Paper, said: Content, room: Room) -> None:
    w = paper.w
    languages = [(language_title(code, paper.language), n) for code, n in said.by_language]
    if said.in_others:
        languages.append((w._("other languages"), said.in_others))
    rows: list[tuple[str, list[Piece]]] = [
        (w._("Strengths"), _points(said.strengths, room.others)),
        (w._("Barriers"), _points(said.barriers, room.others)),
        (w._("No service fits"), _points(said.gaps, room.others)),
        (w._("Ideas by language"), [Said(_numbers(paper, languages))]),
        (w._("How ideas came in"), [Said(_numbers(paper, say.channels(w, said.by_channel)))]),
    ]
    cells = [((block("TableLabel", name),), (_line(paper, pieces),)) for name, pieces in rows]
    head = (w._("What"), w._("Said in ideas"))
    paper.table(Table(w._("What people say"), head, cells, (24, 76), "KitFacts", "TableLabel"))


def _points(points: tuple[Point, ...], most: int) -> list[Piece]:
    """Labels in their languages, with how many ideas each has."""
    pieces: list[Piece] = []
    for point in points[:most]:
        pieces += [Said(" · ")] if pieces else []
        pieces += [Said(point.label, point.language), Said(f" ({point.ideas})")]
    return pieces


def _numbers(paper: Paper, counted: list[tuple[str, int]]) -> str:
    return " · ".join(f"{name} {say.number(paper.w, n)}" for name, n in counted)


def _line(paper: Paper, pieces: list[Piece]) -> Block:
    if any(piece.text for piece in pieces if isinstance(piece, Said)):
        return block("TableSmall", *pieces)
    return block("TableSmall", Said(paper.w._("nothing yet"), None, "Open"))


def _services(paper: Paper, said: Content, room: Room) -> None:
    w = paper.w
    paper.add(block("Heading2", w._("Services, known and not known")))
    if not said.services:
        paper.add(block("Empty", w._("Nobody was asked yet which services they know.")))
        return
    head = (w._("Service"), w._("Answered"), w._("They use it"), w._("They know it"), w._("New to them"))
    rows = [_service(paper, service) for service in said.services[: room.services]]
    paper.table(Table(w._("Services, known and not known"), head, rows, (40, 15, 15, 15, 15), numbers=(1, 2, 3, 4)))


def _service(paper: Paper, service: ServiceKnown) -> tuple[Cell, ...]:
    w = paper.w
    numbers = [
        say.number(w, service.answered),
        *(say.count(w, n) for n in (service.use, service.know, service.new)),
    ]
    name = block("ResultLabel", service.name, language=service.language)
    return ((name,), *((block("ResultNumber", number),) for number in numbers))
