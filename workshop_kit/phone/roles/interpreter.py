"""The interpreter: what is being said, and ideas, prompts and results in her languages.

Each form says in which of her languages it was written. Another than those of her link is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from models import Channel, Step, StepKind
from workshop_kit import cards, ideas, interpreting, steps, store
from workshop_kit.errors import BadRequest, UnknownLanguage
from workshop_kit.hands import tongues
from workshop_kit.i18n import N_, Chosen, language_of, pick
from workshop_kit.interpreting import Marks, Piece, Task
from workshop_kit.phone.asking import Form
from workshop_kit.phone.working import Working

MOST = 30  # ideas on the page, and as many that are done
WHERE = {
    "title": N_("Name of the evening"),
    "question": N_("The question of the evening"),
    "step": N_("Name of a part"),
    "prompt": N_("On the phones and the big screen"),
    "theme": N_("Theme"),
    "action": N_("Action of the plan"),
    "what": N_("What will be done"),
}


@dataclass(frozen=True)
class Spoken:
    """A step as it is led: what is said aloud, and what phones ask."""

    step: Step
    title: Chosen
    say: Chosen
    prompt: Chosen


@dataclass(frozen=True)
class Written:
    """A text in the workshop's language, and what it is called in hers."""

    piece: Piece
    where: str
    original: Chosen
    have: str
    marks: Marks  # what a form sends back: the original and the words that were on the page


def facts(here: Working) -> dict[str, Any]:
    todo, done = _ideas(here)
    missing, there = _texts(here)
    following = steps.next_step(here.db, here.workshop)
    return {
        "tongue": language_of(here.tongue),
        "tongues": [language_of(code) for code in tongues(here.hand, here.workshop)],
        "own": language_of(here.workshop.language),
        "spoken": _spoken(here, here.step),
        "following": _spoken(here, following),
        "todo": todo[:MOST],
        "todo_count": len(todo),
        "finished": done[:MOST],
        "missing": missing,
        "there": there,
        "takes_ideas": cards.are_taken(here.db, here.workshop),
        "form_id": str(uuid4()),
        "alike": lambda text: cards.alike(here.db, here.workshop, text),
    }


def _spoken(here: Working, step: Step | None) -> Spoken | None:
    """In the workshop's language, for she interprets from it."""
    if step is None:
        return None
    asked = step.prompt if any(step.prompt.values()) or step.kind != StepKind.IDEAS else here.workshop.question
    return Spoken(step, *(pick(texts, here.workshop.language) for texts in (step.title, step.say, asked)))


def _ideas(here: Working) -> tuple[list[Task], list[Task]]:
    every = interpreting.tasks(here.db, here.workshop, here.tongue)
    return [task for task in every if not task.is_done], [task for task in every if task.is_done]


def _texts(here: Working) -> tuple[list[Written], list[Written]]:
    """What is missing in her language, and what is there; of the same words, one."""
    found: dict[str, Written] = {}
    for piece in interpreting.pieces(here.db, here.workshop):
        original = piece.original(here.workshop)
        if original.language != here.tongue:
            have = piece.texts.get(here.tongue, "")
            where = here.said._(WHERE[piece.where])
            found[piece.key] = Written(piece, where, original, have, piece.marks(here.workshop, here.tongue))
    every = list(found.values())
    return [one for one in every if not one.have], [one for one in every if one.have]


# --- acts -----------------------------------------------------------------------------------------------


def _translate(here: Working, fields: Form) -> str:
    """An idea into the other language: from hers into the workshop's, or the other way."""
    tongue = _tongue(here, fields)
    given = fields.get("idea", "")
    if not (given.isascii() and given.isdecimal() and len(given) < 11):
        raise BadRequest()
    idea = ideas.by_id(here.db, here.workshop, int(given))
    interpreting.translate_idea(here.db, here.workshop, idea, tongue, fields.get("text", ""), _read(fields))
    return here.said._("Idea %(number)s is translated. Thank you.", number=idea.number)


def _write(here: Working, fields: Form) -> str:
    """A text of the workshop in her language."""
    tongue, key = _tongue(here, fields), fields.get("piece", "")
    text, read = fields.get("text", ""), _read(fields)
    interpreting.write(here.db, here.workshop, key, tongue, text, read, now=store.now())
    return here.said._("Saved.")


def _speak(here: Working, fields: Form) -> str:
    """An idea that somebody says aloud, in her language; with its translation where she gives one.

    It is a card like any other: open as long as cards are, and asked about where it says what another says.
    """
    tongue, now = _tongue(here, fields), store.now()
    sent = ideas.Sent(fields.get("id", ""), fields.get("text", ""), tongue, Channel.HELPER)
    anyway = bool(fields.get("anyway"))
    idea = cards.write(here.db, here.workshop, sent, anyway=anyway, hand_id=here.hand.id, now=now)
    if idea.created_at == now and fields.get("translation", "").strip():  # else the same form, sent again
        interpreting.translate_idea(here.db, here.workshop, idea, tongue, fields["translation"])
    return here.said._("Arrived. It is idea number %(number)s.", number=idea.number)


ACTS: Mapping[str, Callable[[Working, Form], str]] = {"translate": _translate, "write": _write, "speak": _speak}


def _tongue(here: Working, fields: Form) -> str:
    """The language a form was written in. Raises UnknownLanguage for one that is not hers."""
    given = fields.get("tongue", "")
    if given not in tongues(here.hand, here.workshop):
        raise UnknownLanguage()
    return given


def _read(fields: Form) -> Marks:
    """What was before her: a form without it has shown her nothing."""
    return fields.get("seen", ""), fields.get("have", "")
