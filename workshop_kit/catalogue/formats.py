"""The formats of services in JSON: which one a file is in, and its services as records."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from workshop_kit.catalogue import hsds, own_json, ptv, reasons, servicemap
from workshop_kit.catalogue.pieces import MOST, Piece, Refusal
from workshop_kit.catalogue.record import Record, Unreadable, whole
from workshop_kit.errors import DamagedFile, UnknownFormat

Item = dict[str, Any]
Outcome = Record | Refusal | None
"""What became of a row or a service; None: it was left out, because it is closed or a draft."""

HEAD = 200  # pieces by which the format and the language are told
_BARE = {"id", "name", "created", "modified"}


def _no_language(_services: Iterable[Any]) -> str:
    return ""


@dataclass(frozen=True)
class Format:
    """`services`: those that are open in one object of a file. `language_of`: that of texts that do not say
    theirs. `record` raises Unreadable."""

    knows: Callable[[Any], bool]
    services: Callable[[Any], list[Any]]
    record: Callable[[Any, str], Record]
    language_of: Callable[[Iterable[Any]], str] = _no_language


def _one(item: Any) -> list[Any]:
    return [item]


HSDS = Format(hsds.knows, lambda item: hsds.unfolded([item]), hsds.record, hsds.language_of)
PTV = Format(ptv.knows, lambda item: ptv.published([item]), lambda item, _language: ptv.record(item))
SERVICE_MAP = Format(servicemap.knows, _one, lambda item, _language: servicemap.record(item))
OWN = Format(own_json.knows, _one, own_json.record, own_json.language_of)
FORMATS = (HSDS, PTV, SERVICE_MAP, OWN)


def knows(item: Item) -> bool:
    """Whether an object is a service of any format."""
    return any(form.knows(item) for form in FORMATS)


def outcomes(pieces: Iterator[Piece], language: str | None) -> Iterator[Outcome]:
    """The services in the objects of a JSON file. Raises UnknownFormat, DamagedFile."""
    head = list(islice(pieces, HEAD))
    items = [piece.item for piece in head if not piece.why]
    form = _format(items) if items else OWN
    rest: Iterator[Piece] = chain(head, pieces)
    if form is SERVICE_MAP and any("child_ids" in item for item in items):
        rest = _leaves(rest)
    return made(rest, form, language)


def _format(items: list[Item]) -> Format:
    """The format that knows most of these; else the first that knows any."""
    counts = [sum(form.knows(item) for item in items) for form in FORMATS]
    for least in (len(items) / 2, 1):
        for form, count in zip(FORMATS, counts, strict=True):
            if count >= least:
                return form
    bare = all(item and item.keys() <= _BARE and isinstance(item.get("name", ""), str) for item in items)
    raise UnknownFormat(why=reasons.ONLY_NAMES if bare else reasons.NO_KNOWN_SHAPE)


def _leaves(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The service tree has to be seen whole, because a leaf may stand before its branch."""
    every = list(islice(pieces, MOST + 1))
    if len(every) > MOST:
        raise DamagedFile(why=reasons.TOO_MANY)
    nodes = servicemap.nodes(piece.item for piece in every if not piece.why)
    for piece in every:
        if piece.why:
            yield piece
        elif not piece.item.get("child_ids"):
            yield piece._replace(item=servicemap.leaf(piece.item, nodes))


def made(pieces: Iterator[Piece], form: Format, language: str | None) -> Iterator[Outcome]:
    """The records of pieces that are all of one format. Raises DamagedFile when there are too many."""
    head = list(islice(pieces, HEAD))
    services = (service for piece in head if not piece.why for service in form.services(piece.item))
    spoken = language or form.language_of(services)
    for number, outcome in enumerate(_each(chain(head, pieces), form, spoken), 1):
        if number > MOST:
            raise DamagedFile(why=reasons.TOO_MANY)
        yield outcome


def _each(pieces: Iterator[Piece], form: Format, language: str) -> Iterator[Outcome]:
    for piece in pieces:
        if piece.why:
            yield Refusal(piece.line, piece.number, piece.why)
            continue
        services = form.services(piece.item)
        if not services:
            yield None
        for service in services:
            try:
                yield whole(form.record(service, language))
            except Unreadable as error:
                yield Refusal(piece.line, piece.number, error.why)
