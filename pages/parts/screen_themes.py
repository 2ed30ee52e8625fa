"""The themes on the big screen: what the room said, what it votes on or sorts, and how far it agrees."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from models import Step, StepKind, Workshop
from pages.parts import pictured, screen_marks
from pages.parts.screen_text import count, each, ours, plain, said
from workshop_kit import ideas, sorted_board, themes, votes
from workshop_kit.figures import money
from workshop_kit.i18n import Words, pick
from workshop_kit.sorted_board import Agreed

MORE = 2
"""Ideas beside the first that a theme shows where there are few themes."""
FEW = 4


def shown(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    board = themes.board(db, workshop)
    sort = sorted_board.last(db, workshop)
    agreed = sorted_board.by_theme(board, sort) if sort else {}
    calls = bool(board.columns) and votes.is_open(step)
    columns = _asked(db, step, board.columns) if calls else list(board.columns)
    prices = priced(db, step, w) if calls else {}
    cards = [_theme(column, workshop, w, agreed, prices.get(f"theme:{column.theme.id}")) for column in columns]
    number = len(ideas.shown(db, workshop))
    return {
        **each("heading", ours(workshop, lambda own: _heading(own, len(cards)))),
        "counts": [count(w.n("idea", "ideas", number), number)],
        **(calling(db, workshop, step, w, number) if calls else {}),
        "themes": [_level(card) if calls else card for card in cards],
        "more": len(cards) <= FEW and not calls,
    }


def _level(card: dict[str, Any]) -> dict[str, Any]:
    """A choice while people vote looks like the others: dots would be read as votes, a tick as a result."""
    return {**card, "size": 0, "confirmed": True, "ticked": False}


def _heading(w: Words, number: int) -> str:
    if not number:
        return w._("What you said")
    return w.n("What you said, in one theme", "What you said, in %(n)s themes", number)


def priced(db: Session, step: Step | None, w: Words) -> dict[str, str]:
    """What each choice costs, in words, by what it stands for; nothing without prices."""
    options = votes.options(db, step) if step is not None else []
    return {votes.key_of(option): money(w, option.cost) for option in options if option.cost is not None}


def _asked(db: Session, step: Step | None, columns: Sequence[themes.Column]) -> list[themes.Column]:
    """The themes that are voted on; in a card sort all of them."""
    if step is None or not votes.is_vote(step):
        return list(columns)
    offered = {option.theme_id for option in votes.options(db, step)}
    return [column for column in columns if column.theme.id in offered]


def calling(db: Session, workshop: Workshop, step: Step | None, w: Words, number: int) -> dict[str, Any]:
    """The top line of a vote or a card sort: what to do, and how many have done it."""
    if step is None or not votes.is_open(step):
        heading = ours(workshop, lambda own: own._("What you said"))
        return {**each("heading", heading), "counts": [count(w.n("idea", "ideas", number), number)], "band": ""}
    sorts = step.kind == StepKind.THEMES
    done = w._("are sorting") if sorts else w._("have voted")
    band = " ".join(filter(None, (votes.telling.explained(w, step), votes.telling.ruled(w, step))))
    return {
        **each("heading", ours(workshop, lambda own: _call(own, step))),
        "counts": [count(done, votes.voters(db, step))],
        "band": "" if sorts else band,
    }


def _call(w: Words, step: Step) -> str:
    if step.kind == StepKind.THEMES:
        return w._("On your phone: where does each idea belong?")
    return w._("On your phone: %(what)s", what=votes.telling.heading(w, step))


def _theme(
    column: themes.Column, workshop: Workshop, w: Words, agreed: Mapping[int, Agreed], price: str | None
) -> dict[str, Any]:
    theme = column.theme
    together = agreed.get(theme.id or 0)
    # Words speak for a theme; a photo does where nobody wrote any.
    first, *rest = [
        {**plain(idea.language, idea.text), **pictured.data(workshop.id, idea.picture)}
        for idea in sorted(column.ideas, key=lambda i: (not i.text, abs(len(i.text) - 60), i.number))
    ] or [None]
    return {
        "label": said(pick(theme.label, workshop.language)),
        **screen_marks.of(workshop, theme.mark),
        **pictured.data(workshop.id, theme.picture),
        "confirmed": theme.confirmed,
        "ticked": theme.confirmed,
        "size": len(column.ideas),
        "quote": first,
        "more": [one for one in rest if one and one["text"]][:MORE],
        "counts": price
        or w._(
            "%(ideas)s · %(languages)s",
            ideas=w.n("%(n)s idea", "%(n)s ideas", len(column.ideas)),
            languages=w.n("%(n)s language", "%(n)s languages", column.languages),
        ),
        "agreed": together
        and 2 * together.agreed > together.judged
        and w._("people agree on %(n)s of %(all)s", n=together.agreed, all=together.judged),
    }
