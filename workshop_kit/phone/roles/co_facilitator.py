"""The co-facilitator: the next step, the time, what phones do, and which ideas are shown.

Each form says which step was on its page and where it wants to go. Where the room has moved on meanwhile nothing is
done: a double tap never skips a step, and two people who press at once do not either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models import Idea, IdeaState, PhoneMode, Step, StepKind, Workshop
from workshop_kit import ideas, moderation, participants, privacy, steps, store, votes
from workshop_kit.errors import BadRequest, NoSuchIdea
from workshop_kit.hands import MovedOn
from workshop_kit.i18n import N_, Chosen, pick
from workshop_kit.phone.asking import Form
from workshop_kit.phone.roles.wall import refuse_unread, told
from workshop_kit.phone.working import Working

MINUTES = 5
NEARLY = 2  # minutes before the end at which the word turns orange
MOST = 12  # ideas of each kind on the page
PHONES = {PhoneMode.WRITE: N_("Write"), PhoneMode.LISTEN: N_("Listen"), PhoneMode.CLOSED: N_("Closed")}
WRITE = {
    StepKind.VOTE: N_("Vote"),
    StepKind.OPINIONS: N_("Vote"),
    StepKind.THEMES: N_("Sort"),
    StepKind.PLAN: N_("Help"),
    StepKind.FEEDBACK: N_("Answer"),
}
"""What writing is, where it is something else."""


@dataclass(frozen=True)
class Pace:
    """How the step's time is: a word and a tint, never the tint alone."""

    word: str
    left: str
    tint: str  # ok, wait, stop
    paused: bool


@dataclass(frozen=True)
class Move:
    """A step to go to, with its name in the reader's language."""

    step: Step
    title: Chosen
    needs: Chosen
    say: Chosen


def facts(here: Working) -> dict[str, Any]:
    step = here.step
    following, before = steps.next_step(here.db, here.workshop), steps.previous_step(here.db, here.workshop)
    return {
        "now": mark(here.workshop),
        "step": _move(here, step),
        "following": _move(here, following),
        "before": _move(here, before),
        "again": _move(here, _last(here)) if here.workshop.ended_at else None,
        "pace": _pace(here, step) if step else None,
        "phones": _phones(here, step) if step else [],
        "vote": _vote(here, step) if step else None,
        **_wall(here),
    }


def _move(here: Working, step: Step | None) -> Move | None:
    if step is None:
        return None
    said = [pick(texts, here.language, here.workshop.language) for texts in (step.title, step.needs, step.say)]
    return Move(step, *said)


def _last(here: Working) -> Step | None:
    return next(reversed(steps.played(steps.agenda(here.db, here.workshop))), None)


