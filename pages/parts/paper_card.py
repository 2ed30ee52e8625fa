"""One paper card under way: what is typed and photographed, and how it is saved."""

import uuid

import streamlit as st
from sqlmodel import Session

from models import Idea, Step, StepKind, Workshop
from pages.parts import database
from workshop_kit import ideas, pictures, steps, store, workshops
from workshop_kit.errors import WorkshopError

PHOTOS = ["jpg", "jpeg", "png", "webp"]
MOST_MEGABYTES = pictures.MOST_BYTES // 1024**2


def photo_key() -> str:
    """The key of the field for the photo: another one for each card, because such a field cannot be emptied."""
    return f"paper_photo_{_uuid()}"


def enter(workshop_id: int) -> None:
    """Save the card. Its number is only told when it is on disk."""
    given = st.session_state
    given.pop(f"paper_last_{workshop_id}", None)
    try:
        photo = _photo()
    except WorkshopError as error:
        database.tell_error(error)
        return
    entered: list[Idea] = []
    if database.act(lambda db: entered.append(_entered(db, workshop_id, photo))):
        given[f"paper_last_{workshop_id}"] = entered[0].number
        del given["paper_uuid"]
        given["paper_text"] = ""


def _photo() -> pictures.Photo | None:
    """The photo, made small before the database is held. Raises NotAPhoto, BigPhoto."""
    file = st.session_state.get(photo_key())
    return pictures.shrunk(file.getvalue()) if file is not None else None


def _entered(db: Session, workshop_id: int, photo: pictures.Photo | None) -> Idea:
    workshop = workshops.by_id(db, workshop_id)
    given, now = st.session_state, store.now()
    sent = ideas.Sent(
        uuid=_uuid(),
        text=given["paper_text"] or "",
        language=given["paper_language"],
        channel=given["paper_channel"],
        table_name=given["paper_table"] or "",
        picture=pictures.keep(db, workshop, photo, now=now) if photo else "",
    )
    return ideas.enter(db, workshop, _step(db, workshop), sent, now=now)


def _step(db: Session, workshop: Workshop) -> Step | None:
    """The step that ideas belong to: the present one, else the last ideas step that was played."""
    now = steps.current(db, workshop)
    if now is not None and now.kind == StepKind.IDEAS:
        return now
    played = [s for s in steps.agenda(db, workshop) if s.kind == StepKind.IDEAS and s.started_at]
    return played[-1] if played else None


def _uuid() -> str:
    return str(st.session_state.setdefault("paper_uuid", str(uuid.uuid4())))
