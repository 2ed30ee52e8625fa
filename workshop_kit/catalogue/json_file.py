"""JSON of any length, one service after the other: lists, pages, objects by id, tables, one object, JSON lines."""

import json
from collections.abc import Callable, Iterator

from workshop_kit.catalogue import hsds_tables, reasons
from workshop_kit.catalogue.json_window import MOST_LETTERS, Broken, Window
from workshop_kit.catalogue.pieces import Piece
from workshop_kit.errors import UnknownFormat

PAGES = ("contents", "itemList", "results")
_HEAD = 50  # members of an object that are looked at before it is taken for services by id
_MOST_MEMBERS = 1000  # of one object that is no list of services
_ALIKE = 0.6  # share of the keys of the first service that another one has

_TOP = {"status", "serviceNames", "names", "Name", "org_id", "ontologyword_fi", "child_ids", "municipality"}
"""Keys that only a service has, and no object within one."""

Item = dict[str, object]


def pieces(window: Window, knows: Callable[[Item], bool]) -> Iterator[Piece]:
    """What is in a JSON text. `knows`: whether an object is a service of some format; it helps to find the next
    one after a damaged place."""
    if _has_lines(window.ahead()):
        return _lines(window)
    return _Document(window, knows).pieces()


def _has_lines(rows: list[str]) -> bool:
    """Whether the file is JSON lines: its first line, or its second, is a whole object and more follow."""
    if not rows or not rows[0].lstrip("\ufeff \t").startswith("{"):
        return False
    whole = [_is_object(row) for row in rows]
    follows = len(rows) < 3 or rows[2].lstrip().startswith("{")
    return len(rows) > 1 and (whole[0] or (whole[1] and follows))


def _is_object(row: str) -> bool:
    try:
        return isinstance(json.loads(row.lstrip("\ufeff")), dict)
    except (ValueError, RecursionError):
        return False


def _lines(window: Window) -> Iterator[Piece]:
    number = 0
    while window.peek():
        line = window.line
        number += 1
        row = window.row()
        try:
            yield _checked(Piece(line, number, json.loads(row)))
        except RecursionError:
            yield Piece(line, number, why=reasons.TOO_DEEP)
        except ValueError:
            yield Piece(line, number, why=reasons.NOT_JSON)


def _checked(piece: Piece) -> Piece:
    return piece if isinstance(piece.item, dict) else piece._replace(item=None, why=reasons.NOT_A_SERVICE)


class _Alike:
    """Whether an object is one of those in a list, and not an object within one."""

    def __init__(self, knows: Callable[[Item], bool]) -> None:
        self._knows = knows
        self._keys: frozenset[str] = frozenset()  # of the first one

    def note(self, item: Item) -> None:
        if not self._keys and self._knows(item):
            self._keys = frozenset(item)

    def __call__(self, item: object) -> bool:
        if not isinstance(item, dict) or not self._knows(item):
            return False
        if self._keys:
            return len(self._keys & item.keys()) >= _ALIKE * len(self._keys)
        return bool(_TOP & item.keys()) or ("id" in item and any(key.startswith("name_") for key in item))


