"""Bodies that are known by their names in three languages, so that one body is one body in every file.

The names of the cities are those of the region's service point register (CC BY 4.0); see SOURCES.md.
"""

from functools import cache

from models import Texts


def _body(fi: str, sv: str, en: str) -> Texts:
    return {"fi": fi, "sv": sv, "en": en}


VANTAA = _body("Vantaan kaupunki", "Vanda stad", "City of Vantaa")
COUNTY = _body(
    "Vantaan ja Keravan hyvinvointialue",
    "Vanda och Kervo välfärdsområde",
    "Wellbeing Services County of Vantaa and Kerava",
)
BODIES: tuple[Texts, ...] = (
    VANTAA,
    COUNTY,
    _body("Helsingin kaupunki", "Helsingfors stad", "City of Helsinki"),
    _body("Espoon kaupunki", "Esbo stad", "City of Espoo"),
    _body("Kauniaisten kaupunki", "Grankulla stad", "City of Kauniainen"),
    _body("Keravan kaupunki", "Kervo stad", "City of Kerava"),
    _body(
        "Kansaneläkelaitos Kela", "Folkpensionsanstalten FPA", "Kela, the Social Insurance Institution of Finland"
    ),
    _body(
        "Digi- ja väestötietovirasto",
        "Myndigheten för digitalisering och befolkningsdata",
        "Digital and Population Data Services Agency",
    ),
    _body("Maahanmuuttovirasto", "Migrationsverket", "Finnish Immigration Service"),
)
REGISTER = {92: VANTAA, 32213561: COUNTY, 91: BODIES[2], 49: BODIES[3], 235: BODIES[4]}
"""Bodies by their number in the region's service point register."""


@cache
def _by_name() -> dict[str, Texts]:
    return {name.casefold(): body for body in BODIES for name in body.values()}


def completed(body: Texts) -> Texts:
    """The body in all its languages where one of its names is known, else as it is."""
    for name in body.values():
        if known := _by_name().get(name.casefold()):
            return dict(known) | body
    return body
