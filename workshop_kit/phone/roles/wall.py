"""Ideas as those who help with them see them: as they were written, and in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import Idea, Source, Translation
from workshop_kit import ideas, moderation, pictures
from workshop_kit.i18n import Chosen
from workshop_kit.phone.asking import Form
from workshop_kit.phone.working import Working
from workshop_kit.text import digest


@dataclass(frozen=True)
class OneIdea:
    id: int
    number: int
    words: Chosen
    translation: Chosen | None  # in the reader's language, where there is one
    by_machine: bool
    picture: str
    seen: str  # what a form sends back, so that nobody judges words that she has not read


def told(here: Working, some: Sequence[Idea]) -> list[OneIdea]:
    own = [idea.id for idea in some if idea.id is not None]
    known = ideas.translations(here.db, here.workshop, own, here.language)
    return [_told(here, idea, known) for idea in some]


def _told(here: Working, idea: Idea, known: dict[int, dict[str, Translation]]) -> OneIdea:
    assert idea.id is not None
    found = known.get(idea.id, {}).get(here.language)
    return OneIdea(
        idea.id,
        idea.number,
        pictures.said(idea.text, idea.language, idea.picture, here.language),
        Chosen(found.text, here.language, True) if found else None,
        found is not None and found.source == Source.MACHINE,
        idea.picture,
        seen(idea),
    )


def seen(idea: Idea) -> str:
    return digest(idea.text)[:16]


def refuse_unread(idea: Idea, fields: Form) -> None:
    """Raises Rewritten where an idea does not say any more what was on the page."""
    if fields.get("seen") != seen(idea):
        raise moderation.Rewritten()
