"""Suomi.fi (PTV) Open API, version 11: services and general descriptions, and the older export of the latter.

Source: api.palvelutietovaranto.suomi.fi, Open API v11. Data of it is CC BY 4.0.
"""

from workshop_kit.catalogue import tongues
from workshop_kit.catalogue.bodies import completed
from workshop_kit.catalogue.record import LINE, Record, dicts, identity, line, lines, listed, texts

Item = dict[str, object]
LICENCE = "CC BY 4.0, Suomi.fi / DVV"


def knows(item: Item) -> bool:
    descriptions = "names" in item and "descriptions" in item
    return "serviceNames" in item or descriptions or isinstance(item.get("Name"), list)


def published(items: list[Item]) -> list[Item]:
    """Services that are not drafts and not withdrawn."""
    return [item for item in items if item.get("publishingStatus", "Published") == "Published"]


def record(item: Item) -> Record:
    """One service. Raises Unreadable."""
    names = item.get("serviceNames") or item.get("names") or item.get("Name")
    described = item.get("serviceDescriptions") or item.get("descriptions")
    summaries = _of_kind(described, "Summary", "ShortDescription") or _by_language(item.get("ShortDescription"))
    return Record(
        source="ptv",
        source_id=identity(item.get("id") or item.get("Id")),
        name=texts(_of_kind(names, "Name") or _by_language(names), LINE),
        description=texts(_of_kind(described, "Description") | summaries),
        body=completed(_body(item)),
        classes=lines(_label(one) for one in dicts(item.get("serviceClasses") or item.get("ServiceClass"))),
        target_groups=lines(_label(one) for one in dicts(item.get("targetGroups") or item.get("TargetGroup"))),
        languages=tongues.codes(listed(item.get("languages"))),
        area=_area(item),
        licence=LICENCE,
    )


def _of_kind(values: object, *kinds: str) -> dict[str, object]:
    return _by_language([value for value in dicts(values) if value.get("type") in kinds])


def _by_language(values: object) -> dict[str, object]:
    """Language -> text, from `{language, value}` or the older `{Lang, Label}`; the first text counts."""
    found: dict[str, object] = {}
    for value in dicts(values):
        text = value.get("value") or value.get("Label")
        if text:
            found.setdefault(tongues.code(value.get("language") or value.get("Lang")), text)
    return found


def _body(item: Item) -> dict[str, str]:
    """The body that answers for the service: the one responsible by law, else the one marked responsible."""
    by_law = item.get("responsibleSoteOrganization")
    links = dicts(item.get("organizations"))
    links.sort(key=lambda link: link.get("roleType") != "Responsible")
    candidates = [by_law, *(link.get("organization") for link in links)]
    named = [line(one.get("name")) for one in candidates if isinstance(one, dict)]
    return {"fi": named[0]} if named and named[0] else {}


def _label(one: Item) -> object:
    """The Finnish name of a class or a target group, else its name in any language."""
    names = _by_language(one.get("name"))
    return names.get("fi") or next(iter(names.values()), None) or one.get("Value") or one.get("code")


def _area(item: Item) -> str:
    """Names of the areas; empty where the service is for the whole country."""
    names: list[object] = []
    for area in dicts(item.get("areas")):
        names += [_label(town) for town in dicts(area.get("municipalities"))] or [_label(area)]
    return line(", ".join(lines(names)))