def _pace(here: Working, step: Step) -> Pace:
    clock, w = steps.clock(step, now=store.now()), here.said
    over = int(-clock.left.total_seconds() // 60)
    if clock.minutes_left:
        left = w.n("%(n)s minute left", "%(n)s minutes left", clock.minutes_left)
        nearly = clock.minutes_left <= NEARLY
        word, tint = (w._("Nearly over"), "wait") if nearly else (w._("In time"), "ok")
    else:
        word, tint = w._("Time is up"), "stop"
        left = w.n("%(n)s minute over", "%(n)s minutes over", over) if over > 0 else w._("Come to an end now")
    return Pace(w._("Paused") if clock.paused else word, left, "wait" if clock.paused else tint, clock.paused)


def _phones(here: Working, step: Step) -> list[tuple[str, str, bool]]:
    """What phones can do: the mode, its word, and whether it is on."""
    words = {**PHONES, PhoneMode.WRITE: WRITE.get(step.kind, PHONES[PhoneMode.WRITE])}
    return [(mode.value, here.said._(word), mode == step.phones) for mode, word in words.items()]


def _vote(here: Working, step: Step) -> dict[str, Any] | None:
    """A vote, or a card sort: whether it is open, and what is said of it."""
    can_reopen = votes.shows_result(step) and step.ended_at is None
    if not votes.is_open(step) and not can_reopen:
        return None
    return {"open": votes.is_open(step), "sort": step.kind == StepKind.THEMES, "told": _told(here, step)}


def _told(here: Working, step: Step) -> str:
    """How many phones have sent something; a number under five is not said."""
    done, w = privacy.people(votes.helped.on_phones(here.db, step)), here.said
    people = privacy.people(participants.count(here.db, here.workshop))
    if done is not None and people is not None:
        if step.kind == StepKind.THEMES:
            return w._("%(sorting)s of %(people)s phones are sorting.", sorting=done, people=people)
        return w._("%(voted)s of %(people)s have voted.", voted=done, people=people)
    return w._("The vote is open.") if votes.is_open(step) and step.kind != StepKind.THEMES else ""


def _wall(here: Working) -> dict[str, Any]:
    """The ideas that wait, the oldest first; the newest on the wall, and the newest hidden ones."""
    waiting = ideas.waiting(here.db, here.workshop)
    found = {
        "waiting": waiting[:MOST],
        "newest": ideas.shown(here.db, here.workshop)[: -MOST - 1 : -1],
        "hidden": ideas.hidden(here.db, here.workshop)[: -MOST - 1 : -1],
    }
    return {**{name: told(here, some) for name, some in found.items()}, "waiting_count": len(waiting)}


# --- acts -----------------------------------------------------------------------------------------------


def _go(here: Working, fields: Form) -> str:
    """To the step `to`, from the step that was on the page."""
    to = steps.by_id(here.db, here.workshop, _number(fields, "to"))
    if here.workshop.current_step_id == to.id:
        return ""  # the same tap twice
    _refuse_moved(here, fields)
    if to.id not in _reachable(here):
        raise MovedOn()  # it was skipped meanwhile, or is no neighbour
    if votes.is_open(here.step) and to.position > (here.step.position if here.step else -1):
        raise MovedOn()  # a vote was opened meanwhile: it is closed first
    steps.start(here.db, here.workshop, to, now=store.now())
    return ""


def _reachable(here: Working) -> set[int | None]:
    """The steps to which the page has a button: the next and the one before; after the end the last again."""
    if here.workshop.ended_at is not None:
        last = _last(here)
        return {last.id} if last else set()
    near = (steps.next_step(here.db, here.workshop), steps.previous_step(here.db, here.workshop))
    return {step.id for step in near if step is not None}


def _end(here: Working, fields: Form) -> str:
    if here.workshop.ended_at is None:
        _refuse_moved(here, fields)
        steps.end(here.db, here.workshop, now=store.now())
    return ""


def _more(here: Working, fields: Form) -> str:
    """Five minutes more than what was on the page: the same tap twice gives them once."""
    step = _on_page(here, fields)
    if step.added_minutes == _number(fields, "added"):
        steps.add_minutes(here.db, here.workshop, step, MINUTES)
    return ""


def _pause(here: Working, fields: Form) -> str:
    steps.pause(here.db, here.workshop, _on_page(here, fields), now=store.now())
    return ""


def _resume(here: Working, fields: Form) -> str:
    steps.resume(here.db, here.workshop, _on_page(here, fields), now=store.now())
    return ""


def _set_phones(here: Working, fields: Form) -> str:
    step = _on_page(here, fields)
    if fields.get("mode") not in {mode.value for mode in PhoneMode}:
        raise BadRequest()
    if step.phones != fields["mode"]:
        steps.set_phones(here.db, here.workshop, step, PhoneMode(fields["mode"]))
    return ""


def _close(here: Working, fields: Form) -> str:
    step = _on_page(here, fields)
    if votes.is_open(step):
        votes.close(here.db, here.workshop, step)
    return ""


def _reopen(here: Working, fields: Form) -> str:
    step = _on_page(here, fields)
    if votes.shows_result(step) and step.ended_at is None:
        votes.reopen(here.db, here.workshop, step)
    return ""


def _show(here: Working, fields: Form) -> str:
    idea = _idea(here, fields)
    refuse_unread(idea, fields)
    moderation.show(here.db, here.workshop, idea, now=store.now())
    return here.said._("Idea %(number)s is on the wall.", number=idea.number)


def _hide(here: Working, fields: Form) -> str:
    idea = _idea(here, fields)
    moderation.hide(here.db, here.workshop, idea, now=store.now())
    return here.said._("Idea %(number)s is hidden. You can show it again.", number=idea.number)


ACTS: Mapping[str, Callable[[Working, Form], str]] = {
    "go": _go,
    "end": _end,
    "more": _more,
    "pause": _pause,
    "resume": _resume,
    "phones": _set_phones,
    "close": _close,
    "reopen": _reopen,
    "show": _show,
    "hide": _hide,
}


def _on_page(here: Working, fields: Form) -> Step:
    """The step that was on the page, which is still on. Raises MovedOn."""
    _refuse_moved(here, fields)
    if here.step is None:
        raise MovedOn()
    return here.step


def _refuse_moved(here: Working, fields: Form) -> None:
    if fields.get("now") != mark(here.workshop):
        raise MovedOn()


def mark(workshop: Workshop) -> str:
    """What a form says of the room it was drawn in."""
    return "end" if workshop.ended_at else str(workshop.current_step_id or 0)


def _number(fields: Form, name: str) -> int:
    given = fields.get(name, "")
    if not given.removeprefix("-").isdecimal() or not given.isascii() or len(given) > 10:
        raise BadRequest()
    return int(given)


def _idea(here: Working, fields: Form) -> Idea:
    found = ideas.by_id(here.db, here.workshop, _number(fields, "idea"))
    if found.state == IdeaState.WITHDRAWN:
        raise NoSuchIdea()
    return found
