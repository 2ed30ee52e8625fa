"""What an interpreter does: ideas into another language, and what phones and papers say in hers.

She writes one language only, and never what was written in the workshop's own: that stays what it is. What she
sends names by its marks what she had before her, so that nobody's words are lost under words that never saw them.

Phones look again only where what they show at this moment is different now (`_tell`), for a thousand of them do.
Pages of roles look every few seconds by themselves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import (
    Action,
    Idea,
    IdeaState,
    Option,
    PhoneMode,
    Source,
    Step,
    StepKind,
    Texts,
    Theme,
    Translation,
    Workshop,
)
from workshop_kit import ideas, plan, steps, themes, votes, workshops
from workshop_kit.board_history import gesture
from workshop_kit.errors import EmptyText, NotFound, UnknownLanguage
from workshop_kit.hands import MovedOn
from workshop_kit.i18n import Chosen, pick
from workshop_kit.moderation import Rewritten
from workshop_kit.plan.editing import TEXT_LIMIT as ACTION_LIMIT
from workshop_kit.plan.editing import TITLE_LIMIT as ACTION_TITLE_LIMIT
from workshop_kit.text import cleaned, digest

READ = (IdeaState.SHOWN, IdeaState.WAITING)
"""Ideas that need words; what is hidden is nobody's business any more."""

Marks = tuple[str, str]
"""Of the words that somebody translates, and of the translation that is there."""


def marks(words: str, have: str) -> Marks:
    return digest(words)[:16], digest(have)[:16]


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

    @property
    def marks(self) -> Marks:
        return marks(self.words.text, self.have)


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


def translate_idea(
    db: Session, workshop: Workshop, idea: Idea, tongue: str, text: str, read: Marks | None = None
) -> None:
    """Keep a person's translation of an idea. `read`: what was before her when she wrote it.

    Raises NotFound for what she cannot see, UnknownLanguage, Rewritten, MovedOn, Wrong.
    """
    into = workshop.language if idea.language == tongue else tongue
    if idea.state not in READ:
        raise NotFound()
    if tongue == workshop.language:
        raise UnknownLanguage()
    if not text.strip():
        raise EmptyText()
    if read is not None:
        own = ideas.translations(db, workshop, [idea.id or 0]).get(idea.id or 0, {})
        _refuse_unread(_task(workshop, tongue, idea, own), text, read)
    ideas.translate(db, idea, into, text, Source.PERSON)
    _tell(db, workshop, into, _show_ideas(db, workshop))


def _refuse_unread(task: Task | None, text: str, read: Marks) -> None:
    if task is None:  # the translation by way of which she read it is gone
        raise MovedOn()
    if task.marks[0] != read[0]:
        raise Rewritten() if task.words.text == task.idea.text else MovedOn()
    _refuse_moved(task.marks, task.have, text, read)


def _refuse_moved(now: Marks, have: str, text: str, read: Marks) -> None:
    """The same words sent again, or by two people, change nothing, so they are welcome."""
    if now[0] != read[0] or (now[1] != read[1] and have != text.strip()):
        raise MovedOn()


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

    def marks(self, workshop: Workshop, language: str) -> Marks:
        return marks(self.original(workshop).text, self.texts.get(language, ""))


def pieces(db: Session, workshop: Workshop) -> list[Piece]:
    """All that can be put into another language, in the order in which people meet it."""
    found = [*_of_workshop(db, workshop), *_of_steps(db, workshop), *_of_results(db, workshop)]
    return [piece for piece in found if any(piece.texts.values())]


def write(
    db: Session,
    workshop: Workshop,
    key: str,
    language: str,
    text: str,
    read: Marks | None = None,
    *,
    now: datetime,
) -> Piece:
    """Keep a text in one language, and in no other. `read`: what was before her when she wrote it.

    Raises NotFound, UnknownLanguage, MovedOn, Wrong. The workshop's own language is the original, and where a text
    is not written in it, the one it is written in.
    """
    piece = next((piece for piece in pieces(db, workshop) if piece.key == key), None)
    if piece is None:
        raise NotFound()
    if language in (workshop.language, piece.original(workshop).language):
        raise UnknownLanguage()
    if read is not None:
        _refuse_moved(piece.marks(workshop, language), piece.texts.get(language, ""), text, read)
    piece.keep(language, cleaned(text, piece.limit), now)
    _tell(db, workshop, language, _show(db, workshop, piece))
    return piece


def _tell(db: Session, workshop: Workshop, language: str, shown: bool) -> None:
    """Let phones look again where they show what has changed, and offer the language it is written in.

    They show the evening's name and its question always; a part's name and prompt while it is the present one;
    themes in a vote, a sorting or their results; the plan where it is made on phones; translated ideas where they
    show those of others. After the end they show all of it.
    """
    if shown and language in workshop.languages:
        workshops.touch(db, workshop)


def _show(db: Session, workshop: Workshop, piece: Piece) -> bool:
    step = steps.current(db, workshop)
    if workshop.ended_at is not None or piece.where in ("title", "question"):
        return True
    if step is None:
        return False
    if piece.where == "theme":
        return votes.is_open(step) or votes.shows_result(step)
    if piece.where in ("action", "what"):
        return step.kind == StepKind.PLAN and step.phones == PhoneMode.WRITE
    return piece.step_id == step.id


def _show_ideas(db: Session, workshop: Workshop) -> bool:
    step = steps.current(db, workshop)
    if workshop.ended_at is not None:
        return True
    if step is None:
        return False
    if votes.is_open(step) or votes.shows_result(step):
        return votes.on_ideas(step) or step.kind == StepKind.THEMES  # people sort ideas
    return step.kind == StepKind.IDEAS and bool(step.settings.get("show_others"))


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
        with gesture(db, workshop, "rename", now, told=False):
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
