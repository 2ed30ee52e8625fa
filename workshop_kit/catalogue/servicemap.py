"""The Service Map of the Helsinki region: units and the two lists of services (words and tree).

Reads what the register gives (`name_fi`, rest/v4) and what the map's own interface gives (`name: {fi: …}`, v2).
Source: www.hel.fi/palvelukarttaws/rest/v4 and api.hel.fi/servicemap/v2. Data of it is CC BY 4.0.
"""

from collections.abc import Iterable

from models import Texts
from workshop_kit.catalogue import tongues
from workshop_kit.catalogue.bodies import REGISTER, completed
from workshop_kit.catalogue.record import LINE, Record, identity, key, line, lines, listed, texts, web_address

Item = dict[str, object]
LICENCE = "CC BY 4.0, Helsinki region Service Map"
LANGUAGES = ("fi", "sv", "en")
_NODE = {"child_ids", "ontologyword_reference"}
_UNIT = {"org_id", "dept_id", "provider_type", "ontologytree_ids", "ontologyword_ids", "displayed_service_owner_fi"}
_PLACE = {"municipality", "street_address", "location", "department", "root_department"}
_SERVICE = {"unit_count", "period_enabled", "clarification_enabled", "root_service_node", "keywords"}


def knows(item: Item) -> bool:
    if "ontologyword_fi" in item:
        return True
    if isinstance(item.get("name"), dict):
        return bool((_PLACE | _SERVICE) & item.keys())
    return "name_fi" in item and bool((_NODE | _UNIT) & item.keys())


def nodes(items: Iterable[Item]) -> dict[str, Item]:
    """The nodes of the service tree by their ids."""
    return {key(item.get("id")): item for item in items}


def leaf(item: Item, nodes: dict[str, Item]) -> Item:
    """A leaf of the service tree, which is a service; the branches above become its classes."""
    names: list[object] = []
    parent = nodes.get(key(item.get("parent_id")))
    while parent and len(names) < 10:  # a bound, because a damaged file may have a ring in it
        names.insert(0, parent.get("name_fi"))
        parent = nodes.get(key(parent.get("parent_id")))
    return item | {"branches": names}


def record(item: Item) -> Record:
    """One unit or service. Raises Unreadable."""
    return Record(
        source="servicemap",
        source_id=identity(f"{_kind(item)}-{item.get('id')}" if item.get("id") is not None else ""),
        name=_texts(item, "ontologyword", LINE) or _texts(item, "name", LINE),
        description=_texts(item, "desc")
        | _texts(item, "description")
        | _texts(item, "short_desc")
        | _texts(item, "short_description"),
        body=_body(item),
        classes=lines(listed(item.get("branches"))),
        languages=tongues.codes(listed(item.get("provided_languages"))),
        area=_first(_texts(item, "address_city", LINE)) or line(item.get("municipality")).capitalize(),
        contact=line(", ".join(lines([item.get("phone"), item.get("email")]))),
        url=web_address(_first(_texts(item, "www", LINE))),
        licence=LICENCE,
    )


def _kind(item: Item) -> str:
    """Units, words and tree nodes are numbered separately: the kind keeps their ids apart."""
    if "ontologyword_fi" in item:
        return "word"
    if _NODE & item.keys():
        return "node"
    return "unit" if (_UNIT | _PLACE) & item.keys() else "service"


def _texts(item: Item, field: str, limit: int = 4000) -> Texts:
    inner = item.get(field)
    if isinstance(inner, dict):
        return texts({tongues.code(language): text for language, text in inner.items()}, limit)
    return texts({language: item.get(f"{field}_{language}") for language in LANGUAGES}, limit)


def _first(of: Texts) -> str:
    return next(iter(of.values()), "")


def _body(item: Item) -> Texts:
    """The owner is written "municipal service, Culture and Leisure Division, City of Helsinki": the last part."""
    owner = _texts(item, "displayed_service_owner", LINE) or _texts(item, "organizer_name", LINE)
    last = {language: text.rpartition(",")[2].strip() for language, text in owner.items()}
    number = item.get("org_id")
    if not last and isinstance(number, int):
        return dict(REGISTER.get(number, {}))
    return completed({language: text for language, text in last.items() if text})
