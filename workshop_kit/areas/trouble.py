"""What could not be read in a file that is being looked at, as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workshop_kit.i18n import words


@dataclass(frozen=True)
class Trouble:
    """A whole sentence of ours, with the facts that fill it."""

    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        return words(language)._(self.sentence, **self.facts)
