"""Putting the phone server together."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from workshop_kit import participants, store
from workshop_kit.errors import WorkshopError
from workshop_kit.phone import about, answers, assets, health, join, me, now, outcome, own, sending, stream
from workshop_kit.phone.answers import endpoint
from workshop_kit.phone.cookies import Doors, Tries
from workshop_kit.phone.health import Pulse
from workshop_kit.phone.pens import PENS
from workshop_kit.phone.reached import NoteAddresses
from workshop_kit.phone.scribe import Scribe
from workshop_kit.phone.security import SafeHeaders
from workshop_kit.phone.shelf import Shelf
from workshop_kit.store import forget, reading, writing

log = logging.getLogger("workshop_kit.phone")

PHOTOS_AT_ONCE = 2  # each takes memory for its pixels while it is made small
CLEAN_EVERY = 6 * 3600.0  # seconds

ROUTES = [
    Route("/", endpoint(join.front), methods=["GET", "POST"]),
    Route("/health", health.health),
    Route("/favicon.ico", assets.no_icon),
    Route("/static/{name}", assets.static),
    Route("/{code}", endpoint(join.choose)),
    Route("/{code}/join", endpoint(join.join), methods=["POST"]),
    Route("/{code}/now", endpoint(now.now)),
    Route("/{code}/about", endpoint(about.show), methods=["GET"]),
    Route("/{code}/about", endpoint(about.answer), methods=["POST"]),
    Route("/{code}/ideas", endpoint(sending.send_idea, photo=True), methods=["POST"]),
    Route("/{code}/ideas/{number:int}", endpoint(own.show), methods=["GET"]),
    Route("/{code}/ideas/{number:int}", endpoint(own.change), methods=["POST", "PUT"]),
    Route("/{code}/ideas/{number:int}", endpoint(own.take_back), methods=["DELETE"]),
    Route("/{code}/pictures/{digest}", endpoint(own.picture)),
    Route("/{code}/ballots/{step_id:int}", endpoint(sending.cast_ballot), methods=["PUT"]),
    Route("/{code}/ballots/{step_id:int}", endpoint(sending.tap_ballot), methods=["POST"]),
    Route("/{code}/me", endpoint(me.ask_back), methods=["GET"]),
    Route("/{code}/me", endpoint(me.withdraw), methods=["DELETE"]),
    Route("/{code}/me/withdraw", endpoint(me.withdraw), methods=["POST"]),
    Route("/{code}/events", stream.events),
    Route("/{code}/version", endpoint(stream.version)),
    Route("/{code}/results", endpoint(outcome.show)),
]


def create_phone(engine: Engine, instance: str = "") -> Starlette:
    """The phone server over a database. `instance` names this start of it in the answer to `/health`."""
    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(NoteAddresses, engine=engine),
            Middleware(GZipMiddleware, minimum_size=500, compresslevel=6),
        ],
        exception_handlers={WorkshopError: answers.refuse, HTTPException: answers.refuse_http},
        lifespan=_living,
    )
    app.router.redirect_slashes = False  # it would redirect to whatever host the request names
    app.state.engine = engine
    app.state.news = stream.News(engine)
    app.state.scribe = Scribe(engine, PENS)
    app.state.shelf = Shelf()
    app.state.darkroom = asyncio.Semaphore(PHOTOS_AT_ONCE)
    app.state.doors = Doors()
    app.state.tries = Tries()
    app.state.pulse = Pulse(instance)
    return app


@asynccontextmanager
async def _living(app: Starlette) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()  # what is loaded by now stays: no need to look through it again and again
    cleaning = asyncio.create_task(_clean(app.state.engine))
    async with app.state.news.running():
        yield
    cleaning.cancel()
    app.state.scribe.close()


async def _clean(engine: Engine) -> None:
    """Erase what ties old workshops to phones: at the start, and then every few hours."""
    while True:
        try:
            await run_in_threadpool(_purge, engine)
        except WorkshopError as error:
            log.warning("Old ties to phones could not be erased: %s", error)
        await asyncio.sleep(CLEAN_EVERY)


def _purge(engine: Engine) -> None:
    with reading(engine) as db:
        is_due = bool(participants.due(db, now=store.now()))
    if is_due:
        with writing(engine) as db:
            participants.purge(db, now=store.now())
        forget(engine)
