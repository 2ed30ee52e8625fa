"""Sending ideas and ballots. What is acknowledged here is on disk."""

import base64
import binascii
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from models import Channel, IdeaState, Step, StepKind
from workshop_kit import ideas, pictures, steps, store, tables, votes
from workshop_kit.errors import (
    BadRequest,
    NoSuchStep,
    NoSuchTheme,
    NotJoined,
    UnknownLanguage,
    UnknownOption,
    WorkshopError,
)
from workshop_kit.ideas import Kept
from workshop_kit.phone import ballots, cookies, visits
from workshop_kit.phone.asking import MOST_BYTES, Ask, Form, wants_json
from workshop_kit.phone.now import refused
from workshop_kit.phone.pens import KeptBallot, SentBallot, SentIdea
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.seat import asking
from workshop_kit.pictures import Photo

SEE_OTHER = 303
MOST_ID = 2**31 - 1


async def send_idea(ask: Ask) -> Response:
    """Keep an idea once, however often it is sent."""
    fields, file = await _unpacked(ask)
    sent = _sent(ask, fields)
    try:
        kept = await _keep(ask, sent, fields, file)
    except WorkshopError as error:
        return await run_in_threadpool(refused, ask, error, sent.text)
    if not wants_json(ask.request):
        return RedirectResponse(f"/{sent.code}/now#idea-{kept.number}", SEE_OTHER)
    answer = {"number": kept.number, "state": IdeaState(kept.state).value, "text": kept.text}
    return JSONResponse(answer, 201 if kept.is_new else 200)


async def cast_ballot(ask: Ask) -> Response:
    """A whole ballot as JSON."""
    choices = ballots.from_json(ask.json())
    sent = SentBallot(_code(ask), cookies.token(ask.request) or "", _step_id(ask), choices)
    kept: KeptBallot = await _scribe(ask).write(sent)
    return JSONResponse({"choices": dict(kept.choices), "left": kept.left})


async def tap_ballot(ask: Ask) -> Response:
    """The same without our script: one tap, or all fields."""
    fields = ask.form()
    try:
        await _scribe(ask).write(Job(lambda db: _tap(visits.visit(db, ask), ask, fields)))
    except WorkshopError as error:
        return await run_in_threadpool(refused, ask, error)
    option = next((fields[tap].partition(":")[0] for tap in ballots.TAPS if fields.get(tap)), "")
    place = f"#o-{option}" if option.isdecimal() else "" if fields.get("card") else "?done=1"
    return RedirectResponse(f"/{_code(ask)}/now{place}", SEE_OTHER)


def _tap(here: visits.Visit, ask: Ask, fields: Form) -> None:
    step = steps.by_id(here.db, here.workshop, _step_id(ask))
    kept = votes.ballot_of(here.db, step, here.member)
    choices = ballots.from_form(fields, kept.choices if kept else {})
    counted = votes.cast(here.db, step, here.member, choices, now=store.now()).choices
    if fields.get("place") and fields.get("card") and fields["card"] not in counted:
        gone = NoSuchTheme if step.kind == StepKind.THEMES else UnknownOption
        raise gone()  # it went after the page was drawn


async def _unpacked(ask: Ask) -> tuple[dict[str, Any], bytes]:
    """The fields, and the file that came with them; taken apart beside the event loop where that takes time."""
    if len(ask.body) > MOST_BYTES:
        async with ask.request.app.state.darkroom:  # the pieces take as much memory again
            return await run_in_threadpool(_fields, ask)
    return await run_in_threadpool(_fields, ask) if ask.is_multipart else _fields(ask)


def _fields(ask: Ask) -> tuple[dict[str, Any], bytes]:
    if ask.is_json:
        return ask.json(), b""
    if ask.is_multipart:
        fields, file = ask.parts("photo")
        return dict(fields), file
    return dict(ask.form()), b""


def _sent(ask: Ask, fields: dict[str, Any]) -> SentIdea:
    language = ask.text(fields, "language")
    if fields.get("language") and not language:  # nothing of it could be read
        raise UnknownLanguage()
    return SentIdea(
        _code(ask),
        cookies.token(ask.request) or "",
        ask.text(fields, "id"),
        ask.text(fields, "text"),
        language,
        _table(ask.text(fields, "table")),
        pictures.checked_symbol(ask.text(fields, "symbol")),
    )


async def _keep(ask: Ask, sent: SentIdea, fields: dict[str, Any], file: bytes) -> Kept:
    if not file and fields.get("photo", "") in ("", None):
        kept: Kept = await _scribe(ask).write(sent)
        return kept
    await run_in_threadpool(asking, ask.engine, ask.request)  # raises NotJoined before any work for a stranger
    async with ask.request.app.state.darkroom:
        photo = await run_in_threadpool(_developed, ask, fields, file)
    kept = await _scribe(ask).write(Job(lambda db: _keep_photo(visits.visit(db, ask), sent, photo)))
    return kept


def _developed(ask: Ask, fields: dict[str, Any], file: bytes) -> Photo:
    return pictures.shrunk(file or _photo(ask.text(fields, "photo")))


def _keep_photo(here: visits.Visit, sent: SentIdea, photo: Photo) -> Kept:
    if here.participant is None:
        raise NotJoined()
    picture = pictures.keep(here.db, here.workshop, photo, now=store.now())
    step, language = steps.current(here.db, here.workshop), sent.language or here.member.language
    table = sent.table or _sits(here, step)
    idea, is_new = ideas.send(
        here.db,
        here.workshop,
        step,
        ideas.Sent(sent.uuid, sent.text, language, Channel.PHONE, table, picture),
        participant=here.participant,
        now=store.now(),
    )
    if not is_new:
        pictures.sweep(here.db, here.workshop)
    return Kept(idea.number, idea.state, idea.text, is_new)


def _sits(here: visits.Visit, step: Step | None) -> str:
    who = here.member.id or 0
    return tables.places(here.db, here.workshop, step, {who: here.member.table_name}).get(who, "")


def _photo(text: str) -> bytes:
    """The file in a data URI, as the script sends it with what waited on the phone. Raises BadRequest."""
    head, _comma, data = text.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        raise BadRequest()
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadRequest() from error


def _scribe(ask: Ask) -> Scribe:
    scribe: Scribe = ask.request.app.state.scribe
    return scribe


def _code(ask: Ask) -> str:
    return visits.digits(ask.request.path_params["code"])


def _step_id(ask: Ask) -> int:
    found: int = ask.request.path_params["step_id"]
    if found > MOST_ID:
        raise NoSuchStep()
    return found


def _table(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:40]
