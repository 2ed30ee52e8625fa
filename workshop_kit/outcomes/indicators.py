"""What a programme counts: indicators, the ones that are ready made, their targets and their order."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from models import Counted, Indicator, Outcome, Texts
from workshop_kit import programmes
from workshop_kit.errors import BadId, EmptyText, LongText, Refused, Wrong
from workshop_kit.i18n import LANGUAGES, N_, everywhere, offered, words
from workshop_kit.outcomes.register import MOST, NoSuchIndicator, WrongNumber
from workshop_kit.text import cleaned

LIMIT = 80  # letters of an activity, and of a name


class WrongPart(Wrong):
    sentence = N_("A part belongs to a whole of the same activity that is not a part itself. Choose another one.")


class IndicatorInUse(Refused):
    sentence = N_("There are counts of this, so it stays. Take the counts back first, or keep it.")


@dataclass(frozen=True)
class Draft:
    """What is filled in. `part_of_id`: the whole, such as all who were coached; the parts of it share nobody."""

    activity: str
    name: Texts
    counted: Counted = Counted.PEOPLE
    part_of_id: int | None = None
    by_gender: bool = True
    by_age: bool = True
    target: int | None = None
    target_by: date | None = None


@dataclass(frozen=True)
class Count:
    """One indicator of a preset. `part` says that it is a part of the first one of its preset."""

    name: str
    counted: Counted = Counted.PEOPLE
    part: bool = False
    by_gender: bool = True
    by_age: bool = True


@dataclass(frozen=True)
class Preset:
    id: str
    activity: str
    counts: tuple[Count, ...]


def presets() -> tuple[Preset, ...]:
    """What funders of such programmes ask for; names and activities are sentences of the catalogue."""
    return _PRESETS


_PRESETS = (
    Preset(
        "job_coaching",
        N_("Job coaching"),
        (
            Count(N_("People coached")),
            Count(N_("Found employment"), part=True),
            Count(N_("Found education"), part=True),
            Count(N_("Became self-employed"), part=True),
        ),
    ),
    Preset(
        "parental_corner",
        N_("Parental corner"),
        (Count(N_("Visits"), Counted.VISITS, by_gender=False, by_age=False),),
    ),
    Preset(
        "children",
        N_("Activities for children"),
        (Count(N_("Children taking part"), by_gender=True, by_age=False),),
    ),
)


def listed(db: Session, programme_id: int) -> list[Indicator]:
    """In their order, those of an activity together, parts below their whole."""
    rows = db.exec(select(Indicator).where(Indicator.programme_id == programme_id))
    ordered = sorted(rows, key=lambda row: (row.position, row.id or 0))
    wholes = [row for row in ordered if row.part_of_id is None]
    activities = list(dict.fromkeys(row.activity for row in wholes))
    wholes.sort(key=lambda row: activities.index(row.activity))
    return [each for whole in wholes for each in (whole, *(p for p in ordered if p.part_of_id == whole.id))]


def by_id(db: Session, programme_id: int, id: int) -> Indicator:
    """Raises NoSuchIndicator, also for one of another programme."""
    found = db.get(Indicator, id)
    if found is None or found.programme_id != programme_id:
        raise NoSuchIndicator()
    return found


def add(db: Session, programme_id: int, draft: Draft) -> Indicator:
    """Raises EmptyText, LongText, WrongPart, WrongNumber, NotFound."""
    programmes.by_id(db, programme_id)
    facts = _checked(db, programme_id, draft)
    present = listed(db, programme_id)
    position = max((row.position for row in present), default=-1) + 1
    row = Indicator(programme_id=programme_id, position=position, **facts)
    db.add(row)
    db.flush()
    return row


def change(db: Session, indicator: Indicator, draft: Draft) -> None:
    """Raises what `add` raises.

    What is counted and whose part it is stay as they are once there are counts of it or of a part of it. Where it
    has parts, people stay people, and visits visits.
    """
    facts = _checked(db, indicator.programme_id, draft, indicator)
    is_other = (draft.counted, draft.part_of_id) != (indicator.counted, indicator.part_of_id)
    parts = parts_of(db, indicator)
    if is_other and any(counts_of(db, each) for each in (indicator, *parts)):
        raise IndicatorInUse()
    if parts and draft.counted != indicator.counted:
        raise WrongPart()
    for name, value in facts.items():
        setattr(indicator, name, value)
    db.add(indicator)
    db.flush()


def remove(db: Session, indicator: Indicator) -> None:
    """Raises IndicatorInUse where it, or a part of it, has counts, also such as were taken back."""
    family = [indicator, *parts_of(db, indicator)]
    if any(counts_of(db, each) for each in family):
        raise IndicatorInUse()
    for each in reversed(family):
        db.delete(each)
        db.flush()


def move(db: Session, indicator: Indicator, by: int) -> None:
    """Up by -1 or down by 1, among the wholes, or among the parts of its whole. At the end nothing happens.

    At the edge of its activity the whole activity moves.
    """
    rows = [row for row in listed(db, indicator.programme_id) if row.part_of_id == indicator.part_of_id]
    place = next(n for n, row in enumerate(rows) if row.id == indicator.id)
    there = min(max(place + by, 0), len(rows) - 1)
    own, other = indicator.activity, rows[there].activity
    if indicator.part_of_id is None and own != other:
        order = list(dict.fromkeys(row.activity for row in rows))
        order.insert(order.index(other), order.pop(order.index(own)))
        rows.sort(key=lambda row: order.index(row.activity))
    else:
        rows.insert(there, rows.pop(place))
    positions = sorted(row.position for row in rows)
    for position, row in zip(positions, rows, strict=True):
        row.position = position
        db.add(row)
    db.flush()


def add_preset(db: Session, programme_id: int, preset_id: str, language: str = "en") -> list[Indicator]:
    """All indicators of a preset, but those of the same name in the same activity that are there already.

    `language` is that of the activity, which is one text, unless it is there in another language. Raises BadId, and
    what `add` raises.
    """
    preset = next((each for each in presets() if each.id == preset_id), None)
    if preset is None:
        raise BadId()
    said = set(everywhere(preset.activity).values())
    own = [row for row in listed(db, programme_id) if row.activity in said]
    activity = own[0].activity if own else words(language)._(preset.activity)
    there = {row.name.get("en"): row for row in own}
    made: list[Indicator] = []
    for count in preset.counts:
        whole = made[0].id if count.part else None
        found = there.get(count.name)
        made.append(found or add(db, programme_id, _drafted(activity, count, whole)))
    return made


def name_texts(sentence: str) -> Texts:
    """One of our sentences in the languages that have it."""
    said = {code: words(code)._(sentence) for code in offered()}
    return {code: text for code, text in said.items() if code == "en" or text != sentence}


def counts_of(db: Session, indicator: Indicator) -> int:
    return db.exec(select(func.count(col(Outcome.id))).where(Outcome.indicator_id == indicator.id)).one()


def parts_of(db: Session, indicator: Indicator) -> list[Indicator]:
    return list(db.exec(select(Indicator).where(Indicator.part_of_id == indicator.id)))


def _drafted(activity: str, count: Count, whole: int | None) -> Draft:
    return Draft(activity, name_texts(count.name), count.counted, whole, count.by_gender, count.by_age)


def _checked(db: Session, programme_id: int, draft: Draft, present: Indicator | None = None) -> dict[str, Any]:
    name = {code: _line(text) for code, text in draft.name.items() if text.strip()}
    if not name or not draft.activity.strip() or name.keys() - LANGUAGES.keys():
        raise EmptyText()
    if draft.target is not None and not 0 < draft.target <= MOST * 10:
        raise WrongNumber(most=MOST * 10)
    if draft.part_of_id is not None:
        _check_part(db, programme_id, draft, present)
    return {
        "activity": _line(draft.activity),
        "name": name,
        "counted": draft.counted,
        "part_of_id": draft.part_of_id,
        "by_gender": draft.by_gender,
        "by_age": draft.by_age,
        "target": draft.target,
        "target_by": draft.target_by if draft.target is not None else None,
    }


def _check_part(db: Session, programme_id: int, draft: Draft, present: Indicator | None) -> None:
    """A part is of the same programme and kind, and neither its whole is a part nor it a whole itself."""
    whole = by_id(db, programme_id, draft.part_of_id or 0)
    if whole.part_of_id is not None or whole.counted != draft.counted:
        raise WrongPart()
    if present is not None and (whole.id == present.id or parts_of(db, present)):
        raise WrongPart()


def _line(text: str) -> str:
    found = " ".join(cleaned(text, 4 * LIMIT).split())
    if len(found) > LIMIT:
        raise LongText(limit=LIMIT)
    return found
