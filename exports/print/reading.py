"""Reading a workshop from the database into what the print kit draws."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from exports import leaflet
from exports.print.kit import Choice, Consent, PaperVote, PrintKit, TableSign, Translated, Wish
from models import Option, Source, Step, StepKind, Texts, Translation, Workshop
from workshop_kit import background, ideas, look, participants, pictures, reports, steps, tables, votes
from workshop_kit.pictures import Photo
from workshop_kit.wifi import Wifi


def of(
    db: Session, workshop: Workshop, wish: Wish, *, link: str, today: date, wifi: Wifi | None = None
) -> PrintKit:
    """Everything the pieces need. `link` is the address of the workshop that phones open. Nothing is written."""
    agenda = steps.played(steps.agenda(db, workshop))
    told = wish.languages if "leaflet" in wish.pieces else ()
    return PrintKit(
        code=workshop.code,
        sign=look.room_sign(workshop.code),
        day=workshop.day,
        language=workshop.language,
        title=workshop.title,
        question=_question(workshop, agenda),
        link=link,
        short=link.removeprefix("https://").removeprefix("http://").removesuffix(workshop.code).rstrip("/"),
        wifi=wifi,
        rules=_rules(agenda),
        vote=_vote(db, workshop, agenda),
        tables=_tables(workshop, wish, link),
        consent=_consent(workshop, agenda),
        leaflets={code: leaflet.of(reports.of(db, workshop, code, today=today)) for code in told},
    )


def _question(workshop: Workshop, agenda: Sequence[Step]) -> Texts:
    """What phones ask when ideas are written."""
    step = next((step for step in agenda if step.kind == StepKind.IDEAS), None)
    return step.prompt if step and any(step.prompt.values()) else workshop.question


def _rules(agenda: Sequence[Step]) -> Texts:
    step = next((step for step in agenda if step.kind == StepKind.RULES), None)
    return step.prompt if step else {}


def _vote(db: Session, workshop: Workshop, agenda: Sequence[Step]) -> PaperVote:
    """The vote that is on or comes next, else the last one; an empty vote with dots where there is none."""
    held = [step for step in agenda if votes.is_vote(step)]
    coming = [step for step in held if not votes.is_closed(step)]
    if not held:
        step = Step(workshop_id=workshop.id or 0, position=0, kind=StepKind.VOTE, minutes=10)
        step.settings = votes.usual(StepKind.VOTE)
        return PaperVote(step, {}, ())
    step = coming[0] if coming else held[-1]
    return PaperVote(step, step.prompt, _choices(db, workshop, step))


def _choices(db: Session, workshop: Workshop, step: Step) -> tuple[Choice, ...]:
    """As they were fixed when the vote opened; before that, as they would be now."""
    found = votes.options(db, step) or ([] if step.started_at else _would_be(db, workshop, step))
    of_ideas = [option.idea_id for option in found if option.idea_id]
    texts = ideas.translations(db, workshop, of_ideas) if of_ideas else {}
    return tuple(_choice(db, workshop, option, texts.get(option.idea_id or 0, {})) for option in found)


def _would_be(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    possible = votes.possible(db, workshop, step)
    only = votes.chosen_from(step)
    return [option for option in possible if votes.key_of(option) in only] or possible


def _choice(db: Session, workshop: Workshop, option: Option, texts: Mapping[str, Translation]) -> Choice:
    told = {code: Translated(one.text, one.source == Source.MACHINE) for code, one in texts.items()}
    return Choice(
        label=option.label,
        mark=look.mark_name(option.mark) if option.mark else None,
        number=option.number,
        symbol=pictures.symbol_of(option.picture),
        photo=_photo(db, workshop, option.picture),
        cost=option.cost,
        translations=told,
    )


def _photo(db: Session, workshop: Workshop, reference: str) -> Photo | None:
    if not pictures.is_photo(reference):
        return None
    row = pictures.by_reference(db, workshop, reference)
    return Photo(row.content, row.width, row.height)


def _tables(workshop: Workshop, wish: Wish, link: str) -> tuple[TableSign, ...]:
    found = tables.named(workshop) or tables.numbered(wish.tables)
    return tuple(TableSign(one.name, one.topic, one.language, tables.address(link, one)) for one in found)


def _consent(workshop: Workshop, agenda: Sequence[Step]) -> Consent:
    return Consent(
        tied_until=participants.tied_until(workshop, workshop.day),
        photos=any(step.kind == StepKind.IDEAS and step.settings.get("photos", True) for step in agenda),
        asks=bool(background.asked(workshop)),
        contacts=any(step.kind == StepKind.PLAN for step in agenda),
    )