class _Document:
    """A list, or an object that has a list of services in it, is one, or has them by their ids."""

    def __init__(self, window: Window, knows: Callable[[Item], bool]) -> None:
        self._window = window
        self._alike = _Alike(knows)
        self._members: dict[str, Piece] = {}
        self._seen = 0  # members, each time that one occurs
        self._tables = hsds_tables.Tables()
        self._paged = False

    def pieces(self) -> Iterator[Piece]:
        yield from self._list(self._alike) if self._window.peek() == "[" else self._object()
        if not self._window.over and self._window.peek():
            yield Piece(self._window.line, 1, why=reasons.NOT_JSON)

    def _list(self, alike: _Alike) -> Iterator[Piece]:
        self._window.skip()
        return self._values("]", alike)

    def _values(self, closing: str, alike: _Alike, number: int = 0) -> Iterator[Piece]:
        """The values up to the closing bracket; commas and, in an object, keys are passed over."""
        while not self._window.over:
            letter = self._window.peek()
            if letter == closing:
                self._window.skip()
                return
            if letter in (",", ":"):
                self._window.skip()
            elif letter == '"' and closing == "}":
                yield from self._key_passed(number)
            else:
                number += 1
                yield self._next(number, alike, closing)

    def _next(self, number: int, alike: _Alike, closing: str) -> Piece:
        """The value that begins here, or why it cannot be read; the window then stands at what follows."""
        line = self._window.line
        try:
            piece = _checked(Piece(line, number, self._window.value()))
        except Broken as broken:
            if not broken.passed:
                self._window.resume(alike, keyed=closing == "}")
            return Piece(broken.line, number, why=broken.why)
        if not piece.why:
            alike.note(piece.item)
        return piece

    def _key_passed(self, number: int) -> Iterator[Piece]:
        try:
            self._window.value()
        except Broken as broken:
            self._window.resume(self._alike, keyed=True)
            yield Piece(broken.line, number, why=broken.why)

    def _object(self) -> Iterator[Piece]:
        line = self._window.line
        self._window.skip()
        try:
            while key := self._key():
                yield from self._member(key)
                if len(self._members) == _HEAD and self._by_id():
                    yield from self._rest(line)
                    yield from self._values("}", self._alike, _HEAD)
                    return
        except Broken as broken:
            yield from self._broken(broken)
        else:
            yield from self._rest(line)

    def _key(self) -> str:
        """The next key of the object, with a mark in front so that it is never empty; empty at its end. The
        window then stands before its value. Raises Broken."""
        while not self._window.over and self._window.peek() == ",":
            self._window.skip()
        if self._window.over or self._window.peek() == "}":
            self._window.skip()
            return ""
        key = self._window.value()
        if self._window.peek() != ":":
            raise Broken(self._window.line, reasons.NOT_JSON if self._window.peek() else reasons.CUT)
        self._window.skip()
        return f"#{key}"

    def _member(self, key: str) -> Iterator[Piece]:
        name, is_list = key[1:], self._window.peek() == "["
        if is_list and name in PAGES:
            self._paged = True
            yield from self._list(self._alike)
        elif is_list and (table := hsds_tables.named(name)):
            yield from self._table(table)
        else:
            line = self._window.line
            self._members[key] = Piece(line, len(self._members) + 1, self._window.value())
            self._bounded()

    def _bounded(self) -> None:
        """Members are kept until the end of the object is seen: so there must not be too much of them."""
        self._seen += 1
        if not self._paged and (self._seen > _MOST_MEMBERS or self._window.passed > MOST_LETTERS):
            raise UnknownFormat(why=reasons.NO_KNOWN_SHAPE)

    def _table(self, table: str) -> Iterator[Piece]:
        is_main = table == "services"
        for piece in self._list(_Alike(lambda item: "status" in item or not is_main)):
            if piece.why:
                yield piece if is_main else piece._replace(number=0, why=reasons.SIDE_TABLE)
            else:
                self._tables.add(table, piece)

    def _by_id(self) -> bool:
        """Whether the members are services by their ids: most of them are objects with an id in them."""
        named = [one for one in self._members.values() if isinstance(one.item, dict) and "id" in one.item]
        return bool(named) and 2 * len(named) > len(self._members)

    def _broken(self, broken: Broken) -> Iterator[Piece]:
        """A damaged member: after it come other services by their ids, or it was the one service itself."""
        by_id = self._by_id() or not self._members
        if by_id:
            yield from map(_checked, self._members.values())
        yield from self._tables.pieces()
        yield Piece(broken.line, len(self._members) + 1, why=broken.why)
        if by_id and (broken.passed or self._window.resume(self._alike, keyed=True)):
            yield from self._values("}", self._alike, len(self._members) + 1)
        self._window.over = True

    def _rest(self, line: int) -> Iterator[Piece]:
        """What was kept until the whole object had been seen."""
        if self._tables.has_services:
            yield from self._tables.pieces()
        elif self._by_id():
            for piece in map(_checked, self._members.values()):
                if not piece.why:
                    self._alike.note(piece.item)
                yield piece
        elif not self._paged and not self._window.over:
            yield Piece(line, 1, {key[1:]: piece.item for key, piece in self._members.items()})
