"""The screen of a feedback step that asks: faces for sentences, three answers for services."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from models import Step
from workshop_kit import services
from workshop_kit.evaluation import answers
from workshop_kit.evaluation.questions import SERVICE_ANSWERS, asked, key_of
from workshop_kit.i18n import Chosen, pick
from workshop_kit.phone.visits import Visit


@dataclass(frozen=True)
class Card:
    """One question. `sentence` is ours; of a service there is its `name` instead."""

    key: str
    sentence: str
    name: Chosen | None
    answers: tuple[tuple[int, str], ...]  # a number and what it stands for, as they stand on the phone
    given: int | None


@dataclass(frozen=True)
class Questions:
    template: ClassVar[str] = "screens/questions.html"
    night: ClassVar[bool] = False
    key: str
    step_id: int
    prompt: Chosen
    cards: tuple[Card, ...]
    arrived: bool

    @property
    def faces(self) -> list[Card]:
        return [card for card in self.cards if card.name is None]

    @property
    def services(self) -> list[Card]:
        return [card for card in self.cards if card.name is not None]

    @property
    def given(self) -> list[Card]:
        return [card for card in self.cards if card.given is not None]


def showing(visit: Visit, step: Step) -> Questions | None:
    """None where nothing of what was chosen is left to ask."""
    what, given = asked(visit.db, visit.workshop, step), answers.of(visit.db, step, visit.member)
    faces = tuple(
        Card(one.id, one.sentence, None, _numbered(one.answers), given.get(one.id)) for one in what.questions
    )
    known = tuple(enumerate(SERVICE_ANSWERS, start=1))[::-1]  # who uses it answers first
    others = tuple(
        Card(key_of(one), "", services.name(one, visit.language), known, given.get(key_of(one)))
        for one in what.services
    )
    cards = (*faces, *others)
    if not cards:
        return None
    prompt = pick(step.prompt, visit.language, visit.workshop.language)
    return Questions(f"questions-{step.id}-{_check_sum(cards)}", step.id or 0, prompt, cards, bool(given))


def _numbered(words: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple(enumerate(words, start=1))


def _check_sum(cards: Sequence[Card]) -> int:
    """Another one where something else is asked."""
    return zlib.crc32("\n".join(f"{card.key} {card.name.text if card.name else ''}" for card in cards).encode())
