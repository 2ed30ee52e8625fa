"""Votes: fix the options, take ballots, count. Nothing is shown before the vote closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from models import Ballot, Idea, IdeaState, Option, Participant, PhoneMode, Step, StepKind, Texts, Theme, Workshop
from workshop_kit import captions, privacy, workshops
from workshop_kit.analysis.tally import Tally, count
from workshop_kit.errors import BadRequest, TooManyDots, UnknownOption, VoteClosed, VoteNotReady, WorkshopError


def is_open(step: Step | None) -> bool:
    return (
        step is not None
        and step.kind == StepKind.VOTE
        and step.phones == PhoneMode.WRITE
        and step.started_at is not None
        and step.ended_at is None
    )


def is_closed(step: Step) -> bool:
    """Closed for good: the result may be shown."""
    return step.kind == StepKind.VOTE and (step.phones == PhoneMode.CLOSED or step.ended_at is not None)


def dots_of(step: Step) -> int:
    return int(step.settings.get("dots", 5))


def cap_of(step: Step) -> int:
    """The most dots that one option can get from one person."""
    return int(step.settings.get("cap", dots_of(step)))


def on_ideas(step: Step) -> bool:
    return bool(step.settings.get("on", "themes") == "ideas")


def prepare(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    """Fix what can be voted on. Once a ballot is cast, options are renamed and added, never taken away.

    Only what is no longer on the wall is out.
    """
    wanted = _idea_options(db, workshop, step) if on_ideas(step) else _theme_options(db, workshop, step)
    have = {(option.theme_id, option.idea_id): option for option in _rows(db, step)}
    kept = {(option.theme_id, option.idea_id) for option in wanted}
    if voters(db, step) == 0:
        for key in have.keys() - kept:
            if not (key[1] and on_ideas(step)):  # an idea that is hidden now may be shown again
                db.delete(have.pop(key))
    for option in wanted:
        old = have.get((option.theme_id, option.idea_id))
        if old is None:
            db.add(option)
        else:
            old.label, old.mark, old.position = option.label, option.mark, option.position
            old.picture = option.picture
    db.flush()
    _follow_the_wall(db, step)
    return options(db, step)


def options(db: Session, step: Step) -> list[Option]:
    """What can be voted on. An idea that has left the wall is out: its choice is kept without a label."""
    return [option for option in _rows(db, step) if not _is_out(option)]


def cast(db: Session, step: Step, participant: Participant, choices: Mapping[str, int], *, now: datetime) -> Ballot:
    """One participant's whole ballot; it replaces the one before. Raises VoteClosed, Wrong."""
    assert participant.id is not None
    (given,) = cast_all(db, step, [(participant.id, choices)], now=now)
    if isinstance(given, WorkshopError):
        raise given
    ballot = ballot_of(db, step, participant)
    assert ballot is not None
    db.refresh(ballot)
    return ballot


def cast_all(
    db: Session, step: Step, ballots: Sequence[tuple[int, Mapping[str, int]]], *, now: datetime
) -> list[dict[str, int] | WorkshopError]:
    """Ballots from many phones at once, as (participant id, choices): what is kept, or a refusal, for each."""
    if not is_open(step):
        return [VoteClosed() for _ballot in ballots]
    known = {str(option.id): not _is_out(option) for option in _rows(db, step)}
    rows: dict[int, dict[str, Any]] = {}
    answers: list[dict[str, int] | WorkshopError] = []
    for who, choices in ballots:
        try:
            given = _checked(step, known, choices)
            rows[who] = {"step_id": step.id, "participant_id": who, "choices": given, "cast_at": now}
            answers.append(given)
        except WorkshopError as refusal:
            answers.append(refusal)
    if rows:
        db.connection().execute(_upsert(db), list(rows.values()))
    return answers


def _upsert(db: Session) -> Any:
    dialect = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.connection().dialect.name]
    statement: Any = dialect(Ballot)
    fresh = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["step_id", "participant_id"], set_={"choices": fresh.choices, "cast_at": fresh.cast_at}
    )


def ballot_of(db: Session, step: Step, participant: Participant) -> Ballot | None:
    query = select(Ballot).where(Ballot.step_id == step.id, Ballot.participant_id == participant.id)
    return db.exec(query).first()


def voters(db: Session, step: Step) -> int:
    return db.exec(select(func.count()).select_from(Ballot).where(Ballot.step_id == step.id)).one()


def close(db: Session, workshop: Workshop, step: Step) -> None:
    """End the vote; the result can be shown from now on."""
    step.phones = PhoneMode.CLOSED
    db.add(step)
    workshops.touch(db, workshop)


def reopen(db: Session, workshop: Workshop, step: Step) -> None:
    step.phones = PhoneMode.WRITE
    db.add(step)
    _follow_the_wall(db, step)
    workshops.touch(db, workshop)


def result(db: Session, step: Step) -> Tally:
    """The count of a closed vote. Raises VoteNotReady while it is open."""
    if not is_closed(step):
        raise VoteNotReady()
    ballots = db.exec(select(Ballot.choices).where(Ballot.step_id == step.id))
    return count([str(option.id) for option in options(db, step)], list(ballots))


