"""Translating the ideas on the wall into one language, a few at a time, without holding the database."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models import Idea, IdeaState, Source, Translation, Workshop
from workshop_kit import ideas, store, workshops
from workshop_kit.errors import UnknownLanguage
from workshop_kit.i18n import LANGUAGES
from workshop_kit.text import LIMIT
from workshop_kit.translating.translator import Translator, translated, way

AT_ONCE = 8
"""Ideas between two writes: about a tenth of a second."""

Progress = Callable[[float], None]
"""Is told the share that is done, 0 to 1."""


@dataclass(frozen=True)
class Text:
    """What an idea said when it was looked at."""

    idea_id: int
    text: str
    language: str


@dataclass(frozen=True)
class Work:
    """What there is to translate into one language."""

    texts: tuple[Text, ...]  # one language after the other
    left: Counter[str]  # language -> ideas that the translator leaves to people


@dataclass(frozen=True)
class Done:
    translated: int
    left: Counter[str]


def work(db: Session, workshop: Workshop, translator: Translator, target: str) -> Work:
    """The ideas on the wall that nobody has translated. What has no words needs nobody. Raises UnknownLanguage."""
    if target not in LANGUAGES:
        raise UnknownLanguage()
    known = ideas.translations(db, workshop)
    texts = [
        Text(idea.id, idea.text, idea.language)
        for idea in ideas.shown(db, workshop)
        if idea.id is not None and _has_words(idea.text) and target not in {idea.language, *known.get(idea.id, ())}
    ]
    covered = {code for code in {text.language for text in texts} if way(translator, code, target)}
    todo = sorted((text for text in texts if text.language in covered), key=lambda text: text.language)
    return Work(tuple(todo), Counter(text.language for text in texts if text.language not in covered))


def translate_shown(
    engine: Engine,
    workshop_id: int,
    translator: Translator,
    target: str,
    progress: Progress = lambda _share: None,
) -> Done:
    """Have the ideas on the wall translated. What people wrote stays. Raises UnknownLanguage, SettingWrong.

    Broken off, it keeps what is done; the next run goes on from there.
    """
    with store.reading(engine) as db:
        todo = work(db, workshops.by_id(db, workshop_id), translator, target)
    looked, kept = 0, 0
    try:
        for language, batch in _batches(todo.texts):
            said = translated(translator, [text.text for text in batch], language, target)
            with store.writing(engine) as db:
                kept += _keep(db, dict(zip(batch, said, strict=True)), target)
            looked += len(batch)
            progress(looked / len(todo.texts))
    finally:
        if kept:  # once, not for each few: every phone looks again
            with store.writing(engine) as db:
                workshops.touch(db, workshops.by_id(db, workshop_id))
    return Done(kept, todo.left)


def _batches(texts: Sequence[Text]) -> Iterator[tuple[str, list[Text]]]:
    for language, group in groupby(texts, lambda text: text.language):
        own = list(group)
        for start in range(0, len(own), AT_ONCE):
            yield language, own[start : start + AT_ONCE]


def _keep(db: Session, said: dict[Text, str], target: str) -> int:
    """How many were kept: not those of ideas that were changed, hidden or translated meanwhile."""
    ids = [text.idea_id for text in said]
    by_others = set(
        db.exec(
            select(Translation.idea_id).where(col(Translation.idea_id).in_(ids), Translation.language == target)
        )
    )
    kept = 0
    for text, words in said.items():
        idea = db.get(Idea, text.idea_id)
        unchanged = idea is not None and idea.state == IdeaState.SHOWN and idea.text == text.text
        if idea is not None and unchanged and text.idea_id not in by_others and words.strip():
            ideas.translate(db, idea, target, _shortened(words.strip()), Source.MACHINE)
            kept += 1
    return kept


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _shortened(words: str) -> str:
    """At most as long as an idea; what is cut off is marked, and the original is beside it."""
    if len(words) <= LIMIT:
        return words
    cut = words[: LIMIT - 2]
    return f"{cut.rsplit(maxsplit=1)[0] if ' ' in cut else cut} …"
