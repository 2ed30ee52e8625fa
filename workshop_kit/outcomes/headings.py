"""What the headings and words of a table of counts mean, in English and Finnish."""

import re

from workshop_kit.outcomes.register import AGES, GENDERS

UNTOLD = "not_told"

FIELDS = {
    "id": "id uuid tunnus",
    "day": "date day when päivä päivämäärä pvm",
    "area": "area district neighbourhood alue kaupunginosa",
    "activity": "activity toiminta",
    "indicator": "indicator what name mittari mitä nimi",
    "count": "count number total people visits määrä lukumäärä lkm yhteensä henkilöitä käyntejä",
    "gender": "gender sex sukupuoli",
    "age": "age age_band age_group ikä ikäryhmä",
    "replaces": "replaces korvaa",
    "replaced_by": "replaced_by korvattu",
    "reason": "reason syy",
}
WORDS = {
    "woman": "woman women female females nainen naiset naisia n w f",
    "man": "man men male males mies miehet miehiä m",
    "other": "other others another muu muut muita muunsukupuolinen muunsukupuolisia",
    "under_18": "under_18 below_18 alle_18 0_17 alle_18_vuotta alle_18_vuotiaat",
    "18_29": "18_29 18_29_vuotta 18_29_vuotiaat",
    "30_44": "30_44 30_44_vuotta 30_44_vuotiaat",
    "45_64": "45_64 45_64_vuotta 45_64_vuotiaat",
    "65_up": "65_up 65 65_or_more 65_and_over 65_ja_yli 65_tai_yli 65_vuotta_täyttäneet yli_64 over_64",
    UNTOLD: "not_told unknown ei_tiedossa ei_kerrottu tuntematon",
}
_FIELDS = {alias: field for field, aliases in FIELDS.items() for alias in aliases.split()}
_WORDS = {alias: word for word, aliases in WORDS.items() for alias in aliases.split()}


def field(heading: str) -> str:
    """A key of FIELDS, a gender or an age band; empty where it means nothing here."""
    plain = _plain(heading)
    word = _WORDS.get(plain, "")
    return _FIELDS.get(plain, "") or (word if word != UNTOLD else "")


def gender(cell: str) -> str | None:
    """One of GENDERS, UNTOLD, empty where nothing is said; None where it is not known what is said."""
    return _one_of(GENDERS, cell)


def age(cell: str) -> str | None:
    return _one_of(AGES, cell)


def _one_of(known: tuple[str, ...], cell: str) -> str | None:
    if not cell.strip():
        return ""
    word = _WORDS.get(_plain(cell))
    return word if word in (*known, UNTOLD) else None


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", "_", heading.lstrip("\ufeff").casefold()).strip("_")
