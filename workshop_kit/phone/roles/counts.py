"""Counts for the register: how many people were there, or visits, written down on the phone of a scribe.

Only in a workshop that belongs to a programme which counts something. She takes back the last of her own counts;
everything else is the laptop's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from models import Area, EntryChannel, Indicator, Outcome, Programme
from workshop_kit import areas, background, programmes, store
from workshop_kit.cards import LinkFull
from workshop_kit.errors import BadId, BadRequest
from workshop_kit.figures import number
from workshop_kit.i18n import N_, Chosen, offered, pick, words
from workshop_kit.ideas import SentAlready
from workshop_kit.insights import folded
from workshop_kit.outcomes import entries, indicators, register
from workshop_kit.outcomes.register import AGES, GENDERS, MOST, Draft, NoSuchIndicator, UnknownArea, WrongNumber
from workshop_kit.phone.asking import Form
from workshop_kit.phone.working import Working

MOST_COUNTS = 300  # of one link, also those that it took back
SHOWN = 5
NAMES = {"woman": N_("Women and girls"), "man": N_("Men and boys"), "other": N_("Another gender")}


@dataclass(frozen=True)
class What:
    """One thing that can be counted. `part_of` is the name of its whole, where it is a part."""

    row: Indicator
    name: Chosen
    part_of: Chosen | None
    form_id: str


@dataclass(frozen=True)
class Kept:
    """A count that this link wrote."""

    row: Outcome
    name: Chosen
    told: str
    may: bool  # whether it can be taken back here


def facts(here: Working) -> dict[str, Any]:
    """What the part `roles/counts.html` shows; without a programme, nothing."""
    programme = programmes.of(here.db, here.workshop)
    rows = indicators.listed(here.db, programme.id or 0) if programme else []
    if programme is None or not rows:
        return {"counted": []}
    places = _places(here, programme)
    groups = groupby(_whats(here, rows), key=lambda what: what.row.activity)
    return {
        "counted": [(activity, list(found)) for activity, found in groups],
        "programme_name": programme.name,
        "places": places,
        "place_here": _place_here(here, places),
        "genders": [(each, here.said._(NAMES[each])) for each in GENDERS],
        "ages": [(each, here.said._(background.AGE.answers[each])) for each in AGES],
        "kept": _kept(here, programme, rows),
    }


def _whats(here: Working, rows: Sequence[Indicator]) -> list[What]:
    known = {row.id: row for row in rows}
    return [
        What(row, _name(here, row), _name(here, known[row.part_of_id]) if row.part_of_id in known else None,
             str(uuid4()))
        for row in rows
    ]  # fmt: skip


def _name(here: Working, row: Indicator) -> Chosen:
    return pick(row.name, here.language, here.workshop.language)


def _places(here: Working, programme: Programme) -> list[Area]:
    return programmes.areas(here.db, programme) or areas.listed(here.db)


def _place_here(here: Working, places: Sequence[Area]) -> int:
    """The area that the workshop names; 0 where it is not known."""
    return next((area.id or 0 for area in places if folded(area.name) == folded(here.workshop.area)), 0)


def _kept(here: Working, programme: Programme, rows: Sequence[Indicator]) -> list[Kept]:
    known = {row.id: row for row in rows}
    found = entries.of_hand(here.db, programme.id or 0, here.hand, most=SHOWN)
    return [
        Kept(entry.row, _name(here, known[entry.row.indicator_id]), told(here, entry.row), place == 0)
        for place, entry in enumerate(found)
    ]


def told(here: Working, row: Outcome) -> str:
    """The number, and those of whom something was told: “12 · Women and girls 7 · 18–29: 5”."""
    genders = [here.said._(NAMES[each]) + f" {number(here.said, many)}" for each, many in row.by_gender.items()]
    ages = [
        here.said._(background.AGE.answers[each]) + f": {number(here.said, many)}"
        for each, many in row.by_age.items()
    ]
    return " · ".join([number(here.said, row.count), *genders, *ages])


# --- acts ---------------------------------------------------------------------------------------------------


def _count(here: Working, fields: Form) -> str:
    """Raises NoSuchIndicator, UnknownArea, WrongNumber, TooManyTold, SentAlready, LinkFull, BadId."""
    programme = programmes.of(here.db, here.workshop)
    if programme is None:
        raise NoSuchIndicator()
    row = indicators.by_id(here.db, programme.id or 0, _id(fields, "indicator"))
    draft = _draft(here, programme, row, fields)
    if (before := _sent_before(here, draft.uuid)) is not None:
        _refuse_other(here, before, draft)
        return _arrived(here, row, before)
    if entries.by_hand(here.db, here.hand) >= MOST_COUNTS:
        raise LinkFull(limit=MOST_COUNTS)
    return _arrived(here, row, register.enter(here.db, draft, now=store.now()))


def _draft(here: Working, programme: Programme, row: Indicator, fields: Form) -> Draft:
    """What is asked for; fields of what the indicator does not ask count for nothing."""
    area = _id(fields, "area") if fields.get("area") else 0
    if area and area not in {each.id for each in _places(here, programme)}:
        raise UnknownArea()
    return Draft(
        fields.get("id", ""),
        row.id or 0,
        area or None,
        store.now().astimezone().date(),
        _number(fields.get("count", "")),
        _numbers(fields, "gender", GENDERS) if row.by_gender else {},
        _numbers(fields, "age", AGES) if row.by_age else {},
        EntryChannel.PHONE,
        here.workshop.id,
        here.hand.id,
    )


def _arrived(here: Working, row: Indicator, kept: Outcome) -> str:
    return here.said._("Arrived. %(name)s: %(count)s.", name=_name(here, row).text, count=told(here, kept))


def _sent_before(here: Working, uuid: str) -> Outcome | None:
    try:
        return register.by_uuid(here.db, uuid)
    except register.NoSuchOutcome:
        return None


def _refuse_other(here: Working, before: Outcome, draft: Draft) -> None:
    """The same form again is the same count; what else is in it, or stands no more, would be lost.

    Raises SentAlready, BadId.
    """
    if not entries.is_of_hand(before, here.hand):
        raise BadId()
    said = (draft.indicator_id, draft.area_id, draft.count, dict(draft.by_gender), dict(draft.by_age))
    kept = (before.indicator_id, before.area_id, before.count, before.by_gender, before.by_age)
    if said != kept or register.replaced_by(here.db, before) is not None:
        raise SentAlready()


def _uncount(here: Working, fields: Form) -> str:
    """Raises NoSuchOutcome for what was not written with this link, CorrectedMeanwhile."""
    row = register.by_uuid(here.db, _uuid(fields))
    if not entries.is_of_hand(row, here.hand):
        raise register.NoSuchOutcome()
    register.take_back(here.db, row, _reason(here), now=store.now())
    return here.said._("The count was taken back.")


def _reason(here: Working) -> str:
    """For those who keep the register, in a language of the laptop."""
    language = here.workshop.language if here.workshop.language in offered("desk") else "en"
    return words(language)._("taken back on the phone")


ACTS: Mapping[str, Callable[[Working, Form], str]] = {"count": _count, "uncount": _uncount}


def _numbers(fields: Form, name: str, categories: Sequence[str]) -> dict[str, int]:
    """An empty field is nobody who told it."""
    given = {each: fields.get(f"{name}_{each}", "").strip() for each in categories}
    found = {each: _number(text) for each, text in given.items() if text}
    return {each: value for each, value in found.items() if value}


def _number(text: str) -> int:
    """In the digits of any script. Raises WrongNumber."""
    text = text.strip()
    if not (text.isdecimal() and len(text) < 10):
        raise WrongNumber(most=MOST)
    return int(text)


def _id(fields: Form, name: str) -> int:
    text = fields.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadRequest()
    return int(text)


def _uuid(fields: Form) -> str:
    try:
        return str(UUID(fields.get("count", "")))
    except ValueError as error:
        raise BadId() from error
