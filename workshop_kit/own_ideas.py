"""What somebody does with her own ideas: look at them, change them, take them back."""

from collections.abc import Iterable

from sqlmodel import Session, col, delete, select

from models import Idea, IdeaChange, IdeaState, Participant, Step, Theme, Translation, Vector, Workshop
from workshop_kit import ideas, pictures, votes, workshops
from workshop_kit.errors import IdeaStays, NoSuchIdea
from workshop_kit.i18n import N_, everywhere
from workshop_kit.text import digest

TAKEN_BACK = N_("An idea that was taken back")
OFF_THE_WALL = N_("The facilitator took this off the wall.")
"""What stands in the place of an idea in a vote that has closed."""


def mine(db: Session, participant: Participant) -> list[Idea]:
    """What this phone gave, the newest first."""
    query = select(Idea).where(Idea.participant_id == participant.id, Idea.state != IdeaState.WITHDRAWN)
    return list(db.exec(query.order_by(col(Idea.number).desc())))


def mine_by_number(db: Session, participant: Participant, number: int) -> Idea:
    """One of the participant's own ideas. Raises NoSuchIdea, also for the idea of somebody else."""
    for idea in mine(db, participant):
        if idea.number == number:
            return idea
    raise NoSuchIdea()


def may_change(step: Step | None, idea: Idea) -> bool:
    """Whether an idea can still be changed: as long as the step is open in which it was given."""
    return step is not None and step.id == idea.step_id and ideas.are_open(step)


def rewrite(
    db: Session,
    workshop: Workshop,
    step: Step | None,
    idea: Idea,
    text: str,
    *,
    participant: Participant,
) -> None:
    """The writer changes her own idea while ideas are open; the old words are gone. Raises IdeaStays, Wrong.

    No vote is open then, but one that has closed may hold the old words.
    """
    _refuse_if_not_hers(step, idea, participant)
    reword(db, workshop, idea, text)


def reword(db: Session, workshop: Workshop, idea: Idea, text: str, *, keeps_log: bool = False) -> None:
    """Other words for an idea from who wrote it down; the old ones are gone everywhere, from the log too unless
    `keeps_log`. Raises Wrong."""
    text = ideas.kept_words(text, idea.picture, idea.language)
    if text == idea.text:
        return
    before, idea.text, idea.original = (idea.text, idea.original), text, None
    was_shown = idea.state == IdeaState.SHOWN
    if was_shown:  # what was hidden stays hidden
        idea.state = ideas.first_state(workshop, idea.picture)
    db.add(idea)
    _forget_wordings(db, idea, before, keeps_log)
    tell_votes(db, idea)
    if was_shown:
        workshops.touch(db, workshop)


def take_back(db: Session, workshop: Workshop, step: Step | None, idea: Idea, *, participant: Participant) -> None:
    """The writer takes one idea back while ideas are open. Raises IdeaStays."""
    _refuse_if_not_hers(step, idea, participant)
    erase(db, idea)
    pictures.sweep(db, workshop)
    workshops.touch(db, workshop)


def erase(db: Session, idea: Idea) -> None:
    """Her words go everywhere they were kept: translations, the log, vectors, keywords, choices of votes."""
    before = (idea.text, idea.original)
    if theme := db.get(Theme, idea.theme_id) if idea.theme_id else None:
        theme.keywords = []  # some were hers
        db.add(theme)
    idea.state, idea.text, idea.original, idea.picture = IdeaState.WITHDRAWN, "", None, ""
    idea.theme_id, idea.placed_by, idea.participant_id = None, None, None
    db.add(idea)
    _forget_wordings(db, idea, before)
    votes.forget_idea(db, idea, everywhere(TAKEN_BACK))


def tell_votes(db: Session, idea: Idea) -> None:
    """After a change: the choices of votes on ideas say what this idea says now."""
    instead = OFF_THE_WALL if idea.state == IdeaState.HIDDEN else TAKEN_BACK
    votes.follow_idea(db, idea, everywhere(instead))


def _refuse_if_not_hers(step: Step | None, idea: Idea, participant: Participant) -> None:
    if idea.participant_id != participant.id or idea.state == IdeaState.WITHDRAWN:
        raise NoSuchIdea()
    if not may_change(step, idea):
        raise IdeaStays()


def _forget_wordings(db: Session, idea: Idea, before: Iterable[str | None], keeps_log: bool = False) -> None:
    """Also the vectors of what it said before, unless another idea says the same."""
    db.exec(delete(Translation).where(col(Translation.idea_id) == idea.id))
    if not keeps_log:
        db.exec(delete(IdeaChange).where(col(IdeaChange.idea_id) == idea.id))
    db.flush()
    for text in filter(None, before):
        if db.exec(select(Idea.id).where(Idea.text == text).limit(1)).first() is None:
            db.exec(delete(Vector).where(col(Vector.digest) == digest(text)))
