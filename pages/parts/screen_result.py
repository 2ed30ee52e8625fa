"""The result of the last closed vote on the big screen; where few voted only the order, without bars."""

from typing import Any

from sqlmodel import Session

from models import Step, StepKind, VotingMethod, Workshop
from pages.parts import pictured, screen_marks
from pages.parts.screen_text import said
from workshop_kit import captions, privacy, steps, votes
from workshop_kit.i18n import Words, words

MOST = 8
"""Results that fit the big screen."""


def shown(db: Session, vote: Step) -> list[votes.Bar]:
    """The best; an idea that has left the wall since is not told of."""
    return [bar for bar in votes.bars(db, vote) if not votes.is_gone(db, bar.option)][:MOST]


def bars(db: Session, workshop: Workshop, vote: Step) -> list[dict[str, Any]]:
    """As long as their numbers; of statements the parts that agree, pass and disagree, as shares."""
    on = {option.id for option in votes.chosen(db, workshop, vote)}
    by_answers = votes.method_of(vote) == VotingMethod.STATEMENTS
    return [
        {
            "label": said(captions.of_choice(bar.option, workshop.language)),
            "words": votes.telling.short(words(workshop.language), vote, bar),
            "length": bar.length,
            "on": bar.option.id in on,
            "parts": _parts(bar) if by_answers else [],
            **screen_marks.of(workshop, bar.option.mark),
            **pictured.data(workshop.id, bar.option.picture),
        }
        for bar in shown(db, vote)
    ]


def _parts(bar: votes.Bar) -> list[dict[str, Any]]:
    return [
        {"sign": sign, "n": number, "share": number / (bar.people or 1)}
        for sign, number in zip("✓–✗", bar.parts, strict=False)
    ]


def places(db: Session, workshop: Workshop, vote: Step) -> list[dict[str, Any]]:
    """Where only the order may be shown: what got anything, with its place."""
    return [
        {
            "rank": f"{bar.rank}.",
            "label": said(captions.of_option(bar.option, workshop.language)),
            **screen_marks.of(workshop, bar.option.mark),
            **pictured.data(workshop.id, bar.option.picture),
        }
        for bar in shown(db, vote)
        if bar.rank
    ]


def band(db: Session, workshop: Workshop, vote: Step, w: Words) -> str:
    """What the numbers are, and what must be said of them, in the band under a result; empty without a result."""
    found = votes.result(db, vote)
    if not found.tally.ranked:
        return ""
    few = w._("Fewer than five people voted, so only the order is shown.")
    shared = w._("Some are exactly as good as each other: they share a place.")
    near = votes.too_close(db, vote)
    close = w._("Places 1 to %(n)s are too close to call: chance could turn them round.", n=near)
    goes = w._("✓: goes on to the plan.")
    options = votes.tied(db, workshop, vote)
    equals = votes.telling.tied(w, [captions.of_option(option, workshop.language).text for option in options])
    told = (
        (privacy.people(found.tally.voters) is None, few),
        (not found.is_small, votes.telling.units(w, vote, bool(found.by_hand))),
        (not found.is_small and bool(votes.chosen(db, workshop, vote)), goes),
        (bool(found.by_hand), w._("Hands and paper are counted in.")),
        (bool(equals), equals),
        (bool(found.tally.ties) and not near and vote.kind == StepKind.VOTE, shared),
        (bool(near), close),
    )
    return " ".join(sentence for is_so, sentence in told if is_so)


def last_closed_vote(db: Session, workshop: Workshop) -> Step | None:
    """The one that the room is in; else the last of the agenda."""
    now = steps.current(db, workshop)
    if votes.shows_result(now):
        return now
    closed = votes.closed_votes(db, steps.agenda(db, workshop))
    return closed[-1] if closed else None
