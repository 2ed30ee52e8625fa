"""Counts come into the register, are corrected and taken back. No row is ever changed: a correction replaces it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, insert, select

from models import Area, EntryChannel, Indicator, Outcome, Workshop
from workshop_kit import background
from workshop_kit.errors import BadId, NotFound, Refused, Wrong
from workshop_kit.i18n import N_
from workshop_kit.text import cleaned

MOST = 100_000
"""People or visits in one count."""
EARLIEST = date(1990, 1, 1)
REASON_LIMIT = 200  # letters
GENDERS = tuple(background.GENDER.answers)
AGES = tuple(background.AGE.answers)


class NoSuchOutcome(NotFound):
    sentence = N_("This count does not exist any more.")


class NoSuchIndicator(NotFound):
    sentence = N_("This is not in the register any more. Open the page again.")


class WrongNumber(Wrong):
    sentence = N_("Write a whole number from 0 to %(most)s.")


class TooManyTold(Wrong):
    sentence = N_("You counted %(count)s, but the parts add up to %(told)s. Look at the numbers again.")


class WrongDay(Wrong):
    sentence = N_("This day cannot be right. Choose the day on which you counted.")


class UnknownArea(Wrong):
    sentence = N_("This area is not known here. Choose one from the list.")


class CorrectedMeanwhile(Refused):
    sentence = N_("Somebody has corrected this count meanwhile. Look at the new numbers first.")


@dataclass(frozen=True)
class Draft:
    """One count as it is filled in. `uuid` is made by the form: the same count sent twice is one.

    `by_gender` has keys of GENDERS, `by_age` of AGES; each adds up to `count` at most, and who did not tell is left
    out. `area_id` None: no area was named.
    """

    uuid: str
    indicator_id: int
    area_id: int | None
    day: date
    count: int
    by_gender: Mapping[str, int]
    by_age: Mapping[str, int]
    channel: EntryChannel = EntryChannel.PAGE
    workshop_id: int | None = None
    hand_id: int | None = None


def enter(db: Session, draft: Draft, *, now: datetime) -> Outcome:
    """Keep a count; the same uuid again gives the count that was kept, unchanged.

    Raises WrongNumber, TooManyTold, WrongDay, UnknownArea, NoSuchIndicator, BadId.
    """
    check(db, draft, now)
    return _sent_before(db, draft) or _kept(db, draft, now)


def enter_all(db: Session, drafts: Collection[Draft], *, now: datetime) -> None:
    """Keep counts at once that `check` let pass, each with a uuid that is new here.

    Raises NoSuchIndicator, UnknownArea for what was removed since.
    """
    if not {draft.indicator_id for draft in drafts} <= set(db.exec(select(Indicator.id))):
        raise NoSuchIndicator()
    if not {draft.area_id for draft in drafts} <= {None, *db.exec(select(Area.id))}:
        raise UnknownArea()
    if drafts:
        db.execute(insert(Outcome), [_columns(draft, now) for draft in drafts])


def correct(db: Session, outcome: Outcome, draft: Draft, reason: str, *, now: datetime) -> Outcome:
    """Replace a count by another one, which may also be of another day, area or indicator of its programme.

    The old one stays, and the new one says why. Raises CorrectedMeanwhile where another correction came first,
    EmptyText or LongText for the reason, and what `enter` raises.
    """
    check(db, draft, now)
    if (before := _sent_before(db, draft)) is not None:
        return before
    if programme_of(db, draft.indicator_id) != programme_of(db, outcome.indicator_id):
        raise NoSuchIndicator()
    if replaced_by(db, outcome) is not None:
        raise CorrectedMeanwhile()
    return _kept(db, draft, now, of=outcome, reason=cleaned(reason, REASON_LIMIT))


def take_back(db: Session, outcome: Outcome, reason: str, *, now: datetime) -> Outcome:
    """Replace a count by none. A second press changes nothing. Raises CorrectedMeanwhile, EmptyText, LongText."""
    draft = Draft(
        uuid=str(uuid5(UUID(outcome.uuid), "taken back")),
        indicator_id=outcome.indicator_id,
        area_id=outcome.area_id,
        day=outcome.day,
        count=0,
        by_gender={},
        by_age={},
        workshop_id=outcome.workshop_id,
    )
    if (before := _sent_before(db, draft)) is not None:
        return before
    if replaced_by(db, outcome) is not None:
        raise CorrectedMeanwhile()
    return _kept(db, draft, now, of=outcome, reason=cleaned(reason, REASON_LIMIT))


def current(
    db: Session,
    programme_id: int,
    *,
    indicator_id: int | None = None,
    area_id: int | None = None,
    year: int | None = None,
    taken_back: bool = False,
) -> list[Outcome]:
    """The counts that nobody has replaced, the newest day first.

    Those that were taken back, which is the same as corrected to nothing, only where `taken_back` asks for them.
    """
    query = select(Outcome).join(Indicator, col(Indicator.id) == col(Outcome.indicator_id))
    query = query.where(Indicator.programme_id == programme_id, col(Outcome.id).not_in(replaced_ids()))
    if indicator_id is not None:
        query = query.where(Outcome.indicator_id == indicator_id)
    if area_id is not None:
        query = query.where(Outcome.area_id == area_id)
    if year is not None:
        query = query.where(Outcome.day >= date(year, 1, 1), Outcome.day <= date(year, 12, 31))
    found = db.exec(query.order_by(col(Outcome.day).desc(), col(Outcome.id).desc()))
    return [row for row in found if taken_back or not is_taken_back(row)]


def is_taken_back(outcome: Outcome) -> bool:
    return outcome.replaces_id is not None and outcome.count == 0


def by_uuid(db: Session, uuid: str) -> Outcome:
    """Raises NoSuchOutcome."""
    found = db.exec(select(Outcome).where(Outcome.uuid == uuid)).first()
    if found is None:
        raise NoSuchOutcome()
    return found


def history(db: Session, outcome: Outcome) -> list[Outcome]:
    """All that stood in this count's place, the first entry first, whichever of them is given."""
    first = outcome
    while first.replaces_id is not None and (before := db.get(Outcome, first.replaces_id)) is not None:
        first = before
    found = [first]
    while (after := replaced_by(db, found[-1])) is not None:
        found.append(after)
    return found


