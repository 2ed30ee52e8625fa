"""What a card sort says about the board: where people would rather have an idea, and how far they agree with it."""

from dataclasses import dataclass

from sqlmodel import Session

from models import Source, Workshop
from workshop_kit import steps, votes
from workshop_kit.themes import Board
from workshop_kit.votes import Agreement, SortedCard
from workshop_kit.votes.sorting import NOWHERE

LEAST_CARDS = 3
"""Of fewer ideas no share is told."""


@dataclass(frozen=True)
class Agreed:
    agreed: int  # ideas of a theme that most people put there too
    judged: int  # ideas of it that at least five people sorted


def last(db: Session, workshop: Workshop) -> Agreement | None:
    """The outcome of the newest card sort that is closed."""
    step = votes.last_sorting(db, steps.agenda(db, workshop))
    return votes.agreement(db, workshop, step) if step else None


def by_theme(board: Board, sort: Agreement) -> dict[int, Agreed]:
    """How far people agree with each theme of which they sorted at least three ideas, by the theme's id."""
    cards = {card.option.idea_id: card for card in sort.cards}
    found = {}
    for column in board.columns:
        judged = [cards[idea.id] for idea in column.ideas if idea.id in cards]
        if len(judged) >= LEAST_CARDS:
            agreed = sum(card.place == column.theme.id for card in judged)
            found[column.theme.id or 0] = Agreed(agreed, len(judged))
    return found


def elsewhere(board: Board, sort: Agreement) -> dict[int, SortedCard]:
    """The ideas that most people put somewhere else than the board has them, by the idea's id."""
    standing = {column.theme.id for column in board.columns} | {NOWHERE}
    at = {idea.id: column.theme.id or NOWHERE for column in board.columns for idea in column.ideas}
    at |= {idea.id: NOWHERE for idea in board.unplaced}
    found = {}
    for card in sort.agreed:
        idea = card.option.idea_id
        if idea is not None and idea in at and card.place != at[idea] and card.place in standing:
            found[idea] = card
    return found


def may_move(board: Board, sort: Agreement) -> dict[int, int]:
    """Where the ideas of `elsewhere` would go that nobody has placed by hand: idea id -> theme id, or NOWHERE."""
    every = [*(idea for column in board.columns for idea in column.ideas), *board.unplaced]
    by_hand = {idea.id for idea in every if idea.placed_by == Source.PERSON}
    return {idea: card.place or NOWHERE for idea, card in elsewhere(board, sort).items() if idea not in by_hand}
