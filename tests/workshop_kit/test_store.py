"""The database: what was acknowledged is there, and trouble is told in words."""

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import select

from models import Preference
from workshop_kit import preferences, store
from workshop_kit.errors import StoreBusy, StoreFull, StoreTrouble, StoreUnreadable

ROOT = Path(__file__).parents[2]

OPENED = """
import os, signal, sys
from workshop_kit import preferences, store
engine = store.open_engine(sys.argv[1])
"""
WRITES_AND_IS_KILLED = """
with store.writing(engine) as db:
    preferences.put(db, "who", "Ben")
print("acknowledged", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
WRITES_AND_EXITS_AT_ONCE = """
with store.writing(engine) as db:
    preferences.put(db, "who", "Ben")
print("acknowledged", flush=True)
os._exit(1)
"""
IS_KILLED_BEFORE_THE_END = """
with store.writing(engine) as db:
    preferences.put(db, "who", "Ben")
    db.flush()
    print("written", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
COUNTS_UP = """
for _ in range(40):
    with store.writing(engine) as db:
        preferences.put(db, "n", str(int(preferences.get(db, "n") or 0) + 1))
"""


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def program(script: str, database: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", OPENED + script, url(database)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def said(process: subprocess.Popen[bytes]) -> str:
    out, trouble = process.communicate(timeout=30)
    assert not trouble, trouble.decode()
    return out.decode().strip()


def kept(engine: Engine, key: str) -> str | None:
    with store.reading(engine) as db:
        return preferences.get(db, key)


# --- nothing is lost ------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [WRITES_AND_IS_KILLED, WRITES_AND_EXITS_AT_ONCE], ids=["killed", "exits"])
def test_an_acknowledged_write_is_there_after_a_kill(engine, database, script):
    assert said(program(script, database)) == "acknowledged"
    assert kept(engine, "who") == "Ben"


def test_a_write_that_was_not_acknowledged_is_not_half_there(engine, database):
    process = program(IS_KILLED_BEFORE_THE_END, database)
    assert said(process) == "written"
    assert process.returncode == -signal.SIGKILL
    assert kept(engine, "who") is None


def test_two_programs_that_write_at_once_lose_nothing(engine, database):
    both = [program(COUNTS_UP, database) for _ in range(2)]
    assert [said(process) for process in both] == ["", ""]
    assert kept(engine, "n") == "80"


def test_two_programs_may_make_the_same_new_database(tmp_path):
    path = tmp_path / "new.sqlite3"
    both = [program("", path) for _ in range(2)]
    assert [said(process) for process in both] == ["", ""]
    assert [process.returncode for process in both] == [0, 0]


def test_a_write_that_raises_leaves_nothing_behind(engine):
    with pytest.raises(ZeroDivisionError), store.writing(engine) as db:
        preferences.put(db, "who", "Ben")
        db.flush()
        raise ZeroDivisionError
    assert kept(engine, "who") is None


def test_what_is_changed_while_reading_is_thrown_away(engine):
    with store.reading(engine) as db:
        preferences.put(db, "who", "Ben")
        db.flush()
    assert kept(engine, "who") is None


def test_a_reader_is_not_stopped_by_a_writer(engine):
    with store.writing(engine) as db:
        preferences.put(db, "who", "Ben")
        db.flush()
        assert kept(engine, "who") is None
    assert kept(engine, "who") == "Ben"


def test_the_database_is_set_up_for_two_programs_and_a_power_cut(engine):
    with engine.connect() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


# --- upgrading ------------------------------------------------------------------------------------------


def test_upgrading_twice_is_harmless(engine):
    with store.writing(engine) as db:
        preferences.put(db, "who", "Ben")
    store.upgrade(engine)
    store.upgrade(engine)
    assert kept(engine, "who") == "Ben"


def test_a_database_of_a_newer_version_is_refused_in_words(engine, database):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTrouble):
        store.open_engine(url(database))


# --- trouble --------------------------------------------------------------------------------------------


def limited(engine: Engine, pragma: str) -> None:
    """Every connection from now on gets one more PRAGMA."""
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _record: raw.execute(f"PRAGMA {pragma}").close())


