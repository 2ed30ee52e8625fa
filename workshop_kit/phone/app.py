"""Putting the phone server together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from workshop_kit.errors import WorkshopError
from workshop_kit.phone import answers, assets, health, join, me, now, stream
from workshop_kit.phone.answers import endpoint
from workshop_kit.phone.cookies import Doors
from workshop_kit.phone.health import Pulse
from workshop_kit.phone.reached import NoteAddresses
from workshop_kit.phone.security import SafeHeaders

ROUTES = [
    Route("/", endpoint(join.front), methods=["GET", "POST"]),
    Route("/health", health.health),
    Route("/favicon.ico", assets.no_icon),
    Route("/static/{name}", assets.static),
    Route("/{code}", endpoint(join.choose)),
    Route("/{code}/join", endpoint(join.join), methods=["POST"]),
    Route("/{code}/now", endpoint(now.now)),
    Route("/{code}/ideas", endpoint(now.send_idea), methods=["POST"]),
    Route("/{code}/ballots/{step_id:int}", endpoint(now.cast_ballot), methods=["PUT"]),
    Route("/{code}/ballots/{step_id:int}", endpoint(now.tap_ballot), methods=["POST"]),
    Route("/{code}/me", endpoint(me.ask_back), methods=["GET"]),
    Route("/{code}/me", endpoint(me.withdraw), methods=["DELETE"]),
    Route("/{code}/me/withdraw", endpoint(me.withdraw), methods=["POST"]),
    Route("/{code}/events", stream.events),
    Route("/{code}/version", endpoint(stream.version)),
    Route("/{code}/results", endpoint(now.results)),
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
    app.state.doors = Doors()
    app.state.pulse = Pulse(instance)
    return app


@asynccontextmanager
async def _living(app: Starlette) -> AsyncIterator[None]:
    async with app.state.news.running():
        yield
