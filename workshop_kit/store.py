"""The database: opening, upgrading, and one short transaction at a time."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError, TimeoutError
from sqlmodel import Session

from workshop_kit.errors import SettingWrong, StoreBusy, StoreFull, StoreNewer, StoreTrouble, StoreUnreadable
from workshop_kit.i18n import N_

log = logging.getLogger(__name__)

CONNECTIONS = 24  # kept open; as many again in a rush: more than there are threads to ask for one
MIGRATIONS = Path(__file__).parents[1] / "migrations"


def open_engine(url: str) -> Engine:
    """An engine on an upgraded database. Raises StoreTrouble where the file cannot be used."""
    try:
        # Parameters are what people wrote: they stay out of error messages.
        engine = create_engine(url, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=CONNECTIONS)
    except ModuleNotFoundError as error:
        raise SettingWrong(name="DATABASE_URL", why=N_("its database driver is not installed")) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    with told_in_words():
        upgrade(engine)
    return engine


def upgrade(engine: Engine) -> None:
    """Bring the tables to this version. Two programs that start together wait for each other."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:  # it knows no such revision: a later version wrote it
            raise StoreNewer() from error


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for looking. What is changed in it is thrown away."""
    with told_in_words(), Session(engine) as db:
        yield db


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction: on disk when the block ends, not at all when it raises.

    On SQLite it takes the write lock at once, so that what is read in it cannot be overtaken.
    """
    with (
        told_in_words(),
        Session(engine.execution_options(writing=True), expire_on_commit=False) as db,
        db.begin(),
    ):
        yield db


def forget(engine: Engine) -> None:
    """After erasing: empty the write-ahead log, so that the erased words are in no file any more.

    The erasing itself is done by then. A log that is busy is left to the next checkpoint, without an error.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    except sqlite3.Error as error:
        log.warning("The write-ahead log could not be emptied: %s", error)
    finally:
        raw.close()


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn the database's errors about disk, locks and damage into sentences for the room."""
    try:
        yield
    except OperationalError as error:
        raise _trouble(error) from error
    except TimeoutError as error:  # every connection of the pool is busy
        raise StoreBusy() from error
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.DatabaseError) and "malformed" in str(error.orig).lower():
            raise StoreUnreadable() from error
        if isinstance(error.orig, sqlite3.DatabaseError) and "not a database" in str(error.orig).lower():
            raise StoreUnreadable() from error
        raise


def _trouble(error: OperationalError) -> StoreTrouble:
    said = str(error.orig).lower()
    if "full" in said or "no space" in said:
        return StoreFull()
    if "locked" in said or "busy" in said:
        return StoreBusy()
    if "unable to open" in said or "disk i/o" in said or "readonly" in said:
        return StoreUnreadable()
    return StoreTrouble()


_PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",  # acknowledged means on disk
    "foreign_keys = ON",
    "secure_delete = ON",  # erased words do not stay in free pages
)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN below decides, not the driver
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
