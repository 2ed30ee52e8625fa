"""Words of statistics in Finnish, Swedish and English: columns, languages, age groups and genders."""

import re
from functools import cache

from babel import Locale

from workshop_kit.background import OTHER
from workshop_kit.i18n import LANGUAGES
from workshop_kit.insights import folded

TOTAL = ""
FOREIGN, DOMESTIC = "foreign", "domestic"
"""All languages but Finnish, Swedish and Sámi; and those three. They are sums of what may stand beside them."""
OPEN = 999
"""The end of an age group that has none."""

Age = tuple[int, int]
"""The first and the last year of an age group, both in it."""

HEADS = {
    "area": "alue area region kunta municipality postinumeroalue postinumero kaupunginosa suuralue osa-alue piiri "
    "peruspiiri tilastoalue pienalue område kommun district neighbourhood nimi name namn",
    "year": "vuosi year år tilastovuosi",
    "home_language": "kieli äidinkieli language språk modersmål mother-tongue kotikieli",
    "age": "ikä ikäryhmä age age-group ålder åldersgrupp",
    "gender": "sukupuoli sex gender kön",
    "measure": "tiedot tieto information uppgifter contents muuttuja variable tunnusluku",
}
_PEOPLE = (
    "väestö asukkaat asukkaita asukasluku population people persons inhabitants residents henkilöt henkilöä "
    "lukumäärä lkm number antal befolkning folkmängd invånare value arvo määrä yhteensä total totalt kaikki all"
)
_AROUND = (
    "kieli kielet äidinkieli language languages språk sex sukupuoli ikä age vuotiaat vuotta years year old v "
    "at end of the vuoden lopussa ja and he d by to december joulukuu 31 12 31.12 iältään"
)
_TOTALS = frozenset(
    [
        "yhteensä",
        "total",
        "totalt",
        "kaikki",
        "all",
        "both",
        "molemmat",
        "samtliga",
        "sammanlagt",
        "summa",
        "sss",
        "t",
    ]
)
_GENDERS = {
    "woman": "naiset nainen naisia women woman female females kvinnor kvinna",
    "man": "miehet mies miehiä men man male males män",
    OTHER: "muu other annat",
}
_MORE_LANGUAGES = {
    "ckb": "kurdi kurdish kurdiska sorani soranî keskikurdi",
    "fa": "persia farsi dari persian persiska",
    "zh": "kiina chinese kinesiska mandarin",
    "et": "eesti viro",
    "fi": "suomenkieliset finskspråkiga",
    "sv": "ruotsinkieliset svenskspråkiga",
    OTHER: "muu muut other others övriga annat andra",
    FOREIGN: "vieraskieliset vieraat foreign främmande",
    DOMESTIC: "kotimaiset domestic national inhemska",
}
_RANGE = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})")
_UP = re.compile(
    r"(\d{1,3})\s*(?:\+|[-–]\s*(?=$|[,;(])|.{0,14}?(?:täyttäneet|ja yli|ja vanhemmat|and over|or over|or more"
    r"|or older|and older|och äldre|och över|eller äldre))"
)
_SINGLE = re.compile(r"(\d{1,3})\s*-?\s*(?:vuotia|v\b|year|åring)")
_ABOVE = re.compile(r"\b(?:yli|over|above|över)\s+\d")
"""Nobody knows whether somebody of that age is among them."""
_BELOW = re.compile(r"(?:alle|under|below|yngre än|younger than)\s*-?(\d{1,3})")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def year_in(text: str) -> int | None:
    """The only year that a text names."""
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else None


def is_total(text: str) -> bool:
    return not text.strip() or bool(_TOTALS & set(re.findall(r"\w+", folded(text))))


def gender(text: str) -> str | None:
    """woman, man, other or TOTAL; None for a word that is none of them."""
    found = [key for key, said in _GENDERS.items() if folded(text) in said.split()]
    return found[0] if found else TOTAL if is_total(text) else None


def age(text: str) -> Age | str | None:
    """An age group or TOTAL; None for what is none."""
    if found := age_in(text):
        return found
    single = re.fullmatch(r"(\d{1,3})\D{0,12}", text.strip())
    if single:
        return (int(single[1]), int(single[1]))
    return TOTAL if is_total(text) else None


def age_in(text: str) -> Age | None:
    """An age group with a beginning and an end, or one of them, somewhere in a text."""
    said = folded(text)
    if _ABOVE.search(said):
        return None
    if found := _BELOW.search(said):
        return (0, int(found[1]) - 1)
    if (found := _RANGE.search(said)) and int(found[1]) <= int(found[2]):
        return (int(found[1]), int(found[2]))
    if found := _UP.search(said):
        return (int(found[1]), OPEN)
    return (int(found[1]), int(found[1])) if (found := _SINGLE.search(said)) else None


def language(text: str) -> str:
    """A code of ours, OTHER, FOREIGN, DOMESTIC or TOTAL; a language that is not ours is its own word."""
    words = re.findall(r"[^\W\d_]+", folded(text))
    for word in (folded(text), *words):
        if word in _languages():
            return _languages()[word]
    return TOTAL if is_total(text) else folded(text)


@cache
def _languages() -> dict[str, str]:
    """Word -> code: as the Unicode CLDR names languages, and some that statistics use."""
    found = {folded(one.name): one.code for one in LANGUAGES.values()}
    for place in ("fi", "sv", "en"):
        names = Locale(place).languages
        found |= {folded(names[code]): code for code in LANGUAGES if code in names}
    for code, said in _MORE_LANGUAGES.items():
        found |= {word.replace("-", " "): code for word in said.split()}
    return found


def field(head: str) -> str:
    """What a column is by its heading: a key of HEADS, or ""."""
    if year_in(head):
        return ""
    said = re.sub(r"[^\w -]", "", folded(head)).replace(" ", "-").strip("-")
    for name, heads in HEADS.items():
        if said in heads.split() or said.split("-")[0] in heads.split():
            return "" if re.search(r"koodi|code|kod$|tunnus", said) else name
    return ""


class Head:
    """What the heading of a column of figures says: `2023 Väestö 31.12.`, `2023 Naiset`, `18-29-vuotiaat, 2023`.

    `is_people`: it counts people and nothing else that is not understood.
    """

    def __init__(self, head: str) -> None:
        rest = folded(head)
        self.year = year_in(rest)
        rest = _YEAR.sub(" ", rest)
        self.age = age_in(rest)
        for pattern in (_BELOW, _RANGE, _UP, _SINGLE) if self.age else ():
            rest = pattern.sub(" ", rest, count=1)
        self.language = self.gender = TOTAL
        left = [word for word in re.findall(r"[^\W_]+", rest) if not self._takes(word)]
        known = {*_PEOPLE.split(), *re.findall(r"[^\W_]+", _AROUND)}
        self.is_people = set(left) <= known and bool(
            self.year or self.age or self.language or self.gender or set(left) & set(_PEOPLE.split())
        )

    def _takes(self, word: str) -> bool:
        found = gender(word) if word not in _TOTALS else None
        if found in ("woman", "man"):
            self.gender = found
            return True
        if word in _languages():
            self.language = word
            return True
        return False
