"""Putting the phone server together."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop_kit import participants, plan, store
from workshop_kit.errors import WorkshopError
from workshop_kit.phone import (
    about,
    answers,
    assets,
    hand,
    hand_events,
    health,
    helping,
    join,
    me,
    now,
    outcome,
    own,
    replies,
    seat,
    sending,
    stream,
    working,
)
from workshop_kit.phone.answers import Check, Handler, endpoint
from workshop_kit.phone.cookies import Doors, Tries
from workshop_kit.phone.health import Pulse
from workshop_kit.phone.pens import PENS
from workshop_kit.phone.reached import NoteAddresses
from workshop_kit.phone.scribe import Scribe
from workshop_kit.phone.security import SafeHeaders
from workshop_kit.phone.shelf import Shelf
from workshop_kit.store import forget, reading, writing

log = logging.getLogger("workshop_kit.phone")

BODIES_AT_ONCE = 8  # of up to 16 MB, while they arrive and wait; who comes later waits with hers on the phone
PHOTOS_AT_ONCE = 2  # each takes memory for its pixels while it is made small
CLEAN_EVERY = 6 * 3600.0  # seconds


class Number(Convertor[int]):
    """A number in an address. Starlette's own reads any length, and Python refuses thousands of digits."""

    regex = "[0-9]{1,12}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("number", Number())


def at(path: str, *, photo: Check | None = None, **by_method: Handler) -> Route:
    """One place, and what answers each method there. `photo`: one may come in, from those who pass the check."""
    answers = {method: endpoint(handle, photo=photo) for method, handle in by_method.items()}

    async def respond(request: Request) -> Response:
        return await answers["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, respond, methods=list(answers))


ROUTES = [
    at("/", GET=join.front, POST=join.front),
    Route("/health", health.health),
    Route("/favicon.ico", assets.no_icon),
    Route("/static/{name}", assets.static),
    at("/{code}", GET=join.choose),
    at("/{code}/join", POST=join.join),
    at("/{code}/now", GET=now.now),
    at("/{code}/about", GET=about.show, POST=about.answer),
    at("/{code}/ideas", POST=sending.send_idea, photo=seat.asking),
    at("/{code}/ideas/{number:number}", GET=own.show, POST=own.change, PUT=own.change, DELETE=own.take_back),
    at("/{code}/pictures/{digest}", GET=own.picture),
    at("/{code}/ballots/{step_id:number}", PUT=sending.cast_ballot, POST=sending.tap_ballot),
    at("/{code}/answers/{step_id:number}", PUT=replies.keep, POST=replies.tap),
    at("/{code}/me", GET=me.ask_back, DELETE=me.withdraw),
    at("/{code}/me/withdraw", POST=me.withdraw),
    at("/{code}/events", GET=stream.events),
    at("/{code}/version", GET=stream.version),
    at("/{code}/results", GET=outcome.show),
    at("/{code}/hand", GET=hand.show, POST=hand.act, photo=working.check),
    at("/{code}/hand/events", GET=hand_events.events),
    at("/{code}/hand/pictures/{digest}", GET=hand.picture),
    at("/{code}/hand/{token}", GET=hand.enter),
    at("/{code}/help", GET=helping.show, POST=helping.offer),
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
    app.state.bodies = asyncio.Semaphore(BODIES_AT_ONCE)
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
    """Erase what ties old workshops to phones: at the start, and then every few hours, whatever went wrong."""
    while True:
        try:
            await run_in_threadpool(_purge, engine)
        except Exception as error:  # a task that ends is missed by nobody, and its message may hold ideas
            log.warning("Old ties to phones could not be erased: %s", type(error).__name__)
        await asyncio.sleep(CLEAN_EVERY)


def _purge(engine: Engine) -> None:
    with reading(engine) as db:
        is_due = bool(participants.due(db, now=store.now())) or plan.contacts_are_due(db, today=store.now().date())
    if is_due:
        with writing(engine) as db:
            participants.purge(db, now=store.now())
            plan.purge_contacts(db, today=store.now().date())
        forget(engine)
