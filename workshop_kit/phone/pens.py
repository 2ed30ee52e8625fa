"""How the scribe writes what phones send most: many ideas, ballots and answers, in a few statements each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlmodel import Session

from models import Channel, Workshop
from workshop_kit import ideas, participants, steps, store, tables, votes
from workshop_kit.errors import NotJoined, WorkshopError
from workshop_kit.evaluation import answers as evaluation_answers
from workshop_kit.participants import Seat
from workshop_kit.phone import visits
from workshop_kit.phone.scribe import Pen


@dataclass(frozen=True)
class SentIdea:
    code: str
    token: str
    uuid: str
    text: str
    language: str = ""  # empty: the participant's
    table: str = ""
    picture: str = ""


@dataclass(frozen=True)
class SentBallot:
    code: str
    token: str
    step_id: int
    choices: Mapping[str, int]


@dataclass(frozen=True)
class SentAnswers:
    """To the short questions of an evening."""

    code: str
    token: str
    step_id: int
    answers: Mapping[str, int]


@dataclass(frozen=True)
class KeptBallot:
    choices: Mapping[str, int]
    left: int


Sent = SentIdea | SentBallot | SentAnswers
_InStep = TypeVar("_InStep", SentBallot, SentAnswers)
_Given = tuple[int, Mapping[str, int]]
"""Who gave what."""


def keep_ideas(db: Session, sent: Sequence[SentIdea]) -> list[Any]:
    answers: list[Any] = [NotJoined()] * len(sent)
    for workshop, places in _by_workshop(db, sent, answers):
        seats = _seats(db, workshop, [sent[place] for place in places])
        there = [place for place in places if sent[place].token in seats]
        step = steps.current(db, workshop)
        sits = tables.places(db, workshop, step, {seat.id: seat.table_name for seat in seats.values()})
        sendings = [(seats[sent[place].token].id, _as_sent(sent[place], seats, sits)) for place in there]
        kept = ideas.send_all(db, workshop, step, sendings, now=store.now())
        for place, receipt in zip(there, kept, strict=True):
            answers[place] = receipt
    return answers


def keep_ballots(db: Session, sent: Sequence[SentBallot]) -> list[Any]:
    return _keep_by_step(db, sent, lambda ballot: ballot.choices, _cast)


def keep_answers(db: Session, sent: Sequence[SentAnswers]) -> list[Any]:
    return _keep_by_step(db, sent, lambda answer: answer.answers, _answer)


def _keep_by_step(
    db: Session,
    sent: Sequence[_InStep],
    given: Callable[[_InStep], Mapping[str, int]],
    keep: Callable[[Session, Workshop, int, Sequence[_Given]], Sequence[Any]],
) -> list[Any]:
    answers: list[Any] = [NotJoined()] * len(sent)
    for workshop, places in _by_workshop(db, sent, answers):
        seats = _seats(db, workshop, [sent[place] for place in places])
        in_step: dict[int, list[int]] = {}
        for place in places:
            if sent[place].token in seats:
                in_step.setdefault(sent[place].step_id, []).append(place)
        for step_id, here in in_step.items():
            those = [(seats[sent[place].token].id, given(sent[place])) for place in here]
            for place, answer in zip(here, keep(db, workshop, step_id, those), strict=True):
                answers[place] = answer
    return answers


PENS: Mapping[type, Pen] = {SentIdea: keep_ideas, SentBallot: keep_ballots, SentAnswers: keep_answers}


def _by_workshop(db: Session, sent: Sequence[Sent], answers: list[Any]) -> list[tuple[Workshop, list[int]]]:
    """Each workshop with the places of what was sent to it; who sent to no workshop has the answer at once."""
    codes: dict[str, list[int]] = {}
    for place, code in enumerate([item.code for item in sent]):
        codes.setdefault(code, []).append(place)
    found = []
    for code, places in codes.items():
        try:
            found.append((visits.find(db, code), places))
        except WorkshopError as refusal:
            for place in places:
                answers[place] = refusal
    return found


def _seats(db: Session, workshop: Workshop, sent: Sequence[Sent]) -> dict[str, Seat]:
    return participants.seats(db, workshop, {item.token for item in sent})


def _as_sent(idea: SentIdea, seats: Mapping[str, Seat], sits: Mapping[int, str]) -> ideas.Sent:
    """What she does not say is as it is with her: her language, and the table at which she sits."""
    seat = seats[idea.token]
    table = idea.table or sits.get(seat.id, "")
    return ideas.Sent(idea.uuid, idea.text, idea.language or seat.language, Channel.PHONE, table, idea.picture)


def _cast(
    db: Session, workshop: Workshop, step_id: int, ballots: Sequence[_Given]
) -> list[KeptBallot | WorkshopError]:
    try:
        step = steps.by_id(db, workshop, step_id)
    except WorkshopError as refusal:
        return [refusal] * len(ballots)
    rules = votes.rules(db, step)
    answers = votes.cast_all(db, step, ballots, now=store.now())
    return [
        given if isinstance(given, WorkshopError) else KeptBallot(given, rules.left(given)) for given in answers
    ]


def _answer(
    db: Session, workshop: Workshop, step_id: int, given: Sequence[_Given]
) -> Sequence[Mapping[str, int] | WorkshopError]:
    try:
        step = steps.by_id(db, workshop, step_id)
    except WorkshopError as refusal:
        return [refusal] * len(given)
    return evaluation_answers.give_all(db, workshop, step, given, now=store.now())
