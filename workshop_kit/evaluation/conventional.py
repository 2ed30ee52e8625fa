"""A conventional service beside a programme: which share of the people each of them brought to an outcome.

The programme tells its share from its register (`outcomes.figures`), the other is typed in with its source. The two
did not choose their people by lot, so a clear difference says that they differ, not why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Conventional, Counted, Indicator
from workshop_kit.errors import NotFound, Wrong
from workshop_kit.evaluation.compare import Difference, shares
from workshop_kit.i18n import N_
from workshop_kit.outcomes import figures
from workshop_kit.outcomes.figures import IndicatorFigures, Share
from workshop_kit.text import cleaned

NAME_LIMIT = 80
SOURCE_LIMIT = 200
MOST_PEOPLE = 1_000_000


class NoSuchConventional(NotFound):
    sentence = N_("This service is not compared any more.")


class WrongShare(Wrong):
    sentence = N_("Write how many people the service had, at least five, and how many of them reached it.")


@dataclass(frozen=True)
class Draft:
    """What a person types in: `reached` of `people`."""

    name: str
    reached: int
    people: int
    source: str = ""


@dataclass(frozen=True)
class Told:
    """An indicator of which the register tells a share of people."""

    figures: IndicatorFigures
    share: Share

    @property
    def is_all_parts(self) -> bool:
        """Whether it is the share of any of a whole's parts, such as work or study."""
        return self.figures.part_of_id is None


def add(db: Session, indicator_id: int, draft: Draft) -> Conventional:
    """Raises WrongShare, EmptyText, LongText, NoSuchConventional."""
    if db.get(Indicator, indicator_id) is None:
        raise NoSuchConventional()
    if not (5 <= draft.people <= MOST_PEOPLE and 0 <= draft.reached <= draft.people):
        raise WrongShare()
    source = cleaned(draft.source, SOURCE_LIMIT) if draft.source.strip() else ""
    row = Conventional(
        indicator_id=indicator_id,
        name=cleaned(draft.name, NAME_LIMIT),
        reached=draft.reached,
        people=draft.people,
        source=source,
    )
    db.add(row)
    db.flush()
    return row


def remove(db: Session, conventional_id: int) -> None:
    found = db.get(Conventional, conventional_id)
    if found is None:
        raise NoSuchConventional()
    db.delete(found)


def listed(db: Session, indicator_id: int) -> list[Conventional]:
    query = select(Conventional).where(Conventional.indicator_id == indicator_id)
    return list(db.exec(query.order_by(col(Conventional.id))))


def told(db: Session, programme_id: int, *, area: str = "", year: int | None = None) -> list[Told]:
    """What can be compared: of people, a part of its whole, or all parts together."""
    found = figures.told(db, programme_id, area=area, year=year)
    people = {one.indicator_id for one in found if one.counted == Counted.PEOPLE}
    shares_of = ((one, one.share if one.part_of_id else one.parts_share) for one in found)
    return [
        Told(one, share)
        for one, share in shares_of
        if share is not None and one.indicator_id in people and (one.part_of_id or one.indicator_id) in people
    ]


def compared(ours: Told, theirs: Sequence[Conventional]) -> list[Difference]:
    """Ours minus each of theirs."""
    share = ours.share
    return [shares((share.count, share.of), (one.reached, one.people)) for one in theirs]
