"""The time of steps: the clock of one, and when each is planned to begin. Pure: reads steps, writes nothing.

The plan is made of `Step.minutes`. `Step.added_minutes` is what the room did to it on the way (more time, or less),
so that the plan stays what was promised. A step that is left out on the way keeps its minutes in the plan, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import Step, Workshop


def played(steps: Sequence[Step]) -> list[Step]:
    """The steps that are not skipped."""
    return [step for step in steps if not step.skipped]


CUT_FROM = "cut_from"
"""In a step's settings: the added minutes that it had before it was shortened, for taking that back."""


def left_out(step: Step) -> bool:
    """Whether a step was left out on the way, and not while preparing."""
    return step.skipped and step.added_minutes == -step.minutes


def minutes_now(step: Step) -> int:
    """The minutes that a step has as things stand in the room."""
    return 0 if step.skipped else max(0, step.minutes + step.added_minutes)


@dataclass(frozen=True)
class Clock:
    """Where a step's time stands."""

    total: timedelta
    left: timedelta  # below zero when the step runs over
    paused: bool

    @property
    def share_left(self) -> float:
        """1 at the start, 0 when the time is up."""
        return min(1.0, max(0.0, self.left / self.total)) if self.total else 0.0

    @property
    def minutes_left(self) -> int:
        """Whole minutes, counted up while time is left: 61 seconds are two minutes, 0 means time is up."""
        return -int(-self.left.total_seconds() // 60) if self.left > timedelta() else 0


def clock(step: Step, *, now: datetime) -> Clock:
    total = timedelta(minutes=step.minutes + step.added_minutes)
    if step.started_at is None:
        return Clock(total, total, False)
    until = step.paused_at or step.ended_at or now
    used = until - step.started_at - timedelta(seconds=step.paused_seconds)
    return Clock(total, total - max(used, timedelta()), step.paused_at is not None)


@dataclass(frozen=True)
class Slot:
    """A step with the clock time at which it starts and ends."""

    step: Step
    starts: datetime
    ends: datetime


def timetable(workshop: Workshop, steps: Sequence[Step]) -> list[Slot]:
    """The planned times of the steps that are not skipped, from the day and start, without a time zone."""
    return [slot for slot in planned(workshop, steps) if not slot.step.skipped]


def planned(workshop: Workshop, steps: Sequence[Step]) -> list[Slot]:
    """The planned times of all steps; those that were skipped while preparing take no time."""
    at = datetime.combine(workshop.day, workshop.starts)
    slots = []
    for step in steps:
        counts = not step.skipped or left_out(step) or step.id == workshop.current_step_id
        ends = at + timedelta(minutes=step.minutes if counts else 0)
        slots.append(Slot(step, at, ends))
        at = ends
    return slots


def total_minutes(steps: Sequence[Step]) -> int:
    return sum(step.minutes for step in played(steps))


def agreed_end(workshop: Workshop) -> datetime | None:
    """When people must be able to leave, without a time zone; after midnight where it is before the start."""
    if workshop.ends is None:
        return None
    end = datetime.combine(workshop.day, workshop.ends)
    return end if workshop.ends > workshop.starts else end + timedelta(days=1)


def slack(workshop: Workshop, steps: Sequence[Step]) -> int | None:
    """Minutes to spare before people must be able to leave; below zero: too long. None: nothing is agreed."""
    end, slots = agreed_end(workshop), planned(workshop, steps)
    if end is None or not slots:
        return None
    return round((end - slots[-1].ends) / timedelta(minutes=1))
