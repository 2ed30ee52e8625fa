"""The agenda: order, time, and moving the room from one step to the next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models import PhoneMode, Step, StepKind, Texts, Workshop
from workshop_kit import pictures, votes, workshops
from workshop_kit.errors import EmptyText, NoSuchPicture, NoSuchStep, VoteBegun, Wrong
from workshop_kit.methods.reading import LONGEST
from workshop_kit.pictures import Photo
from workshop_kit.text import cleaned
from workshop_kit.timetable import CUT_FROM, Clock, Slot, clock, left_out, played, timetable, total_minutes

__all__ = [
    "Clock", "Slot", "add", "add_minutes", "agenda", "by_id", "clock", "current", "edit", "end", "finish",
    "illustrate", "move", "next_step", "pause", "played", "previous_step", "put_back", "remove", "resume",
    "set_phones", "set_skipped", "start", "timetable", "total_minutes",
]  # fmt: skip

MOST_MINUTES = LONGEST
TITLE_LIMIT = 40
TEXT_LIMIT = 1000


def agenda(db: Session, workshop: Workshop) -> list[Step]:
    """All steps in their order, the skipped ones too."""
    return list(
        db.exec(select(Step).where(Step.workshop_id == workshop.id).order_by(col(Step.position), col(Step.id)))
    )


def current(db: Session, workshop: Workshop) -> Step | None:
    """The step the room is in; None before the start and after the end."""
    return db.get(Step, workshop.current_step_id) if workshop.current_step_id else None


def by_id(db: Session, workshop: Workshop, step_id: int) -> Step:
    found = db.get(Step, step_id)
    if found is None or found.workshop_id != workshop.id:
        raise NoSuchStep()
    return found


def start(db: Session, workshop: Workshop, step: Step, *, now: datetime) -> None:
    """Move the room to a step. The one before ends, and its vote closes."""
    before = current(db, workshop)
    if before is not None and before.id != step.id:
        finish(db, workshop, before, now=now)
    if before is None or before.id != step.id:
        if before is None or step.position < before.position:
            _give_back_time(db, workshop, step)
        _begin(db, step, now)
    workshop.current_step_id = step.id
    workshop.ended_at = None
    workshop.screen = None
    workshops.touch(db, workshop)
    if (votes.is_vote(step) and not votes.is_closed(step)) or votes.is_open(step):
        votes.prepare(db, workshop, step)


def next_step(db: Session, workshop: Workshop) -> Step | None:
    return _neighbour(db, workshop, +1)


def previous_step(db: Session, workshop: Workshop) -> Step | None:
    return _neighbour(db, workshop, -1)


def finish(db: Session, workshop: Workshop, step: Step, *, now: datetime) -> None:
    resume(db, workshop, step, now=now)
    step.ended_at = now
    db.add(step)


def end(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Close the evening. Phones show what was decided."""
    step = current(db, workshop)
    if step is not None:
        finish(db, workshop, step, now=now)
    workshop.current_step_id = None
    workshop.ended_at = now
    workshop.screen = None
    workshops.touch(db, workshop)


def set_phones(db: Session, workshop: Workshop, step: Step, phones: PhoneMode) -> None:
    """What phones can do in a step. In a themes step writing is sorting: raises NothingToSort without a board."""
    if step.kind == StepKind.THEMES and phones == PhoneMode.WRITE:
        votes.check_board(db, workshop)
    step.phones = phones
    db.add(step)
    workshops.touch(db, workshop)
    if step.kind == StepKind.THEMES and votes.is_open(step):
        votes.prepare(db, workshop, step)


def _begin(db: Session, step: Step, now: datetime) -> None:
    step.started_at = now
    step.ended_at = None
    step.paused_at = None
    step.paused_seconds = 0
    db.add(step)


def _give_back_time(db: Session, workshop: Workshop, step: Step) -> None:
    """Going back: what was played from there on has its whole time again. What was shortened ahead stays so."""
    for other in agenda(db, workshop):
        if other.position >= step.position and other.started_at is not None and not other.skipped:
            other.added_minutes = 0
            db.add(other)


def _neighbour(db: Session, workshop: Workshop, way: int) -> Step | None:
    steps = agenda(db, workshop)
    here = next((i for i, step in enumerate(steps) if step.id == workshop.current_step_id), None)
    if here is None:
        return next(iter(played(steps)), None) if way > 0 and workshop.ended_at is None else None
    rest = steps[here + 1 :] if way > 0 else steps[:here][::-1]
    return next(iter(played(rest)), None)


# --- time -----------------------------------------------------------------------------------------------


def pause(db: Session, workshop: Workshop, step: Step, *, now: datetime) -> None:
    if step.paused_at is None:
        step.paused_at = now
        workshops.touch(db, workshop)


def resume(db: Session, workshop: Workshop, step: Step, *, now: datetime) -> None:
    if step.paused_at is not None:
        step.paused_seconds += max(0, round((now - step.paused_at).total_seconds()))
        step.paused_at = None
        workshops.touch(db, workshop)


def add_minutes(db: Session, workshop: Workshop, step: Step, minutes: int) -> None:
    step.added_minutes = max(-step.minutes, step.added_minutes + minutes)
    workshops.touch(db, workshop)


