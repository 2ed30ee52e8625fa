"""A ballot between the phone and the vote: the option cards, and the numbers that come back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models import Option, Source, Step, Translation
from workshop_kit import ideas, look, pictures, themes, votes
from workshop_kit.errors import BadId, BadRequest
from workshop_kit.figures import money
from workshop_kit.i18n import Chosen, pick, words
from workshop_kit.phone.visits import Visit

FIELD = "choice-"


@dataclass(frozen=True)
class OptionCard:
    """One thing to vote on, in the reader's language where there is a translation."""

    id: str
    mark: str | None  # name of its mark: spruce, drop …
    number: int | None  # of the idea, where ideas are voted on
    label: Chosen
    original: Chosen | None  # where the label is a translation
    by_machine: bool
    given: int | None  # None: nothing
    picture: str = ""  # see models/picture.py
    cost: int | None = None  # in euros
    price: str = ""  # the same in words


def cards(visit: Visit, step: Step, given: Mapping[str, int]) -> list[OptionCard]:
    found = votes.options(visit.db, step)
    of_ideas = [option.idea_id for option in found if option.idea_id]
    texts = ideas.translations(visit.db, visit.workshop, of_ideas, visit.language) if of_ideas else {}
    return [card(visit, option, texts.get(option.idea_id or 0, {}), given) for option in found]


def card(
    visit: Visit, option: Option, translations: Mapping[str, Translation], given: Mapping[str, int]
) -> OptionCard:
    label = pick(option.label, visit.language, visit.workshop.language)
    if option.number is not None:
        label = pictures.said(label.text, label.language, option.picture, visit.language)
    translation = None if label.asked else translations.get(visit.language)
    return OptionCard(
        id=str(option.id),
        mark=look.mark_name(option.mark) if option.mark else None,
        number=option.number,
        label=Chosen(translation.text, visit.language, True) if translation else label,
        original=label if translation else None,
        by_machine=translation is not None and translation.source == Source.MACHINE,
        given=given.get(str(option.id)),
        picture=option.picture,
        cost=option.cost,
        price="" if option.cost is None else money(words(visit.language), option.cost),
    )


@dataclass(frozen=True)
class Place:
    """A theme into which cards can be sorted."""

    id: int
    mark: str
    label: Chosen
    picture: str


def places(visit: Visit) -> list[Place]:
    """The themes that have a name, in the order of the board."""
    named = [theme for theme in themes.standing(visit.db, visit.workshop) if any(theme.label.values())]
    labels = [pick(theme.label, visit.language, visit.workshop.language) for theme in named]
    pairs = zip(named, labels, strict=True)
    return [Place(theme.id or 0, look.mark_name(theme.mark), label, theme.picture) for theme, label in pairs]


def from_json(found: Mapping[str, Any]) -> dict[str, int]:
    """The choices in a JSON ballot. Raises BadRequest, BadId; the vote itself checks keys and sums."""
    choices = found.get("choices")
    if not isinstance(choices, dict):
        raise BadRequest()
    if any(type(number) is not int for number in choices.values()):
        raise BadId()
    return choices


def from_form(fields: Mapping[str, str], kept: Mapping[str, int]) -> dict[str, int]:
    """The choices in a form: all of them as `choice-ID`, else those kept before; then one tap.

    A tap is on + or − of an option, on its tick, on a number for it, on its place in an order, or on the answer to
    a card.
    """
    told = {name.removeprefix(FIELD): text.strip() for name, text in fields.items() if name.startswith(FIELD)}
    choices = {option: _number(text) for option, text in told.items() if text} if told else dict(kept)
    for name, tap in TAPS.items():
        if name in fields:
            tap(choices, fields[name])
    if (card := fields.get("card")) and (place := fields.get("place")):
        choices[card] = _number(place)
    return choices


def _plus(choices: dict[str, int], option: str) -> None:
    choices[option] = choices.get(option, 0) + 1


def _minus(choices: dict[str, int], option: str) -> None:
    choices[option] = max(0, choices.get(option, 0) - 1)


def _tick(choices: dict[str, int], option: str) -> None:
    if choices.pop(option, None) is None:
        choices[option] = 1


def _rate(choices: dict[str, int], tap: str) -> None:
    """`ID:NUMBER`; the same number again takes it back."""
    option, _colon, number = tap.partition(":")
    if choices.pop(option, None) != _number(number):
        choices[option] = _number(number)


def _add(choices: dict[str, int], option: str) -> None:
    choices[option] = max(choices.values(), default=0) + 1


def _out(choices: dict[str, int], option: str) -> None:
    choices.pop(option, None)


def _up(choices: dict[str, int], option: str) -> None:
    _swap(choices, option, -1)


def _down(choices: dict[str, int], option: str) -> None:
    _swap(choices, option, +1)


def _swap(choices: dict[str, int], option: str, way: int) -> None:
    order = sorted(choices, key=lambda one: choices[one])
    at = order.index(option) if option in order else -1
    if at >= 0 and 0 <= at + way < len(order):
        other = order[at + way]
        choices[option], choices[other] = choices[other], choices[option]


TAPS: Mapping[str, Callable[[dict[str, int], str], None]] = {
    "plus": _plus,
    "minus": _minus,
    "tick": _tick,
    "rate": _rate,
    "add": _add,
    "out": _out,
    "up": _up,
    "down": _down,
}
"""The name of a button -> what its tap does to the ballot."""


def _number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text.strip() or "0"):
        raise BadId()
    return int(text.strip() or "0")
