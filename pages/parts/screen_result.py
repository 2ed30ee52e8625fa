"""The result of the last closed vote on the big screen; where few voted only the order, without bars."""

from typing import Any

from sqlmodel import Session

from models import Step, Workshop
from pages.parts import pictured
from pages.parts.screen_text import said
from workshop_kit import captions, look, privacy, steps, votes
from workshop_kit.i18n import Words

MOST = 8
"""Results that fit the big screen."""


def shown(db: Session, vote: Step) -> list[votes.Bar]:
    """The best; an idea that has left the wall since is not told of."""
    return [bar for bar in votes.bars(db, vote) if not votes.is_gone(db, bar.option)][:MOST]


def bars(db: Session, workshop: Workshop, vote: Step) -> list[dict[str, Any]]:
    """For the small preview; the big screen itself shows the chart."""
    return [
        {
            "label": said(captions.of_option(bar.option, workshop.language)),
            "words": str(bar.dots),
            "length": bar.length,
        }
        for bar in shown(db, vote)
    ]


def places(db: Session, workshop: Workshop, vote: Step) -> list[dict[str, Any]]:
    """Where only the order may be shown: what got dots, with its place."""
    return [
        {
            "rank": f"{bar.rank}.",
            "label": said(captions.of_option(bar.option, workshop.language)),
            **_sign(bar.option.mark),
            **pictured.data(workshop.id, bar.option.picture),
        }
        for bar in shown(db, vote)
        if bar.rank
    ]


def band(db: Session, vote: Step, w: Words) -> str:
    """What must be said of a result, in the band under it; empty where it speaks for itself."""
    tally = votes.result(db, vote)
    if not tally.dots:
        return ""
    few = w._("Fewer than five people voted, so only the order is shown.")
    shared = w._("Some have equally many dots: they share a place.")
    near = votes.too_close(db, vote)
    close = w._("Places 1 to %(n)s are too close to call: chance could turn them round.", n=near)
    told = (privacy.people(tally.voters) is None, few), (bool(tally.ties), shared), (bool(near), close)
    return " ".join(sentence for is_so, sentence in told if is_so)


def _sign(number: int | None) -> dict[str, str]:
    mark = look.mark_name(number) if number is not None else ""
    return {"mark": mark, "solid": look.colours()[mark].solid if mark else ""}


def last_closed_vote(db: Session, workshop: Workshop) -> Step | None:
    closed = votes.closed_votes(db, steps.agenda(db, workshop))
    return closed[-1] if closed else None
