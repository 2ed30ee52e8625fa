"""Shapes of areas in GeoJSON files (RFC 7946): looked at first, taken when a person says so, written again."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from models import Area, Programme
from workshop_kit import programmes
from workshop_kit.areas import keeping, shapes
from workshop_kit.areas.keeping import MOST_LETTERS
from workshop_kit.areas.trouble import Trouble
from workshop_kit.errors import DamagedFile, UnknownFormat
from workshop_kit.i18n import N_
from workshop_kit.insights import folded

MOST_BYTES = 20 * 1024 * 1024
MOST_FEATURES = 2000
SOURCE_LIMIT, LICENCE_LIMIT, CODE_LIMIT = 200, 80, 40

_TOO_BIG = N_("it is larger than 20 MB. Save only the areas that you need")
_TOO_MANY = N_("it has more than 2,000 shapes. Save only the areas that you need")
_NOT_JSON = N_("it is not valid JSON")
_TOO_DEEP = N_("it is nested too deep")
_NO_SHAPES = N_("it has no shapes. It must be a GeoJSON FeatureCollection")
_NO_AREA = N_("Shape %(number)s is a point, a line or damaged. It is left out.")
_NO_NAME = N_("Shape %(number)s has no name. It is left out.")
_LONG_NAME = N_("The name of shape %(number)s is longer than 80 letters. It is left out.")
_OUTSIDE = N_("some of its coordinates are not on the Earth")
_METRES = N_("its coordinates are metres of a map, not degrees. Save it again in WGS 84 (EPSG:4326)")
_GK25 = N_("its coordinates are metres of ETRS-GK25 (EPSG:3879). Save it again in WGS 84 (EPSG:4326)")
_TM35 = N_("its coordinates are metres of ETRS-TM35FIN (EPSG:3067). Save it again in WGS 84 (EPSG:4326)")
_MERCATOR = N_("its coordinates are metres of Web Mercator (EPSG:3857). Save it again in WGS 84 (EPSG:4326)")

_NAMES = ("nimi", "name", "nimi_fi", "name_fi", "nimi_suomi", "kaupunginosa", "suuralue", "alue", "namn", "name_en")
_CODES = ("tunnus", "koodi", "code", "kosa", "aluetunnus", "id")
_DEGREES = ("CRS84", "4326", "4258", "WGS84", "WGS 84")
"""EPSG:4258 is ETRS89 in degrees: less than a metre from WGS 84."""


@dataclass(frozen=True)
class Property:
    """A column of a file that may be the areas' name, with some of what stands in it."""

    name: str
    samples: tuple[str, ...]
    differs: bool  # no two shapes have the same in it


@dataclass(frozen=True)
class Feature:
    """The shape of one name, simplified; of several where a file has several of that name."""

    name: str
    code: str
    geometry: Mapping[str, Any]
    points: int
    before: int  # how many points it had in the file


@dataclass(frozen=True)
class Look:
    """What is in a file. Without a `name_property` a person has to choose one, and there are no features yet."""

    properties: tuple[Property, ...]
    name_property: str
    features: tuple[Feature, ...]
    troubles: tuple[Trouble, ...]


def look(content: bytes, name_property: str = "") -> Look:
    """What a file would bring. `name_property`: what the name is; empty: guessed.

    Raises DamagedFile, UnknownFormat.
    """
    given = _features(content)
    offered = _properties(given)
    chosen = name_property or _guess(offered)
    if chosen and chosen not in {one.name for one in offered}:
        raise UnknownFormat(why=N_("no shape has this property"))
    troubles: list[Trouble] = []
    solid: list[tuple[int, Mapping[str, Any], list[shapes.Part]]] = []
    for number, feature in enumerate(given, 1):
        try:
            solid.append((number, feature["properties"], shapes.parts(feature["geometry"])))
        except shapes.NoArea:
            troubles.append(Trouble(_NO_AREA, {"number": number}))
    for _number, _facts, shape in solid:
        _check_degrees(shape)
    features = _named(solid, chosen, troubles) if chosen else ()
    return Look(offered, chosen, features, tuple(troubles))


def take(
    db: Session, features: Collection[Feature], *, source: str, licence: str, programme: Programme | None = None
) -> list[Area]:
    """Give areas of these names their shapes; names that no area has become new areas.

    Where a programme is given it works in them from then on. Raises LongText.
    """
    source = programmes.line(source, SOURCE_LIMIT) if source.strip() else ""
    licence = programmes.line(licence, LICENCE_LIMIT) if licence.strip() else ""
    known = {folded(area.name): area for area in keeping.listed(db)}
    taken = []
    for feature in features:
        area = known.get(folded(feature.name)) or keeping.add(db, feature.name)
        area.shape, area.source, area.licence = dict(feature.geometry), source, licence
        area.code = feature.code or area.code
        db.add(area)
        taken.append(area)
    db.flush()
    if programme is not None:
        programmes.add_areas(db, programme, taken)
    return taken


def known(db: Session, features: Collection[Feature]) -> dict[str, str]:
    """Feature name -> name of the area that has it."""
    have = {folded(area.name): area.name for area in keeping.listed(db)}
    return {one.name: have[folded(one.name)] for one in features if folded(one.name) in have}


def forget(db: Session, area: Area) -> None:
    """Erase the shape of an area."""
    area.shape, area.source, area.licence = {}, "", ""
    db.add(area)
    db.flush()


