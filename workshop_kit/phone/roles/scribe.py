"""The scribe: writes down for a table what is on paper cards and what is said, its notes, and photos of its paper.

She can correct and take back what was written with her own link, and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from models import Channel, Idea, Workshop
from workshop_kit import cards, ideas, notes, paper, pictures, store, tables
from workshop_kit.errors import BadRequest
from workshop_kit.hands import MovedOn
from workshop_kit.i18n import LANGUAGES, Chosen, pick
from workshop_kit.phone.asking import Form
from workshop_kit.phone.roles import counts
from workshop_kit.phone.roles.wall import seen
from workshop_kit.phone.working import Working

CHANNELS = {"paper": Channel.PAPER, "helper": Channel.HELPER}


@dataclass(frozen=True)
class Card:
    idea: Idea
    may: bool  # whether it can still be changed, with this link
    seen: str  # what a form sends back: the words that were on the page


def facts(here: Working) -> dict[str, Any]:
    table = tables.find(here.workshop, here.hand.table_name)
    written = cards.of_hand(here.db, here.workshop, here.hand)
    return {
        "table_name": here.hand.table_name,
        "topic": _said(here, table.topic if table else {}),
        "cards": [Card(idea, _may_change(here, idea), seen(idea)) for idea in written],
        "notes": notes.of_hand(here.db, here.workshop, here.hand),
        "note_id": str(uuid4()),
        "note_limit": notes.LIMIT,
        **counts.facts(here),
        **card_facts(here, next((idea.language for idea in written), table.language if table else "")),
    }


def _may_change(here: Working, idea: Idea) -> bool:
    return idea.hand_id == here.hand.id and cards.may_change(here.db, here.workshop, idea)


def card_facts(here: Working, spoken: str) -> dict[str, Any]:
    """What the form for a card shows. `spoken`: the language of the last one."""
    step = paper.step_of(here.db, here.workshop)
    asked = step.prompt if step and any(step.prompt.values()) else here.workshop.question
    return {
        "question": _said(here, asked),
        "takes": cards.are_taken(here.db, here.workshop),
        "form_id": str(uuid4()),
        "tongues": tongues(here.workshop),
        "spoken": spoken or here.language,
        "alike": lambda text: cards.alike(here.db, here.workshop, text),
    }


def tongues(workshop: Workshop) -> list[str]:
    """All languages, those of the workshop first."""
    return list(dict.fromkeys([*workshop.languages, workshop.language, *LANGUAGES]))


def write_card(here: Working, fields: Form, channel: Channel) -> Idea:
    """Raises IdeasClosed, Alike, SentAlready, LinkFull, Wrong."""
    sent = ideas.Sent(
        fields.get("id", ""),
        fields.get("text", ""),
        fields.get("language", ""),
        channel,
        here.hand.table_name,
    )
    anyway = bool(fields.get("anyway"))
    return cards.write(here.db, here.workshop, sent, anyway=anyway, hand_id=here.hand.id, now=store.now())


# --- acts ---------------------------------------------------------------------------------------------------


def _card(here: Working, fields: Form) -> str:
    channel = CHANNELS.get(fields.get("channel", ""))
    if channel is None:
        raise BadRequest()
    idea = write_card(here, fields, channel)
    if channel == Channel.PAPER:
        return here.said._("Written down. Write number %(number)s on the card.", number=idea.number)
    return here.said._("Written down. It is number %(number)s.", number=idea.number)


def _correct(here: Working, fields: Form) -> str:
    """The same form twice is one correction; a page from before somebody else's correction does nothing."""
    idea, text = _own(here, fields), fields.get("text", "")
    if fields.get("seen") != seen(idea) and idea.text != ideas.kept_words(text, idea.picture, idea.language):
        raise MovedOn()
    cards.correct(here.db, here.workshop, idea, text)
    return here.said._("Number %(number)s is corrected.", number=idea.number)


def _take_back(here: Working, fields: Form) -> str:
    cards.take_back(here.db, here.workshop, _own(here, fields))
    return here.said._("Number %(number)s was taken back.", number=_number(fields, "number"))


def _note(here: Working, fields: Form) -> str:
    now = store.now()
    picture = pictures.keep(here.db, here.workshop, here.photo, now=now) if here.photo else ""
    table, language = here.hand.table_name, fields.get("language", "")
    sent = notes.Sent(fields.get("id", ""), fields.get("text", ""), language, table, picture)
    step = paper.step_of(here.db, here.workshop)
    notes.write(here.db, here.workshop, step, sent, hand_id=here.hand.id, now=now)
    pictures.sweep(here.db, here.workshop)  # sent twice, the second photo belongs to nothing
    return here.said._("The note is kept. The facilitator can see it.")


def _remove_note(here: Working, fields: Form) -> str:
    note = notes.by_id(here.db, here.workshop, _number(fields, "note"))
    if note.hand_id != here.hand.id:
        raise notes.NoSuchNote()
    notes.remove(here.db, here.workshop, note)
    return here.said._("The note is gone.")


ACTS: Mapping[str, Callable[[Working, Form], str]] = {
    "card": _card,
    "correct": _correct,
    "take_back": _take_back,
    "note": _note,
    "remove_note": _remove_note,
    **counts.ACTS,
}
PHOTOS = frozenset({"note"})
FORGETS = frozenset({"correct", "take_back", "remove_note"})


def _own(here: Working, fields: Form) -> Idea:
    """A card of this link. Raises NoSuchIdea."""
    return cards.by_number(here.db, here.workshop, here.hand, _number(fields, "number"))


def _number(fields: Form, name: str) -> int:
    text = fields.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadRequest()
    return int(text)


def _said(here: Working, texts: Mapping[str, str]) -> Chosen:
    return pick(dict(texts), here.language, here.workshop.language)
