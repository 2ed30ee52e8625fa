"""Answering: handlers run in the thread pool, and whatever goes wrong becomes one calm sentence."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from inspect import iscoroutinefunction
from typing import Any, cast

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workshop_kit.errors import NoSuchPage, NoSuchWorkshop, NotJoined, WorkshopError
from workshop_kit.i18n import offered
from workshop_kit.phone import pages, visits
from workshop_kit.phone.asking import Ask, is_large, read, wants_json
from workshop_kit.phone.security import check_origin

log = logging.getLogger("workshop_kit.phone")

Handler = Callable[[Ask], Response | Awaitable[Response]]


class Unexpected(WorkshopError):
    status = 500


Check = Callable[[Engine, Request], object]
"""Raises a WorkshopError for who may not send a photo."""


def endpoint(handle: Handler, *, photo: Check | None = None) -> Callable[[Request], Awaitable[Response]]:
    """A handler as Starlette calls it; one that is not a coroutine runs in the thread pool.

    Unknown errors are logged by place: their messages may hold ideas. `photo`: who may send one.
    """
    run: Any = handle if iscoroutinefunction(handle) else partial(run_in_threadpool, cast(Any, handle))

    async def respond(request: Request) -> Response:
        check_origin(request)
        try:
            if photo and is_large(request):
                return await _with_photo(request, run, photo)
            answer: Response = await run(await read(request))
            return answer
        except (WorkshopError, HTTPException):
            raise
        except Exception as error:
            log.error("%s in\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            raise Unexpected() from None

    return respond


async def _with_photo(request: Request, run: Any, check: Check) -> Response:
    """The answer to a body in which a photo may be: of who may send one alone, and of a few at a time."""
    state = request.app.state
    await run_in_threadpool(check, state.engine, request)  # a stranger is refused before anything is read
    async with state.bodies:
        answer: Response = await run(await read(request, photo=True))
        return answer


def refuse(request: Request, error: Exception) -> Response:
    """The answer to a WorkshopError."""
    assert isinstance(error, WorkshopError)
    language = visits.language_at_the_edge(request)
    sentence = error.in_language(language)
    if wants_json(request):
        return JSONResponse({"error": sentence}, error.status)
    if isinstance(error, NoSuchWorkshop):
        typed = visits.digits(request.path_params.get("code", ""))
        facts: dict[str, Any] = {"typed": typed, "languages": offered(), "sentence": sentence}
        return pages.page("code.html", language, error.status, **facts)
    return pages.page("error.html", language, error.status, sentence=sentence, back=_way_back(request, error))


def refuse_http(request: Request, error: Exception) -> Response:
    """The answer to what the router itself refuses: unknown pages and methods."""
    assert isinstance(error, HTTPException)
    known: WorkshopError = NoSuchPage() if error.status_code == 404 else WorkshopError()
    known.status = error.status_code
    answer = refuse(request, known)
    answer.headers.update(error.headers or {})
    return answer


def _way_back(request: Request, error: WorkshopError) -> str:
    code = visits.digits(request.path_params.get("code", ""))
    if not code.isdecimal():
        return "/"
    at_the_door = isinstance(error, NotJoined) or request.url.path.endswith("/join")
    return f"/{code}" if at_the_door else f"/{code}/now"
