"""What is left for a person to confirm: a theme, and what the machine thinks it says the same as."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from workshop_kit import preferences
from workshop_kit.needs_map.standing import Said, anchored

KEY = "needs_map_sure"
LIKELY = 0.7
"""From here on the machine says "likely", below "perhaps"."""


@dataclass(frozen=True)
class Question:
    """Does `theme` say the same as the themes `beside` it, which stand for the need?"""

    need_id: int
    theme: Said
    beside: tuple[Said, ...]
    sure: float  # 0 to 1

    @property
    def is_likely(self) -> bool:
        return self.sure >= LIKELY


def questions(db: Session, everywhere: Sequence[Said], among: Sequence[Said]) -> list[Question]:
    """About the themes `among` all of them, the surest first; of the equally sure, that with most ideas."""
    sure = sureness(db)
    wanted = {theme.id for theme in among}
    found = []
    for need_id, together in by_need(everywhere).items():
        anchors = anchored(together)
        held = {theme.id for theme in anchors}
        found += [
            Question(need_id, theme, tuple(anchors), sure.get(theme.id, 0.0))
            for theme in together
            if theme.id not in held and not theme.by_person
        ]
    asked = [one for one in found if wanted & {one.theme.id, *(theme.id for theme in one.beside)}]
    return sorted(asked, key=lambda one: (-one.sure, -one.theme.ideas, one.theme.id))


def by_need(themes: Sequence[Said]) -> dict[int, list[Said]]:
    """Need id -> its themes, those with most ideas first."""
    found: dict[int, list[Said]] = defaultdict(list)
    for theme in sorted(themes, key=lambda theme: (-theme.ideas, theme.id)):
        if theme.need_id is not None:
            found[theme.need_id].append(theme)
    return found


def sureness(db: Session) -> dict[int, float]:
    """Theme id -> how sure the last run was of where it put it."""
    kept = json.loads(preferences.get(db, KEY) or "{}")
    return {int(id): float(value) for id, value in kept.items()}


def keep_sureness(db: Session, sure: Mapping[int, float]) -> None:
    preferences.put(db, KEY, json.dumps(sure))
