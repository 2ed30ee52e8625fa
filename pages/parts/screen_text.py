"""Texts as the big screen's component takes them: the words, their language and their direction."""

from typing import Any

from models import Step, Texts, Workshop
from workshop_kit.i18n import Chosen, direction, pick


def plain(language: str, text: str) -> dict[str, str]:
    return {"text": text, "lang": language, "dir": direction(language)}


def said(text: Chosen) -> dict[str, str]:
    return plain(text.language, text.text)


def lines(text: Chosen) -> list[dict[str, str]]:
    return [plain(text.language, line.strip()) for line in text.text.splitlines() if line.strip()]


def count(label: str, number: int | None) -> dict[str, Any]:
    return {"n": number, "label": label}


def second(texts: Texts, workshop: Workshop) -> Chosen | None:
    """A text in a second language of the room, where it has one."""
    first = pick(texts, workshop.language)
    others = [code for code in workshop.languages if code != first.language and texts.get(code)]
    return pick(texts, others[0]) if others else None


def asked(workshop: Workshop, step: Step | None) -> tuple[Chosen, Chosen | None]:
    """The text of the moment, and the same in a second language of the room."""
    texts = step.prompt if step and step.prompt and any(step.prompt.values()) else workshop.question
    return pick(texts, workshop.language), second(texts, workshop)
