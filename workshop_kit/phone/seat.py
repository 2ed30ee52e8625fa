"""The quickest answer to "who asks?": one small query for what every phone asks at the same moment."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, and_, bindparam, exists, or_, select
from starlette.requests import Request

from models import Ballot, Idea, IdeaState, Participant, Response, Workshop
from workshop_kit.errors import NoSuchWorkshop, NotJoined
from workshop_kit.participants import hashed
from workshop_kit.phone import cookies, visits
from workshop_kit.rotation import HALVES
from workshop_kit.store import told_in_words


@dataclass(frozen=True)
class Asking:
    """A participant who asks, how far the room is, and whether her page differs from everybody's."""

    participant_id: int
    language: str
    code: str
    version: int
    has_ideas: bool
    has_voted: bool  # or answered, in the step the room is in
    table_name: str = ""  # at which she began, see workshop_kit/tables.py

    @property
    def seat(self) -> str:
        """What else her page depends on: where people began, and which half of them goes with her."""
        return f"{self.participant_id % HALVES} {self.table_name}" if self.table_name else ""


def asking(engine: Engine, request: Request) -> Asking:
    """Raises NoSuchWorkshop, NotJoined."""
    code = visits.digits(request.path_params["code"])
    with told_in_words(), engine.connect() as connection:
        row = connection.execute(_QUERY, {"code": code, "hash": hashed(cookies.token(request) or "")}).first()
    if row is None:
        raise NoSuchWorkshop(code=code[:12])
    if row.id is None:
        raise NotJoined()
    own = bool(row.has_ideas), bool(row.has_voted)
    return Asking(row.id, row.language, code, row.version, *own, row.table_name)


def _query() -> Any:
    """Made once: putting it together takes four times as long as running it."""
    workshop: Any = Workshop
    participant: Any = Participant
    idea: Any = Idea
    ballot: Any = Ballot
    response: Any = Response
    own = exists().where(idea.participant_id == participant.id, idea.state != IdeaState.WITHDRAWN)
    voted = exists().where(ballot.participant_id == participant.id, ballot.step_id == workshop.current_step_id)
    answered = exists().where(
        response.participant_id == participant.id, response.step_id == workshop.current_step_id
    )
    hers = and_(participant.workshop_id == workshop.id, participant.token_hash == bindparam("hash"))
    return (
        select(
            workshop.version,
            participant.id,
            participant.language,
            participant.table_name,
            own.label("has_ideas"),
            or_(voted, answered).label("has_voted"),
        )
        .select_from(workshop)
        .outerjoin(participant, hers)
        .where(workshop.code == bindparam("code"))
    )


_QUERY = _query()
