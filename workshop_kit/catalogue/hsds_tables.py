"""The tables of HSDS: as one JSON document, or as the CSV files of a data package in a zip file.

Only the columns that are used are kept, because a package can be larger than what fits in memory.
Source: docs.openreferral.org, HSDS 3.0.0 (tabular, datapackage.json).
"""

from collections import defaultdict
from collections.abc import Iterator
from sys import intern

from workshop_kit.catalogue import reasons
from workshop_kit.catalogue.pieces import Piece
from workshop_kit.catalogue.record import TEXT, key
from workshop_kit.errors import DamagedFile

Item = dict[str, object]
_COLUMNS = {
    "organizations": ("id", "name"),
    "services": ("id", "organization_id", "name", "description", "url", "email", "status"),
    "languages": ("service_id", "name", "code"),
    "service_areas": ("service_id", "name"),
    "phones": ("service_id", "contact_id", "number"),
    "attributes": ("link_id", "link_type", "taxonomy_term_id"),
    "taxonomy_terms": ("id", "name", "taxonomy"),
}
_SINGULAR = {table.removesuffix("s"): table for table in _COLUMNS}
MOST_ROWS = 1_000_000  # of all the tables together
_LONG = 4 * TEXT  # letters of a cell; a text is cut shorter when it is read
_OF_SERVICES = ("languages", "service_areas", "phones")


def named(name: str) -> str:
    """The table that `services.csv`, or `service` as in the compiled schema, stands for; empty for the others."""
    plain = name.lower().removesuffix(".csv") if name.lower().endswith(".csv") else _SINGULAR.get(name, "")
    return plain if plain in _COLUMNS else ""


class Tables:
    """Rows by table, and the services that they make together."""

    def __init__(self) -> None:
        self._rows = 0
        self._services: list[Piece] = []
        self._known: dict[str, dict[str, Item]] = {"organizations": {}, "taxonomy_terms": {}}
        self._parts: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))

    @property
    def has_services(self) -> bool:
        return bool(self._services)

    def add(self, table: str, piece: Piece) -> None:
        """A row, as a dict of its columns. Raises DamagedFile when there are too many."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise DamagedFile(why=reasons.TOO_MUCH)
        row: Item = {column: cell for column in _COLUMNS[table] if (cell := _cell(piece.item.get(column)))}
        if table == "services":
            self._services.append(piece._replace(item=row))
        elif table in self._known:
            self._known[table][key(row.get("id"))] = row
        else:
            of = row.pop("link_id" if table == "attributes" else "service_id", None)
            self._parts[table][intern(key(of))].append(row)

    def pieces(self) -> Iterator[Piece]:
        """The services, each with what belongs to it, as the API of HSDS gives them."""
        for piece in self._services:
            yield piece._replace(item=self._joined(piece.item))

    def _joined(self, service: Item) -> Item:
        identity = key(service.get("id"))
        parts = {part: self._of(part, identity) for part in _OF_SERVICES}
        terms = self._known["taxonomy_terms"]
        attributes = [
            row | {"taxonomy_term": terms.get(key(row.get("taxonomy_term_id")))}
            for row in self._of("attributes", identity)
        ]
        organization = self._known["organizations"].get(key(service.get("organization_id")))
        return {"status": "", "organization": organization, "attributes": attributes} | service | parts

    def _of(self, part: str, service: str) -> list[Item]:
        return self._parts[part].get(service, []) if service else []


def _cell(value: object) -> object:
    return value[:_LONG] if isinstance(value, str) else value if isinstance(value, int | float) else ""
