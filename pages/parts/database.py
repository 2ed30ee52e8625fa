"""The one bridge from the pages to the database: a session per run, and trouble told in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from models import Workshop
from pages.parts import language, say, state
from workshop_kit import preferences, services, store, vectors, workshops
from workshop_kit.errors import NoSuchWorkshop, WorkshopError
from workshop_kit.settings import settings

_OPEN = "open_workshop"

P = ParamSpec("P")


@st.cache_resource(show_spinner=False)  # the route of the photos asks for it outside of every page, too
def engine() -> Engine:
    engine = store.open_engine(settings().database_url)
    with store.writing(engine) as db:
        services.ensure_starter(db, store.now())
    return engine


def embedder() -> vectors.Remembering | None:
    """The language model, with the database as its memory; None where there is none."""
    return vectors.remembering(engine())


@contextmanager
def looking() -> Iterator[Session]:
    """A session for showing. Nothing is written."""
    with store.reading(engine()) as db:
        yield db


def act(change: Callable[[Session], object], *, done: str = "") -> bool:
    """Make one change in one transaction; for callbacks of buttons. Trouble is told at the next run."""
    try:
        with store.writing(engine()) as db:
            change(db)
    except WorkshopError as error:
        tell_error(error)
        return False
    if done:
        state.tell_done(done)
    return True


def told(draw: Callable[P, None]) -> Callable[P, None]:
    """For fragments and dialogs, which run without the frame: trouble is told in words there, too."""

    @wraps(draw)
    def drawn(*args: P.args, **facts: P.kwargs) -> None:
        try:
            draw(*args, **facts)
        except WorkshopError as error:
            say.error(error.in_language(language.current()), toast=True)  # a dialog may be taller than the screen

    return drawn


def tell() -> None:
    """Show what the last change had to say."""
    trouble, done = state.take_trouble(), state.take_done()
    if trouble:
        say.error(trouble, toast=True)  # the button may be far down the page
    if done:
        st.toast(done, icon=":material/check:")


def tell_error(error: WorkshopError) -> None:
    state.tell_trouble(error.in_language(language.current()))


def open_workshop(workshop_id: int) -> None:
    """Make a workshop the one that all pages and windows show."""
    act(lambda db: open_workshop_in(db, workshops.by_id(db, workshop_id)))


def open_workshop_in(db: Session, workshop: Workshop) -> None:
    """The same inside a change that is under way."""
    state.set_workshop_id(workshop.id)
    if "code" in st.query_params:
        st.query_params["code"] = workshop.code
    preferences.put(db, _OPEN, str(workshop.id))


def stay() -> None:
    """Keep this window's workshop in its address: a reload finds it again, whatever another window has opened.

    And the other way: what an address has opened is this window's workshop on the next page, too.
    """
    with looking() as db:
        workshop = current(db)
    if workshop is None:
        return
    if "code" in st.query_params:
        state.set_workshop_id(workshop.id)
    else:
        st.query_params["code"] = workshop.code


def current(db: Session) -> Workshop | None:
    """The workshop this window shows: by its address, else the one that was opened last."""
    code = st.query_params.get("code")
    try:
        if code:
            return workshops.by_code(db, code)
        known = state.workshop_id() or int(preferences.get(db, _OPEN) or 0)
        return workshops.by_id(db, known) if known else None
    except (NoSuchWorkshop, ValueError):
        return None


def required(db: Session) -> Workshop:
    """The open workshop; where there is none, the page says so and ends."""
    workshop = current(db)
    if workshop is None:
        st.info(language._("Open or make a workshop first."), icon=":material/info:")
        st.page_link("start/home.py", label=language._("Workshops"), icon=":material/home:")
        st.stop()
    return workshop
