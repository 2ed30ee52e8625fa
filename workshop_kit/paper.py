"""Paper cards and what is said aloud: entered by hand, noticed when it comes twice, taken back after a slip.

This is the laptop's way in; the role links' way, `workshop_kit/cards.py`, judges by the same functions.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from sqlmodel import Session, col, select

from models import Channel, Idea, IdeaState, Step, StepKind, Workshop
from workshop_kit import ideas, own_ideas, pictures, steps, workshops
from workshop_kit.errors import NoSuchIdea
from workshop_kit.pictures import Photo

ALIKE = 0.9
"""Nearly the same: Ratcliff and Obershelp's share of letters in common, as `difflib` counts it."""
LONG_ENOUGH = 12  # letters; of fewer, one letter makes another word of it


def enter(db: Session, workshop: Workshop, sent: ideas.Sent, *, now: datetime) -> Idea:
    """Keep a card with the step that collects ideas. Raises SentAlready, Wrong."""
    return ideas.enter(db, workshop, step_of(db, workshop), sent, now=now)


def step_of(db: Session, workshop: Workshop) -> Step | None:
    """The step that cards belong to: the present one, else the ideas step that was played last."""
    now = steps.current(db, workshop)
    if now is not None and now.kind == StepKind.IDEAS:
        return now
    agenda = steps.agenda(db, workshop)
    played = {step.started_at: step for step in agenda if step.kind == StepKind.IDEAS and step.started_at}
    return played[max(played)] if played else None


def enter_photo(db: Session, workshop: Workshop, photo: Photo, sent: ideas.Sent, *, now: datetime) -> Idea:
    """Keep the photo of a card as an idea; words can be put under it later."""
    reference = pictures.keep(db, workshop, photo, now=now)
    return enter(db, workshop, replace(sent, picture=reference), now=now)


def twin(db: Session, workshop: Workshop, text: str) -> Idea | None:
    """The idea that says this already, whatever the case, spaces and punctuation; else one that nearly does.

    What is hidden is not on the wall, so that saying it again is no mistake.
    """
    wanted = letters(text)
    if not wanted:
        return None
    found = [idea for idea in _kept(db, workshop) if idea.state != IdeaState.HIDDEN]
    among = [(letters(idea.text), idea) for idea in found]
    same = next((idea for own, idea in among if own == wanted), None)
    return same or _nearly(wanted, among)


def photo_twin(db: Session, workshop: Workshop, photo: Photo) -> Idea | None:
    """The idea that has this very photo."""
    reference = pictures.PHOTO + photo.digest
    return next((idea for idea in _kept(db, workshop) if idea.picture == reference), None)


def by_number(db: Session, workshop: Workshop, number: int) -> Idea:
    """A card that has not been taken back. Raises NoSuchIdea."""
    for idea in entered(db, workshop):
        if idea.number == number:
            return idea
    raise NoSuchIdea()


def entered(db: Session, workshop: Workshop) -> list[Idea]:
    """What came in otherwise than by a phone of one's own, by number."""
    return [idea for idea in _kept(db, workshop) if idea.channel != Channel.PHONE]


def wordless(db: Session, workshop: Workshop) -> list[Idea]:
    """Photos of cards that nobody has typed the words of yet, by number."""
    return [idea for idea in entered(db, workshop) if pictures.is_photo(idea.picture) and not idea.text]


def take_back(db: Session, workshop: Workshop, idea: Idea) -> None:
    """Erase a card that was entered by mistake. Its number stays used. Raises NoSuchIdea for an idea of a phone."""
    if idea.participant_id is not None or idea.channel == Channel.PHONE or idea.state == IdeaState.WITHDRAWN:
        raise NoSuchIdea()
    own_ideas.erase(db, idea)
    pictures.sweep(db, workshop)
    workshops.touch(db, workshop)


def letters(text: str) -> str:
    """The letters and digits of a text alone, in one case and one way of writing them (Unicode NFKC)."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN")


def _nearly(wanted: str, among: Iterable[tuple[str, Idea]]) -> Idea | None:
    """The cheap bounds first: most pairs are told apart by their lengths and letters."""
    pair = SequenceMatcher(b=wanted, autojunk=False)
    for own, idea in among:
        pair.set_seq1(own)
        bounds = (pair.real_quick_ratio, pair.quick_ratio, pair.ratio)
        if min(len(own), len(wanted)) >= LONG_ENOUGH and all(bound() >= ALIKE for bound in bounds):
            return idea
    return None


def _kept(db: Session, workshop: Workshop) -> list[Idea]:
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.state != IdeaState.WITHDRAWN)
    return list(db.exec(query.order_by(col(Idea.number))))