def test_a_full_disk_is_told_and_nothing_is_half_written(engine):
    with store.writing(engine) as db:
        preferences.put(db, "before", "safe")
    limited(engine, "max_page_count = 1")  # SQLite takes it as: no page more than there are
    with pytest.raises(StoreFull), store.writing(engine) as db:
        preferences.put(db, "small", "fits on a page")
        db.flush()
        for n in range(50):
            preferences.put(db, f"large {n}", "x" * 4000)
            db.flush()
    with store.reading(engine) as db:
        assert [row.key for row in db.exec(select(Preference))] == ["before"]


def test_after_a_full_disk_small_things_are_still_written(engine):
    limited(engine, "max_page_count = 1")
    with pytest.raises(StoreFull), store.writing(engine) as db:
        preferences.put(db, "large", "x" * 100_000)
    with store.writing(engine) as db:
        preferences.put(db, "small", "fits")
    assert kept(engine, "small") == "fits"


def test_a_file_that_is_not_a_database_is_refused_and_stays_as_it_is(tmp_path):
    path = tmp_path / "letter.sqlite3"
    path.write_bytes(b"Dear Ann, this is not a database. " * 200)
    before = path.read_bytes()
    with pytest.raises(StoreUnreadable):
        store.open_engine(url(path))
    assert path.read_bytes() == before


def test_a_folder_is_not_a_database(tmp_path):
    with pytest.raises(StoreUnreadable):
        store.open_engine(url(tmp_path))


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StoreUnreadable):
        store.open_engine(url(tmp_path / "nowhere" / "a.sqlite3"))


def test_a_damaged_page_is_told(engine, database):
    with store.writing(engine) as db:
        for n in range(200):
            preferences.put(db, f"key {n}", "x" * 200)
    engine.dispose()
    with sqlite3.connect(database) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'preference'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    raw.close()
    content = bytearray(database.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    database.write_bytes(content)
    with pytest.raises(StoreUnreadable), store.reading(engine) as db:
        db.exec(select(Preference)).all()


def test_a_database_that_may_only_be_read_is_told(engine):
    limited(engine, "query_only = ON")
    with pytest.raises(StoreUnreadable), store.writing(engine) as db:
        preferences.put(db, "who", "Ben")
        db.flush()


def test_a_read_only_file_can_be_read_but_not_written(database):
    engine = store.open_engine(f"sqlite:///file:{database}?mode=ro&uri=true")
    assert kept(engine, "who") is None
    with pytest.raises(StoreUnreadable), store.writing(engine) as db:
        preferences.put(db, "who", "Ben")
        db.flush()
    engine.dispose()


def test_a_lock_that_somebody_holds_too_long_is_told(engine, database):
    limited(engine, "busy_timeout = 20")
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreBusy), store.writing(engine) as db:
            preferences.get(db, "who")  # already the first look takes the lock
    finally:
        holder.close()
    with store.writing(engine) as db:
        preferences.put(db, "who", "Ben")


def test_trouble_is_a_sentence_and_not_a_dump_of_the_database(engine):
    limited(engine, "max_page_count = 1")
    with pytest.raises(StoreFull) as trouble, store.writing(engine) as db:
        preferences.put(db, "large", "x" * 100_000)
    assert "xxx" not in str(trouble.value)
    assert "INSERT" not in json.dumps(str(trouble.value))


def test_a_preference_is_kept_and_replaced(db):
    assert preferences.get(db, "open workshop") is None
    preferences.put(db, "open workshop", "4821")
    preferences.put(db, "open workshop", "1112")
    assert preferences.get(db, "open workshop") == "1112"