@dataclass(frozen=True)
class Bar:
    """One choice as it may be shown. From fewer than five voters only the order is shown, not the dots."""

    option: Option
    rank: int | None  # None: nobody gave it a dot
    dots: int | None
    share: float | None  # of all dots
    length: float  # 0 to 1, by dots; 0 where the dots are not shown, because a length would tell them


def bars(db: Session, step: Step) -> tuple[Bar, ...]:
    """The result of a closed vote, best first. Raises VoteNotReady while it is open."""
    tally = result(db, step)
    by_id = {str(option.id): option for option in options(db, step)}
    small = privacy.people(tally.voters) is None
    most = max((line.dots for line in tally.counted), default=0) or 1
    return tuple(
        Bar(
            option=by_id[line.option],
            rank=line.rank if line.dots else None,
            dots=None if small else line.dots,
            share=None if small else line.share,
            length=0.0 if small else line.dots / most,
        )
        for line in tally.counted
    )


def is_gone(db: Session, option: Option) -> bool:
    """Whether this choice was an idea that is not on the wall any more."""
    if option.number is None:
        return False
    idea = db.get(Idea, option.idea_id) if option.idea_id else None
    return idea is None or idea.state != IdeaState.SHOWN


def closed_votes(db: Session, steps: Sequence[Step]) -> list[Step]:
    """The votes of an agenda whose result may be shown."""
    return [step for step in steps if step.kind == StepKind.VOTE and step.started_at and is_closed(step)]


def follow_idea(db: Session, idea: Idea, instead: Texts) -> None:
    """Let the votes on ideas say what an idea says now.

    One that is not on the wall is out of an open vote until it is shown again; in a closed one, `instead` stands
    in its place. What was out when a vote closed stays out of its result.
    """
    for option, step in _choices_of(db, idea):
        if not is_closed(step):
            _say(db, option, idea, {})
        elif not _is_out(option):
            _say(db, option, idea, instead)
        db.add(option)


def forget_idea(db: Session, idea: Idea, instead: Texts) -> None:
    """Take an erased idea out of the votes on ideas: in a closed one, `instead` stands in its place."""
    follow_idea(db, idea, instead)
    for option, _step in _choices_of(db, idea):
        option.idea_id = None
        db.add(option)


def _rows(db: Session, step: Step) -> list[Option]:
    """All choices, also those that are out: a ballot may name them still."""
    query = select(Option).where(Option.step_id == step.id).order_by(col(Option.position), col(Option.id))
    return list(db.exec(query))


def _is_out(option: Option) -> bool:
    return option.number is not None and not option.label  # a photo without words has a label, which is empty


def _choices_of(db: Session, idea: Idea) -> list[tuple[Option, Step]]:
    rows = select(Option, Step).where(Option.idea_id == idea.id, Option.step_id == Step.id)
    return list(db.exec(rows).all())


def _say(db: Session, option: Option, idea: Idea | None, instead: Texts) -> None:
    if idea is not None and idea.state == IdeaState.SHOWN:
        option.label, option.picture = captions.words_of(db, idea), idea.picture
    else:
        option.label, option.picture = instead, ""


def _follow_the_wall(db: Session, step: Step) -> None:
    """When a vote opens again: what has left the wall since is out, and the rest says what it says now."""
    if is_closed(step):
        return
    for option in _rows(db, step):
        if option.number is not None:
            _say(db, option, db.get(Idea, option.idea_id) if option.idea_id else None, {})
            db.add(option)


def _checked(step: Step, known: Mapping[str, bool], choices: Mapping[str, int]) -> dict[str, int]:
    """The dots that count. `known`: option -> whether it is in; a page from before may name one that is out."""
    if not any(known.values()):
        raise VoteNotReady()
    if any(key not in known for key in choices):
        raise UnknownOption()
    dots, cap = dots_of(step), cap_of(step)
    if any(type(number) is not int for number in choices.values()):
        raise BadRequest()
    given = {key: number for key, number in choices.items() if number and known[key]}
    if any(not 0 < number <= cap for number in given.values()) or sum(given.values()) > dots:
        raise TooManyDots(dots=dots, cap=cap)
    return given


def _theme_options(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    query = select(Theme).where(Theme.workshop_id == workshop.id, col(Theme.removed).is_(False))
    themes = db.exec(query.order_by(col(Theme.position), col(Theme.id)))
    assert step.id is not None
    return [
        Option(
            step_id=step.id,
            position=i,
            label=dict(theme.label),
            mark=theme.mark,
            picture=theme.picture,
            theme_id=theme.id,
        )
        for i, theme in enumerate(themes)
    ]


def _idea_options(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.state == IdeaState.SHOWN)
    assert step.id is not None
    return [
        Option(
            step_id=step.id,
            position=idea.number,
            label=captions.words_of(db, idea),
            number=idea.number,
            picture=idea.picture,
            language=idea.language,
            idea_id=idea.id,
        )
        for idea in db.exec(query.order_by(col(Idea.number)))
    ]