def replaced_by(db: Session, outcome: Outcome) -> Outcome | None:
    return db.exec(select(Outcome).where(Outcome.replaces_id == outcome.id)).first()


def replaced_ids() -> Any:
    """The ids of rows that another row replaces, as a subquery."""
    return select(Outcome.replaces_id).where(col(Outcome.replaces_id).is_not(None))


def programme_of(db: Session, indicator_id: int) -> int:
    """Raises NoSuchIndicator."""
    found = db.get(Indicator, indicator_id)
    if found is None:
        raise NoSuchIndicator()
    return found.programme_id


def check(db: Session, draft: Draft, now: datetime) -> None:
    """Raises WrongNumber, TooManyTold, WrongDay, UnknownArea, NoSuchIndicator, BadId."""
    _check_uuid(draft.uuid)
    programme_of(db, draft.indicator_id)
    _check_numbers(draft)
    if (
        not EARLIEST <= draft.day <= now.date() + timedelta(days=1)
    ):  # it may be tomorrow already where it was counted
        raise WrongDay()
    if draft.area_id is not None and db.get(Area, draft.area_id) is None:
        raise UnknownArea()
    if draft.workshop_id is not None and db.get(Workshop, draft.workshop_id) is None:
        raise BadId()


def _check_uuid(uuid: str) -> None:
    try:
        good = str(UUID(uuid)) == uuid
    except ValueError as error:
        raise BadId() from error
    if not good:
        raise BadId()


def _check_numbers(draft: Draft) -> None:
    """Raises WrongNumber, TooManyTold, BadId."""
    if draft.by_gender.keys() - set(GENDERS) or draft.by_age.keys() - set(AGES):
        raise BadId()
    numbers = (draft.count, *draft.by_gender.values(), *draft.by_age.values())
    if any(type(number) is not int or not 0 <= number <= MOST for number in numbers):
        raise WrongNumber(most=MOST)
    for told in (sum(draft.by_gender.values()), sum(draft.by_age.values())):
        if told > draft.count:
            raise TooManyTold(count=draft.count, told=told)


def _sent_before(db: Session, draft: Draft) -> Outcome | None:
    """The count of this uuid. Raises BadId where it is a count of something else."""
    found = db.exec(select(Outcome).where(Outcome.uuid == draft.uuid)).first()
    if found is not None and found.indicator_id != draft.indicator_id:
        raise BadId()
    return found


def _kept(db: Session, draft: Draft, now: datetime, of: Outcome | None = None, reason: str = "") -> Outcome:
    row = Outcome(**_columns(draft, now) | {"replaces_id": of.id if of else None, "reason": reason})
    db.add(row)
    db.flush()
    return row


def _columns(draft: Draft, now: datetime) -> dict[str, Any]:
    return {
        "uuid": draft.uuid,
        "indicator_id": draft.indicator_id,
        "area_id": draft.area_id,
        "workshop_id": draft.workshop_id,
        "day": draft.day,
        "count": draft.count,
        "by_gender": {key: draft.by_gender[key] for key in GENDERS if draft.by_gender.get(key)},
        "by_age": {key: draft.by_age[key] for key in AGES if draft.by_age.get(key)},
        "channel": draft.channel,
        "hand_id": draft.hand_id,
        "reason": "",
        "entered_at": now,
    }
