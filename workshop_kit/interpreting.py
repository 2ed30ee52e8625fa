"""What an interpreter does: ideas into another language, and what phones and papers say in hers.

She writes one language only, and never what was written in the workshop's own: that stays what it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import Action, Idea, IdeaState, Option, Source, Step, Texts, Theme, Translation, Workshop
from workshop_kit import ideas, plan, steps, themes, workshops
from workshop_kit.board_history import gesture
from workshop_kit.errors import EmptyText, NotFound, UnknownLanguage
from workshop_kit.i18n import Chosen, pick
from workshop_kit.plan.editing import TEXT_LIMIT as ACTION_LIMIT
from workshop_kit.plan.editing import TITLE_LIMIT as ACTION_TITLE_LIMIT
from workshop_kit.text import cleaned

READ = (IdeaState.SHOWN, IdeaState.WAITING)
"""Ideas that need words; what is hidden is nobody's business any more."""


# --- ideas ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """An idea, the words to translate, the language to write in, and what is there already."""

    idea: Idea
    words: Chosen
    into: str
    have: str = ""
    by_machine: bool = False

    @property
    def is_done(self) -> bool:
        return bool(self.have) and not self.by_machine


def tasks(db: Session, workshop: Workshop, tongue: str) -> list[Task]:
    """The ideas that an interpreter of a language can help with, the newest first; also those that are done.

    What was said in another language comes to her by way of its translation into the workshop's.
    """
    known = ideas.translations(db, workshop)
    every = sorted((*ideas.shown(db, workshop), *ideas.waiting(db, workshop)), key=lambda idea: -idea.number)
    found = (_task(workshop, tongue, idea, known.get(idea.id or 0, {})) for idea in every)
    return [task for task in found if task is not None and any(letter.isalpha() for letter in task.words.text)]


def _task(workshop: Workshop, tongue: str, idea: Idea, own: Mapping[str, Translation]) -> Task | None:
    into = workshop.language if idea.language == tongue else tongue
    words = Chosen(idea.text, idea.language, True)
    if idea.language not in (tongue, workshop.language):
        if workshop.language not in own:
            return None
        words = Chosen(own[workshop.language].text, workshop.language, False)
    have = own.get(into)
    return Task(idea, words, into, have.text if have else "", have is not None and have.source == Source.MACHINE)


def translate_idea(db: Session, workshop: Workshop, idea: Idea, tongue: str, text: str) -> None:
    """Keep a person's translation of an idea. Raises NotFound for what she cannot see, UnknownLanguage, Wrong."""
    into = workshop.language if idea.language == tongue else tongue
    if idea.state not in READ:
        raise NotFound()
    if tongue == workshop.language:
        raise UnknownLanguage()
    if not text.strip():
        raise EmptyText()
    ideas.translate(db, idea, into, text, Source.PERSON)
    workshops.touch(db, workshop)


# --- what phones, the big screen and the papers say -----------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """One text of the workshop that is written in several languages. `where` says what it is."""

    key: str
    where: str  # question, title, step, prompt, theme, action, what
    texts: Texts
    limit: int
    keep: Callable[[str, str, datetime], None]  # language, words, now
    long: bool = False
    step_id: int | None = None

    def original(self, workshop: Workshop) -> Chosen:
        return pick({code: words for code, words in self.texts.items() if words}, workshop.language)


def pieces(db: Session, workshop: Workshop) -> list[Piece]:
    """All that can be put into another language, in the order in which people meet it."""
    found = [*_of_workshop(db, workshop), *_of_steps(db, workshop), *_of_results(db, workshop)]
    return [piece for piece in found if any(piece.texts.values())]


def write(db: Session, workshop: Workshop, key: str, language: str, text: str, *, now: datetime) -> Piece:
    """Keep a text in one language, and in no other. Raises NotFound, UnknownLanguage, Wrong.

    The workshop's own language is the original, and where a text is not written in it, the one it is written in.
    """
    piece = next((piece for piece in pieces(db, workshop) if piece.key == key), None)
    if piece is None:
        raise NotFound()
    if language in (workshop.language, piece.original(workshop).language):
        raise UnknownLanguage()
    piece.keep(language, cleaned(text, piece.limit), now)
    workshops.touch(db, workshop)
    return piece


def _of_workshop(db: Session, workshop: Workshop) -> Iterator[Piece]:
    for name, limit in (("title", workshops.TITLE_LIMIT), ("question", workshops.QUESTION_LIMIT)):
        yield Piece(
            name, name, getattr(workshop, name), limit, _column(db, workshop, name), long=name == "question"
        )


def _of_steps(db: Session, workshop: Workshop) -> Iterator[Piece]:
    for step in steps.played(steps.agenda(db, workshop)):
        for name, where, limit in (("title", "step", steps.TITLE_LIMIT), ("prompt", "prompt", steps.TEXT_LIMIT)):
            yield Piece(
                f"step-{step.id}-{name}",
                where,
                getattr(step, name),
                limit,
                _column(db, step, name),
                name == "prompt",
                step.id,
            )


def _of_results(db: Session, workshop: Workshop) -> Iterator[Piece]:
    for theme in themes.standing(db, workshop):
        yield Piece(f"theme-{theme.id}", "theme", theme.label, themes.LABEL_LIMIT, _label(db, workshop, theme))
    for action in plan.actions(db, workshop):
        title, what = plan.title(action, workshop), plan.what(action, workshop)
        yield Piece(
            f"action-{action.id}-title", "action", title, ACTION_TITLE_LIMIT, _of_action(db, action, "title")
        )
        yield Piece(f"action-{action.id}-what", "what", what, ACTION_LIMIT, _of_action(db, action, "what"), True)


def _column(db: Session, row: Workshop | Step, name: str) -> Callable[[str, str, datetime], None]:
    def keep(language: str, words: str, _now: datetime) -> None:
        setattr(row, name, {**getattr(row, name), language: words})
        db.add(row)

    return keep


def _label(db: Session, workshop: Workshop, theme: Theme) -> Callable[[str, str, datetime], None]:
    """On the board it is a gesture like any other, so that undo knows it; votes on the theme call it so, too."""

    def keep(language: str, words: str, now: datetime) -> None:
        before = theme.label
        with gesture(db, workshop, "rename", now):
            theme.label = {**before, language: words}
            db.add(theme)
        for option in _options(db, theme):
            if option.label.get(workshop.language) == before.get(workshop.language):
                option.label = {**option.label, language: words}
                db.add(option)

    return keep


def _options(db: Session, theme: Theme) -> Sequence[Option]:
    return db.exec(select(Option).where(col(Option.theme_id) == theme.id)).all()


def _of_action(db: Session, action: Action, name: str) -> Callable[[str, str, datetime], None]:
    def keep(language: str, words: str, _now: datetime) -> None:
        if name == "title":
            plan.edit(db, action, title_in={**action.title_in, language: words})
        else:
            plan.edit(db, action, what_in={**action.what_in, language: words})

    return keep
