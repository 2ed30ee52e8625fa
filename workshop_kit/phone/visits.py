"""Who asks: in which workshop, as which participant, in which language."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session
from starlette.requests import Request

from models import Participant, Workshop
from workshop_kit import participants, workshops
from workshop_kit.errors import NoSuchWorkshop, NotJoined
from workshop_kit.i18n import LANGUAGES, offered, preferred
from workshop_kit.phone import cookies
from workshop_kit.phone.asking import Ask
from workshop_kit.store import reading


@dataclass(frozen=True)
class Visit:
    """One request in the room it belongs to. `participant` is None for who has not joined."""

    db: Session
    workshop: Workshop
    participant: Participant | None
    language: str

    @property
    def member(self) -> Participant:
        """Raises NotJoined."""
        if self.participant is None:
            raise NotJoined()
        return self.participant


def visit(db: Session, ask: Ask, *, choosing: bool = False) -> Visit:
    """The visit behind a request. `choosing`: a language in the address goes before the kept one."""
    return _visit(db, ask.request, choosing)


def _visit(db: Session, request: Request, choosing: bool = False) -> Visit:
    workshop = find(db, request.path_params["code"])
    participant = _participant(db, workshop, request)
    kept = participant.language if participant else ""
    wishes = [_asked(request, workshop.languages), kept]
    language = next(filter(None, wishes if choosing else reversed(wishes)), None)
    return Visit(db, workshop, participant, language or _accepted(request, workshop.languages))


def reading_as(here: Visit, ask: Ask, reader: Participant) -> Visit:
    """The same visit in the language of somebody who has shown her take-away code, unless another is asked for."""
    asked = _asked(ask.request, here.workshop.languages)
    return Visit(here.db, here.workshop, here.participant, asked or reader.language)


def find(db: Session, code: str) -> Workshop:
    """The workshop of a code as somebody types it. Raises NoSuchWorkshop."""
    code = digits(code)
    if not (code.isascii() and code.isdecimal()):
        raise NoSuchWorkshop(code=code[:12])
    return workshops.by_code(db, code)


def digits(typed: str) -> str:
    """What was typed, with the digits of every script as 0 to 9 and without spaces: ٤٨ ٢١ is 4821."""
    return "".join(str(unicodedata.decimal(c, c)) for c in typed if not c.isspace())


def language_without_room(request: Request) -> str:
    """The reader's language where no workshop says which are offered."""
    return _asked(request, offered()) or _accepted(request, offered())


def language_at_the_edge(request: Request) -> str:
    """The language of a refusal. It must work when nothing else does, so trouble here is passed over."""
    try:
        with reading(request.app.state.engine) as db:
            return _visit(db, request).language
    except Exception:  # whatever it is, it has been told already or is being told now
        return language_without_room(request)


def _participant(db: Session, workshop: Workshop, request: Request) -> Participant | None:
    try:
        return participants.by_token(db, workshop, cookies.token(request))
    except NotJoined:
        return None


def _asked(request: Request, among: Sequence[str]) -> str:
    wish = request.query_params.get("language", "")
    return wish if wish in among and wish in LANGUAGES else ""


def _accepted(request: Request, among: Sequence[str]) -> str:
    return preferred(request.headers.get("accept-language", ""), list(among) or ["en"])
