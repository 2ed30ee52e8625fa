"""The alternative: a phone's page for ideas and votes in plain Streamlit. bench/sessions.py runs and drives it.

Written as Streamlit's own documentation would: widgets, a shared SQLite file, and a fragment that looks every
second whether the room has moved on. VOTE_FILE names the file. With VOTE_FREEZE=1 what is loaded is kept out of
the garbage collection that Streamlit makes after every run (`gc.collect(2)` in script_runner.py, 60 ms of each).
"""

import gc
import json
import os
import sqlite3
import threading
import uuid
from typing import Any

import streamlit as st

DOTS, CAP = 5, 3
TABLES = """
CREATE TABLE IF NOT EXISTS room (version INTEGER, step TEXT);
CREATE TABLE IF NOT EXISTS idea (id INTEGER PRIMARY KEY, participant TEXT, text TEXT);
CREATE TABLE IF NOT EXISTS ballot (participant TEXT PRIMARY KEY, choices TEXT, times INTEGER);
"""


def opened(file: str) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.executescript(TABLES)
    return db


@st.cache_resource
def database() -> tuple[sqlite3.Connection, threading.Lock]:
    if os.environ.get("VOTE_FREEZE") == "1":
        gc.freeze()
    return opened(os.environ["VOTE_FILE"]), threading.Lock()


def ask(statement: str, *values: Any) -> list[Any]:
    db, lock = database()
    with lock:
        return db.execute(statement, values).fetchall()


def room() -> tuple[int, str]:
    version, step = ask("SELECT version, step FROM room")[0]
    return version, step


@st.fragment(run_every=1)
def follow() -> None:
    if room()[0] != st.session_state.shown:
        st.rerun()


def ideas() -> None:
    text = st.text_input("Your idea")
    if st.button("Send") and text:
        ask("INSERT INTO idea (participant, text) VALUES (?, ?)", st.session_state.me, text)
        st.success("Arrived")


def vote() -> None:
    st.write(f"Give your {DOTS} dots to what matters most to you.")
    found = {n: st.number_input(f"Theme {n} of usual length", 0, CAP, key=f"theme {n}") for n in range(1, 13)}
    if sum(found.values()) > DOTS:
        st.warning(f"You have {DOTS} dots.")
    elif st.button("Send"):
        upsert = "ON CONFLICT DO UPDATE SET choices = excluded.choices, times = times + 1"
        ask(f"INSERT INTO ballot VALUES (?, ?, 1) {upsert}", st.session_state.me, json.dumps(found))
        st.success("Arrived")


def main() -> None:
    st.session_state.setdefault("me", str(uuid.uuid4()))
    st.session_state.shown, step = room()
    follow()  # first, so that it stays at its place whatever the step shows
    st.title(f"{step} {st.session_state.shown}")
    if step == "ideas":
        ideas()
    elif step == "vote":
        vote()


if __name__ == "__main__":
    main()
