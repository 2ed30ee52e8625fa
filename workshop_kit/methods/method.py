"""What a method is: what it is for, what it needs, its steps, and what to do when it goes wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models import PhoneMode, StepKind, Texts

WRITTEN = ("en", "fi")
"""The languages of a method's file. What the room reads is in every other language by the phones' catalogues."""
TROUBLES = ("silence", "one_voice", "conflict", "late")
"""What may go wrong: nobody speaks, one person speaks, people quarrel, the evening starts late."""


@dataclass(frozen=True)
class MethodStep:
    kind: StepKind
    minutes: int
    title: Texts  # one or two words: it stands under a progress bar
    say: Texts  # quoted: to read aloud; the rest: to do
    prompt: Texts  # what the phone shows; empty: the workshop's question
    phones: PhoneMode
    settings: dict[str, Any]  # of a vote: see workshop_kit/vote_settings.py; ideas: {"by_table": True}, see IDEAS
    needs: Texts = field(default_factory=dict)  # what must be ready before it begins; empty: nothing
    shortest: int | None = None  # minutes to which it may be cut when the evening runs late; None: by its kind


@dataclass(frozen=True)
class Method:
    id: str  # the file's name
    name: Texts
    purpose: Texts
    fits: Texts  # when to use it
    fits_not: Texts  # when not
    group_size: str  # people, such as "6–25"
    languages: Texts  # what it asks of languages and interpreters
    materials: Texts  # what to bring, one thing a line
    troubles: Mapping[str, Texts]  # of TROUBLES -> what to do then
    licence: str
    source: str  # where it comes from, in words or as an address; empty: the kit itself
    steps: tuple[MethodStep, ...]

    @property
    def total_minutes(self) -> int:
        return sum(step.minutes for step in self.steps)
