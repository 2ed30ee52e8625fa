"""Hints from what happens in the room, for those who run it: never for the projector, never about one person.

A hint says what was noticed and what might help. It is dismissed by its `marks`: it comes back when there is a mark
that was not there then, which is when its facts have changed a lot.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from models import Channel, HandRole, Idea, IdeaState, Step, StepKind, Workshop
from workshop_kit import hands, ideas, participants, privacy, votes
from workshop_kit.i18n import UNKNOWN, Words, language_of
from workshop_kit.timetable import Clock, clock

AT_ONCE = 3
QUIET = timedelta(minutes=2)
"""Without an idea; and at the beginning of a step, when people think."""
MOST_NAMES = 3
_ALMOST = 0.8
_LONG = (2, 5, 10, 20)
_MANY = (1, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Nudge:
    """One thing that was noticed. `id` is its kind; `facts` fill its sentence, see `told`."""

    id: str
    icon: str  # of Material Symbols
    marks: frozenset[str]
    facts: dict[str, Any] = field(default_factory=dict)


def of(db: Session, workshop: Workshop, step: Step, now: datetime) -> list[Nudge]:
    """What is worth a look in the present step, the most urgent first. Nothing while the step is paused."""
    time = clock(step, now=now)
    if time.paused or step.started_at is None or step.ended_at is not None:
        return []
    found = [
        _voted(db, workshop, step),
        _silence(db, workshop, step, time, now),
        *_missing(db, workshop, step, time),
        _few_phones(db, workshop, step, time),
        _time_is_up(step, time),
        _waiting(db, workshop),
    ]
    return [nudge for nudge in found if nudge is not None]


def news(found: Sequence[Nudge], seen: Callable[[Nudge], Collection[str]], most: int = AT_ONCE) -> list[Nudge]:
    """Those that were not dismissed, or have changed a lot since; `seen` gives the marks at the dismissal."""
    return [nudge for nudge in found if nudge.marks - set(seen(nudge))][:most]


def _voted(db: Session, workshop: Workshop, step: Step) -> Nudge | None:
    if not (votes.is_vote(step) and votes.is_open(step)):
        return None
    done, people = votes.helped.on_phones(db, step), participants.count(db, workshop)
    if people and done >= people:
        return Nudge("all_voted", "how_to_vote", frozenset({"all"}))
    if people < privacy.SMALL or done < _ALMOST * people:
        return None
    return Nudge("most_voted", "how_to_vote", frozenset({"most"}), {"voted": done, "n": people})


def _time_is_up(step: Step, time: Clock) -> Nudge | None:
    over = int(-time.left / timedelta(minutes=1))
    if time.left > timedelta():
        return None
    return Nudge("time_is_up", "timer", frozenset({"0", *_passed(over, _LONG)}), {"n": over})


def _silence(db: Session, workshop: Workshop, step: Step, time: Clock, now: datetime) -> Nudge | None:
    """Nobody has sent an idea for a while; a pause in the step is taken off."""
    if not ideas.are_open(step) or time.total - time.left < QUIET or time.left <= timedelta():
        return None
    assert step.started_at is not None
    query = select(func.max(Idea.number), func.max(Idea.created_at)).where(Idea.workshop_id == workshop.id)
    number, last = db.exec(query).one()
    since = max(last, step.started_at) if last else step.started_at
    quiet = int((now - since - timedelta(seconds=step.paused_seconds)) / timedelta(minutes=1))
    marks = frozenset(f"{number or 0}/{mark}" for mark in _passed(quiet, _LONG))
    return Nudge("silence", "voice_over_off", marks, {"n": quiet}) if marks else None


def _missing(db: Session, workshop: Workshop, step: Step, time: Clock) -> list[Nudge]:
    """Whose ideas are not there yet, after a third of the time of an open ideas step."""
    if not ideas.are_open(step) or time.share_left > 2 / 3:
        return []
    there = _there(db, workshop)
    found = [_languages(db, workshop, there), _tables(workshop, there), _paper(db, workshop, there)]
    return [nudge for nudge in found if nudge is not None]


@dataclass(frozen=True)
class _There:
    """The ideas that are there, counted by where they come from."""

    languages: Counter[str]
    tables: Counter[str]
    channels: Counter[Channel]


def _there(db: Session, workshop: Workshop) -> _There:
    query = select(Idea.language, Idea.table_name, Idea.channel).where(
        Idea.workshop_id == workshop.id, Idea.state != IdeaState.WITHDRAWN
    )
    rows = db.exec(query).all()
    return _There(
        Counter(language for language, _table, _channel in rows),
        Counter(table for _language, table, _channel in rows if table),
        Counter(Channel(channel) for _language, _table, channel in rows),
    )


def _languages(db: Session, workshop: Workshop, there: _There) -> Nudge | None:
    """Languages that at least five phones read. Of fewer it would tell who has not written."""
    readers = participants.by_language(db, workshop).shown
    missing = sorted(code for code, _number in readers if code != UNKNOWN.code and not there.languages[code])
    if not missing or not there.languages:
        return None  # where nothing is there at all, that is another hint
    facts = {"names": _few(map(_name, missing)), "n": len(missing)}
    return Nudge("language", "translate", frozenset(missing), facts)


def _tables(workshop: Workshop, there: _There) -> Nudge | None:
    names = [str(table.get("name", "")) for table in workshop.tables]
    missing = [name for name in names if name and not there.tables[name]]
    if not missing or not there.tables:
        return None
    return Nudge("table", "table_restaurant", frozenset(missing), {"names": _few(missing), "n": len(missing)})


def _paper(db: Session, workshop: Workshop, there: _There) -> Nudge | None:
    """Paper or a scribe is planned, and only phones are heard."""
    phones = there.channels[Channel.PHONE]
    if phones < privacy.SMALL or there.channels.total() > phones:
        return None
    writers = (HandRole.SCRIBE, HandRole.HELPER)
    planned = bool(workshop.tables) or any(hand.role in writers for hand in hands.listed(db, workshop))
    return Nudge("paper", "edit_document", frozenset({"paper"})) if planned else None


def _few_phones(db: Session, workshop: Workshop, step: Step, time: Clock) -> Nudge | None:
    """Past the middle of the welcome, or once phones are needed. How few is not told."""
    needed = ideas.are_open(step) or votes.is_open(step)
    if not needed and (step.kind != StepKind.WELCOME or time.share_left > 0.5):
        return None
    joined = participants.count(db, workshop)
    if joined >= privacy.SMALL:
        return None
    return Nudge("few_phones" if joined else "no_phones", "qr_code", frozenset({"few" if joined else "none"}))


def _waiting(db: Session, workshop: Workshop) -> Nudge | None:
    query = select(func.count()).where(Idea.workshop_id == workshop.id, col(Idea.state) == IdeaState.WAITING)
    count = db.exec(query).one()
    return Nudge("waiting", "inbox", _passed(count, _MANY), {"n": count}) if count else None


def _passed(number: int, marks: Sequence[int]) -> frozenset[str]:
    return frozenset(str(mark) for mark in marks if number >= mark)


def _name(code: str) -> str:
    """A language by its own name, kept apart from the words around it: they may run the other way."""
    return f"\u2068{language_of(code).name}\u2069"


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:MOST_NAMES]) + (" …" if len(listed) > MOST_NAMES else "")


def told(w: Words, nudge: Nudge) -> str:
    """A hint in a sentence or two."""
    f = nudge.facts
    sentences: dict[str, Callable[[], str]] = {
        "all_voted": lambda: w._("Every phone has voted. You can close the vote."),
        "most_voted": lambda: w.n(
            "%(voted)s of %(n)s has voted. Wait for the last ones.",
            "%(voted)s of %(n)s have voted. Wait for the last ones.",
            f["n"],
            voted=f["voted"],
        ),
        "time_is_up": lambda: w._("The time of this step is up. Go on when people are ready."),
        "silence": lambda: w.n(
            "No new idea for %(n)s minute. Read one aloud, or let people talk in pairs.",
            "No new idea for %(n)s minutes. Read one aloud, or let people talk in pairs.",
            f["n"],
        ),
        "language": lambda: w.n(
            "Nothing yet in this language: %(names)s. Ask in it.",
            "Nothing yet in these languages: %(names)s. Ask in them.",
            f["n"],
            names=f["names"],
        ),
        "table": lambda: w.n(
            "Nothing yet from table %(names)s. Go there and ask.",
            "Nothing yet from tables %(names)s. Go there and ask.",
            f["n"],
            names=f["names"],
        ),
        "paper": lambda: w._("All ideas come from phones. Is there something on paper?"),
        "few_phones": lambda: w._("Only few phones have joined. Show the code once more, and offer paper cards."),
        "no_phones": lambda: w._("No phone has joined yet. Show the code once more, and offer paper cards."),
        "waiting": lambda: w.n("%(n)s idea waits for you.", "%(n)s ideas wait for you.", f["n"]),
    }
    return sentences[nudge.id]()
