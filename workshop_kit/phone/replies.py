"""Answers to the short questions of an evening. What is acknowledged here is on disk."""

import re
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from workshop_kit import steps, store
from workshop_kit.errors import BadRequest, NoSuchStep, WorkshopError
from workshop_kit.evaluation import answers
from workshop_kit.phone import ballots, cookies, visits
from workshop_kit.phone.asking import Ask, Form
from workshop_kit.phone.now import refused
from workshop_kit.phone.pens import SentAnswers
from workshop_kit.phone.scribe import Job, Scribe

SEE_OTHER = 303
MOST_ID = 2**31 - 1
_KEY = re.compile(r"[a-z_]{1,20}|service-[0-9]{1,9}")


async def keep(ask: Ask) -> Response:
    """A whole answer as JSON."""
    sent = SentAnswers(_code(ask), cookies.token(ask.request) or "", _step_id(ask), _from_json(ask.json()))
    kept: dict[str, int] = await _scribe(ask).write(sent)
    return JSONResponse({"answers": kept})


async def tap(ask: Ask) -> Response:
    """The same without our script: one tap, or all fields."""
    fields = ask.form()
    try:
        await _scribe(ask).write(Job(lambda db: _tap(visits.visit(db, ask), ask, fields)))
    except WorkshopError as error:
        return await run_in_threadpool(refused, ask, error)
    tapped = fields.get("rate", "").partition(":")[0]
    place = f"#o-{tapped}" if _KEY.fullmatch(tapped) else "?done=1"
    return RedirectResponse(f"/{_code(ask)}/now{place}", SEE_OTHER)


def _tap(here: visits.Visit, ask: Ask, fields: Form) -> None:
    step = steps.by_id(here.db, here.workshop, _step_id(ask))
    given = ballots.from_form(fields, answers.of(here.db, step, here.member))
    answers.give(here.db, here.workshop, step, here.member, given, now=store.now())


def _from_json(found: dict[str, Any]) -> dict[str, int]:
    """Raises BadRequest; which answers there are, the questions themselves know."""
    given = found.get("answers")
    if not isinstance(given, dict):
        raise BadRequest()
    return given


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