# --- preparing ------------------------------------------------------------------------------------------


def move(db: Session, workshop: Workshop, step: Step, way: int) -> None:
    """Move a step one place up (-1) or down (+1)."""
    steps = agenda(db, workshop)
    here = next(i for i, other in enumerate(steps) if other.id == step.id)
    there = min(max(here + way, 0), len(steps) - 1)
    steps.insert(there, steps.pop(here))
    for position, other in enumerate(steps):
        other.position = position
        db.add(other)


def edit(
    db: Session,
    workshop: Workshop,
    step: Step,
    *,
    title: Texts,
    minutes: int,
    say: Texts,
    prompt: Texts,
    settings: Mapping[str, Any],
    needs: Texts | None = None,
    shortest: int | None = None,
) -> None:
    """Change a step. Raises Wrong when the minutes or the settings of a vote make no sense, VoteBegun.

    `needs`: None leaves them as they are. `shortest`: None leaves it to the kind; more than `minutes` is `minutes`.
    """
    if shortest is not None and shortest < 1:
        raise Wrong()
    if not 1 <= minutes <= MOST_MINUTES or (votes.is_vote(step) and not votes.are_sound(settings)):
        raise Wrong()
    if votes.is_vote(step) and votes.has_begun(db, step) and votes.other_ballots(step, settings):
        raise VoteBegun()
    title = _cleaned(title, TITLE_LIMIT)
    if not title:
        raise EmptyText()
    if left_out(step):
        step.added_minutes = -minutes
    step.title, step.minutes = title, minutes
    step.say, step.prompt = _cleaned(say, TEXT_LIMIT), _cleaned(prompt, TEXT_LIMIT)
    step.needs = step.needs if needs is None else _cleaned(needs, TEXT_LIMIT)
    step.shortest = None if shortest is None else min(shortest, minutes)
    step.settings = {**step.settings, **settings}
    db.add(step)
    workshops.touch(db, workshop)
    if votes.is_vote(step) and votes.is_open(step):  # what is voted on may be something else now
        votes.prepare(db, workshop, step)


def _cleaned(texts: Texts, limit: int) -> Texts:
    return {code: cleaned(text, limit) for code, text in texts.items() if text.strip()}


def illustrate(db: Session, workshop: Workshop, step: Step, picture: str | Photo, *, now: datetime) -> None:
    """Put a picture beside what phones show: a reference, a new photo, or empty for none. Raises NoSuchPicture."""
    if isinstance(picture, Photo):
        reference = pictures.keep(db, workshop, picture, now=now)
    elif pictures.is_photo(picture):
        pictures.by_reference(db, workshop, picture)
        reference = picture
    elif picture and not pictures.symbol_of(picture):
        raise NoSuchPicture()
    else:
        reference = picture
    if reference != step.picture:
        step.picture = reference
        pictures.sweep(db, workshop)
        workshops.touch(db, workshop)


def set_skipped(db: Session, workshop: Workshop, step: Step, skipped: bool) -> None:
    """Leave a step out, or take it back in. Left out on the way it keeps its minutes in the plan."""
    here = current(db, workshop)
    if skipped and here is not None and here.position < step.position:
        step.added_minutes = -step.minutes
    elif left_out(step):
        step.added_minutes = 0
    step.settings = {name: value for name, value in step.settings.items() if name != CUT_FROM}
    step.skipped = skipped
    db.add(step)


def add(
    db: Session,
    workshop: Workshop,
    kind: StepKind,
    *,
    title: Texts,
    minutes: int,
    say: Texts | None = None,
    prompt: Texts | None = None,
    needs: Texts | None = None,
) -> Step:
    """A new step at the end of the agenda."""
    assert workshop.id is not None
    step = Step(
        workshop_id=workshop.id,
        position=len(agenda(db, workshop)),
        kind=kind,
        title=title,
        minutes=minutes,
        say=dict(say or {}),
        prompt=dict(prompt or {}),
        needs=dict(needs or {}),
        phones=PhoneMode.WRITE if kind in (StepKind.IDEAS, StepKind.VOTE, StepKind.OPINIONS) else PhoneMode.LISTEN,
        settings=votes.usual(kind),
    )
    db.add(step)
    db.flush()
    return step


def remove(db: Session, workshop: Workshop, step: Step) -> dict[str, Any]:
    """Take a step off the agenda that has not been played; what it was, for `put_back`. Raises Wrong."""
    if step.started_at is not None:
        raise Wrong()
    was = step.model_dump(exclude={"id", "workshop_id"})
    db.delete(step)
    pictures.sweep(db, workshop)
    return was


def put_back(db: Session, workshop: Workshop, was: Mapping[str, Any]) -> Step:
    """A step that was taken off comes back to its place. A photo beside it is gone: nothing keeps it meanwhile."""
    picture = "" if pictures.is_photo(was["picture"]) else was["picture"]
    step = Step(**{**was, "workshop_id": workshop.id, "picture": picture})
    for other in agenda(db, workshop):
        if other.position >= step.position:
            other.position += 1
            db.add(other)
    db.add(step)
    db.flush()
    return step
