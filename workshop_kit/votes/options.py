"""What can be voted on: fixed when the vote opens, and true to the wall from then on."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from models import Idea, IdeaState, Option, PhoneMode, Step, StepKind, Texts, Theme, VotingMethod, Workshop
from workshop_kit import captions, workshops
from workshop_kit.errors import UnknownOption, VoteBegun, Wrong
from workshop_kit.vote_settings import MOST_MONEY, chosen_from, method_of, on_ideas
from workshop_kit.votes import sorting
from workshop_kit.votes.methods import pairs
from workshop_kit.votes.state import has_begun, is_closed


def prepare(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    """Fix what can be voted on. Once a ballot is cast, options are renamed and added, never taken away.

    Only what is no longer on the wall is out.
    """
    wanted = _within(step, _wanted(db, workshop, step), [key_of(option) for option in rows(db, step)])
    have = {(option.theme_id, option.idea_id): option for option in rows(db, step)}
    kept = {(option.theme_id, option.idea_id) for option in wanted}
    if not has_begun(db, step):
        for key in have.keys() - kept:
            if not (key[1] and on_ideas(step)):  # an idea that is hidden now may be shown again
                db.delete(have.pop(key))
    for option in wanted:
        old = have.get((option.theme_id, option.idea_id))
        if old is None:
            db.add(option)
        else:
            old.label, old.mark, old.position = option.label, option.mark, option.position
            old.picture = option.picture
            old.cost = old.cost if method_of(step) == VotingMethod.BUDGET else None
    db.flush()
    follow_the_wall(db, step)
    return options(db, step)


def options(db: Session, step: Step) -> list[Option]:
    """What can be voted on, without an idea that has left the wall, and without what has no price on a budget."""
    return [option for option in rows(db, step) if is_offered(step, option)]


def rows(db: Session, step: Step) -> list[Option]:
    """All choices, also those that are out: a ballot may name them still."""
    query = select(Option).where(Option.step_id == step.id).order_by(col(Option.position), col(Option.id))
    return list(db.exec(query))


def is_offered(step: Step, option: Option) -> bool:
    priced = step.kind == StepKind.THEMES or method_of(step) != VotingMethod.BUDGET or option.cost is not None
    return priced and not is_out(option)


def unpriced(db: Session, step: Step) -> list[Option]:
    """What a vote on a budget is not on, because nobody has said what it costs."""
    return [option for option in rows(db, step) if not is_offered(step, option) and not is_out(option)]


def is_out(option: Option) -> bool:
    """Whether it was an idea that has left the wall: its choice is kept without a label."""
    return option.number is not None and not option.label  # a photo without words has a label, which is empty


def close(db: Session, workshop: Workshop, step: Step) -> None:
    """End the vote; the result can be shown from now on."""
    step.phones = PhoneMode.CLOSED
    db.add(step)
    workshops.touch(db, workshop)


def reopen(db: Session, workshop: Workshop, step: Step) -> None:
    step.phones = PhoneMode.WRITE
    db.add(step)
    follow_the_wall(db, step)
    workshops.touch(db, workshop)


def is_gone(db: Session, option: Option) -> bool:
    """Whether this choice was an idea that is not on the wall any more."""
    if option.number is None:
        return False
    idea = db.get(Idea, option.idea_id) if option.idea_id else None
    return idea is None or idea.state != IdeaState.SHOWN


def follow_idea(db: Session, idea: Idea, instead: Texts) -> None:
    """Let the votes on ideas say what an idea says now.

    One that is not on the wall is out of an open vote until it is shown again; in a closed one, `instead` stands
    in its place. What was out when a vote closed stays out of its result.
    """
    for option, step in _choices_of(db, idea):
        if not is_closed(step):
            _say(db, option, idea, {})
        elif not is_out(option):
            _say(db, option, idea, instead)
        db.add(option)


def forget_idea(db: Session, idea: Idea, instead: Texts) -> None:
    """Take an erased idea out of the votes on ideas: in a closed one, `instead` stands in its place."""
    follow_idea(db, idea, instead)
    for option, _step in _choices_of(db, idea):
        option.idea_id = None
        db.add(option)


def _choices_of(db: Session, idea: Idea) -> list[tuple[Option, Step]]:
    found = select(Option, Step).where(Option.idea_id == idea.id, Option.step_id == Step.id)
    return list(db.exec(found).all())


def _say(db: Session, option: Option, idea: Idea | None, instead: Texts) -> None:
    if idea is not None and idea.state == IdeaState.SHOWN:
        option.label, option.picture = captions.words_of(db, idea), idea.picture
    else:
        option.label, option.picture = instead, ""


def follow_the_wall(db: Session, step: Step) -> None:
    """When a vote opens again: what has left the wall since is out, and the rest says what it says now."""
    if is_closed(step):
        return
    for option in rows(db, step):
        if option.number is not None:
            _say(db, option, db.get(Idea, option.idea_id) if option.idea_id else None, {})
            db.add(option)


def _wanted(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    if step.kind == StepKind.THEMES:
        have = [option for option in options(db, step) if option.idea_id] if has_begun(db, step) else []
        found = sorting.cards(db, workshop, leaving_out={option.idea_id or 0 for option in have})
        fresh = found[: max(0, sorting.MOST_CARDS - len(have))]
        kept = [idea for option in have if (idea := db.get(Idea, option.idea_id)) is not None]
        return [_of_idea(db, step, idea, i) for i, idea in enumerate((*kept, *fresh))]
    if on_ideas(step):
        query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.state == IdeaState.SHOWN)
        return [_of_idea(db, step, idea, idea.number) for idea in db.exec(query.order_by(col(Idea.number)))]
    standing = select(Theme).where(Theme.workshop_id == workshop.id, col(Theme.removed).is_(False))
    themes = db.exec(standing.order_by(col(Theme.position), col(Theme.id)))
    return [_of_theme(step, theme, i) for i, theme in enumerate(themes)]


def key_of(option: Option) -> str:
    """What it stands for, as `vote_settings.chosen_from` names it."""
    return f"idea:{option.idea_id}" if option.idea_id else f"theme:{option.theme_id}"


def possible(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    """All that the vote could be on, whether or not it is narrowed to some of it. Nothing is kept of them."""
    return _wanted(db, workshop, step)


def narrow(db: Session, workshop: Workshop, step: Step, keys: Sequence[str]) -> None:
    """Vote on some of the choices only; none of them is all.

    Raises VoteBegun once somebody has voted, UnknownOption.
    """
    if has_begun(db, step):
        raise VoteBegun()
    if not set(keys) <= {key_of(option) for option in possible(db, workshop, step)}:
        raise UnknownOption()
    step.settings = {**step.settings, "only": list(keys)}
    db.add(step)
    prepare(db, workshop, step)
    workshops.touch(db, workshop)


def set_costs(db: Session, workshop: Workshop, step: Step, costs: Mapping[int, int | None]) -> None:
    """What each choice costs, in euros, by the option's id; None takes a price back.

    Raises VoteBegun once somebody has voted, Wrong.
    """
    if has_begun(db, step):
        raise VoteBegun()
    if any(cost is not None and not 0 <= cost <= MOST_MONEY for cost in costs.values()):
        raise Wrong()
    for option in rows(db, step):
        option.cost = costs.get(option.id or 0, option.cost)
        db.add(option)
    workshops.touch(db, workshop)


def _within(step: Step, wanted: list[Option], have: Sequence[str]) -> list[Option]:
    """Those that the facilitator chose; for pairs not too many, what is there already first."""
    only = chosen_from(step)
    chosen = [option for option in wanted if key_of(option) in only] or wanted
    if step.kind != StepKind.THEMES and method_of(step) == VotingMethod.PAIRS:
        first = sorted(chosen, key=lambda option: key_of(option) not in have)[: pairs.MOST]
        chosen = [option for option in chosen if option in first]
    return chosen


def _of_theme(step: Step, theme: Theme, position: int) -> Option:
    return Option(
        step_id=step.id or 0,
        position=position,
        label=dict(theme.label),
        mark=theme.mark,
        picture=theme.picture,
        theme_id=theme.id,
    )


def _of_idea(db: Session, step: Step, idea: Idea, position: int) -> Option:
    return Option(
        step_id=step.id or 0,
        position=position,
        label=captions.words_of(db, idea),
        number=idea.number,
        picture=idea.picture,
        language=idea.language,
        idea_id=idea.id,
    )
