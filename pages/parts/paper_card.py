"""Paper cards one by one: the form as data for its component, and what is done when a card comes from it."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Channel, Idea, Workshop
from pages.parts import cards, database
from pages.parts.language import _, current
from workshop_kit import ideas, paper, store, tables, workshops
from workshop_kit.errors import NoSuchIdea
from workshop_kit.i18n import LANGUAGES
from workshop_kit.text import LIMIT

MOST_RECEIPTS = 20
CHANNELS = {
    Channel.PAPER: lambda: _("Paper card"),
    Channel.HELPER: lambda: _("Spoken, I type"),
    Channel.SHARED: lambda: _("Shared phone"),
}


def form(db: Session, workshop: Workshop) -> None:
    assert workshop.id is not None
    workshop_id = workshop.id
    cards.show(
        {
            "lang": current(),
            "workshop": workshop.code,
            "limit": LIMIT,
            "languages": _languages(workshop),
            "channels": [{"value": str(kind), "name": name()} for kind, name in CHANNELS.items()],
            "tables": [table.name for table in tables.named(workshop)],
            "receipts": _receipts(workshop_id),
            "last": _last(db, workshop),
            "words": _words(),
        },
        lambda gesture: _done(workshop_id, gesture),
        key=f"paper_cards_{workshop_id}",
    )


def _done(workshop_id: int, gesture: dict[str, Any]) -> None:
    """One gesture, also when it comes a second time."""
    receipts, uuid = _receipts(workshop_id), str(gesture.get("uuid"))
    if uuid in receipts:
        return
    if gesture.get("verb") == "back":
        receipts[uuid] = _take_back(workshop_id, int(gesture["number"]))
    else:
        receipts[uuid] = _saved(workshop_id, gesture)
    while len(receipts) > MOST_RECEIPTS:
        receipts.pop(next(iter(receipts)))


def _saved(workshop_id: int, card: dict[str, Any]) -> dict[str, Any]:
    """Keep a card, unless somebody has said the same. Its number is only told when it is on disk."""
    if not card.get("anyway") and (like := _like(workshop_id, card)) is not None:
        return {"like": {"number": like.number, "text": like.text}}
    numbers: list[int] = []
    if not database.act(lambda db: numbers.append(_entered(db, workshop_id, card).number)):
        return {"refused": True}
    if numbers[0] not in _own(workshop_id):
        _own(workshop_id).append(numbers[0])
    return {"number": numbers[0]}


def _like(workshop_id: int, card: dict[str, Any]) -> Idea | None:
    with database.looking() as db:
        found = paper.twin(db, workshops.by_id(db, workshop_id), str(card["text"]))
        return found if found is not None and found.uuid != card["uuid"] else None


def _entered(db: Session, workshop_id: int, card: dict[str, Any]) -> Idea:
    sent = ideas.Sent(
        uuid=str(card["uuid"]),
        text=str(card["text"]),
        language=str(card["language"]),
        channel=Channel(card["channel"]),
        table_name=str(card["table"]),
    )
    return paper.enter(db, workshops.by_id(db, workshop_id), sent, now=store.now())


def _take_back(workshop_id: int, number: int) -> dict[str, Any]:
    def take(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        paper.take_back(db, workshop, paper.by_number(db, workshop, number))

    if not database.act(take, done=_("Number %(n)s is taken back.", n=number)):
        return {"refused": True}
    return {"back": True}


def _last(db: Session, workshop: Workshop) -> dict[str, Any] | None:
    """The card that this window saved last and that is still there."""
    for number in reversed(_own(workshop.id or 0)):
        try:
            idea = paper.by_number(db, workshop, number)
        except NoSuchIdea:
            continue
        return {"number": idea.number, "text": idea.text, "language": idea.language}
    return None


def _languages(workshop: Workshop) -> list[dict[str, Any]]:
    """The workshop's own first, as the arrow keys go through them."""
    own = list(dict.fromkeys([workshop.language, *workshop.languages]))
    return [
        {"value": code, "name": LANGUAGES[code].name, "own": code in own, "chosen": code == workshop.language}
        for code in dict.fromkeys([*own, *LANGUAGES])
    ]


def _receipts(workshop_id: int) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = st.session_state.setdefault(f"paper_receipts_{workshop_id}", {})
    return found


def _own(workshop_id: int) -> list[int]:
    """The numbers of the cards that this window saved, in their order."""
    found: list[int] = st.session_state.setdefault(f"paper_own_{workshop_id}", [])
    return found


def _words() -> dict[str, Any]:
    control, alt = _("Ctrl"), _("Alt")
    return {
        "labels": [
            _("What the card says, in its own language"),
            _("Language"),
            _("How it came"),
            _("Table, if any"),
        ],
        "add": _("Add the card"),
        "keys": [
            [[control, "Enter"], _("saves the card")],
            [[alt, "↓"], _("next language")],
        ],
        "write": _("Write this number on the card."),
        "back": _("Take back number {number}"),
        "empty": _("Type the first card. Its number shows here; write it on the card."),
        "waiting": _("Saving…"),
        "like": _("This looks like number {number}: “{text}”. Save it anyway?"),
        "yours": _("Your card: “{text}”"),
        "refused": _("This card is not saved yet: “{text}”."),
        "anyway": _("Save it anyway"),
        "again": _("Try again"),
        "leave": _("Leave it out"),
        "more": _("Questions after this one: {n}"),
        "yesKey": f"{control} Enter",
        "noKey": "Esc",
    }
