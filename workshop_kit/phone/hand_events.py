"""News for the pages behind role links: the room's versions, and that the link is over."""

import asyncio

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from workshop_kit.errors import StoreTrouble, WorkshopError
from workshop_kit.phone import stream
from workshop_kit.phone.asking import Ask
from workshop_kit.phone.stream import News, Stream
from workshop_kit.phone.working import check

OVER = b"event: over\ndata: {}\n\n"
EVERY = 1.5  # seconds between two looks whether a link still works


class HandStream(Stream):
    """The stream of one link. Before each event, and every few moments, it looks whether the link still works.

    Where it does not, it says so and ends. There are a few links in a room, so that each may look for itself.
    """

    def __init__(self, news: News, code: str, known: int, asked: Request) -> None:
        super().__init__(news, code, known)
        self.asked = asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        over, ending = asyncio.Event(), asyncio.Event()

        async def tell(message: Message) -> None:
            if ending.is_set() and message["type"] == "http.response.body" and message.get("more_body"):
                return
            if message.get("body") and not await self._works():
                return await end()
            await send(message)

        async def end() -> None:
            if not ending.is_set():
                ending.set()
                await send({"type": "http.response.body", "body": OVER, "more_body": True})
                over.set()

        async def watch() -> None:
            await asyncio.sleep(EVERY)
            while await self._works():
                await asyncio.sleep(EVERY)
            await end()

        async def hear() -> Message:
            """What the phone says; once the link is over, that it has gone."""
            gone, ended = asyncio.ensure_future(receive()), asyncio.ensure_future(over.wait())
            done, left = await asyncio.wait({gone, ended}, return_when=asyncio.FIRST_COMPLETED)
            for task in left:
                task.cancel()
            return gone.result() if gone in done else {"type": "http.disconnect"}

        watching = asyncio.create_task(watch())
        try:
            await super().__call__(scope, hear, tell)
        finally:
            watching.cancel()

    async def _works(self) -> bool:
        return await run_in_threadpool(_works, self.asked.app.state.engine, self.asked)


async def events(ask: Ask) -> Response:
    """Server-sent events: `changed` with the workshop's version, `over` where the link ends. Raises LinkOver."""
    request = ask.request
    await run_in_threadpool(check, request.app.state.engine, request)
    answer = await stream.events(ask)
    return HandStream(answer.news, answer.code, answer.known, request) if isinstance(answer, Stream) else answer


def _works(engine: Engine, request: Request) -> bool:
    try:
        check(engine, request)
    except (StoreTrouble, SQLAlchemyError):
        return True  # nobody knows now; the next event tells
    except WorkshopError:
        return False
    return True
