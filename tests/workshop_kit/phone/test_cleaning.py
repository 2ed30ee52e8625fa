"""What ties old workshops to phones is erased again and again, whatever went wrong the time before."""

import asyncio
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError

from workshop_kit import participants
from workshop_kit.phone import app
from workshop_kit.store import now


@pytest.fixture(autouse=True)
def long_ago(ann):
    """Somebody took part, and her ties should be erased by now."""

    def happened(db, room):
        room.day = date(2020, 11, 14)
        participants.admit(db, room, "en", now=now())[0].joined_at = now().replace(year=2020)

    ann.sees(happened)


def is_cut_loose(ann):
    return ann.sees(lambda _db, room: room.cut_loose_at is not None)


async def cleans(ann):
    cleaning = asyncio.create_task(app._clean(ann.engine))
    while not cleaning.done() and not is_cut_loose(ann):
        await asyncio.sleep(0.01)
    cleaning.cancel()
    with suppress(asyncio.CancelledError):
        await cleaning


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("SELECT", {}, Exception("database is locked")),
        DBAPIError("SELECT", {}, Exception("a private wish")),
        InvalidRequestError("a private wish"),
        OSError("a private wish"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_the_database_is_logged_and_the_next_time_it_is_done(ann, error, caplog, monkeypatch):
    wrong = [error, error]

    def break_down(*_anything):
        if wrong and asyncio._get_running_loop() is None:  # in the pool, so not where the test looks
            raise wrong.pop()

    monkeypatch.setattr(app, "CLEAN_EVERY", 0.0)
    event.listen(ann.engine, "before_cursor_execute", break_down)
    asyncio.run(cleans(ann))
    event.remove(ann.engine, "before_cursor_execute", break_down)
    assert is_cut_loose(ann) and wrong == []
    assert caplog.text.count("Old ties to phones could not be erased") == 2
    assert "private" not in caplog.text
