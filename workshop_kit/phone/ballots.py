"""A ballot between the phone and the vote: the option cards, and the numbers that come back."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models import Option, Source, Step, Translation
from workshop_kit import ideas, look, pictures, themes, votes
from workshop_kit.errors import BadId, BadRequest
from workshop_kit.i18n import Chosen, pick
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
    given: int
    picture: str = ""  # see models/picture.py


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
        given=given.get(str(option.id), 0),
        picture=option.picture,
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


def shuffled(visit: Visit, options: Sequence[OptionCard]) -> list[OptionCard]:
    """The cards as this phone sorts them: what she can read first, and else in an order of her own.

    People stop where they like: so that all cards are sorted by some, each begins elsewhere.
    """

    def order(card: OptionCard) -> tuple[bool, int]:
        return not card.label.asked, zlib.crc32(f"{visit.member.id} {card.id}".encode())

    return sorted(options, key=order)


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

    A tap is on + or − of an option, or on the place of a card.
    """
    told = {name.removeprefix(FIELD): _number(text) for name, text in fields.items() if name.startswith(FIELD)}
    choices = told or dict(kept)
    if (card := fields.get("card")) and (place := fields.get("place")):
        choices[card] = _number(place)
    if option := fields.get("plus"):
        choices[option] = choices.get(option, 0) + 1
    if option := fields.get("minus"):
        choices[option] = max(0, choices.get(option, 0) - 1)
    return choices


def _number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text.strip() or "0"):
        raise BadId()
    return int(text.strip() or "0")