def write(areas: Sequence[Area]) -> bytes:
    """A FeatureCollection of the areas that have a shape, each with its source and licence."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": area.name,
                "code": area.code,
                "source": area.source,
                "licence": area.licence,
            },
            "geometry": area.shape,
        }
        for area in areas
        if area.shape
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _features(content: bytes) -> list[dict[str, Any]]:
    """The features of a file, each with a dict of properties."""
    if len(content) > MOST_BYTES:
        raise DamagedFile(why=_TOO_BIG)
    file = _json(content)
    found = file.get("features") if isinstance(file, dict) else None
    if isinstance(file, dict) and file.get("type") == "Feature":
        found = [file]
    if not isinstance(found, list) or not found:
        raise UnknownFormat(why=_NO_SHAPES)
    if len(found) > MOST_FEATURES:
        raise DamagedFile(why=_TOO_MANY)
    _check_system(file)
    whole = [one if isinstance(one, dict) else {} for one in found]
    return [{"geometry": one.get("geometry"), "properties": _facts(one.get("properties"))} for one in whole]


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError as error:
        raise DamagedFile(why=_TOO_DEEP) from error
    except ValueError as error:  # also of bytes that are no UTF-8, and of a number of thousands of digits
        raise DamagedFile(why=_NOT_JSON) from error


def _no_number(word: str) -> float:
    """JSON has no NaN and no Infinity."""
    raise ValueError(word)


def _facts(given: Any) -> dict[str, str]:
    """Properties that are words or numbers, as words."""
    if not isinstance(given, dict):
        return {}
    plain = {key: _line(str(value)) for key, value in given.items() if type(value) in (str, int, float)}
    return {_line(key): value for key, value in plain.items() if value}


def _line(text: str) -> str:
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _check_system(file: Any) -> None:
    """An older file may name its coordinate system (GeoJSON 2008). Raises DamagedFile."""
    crs = file.get("crs")
    facts = crs.get("properties") if isinstance(crs, dict) else None
    name = str(facts.get("name", "")) if isinstance(facts, dict) else ""
    if name and not any(one in name for one in _DEGREES):
        raise DamagedFile(why=_by_name(name))


def _by_name(name: str) -> str:
    for code, why in (("3879", _GK25), ("3067", _TM35), ("3857", _MERCATOR)):
        if code in name:
            return why
    return _METRES


def _check_degrees(shape: Sequence[shapes.Part]) -> None:
    """Raises DamagedFile where coordinates cannot be longitude and latitude; it names the map they may be of."""
    east, north = shapes.largest(shape)
    if east <= 180 and north <= 90:
        return
    if max(east, north) < 1000:
        raise DamagedFile(why=_OUTSIDE)
    raise DamagedFile(why=_by_size(*shapes.centre(shape)))


def _by_size(east: float, north: float) -> str:
    """Of which map coordinates in metres are, by what Finland has in it."""
    if 6_500_000 < east < 7_900_000:  # northing first, as Finnish maps write it
        east, north = north, east
    if 25_300_000 < east < 25_800_000 and 6_500_000 < north < 7_900_000:
        return _GK25
    if 0 < east < 800_000 and 6_500_000 < north < 7_900_000:
        return _TM35
    if 2_000_000 < east < 3_600_000 and 8_000_000 < north < 11_500_000:
        return _MERCATOR
    return _METRES


def _properties(features: Sequence[Mapping[str, Any]]) -> tuple[Property, ...]:
    """What stands in most shapes and may be a name, in the order of the file."""
    cells: dict[str, list[str]] = {}
    for feature in features:
        for key, value in feature["properties"].items():
            cells.setdefault(key, []).append(value)
    often = {key: values for key, values in cells.items() if len(values) * 2 >= len(features)}
    return tuple(
        Property(key, tuple(dict.fromkeys(values))[:3], len({folded(one) for one in values}) == len(features))
        for key, values in often.items()
    )


def _guess(offered: Sequence[Property]) -> str:
    """The property that is called a name; else the only one with words that differ; else none."""
    called = {folded(one.name): one.name for one in offered}
    for name in _NAMES:
        if name in called:
            return called[name]
    worded = [one.name for one in offered if one.differs and any(map(str.isalpha, "".join(one.samples)))]
    return worded[0] if len(worded) == 1 else ""


def _named(
    solid: Sequence[tuple[int, Mapping[str, Any], list[shapes.Part]]], name: str, troubles: list[Trouble]
) -> tuple[Feature, ...]:
    """Shapes by name; several of one name are put together."""
    shapes_of: dict[str, list[shapes.Part]] = {}
    called: dict[str, str] = {}
    codes: dict[str, str] = {}
    for number, facts, shape in solid:
        own = facts.get(name, "")
        if not own or len(own) > MOST_LETTERS:
            troubles.append(Trouble(_LONG_NAME if own else _NO_NAME, {"number": number}))
            continue
        shapes_of.setdefault(folded(own), []).extend(shape)
        called.setdefault(folded(own), own)
        codes.setdefault(folded(own), _code(facts, name))
    together = Counter(folded(facts.get(name, "")) for _number, facts, _shape in solid)
    found = []
    for key, shape in shapes_of.items():
        simple = shapes.light(shape)
        code = codes[key] if together[key] == 1 else ""
        feature = Feature(called[key], code, shapes.geometry(simple), shapes.points(simple), shapes.points(shape))
        found.append(feature)
    return tuple(sorted(found, key=lambda one: folded(one.name)))


def _code(facts: Mapping[str, str], name: str) -> str:
    by_name = {folded(key): value for key, value in facts.items() if key != name}
    return next((by_name[key] for key in _CODES if len(by_name.get(key, "")) in range(1, CODE_LIMIT + 1)), "")
