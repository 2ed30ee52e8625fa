"""Texts as the big screen's component takes them: the words, their language and their direction."""

from collections.abc import Callable, Sequence
from typing import Any

from models import Step, Texts, Workshop
from workshop_kit import screen_settings
from workshop_kit.i18n import Chosen, Words, direction, pick, words


def plain(language: str, text: str) -> dict[str, str]:
    return {"text": text, "lang": language, "dir": direction(language)}


def said(text: Chosen) -> dict[str, str]:
    return plain(text.language, text.text)


def lines(text: Chosen) -> list[dict[str, str]]:
    return [plain(text.language, line.strip()) for line in text.text.splitlines() if line.strip()]


def count(label: str, number: int | None) -> dict[str, Any]:
    return {"n": number, "label": label}


def asked(workshop: Workshop, step: Step | None) -> list[Chosen]:
    """The text of the moment in each language of the big screen, at least in one."""
    texts = step.prompt if step and step.prompt and any(step.prompt.values()) else workshop.question
    return screen_settings.shown(workshop, texts)


def ours(workshop: Workshop, sentence: Callable[[Words], str]) -> list[Chosen]:
    """A sentence of the kit's own in each language of the big screen that it is translated into."""
    english = sentence(words("en"))
    codes = {workshop.language, *screen_settings.languages(workshop)}
    texts: Texts = {code: sentence(words(code)) for code in codes}
    known = {code: text for code, text in texts.items() if code == "en" or text != english}
    return screen_settings.shown(workshop, known or {workshop.language: texts[workshop.language]})


def each(name: str, texts: Sequence[Chosen]) -> dict[str, Any]:
    """The first as `name`, the same in other languages as `name_also`."""
    first, *others = texts or [pick({}, "en")]
    return {name: said(first), f"{name}_also": [said(text) for text in others]}
