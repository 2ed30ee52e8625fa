"""Looking through the register entry by entry, for those who keep it: single counts may be of fewer than five."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from models import Hand, Indicator, Outcome
from workshop_kit.outcomes import register


@dataclass(frozen=True)
class Entry:
    """A count as it stands, with all that stood in its place before, the first one first."""

    row: Outcome
    before: tuple[Outcome, ...]

    @property
    def is_taken_back(self) -> bool:
        return register.is_taken_back(self.row)


def last(db: Session, programme_id: int, *, most: int) -> list[Entry]:
    """What was entered, corrected or taken back last, in any channel."""
    ours = select(Indicator.id).where(Indicator.programme_id == programme_id)
    return _entries(db, [col(Outcome.indicator_id).in_(ours)], most)


def of_hand(db: Session, programme_id: int, hand: Hand, *, most: int) -> list[Entry]:
    """What stands of what was entered with a role link. A corrected count is the laptop's."""
    ours = select(Indicator.id).where(Indicator.programme_id == programme_id)
    standing = *_entered_with(hand), col(Outcome.indicator_id).in_(ours), col(Outcome.replaces_id).is_(None)
    return _entries(db, list(standing), most)


def by_hand(db: Session, hand: Hand) -> int:
    """How many counts were entered with a role link, also those that do not stand any more."""
    return db.exec(select(func.count(col(Outcome.id))).where(*_entered_with(hand))).one()


def is_of_hand(row: Outcome, hand: Hand) -> bool:
    """Whether a count was entered with this role link."""
    is_same = (row.hand_id, row.workshop_id) == (hand.id, hand.workshop_id)
    return is_same and row.entered_at >= hand.created_at


def _entered_with(hand: Hand) -> tuple[Any, ...]:
    """The ids of a deleted workshop and its links may be given again, so the time is asked, too."""
    since = col(Outcome.entered_at) >= hand.created_at
    return col(Outcome.hand_id) == hand.id, col(Outcome.workshop_id) == hand.workshop_id, since


def counts(db: Session, programme_id: int) -> dict[int, int]:
    """Indicator id -> how many rows it has; those without are not in it."""
    query = select(Outcome.indicator_id, func.count(col(Outcome.id))).join(Indicator)
    query = query.where(Indicator.programme_id == programme_id).group_by(col(Outcome.indicator_id))
    return dict(db.exec(query).all())


def _entries(db: Session, wanted: Sequence[object], most: int) -> list[Entry]:
    query = select(Outcome).where(col(Outcome.id).not_in(register.replaced_ids()), *wanted)  # type: ignore[arg-type]
    rows = db.exec(query.order_by(col(Outcome.id).desc()).limit(most))
    return [Entry(row, _before(db, row)) for row in rows]


def _before(db: Session, row: Outcome) -> tuple[Outcome, ...]:
    return tuple(register.history(db, row)[:-1]) if row.replaces_id is not None else ()
