"""Pace: how the room stands against its timetable, and what could be shortened so that people can leave in time.

Shortening writes `Step.added_minutes`, never `Step.minutes`: the timetable stays what people were promised, the
room is measured against the same times before and after, and everything can be given back. A step that is left out
on the way is skipped and keeps its minutes in the timetable (see timetable.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from sqlmodel import Session

from models import Step, StepKind, Workshop
from workshop_kit import steps, workshops
from workshop_kit.timetable import (
    CUT_FROM,
    Slot,
    agreed_end,
    clock,
    left_out,
    minutes_now,
    planned,
    played,
)

GRACE = timedelta(minutes=2)
"""Nobody in a room feels this."""
OWN_CLOCK = timedelta(minutes=90)
"""An evening that began further than this from its time was moved, or is a rehearsal: its own start counts."""
ONE_EVENING = timedelta(hours=12)
MINUTE = timedelta(minutes=1)


class State(StrEnum):
    """GREEN: at most GRACE late, and the end is at most GRACE after the time it should be.
    ORANGE: behind, and the end holds: by itself, or when the steps to come are cut down to their shortest.
    RED: even that is not enough; something must be left out, or people leave later.
    """

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


@dataclass(frozen=True)
class Pace:
    """Where the evening stands. Clock times are those of the laptop."""

    state: State
    late: int  # whole minutes behind the timetable at the end of the present step; below zero: early
    ends: datetime  # as it looks now, when every step to come takes its time
    should_end: datetime  # as agreed, else as planned
    to_cut: int  # whole minutes that the steps to come must give for the end to hold; 0: it holds
    ahead: tuple[Slot, ...]  # the steps to come, as it looks now

    @property
    def slack(self) -> int:
        """Whole minutes to spare at the end; 0 when there are none."""
        return max(0, int((self.should_end - self.ends) / MINUTE))


def of(workshop: Workshop, agenda: Sequence[Step], now: datetime) -> Pace | None:
    """None where there is nothing to keep to: an empty agenda, an evening that is over, or one on another day.

    A pause makes the evening later. A present step that has time left is taken to use it; one that runs over is
    taken to end now. Going back plays the steps in between again, because that is what Next does.
    """
    if workshop.ended_at is not None or not played(agenda):
        return None
    slots = [Slot(slot.step, _aware(slot.starts), _aware(slot.ends)) for slot in planned(workshop, agenda)]
    here = next((i for i, slot in enumerate(slots) if slot.step.id == workshop.current_step_id), None)
    if here is None:
        return _before(workshop, slots, now)
    moved = _moved(slots, slots[here].step)
    over = now + max(timedelta(), clock(slots[here].step, now=now).left)
    return _pace(workshop, slots, over - slots[here].ends - moved, over, _to_come(slots[here + 1 :]), moved)


def _before(workshop: Workshop, slots: Sequence[Slot], now: datetime) -> Pace | None:
    """The evening has not begun: late from the time at which it should have."""
    begins = slots[0].starts
    if abs(now - begins) > OWN_CLOCK:
        return None
    starts = max(now, begins)
    return _pace(workshop, slots, starts - begins, starts, _to_come(slots), timedelta())


def _pace(
    workshop: Workshop,
    slots: Sequence[Slot],
    late: timedelta,
    at: datetime,
    ahead: Sequence[Step],
    moved: timedelta,
) -> Pace:
    coming = _from(at, ahead)
    ends = coming[-1].ends if coming else at
    agreed = agreed_end(workshop)
    should_end = (_aware(agreed) if agreed else slots[-1].ends) + moved
    over, can_cut = ends - should_end, sum(_room(step) for step in ahead)
    to_cut = max(0, int(over / MINUTE))
    return Pace(_state(late, over, to_cut <= can_cut), int(late / MINUTE), ends, should_end, to_cut, tuple(coming))


def _state(late: timedelta, over: timedelta, can_hold: bool) -> State:
    if late <= GRACE and over <= GRACE:
        return State.GREEN
    return State.ORANGE if can_hold else State.RED


def _moved(slots: Sequence[Slot], here: Step) -> timedelta:
    """How far the whole evening was moved; zero where it began near its time."""
    begun = here.started_at
    if begun is None:
        return timedelta()
    tonight = [
        (slot.step.started_at, slot)
        for slot in slots
        if slot.step.started_at is not None and begun - ONE_EVENING < slot.step.started_at <= begun
    ]
    started, first = min(tonight, key=lambda one: one[0])
    off = started - first.starts
    return off if abs(off) > OWN_CLOCK else timedelta()


def _to_come(slots: Sequence[Slot]) -> list[Step]:
    return played([slot.step for slot in slots])


def _from(at: datetime, ahead: Sequence[Step]) -> list[Slot]:
    slots = []
    for step in ahead:
        ends = at + MINUTE * minutes_now(step)
        slots.append(Slot(step, at, ends))
        at = ends
    return slots


def _aware(local: datetime) -> datetime:
    """A clock time of the plan, in the time zone of this laptop."""
    return local.astimezone()


# --- shortening -----------------------------------------------------------------------------------------

_SHORT = {StepKind.BREAK: 5, StepKind.WELCOME: 3, StepKind.FEEDBACK: 3}
_PERCENT = {StepKind.RULES: 100, StepKind.VOTE: 60, StepKind.OPINIONS: 60}
"""Of the rest two thirds stay."""
_DISPENSABLE = (StepKind.OPINIONS, StepKind.BREAK, StepKind.PLAN, StepKind.DIALOGUE)
"""What could be left out, the easiest first; no other kind, and never the last plan or the longest talk."""


def least(step: Step) -> int:
    """Minutes to which a step can be cut: what its preparation says, else by its kind."""
    if step.shortest is not None:
        return min(step.shortest, step.minutes)
    if step.kind in _SHORT:
        return min(_SHORT[step.kind], step.minutes)
    percent = _PERCENT.get(step.kind)
    return ceil(step.minutes * percent / 100) if percent else ceil(step.minutes * 2 / 3)


def _room(step: Step) -> int:
    """Minutes that a step can give."""
    return max(0, minutes_now(step) - least(step))


@dataclass(frozen=True)
class Cut:
    """What one step would give."""

    step_id: int
    before: int
    after: int  # minutes; 0: the step is left out


@dataclass(frozen=True)
class Proposal:
    cuts: tuple[Cut, ...]  # in the order of the agenda
    missing: int  # minutes by which the evening is too long even so; 0: the end holds
    ends: datetime  # when it ends then


def proposal(workshop: Workshop, agenda: Sequence[Step], now: datetime) -> Proposal | None:
    """New minutes for the steps to come, so that the end holds. None: it holds, or there is nothing to give.

    Each gives in proportion to what it can (largest remainders); talking together gives only what the others
    cannot. Where everything at its shortest is not enough, steps are left out, as few of a kind as will do.
    """
    pace = of(workshop, agenda, now)
    if pace is None or not pace.to_cut:
        return None
    ahead = [slot.step for slot in pace.ahead]
    gone = _left_out(ahead, pace.to_cut)
    saved = sum(minutes_now(step) for step in gone)
    given = _given([step for step in ahead if step not in gone], max(0, pace.to_cut - saved))
    cuts = [
        Cut(step.id or 0, minutes_now(step), 0 if step in gone else minutes_now(step) - given.get(step.id, 0))
        for step in ahead
        if step in gone or given.get(step.id)
    ]
    saved += sum(given.values())
    return Proposal(tuple(cuts), max(0, pace.to_cut - saved), pace.ends - MINUTE * saved) if cuts else None


def _left_out(ahead: Sequence[Step], needed: int) -> list[Step]:
    """The steps to leave out, where shortening alone does not save `needed` minutes."""
    gone: list[Step] = []
    able = _dispensable(ahead)
    missing = needed - sum(_room(step) for step in ahead)
    while missing > 0 and able:
        alike = [step for step in able if step.kind == able[0].kind]
        gone.append(next((step for step in alike if _rest(step) >= missing), alike[-1]))
        able.remove(gone[-1])
        missing -= _rest(gone[-1])
    return gone


def _rest(step: Step) -> int:
    """Minutes that a step at its shortest still takes."""
    return minutes_now(step) - _room(step)


def _dispensable(ahead: Sequence[Step]) -> list[Step]:
    """What could be left out: by kind, the short ones first."""
    last_plan = next((step for step in reversed(ahead) if step.kind == StepKind.PLAN), None)
    talks = [step for step in ahead if step.kind == StepKind.DIALOGUE]
    heart = max(talks, key=minutes_now, default=None)
    able = [step for step in ahead if step.kind in _DISPENSABLE and step not in (last_plan, heart)]
    return sorted(able, key=lambda step: (_DISPENSABLE.index(step.kind), _rest(step)))


def _given(ahead: Sequence[Step], needed: int) -> dict[int | None, int]:
    """Step id -> minutes that it gives."""
    talks = [step for step in ahead if step.kind == StepKind.DIALOGUE]
    others = [step for step in ahead if step.kind != StepKind.DIALOGUE]
    first = _shared([_room(step) for step in others], needed)
    then = _shared([_room(step) for step in talks], needed - sum(first))
    shares = zip([*others, *talks], [*first, *then], strict=True)
    return {step.id: share for step, share in shares if share}


def _shared(rooms: Sequence[int], needed: int) -> list[int]:
    """Whole minutes in proportion to `rooms`, none more than its room, together `needed` or all there is."""
    total = sum(rooms)
    needed = min(needed, total)
    if not needed:
        return [0] * len(rooms)
    shares = [needed * room // total for room in rooms]
    by_remainder = sorted(range(len(rooms)), key=lambda i: (-(needed * rooms[i] % total), i))
    for i in by_remainder[: needed - sum(shares)]:
        shares[i] += 1
    return shares


def shorten(db: Session, workshop: Workshop, cuts: Sequence[Cut], *, during: int | None) -> bool:
    """Do what was proposed in one step of the evening. False, and nothing is changed, where it no longer fits:
    the room has gone on, or somebody has pressed already.
    """
    found = [(steps.by_id(db, workshop, cut.step_id), cut) for cut in cuts]
    if workshop.current_step_id != during or any(minutes_now(step) != cut.before for step, cut in found):
        return False
    for step, cut in found:
        step.settings = {CUT_FROM: step.added_minutes, **step.settings}  # the first cut knows what was there before
        step.added_minutes = cut.after - step.minutes
        step.skipped = not cut.after
        db.add(step)
    workshops.touch(db, workshop)
    return True


def shortened(workshop: Workshop, agenda: Sequence[Step]) -> list[Step]:
    """The steps to come that were cut here, or left out, and not by hand."""
    here = next((i for i, step in enumerate(agenda) if step.id == workshop.current_step_id), -1)
    ahead = [] if workshop.ended_at else agenda[here + 1 :]
    return [step for step in ahead if CUT_FROM in step.settings and (left_out(step) or not step.skipped)]


def give_back(db: Session, workshop: Workshop) -> None:
    """What was cut has the time again that it had before."""
    for step in shortened(workshop, steps.agenda(db, workshop)):
        step.settings = dict(step.settings)
        step.added_minutes, step.skipped = step.settings.pop(CUT_FROM), False
        db.add(step)
    workshops.touch(db, workshop)
