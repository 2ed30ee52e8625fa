"""From what the room chose to the themes that the plan starts from."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models import Idea, IdeaState, Option, Step, StepKind, Theme, Workshop
from workshop_kit import votes
from workshop_kit.board_history import merged
from workshop_kit.plan.editing import actions


def chosen_themes(db: Session, workshop: Workshop, steps: Sequence[Step], top: int) -> list[Theme]:
    """The themes that the last closed vote put first; a tie at the edge is let in whole.

    Where ideas were given dots, a theme has those of its ideas. A vote that gave nothing to a theme of the board
    is passed over; without any other: the first themes of the board. A theme that was merged away is left out.
    """
    for vote in _deciding(db, steps):
        if found := _chosen_in(db, workshop, vote, top):
            return found
    query = select(Theme).where(Theme.workshop_id == workshop.id, col(Theme.removed).is_(False))
    return list(db.exec(query.order_by(col(Theme.position)).limit(top)))


def theme_ids(db: Session, workshop: Workshop) -> dict[int, int | None]:
    """Action id -> its theme, or the one that it has been merged into since."""
    into, found = merged(db, workshop), {}
    for action in actions(db, workshop):
        theme_id = action.theme_id
        while theme_id in into:
            theme_id = into[theme_id]
        found[action.id or 0] = theme_id
    return found


def deciding_vote(db: Session, steps: Sequence[Step]) -> Step | None:
    """The vote from which the plan starts: the last one that is closed and in which anything was given."""
    return next(iter(_deciding(db, steps)), None)


def _deciding(db: Session, steps: Sequence[Step]) -> list[Step]:
    """The votes that decide, the last first; opinions are heard, and decide nothing."""
    closed = [step for step in votes.closed_votes(db, steps) if step.kind == StepKind.VOTE]
    return [step for step in reversed(closed) if votes.result(db, step).tally.ranked]


def _chosen_in(db: Session, workshop: Workshop, vote: Step, top: int) -> list[Theme]:
    """The first themes of a vote; those on its shortlist, where shares of everybody make it."""
    if votes.rule_of(vote) == votes.Rule.EQUAL_SHARES:
        found = [_theme_of(db, option) for option in votes.chosen(db, workshop, vote)]
    else:
        found = _best(db, vote, top)
    themes = [db.get(Theme, theme_id) for theme_id in dict.fromkeys(found) if theme_id is not None]
    return [theme for theme in themes if theme is not None and not theme.removed]


def _best(db: Session, vote: Step, top: int) -> list[int | None]:
    """Of several ideas a theme has what they got together, or where that cannot be added up, what the best got."""
    result = votes.result(db, vote)
    given: dict[int, float] = {}
    for line in result.tally.ranked:
        theme_id = _theme_of(db, result.options[line.option])
        if theme_id is not None:
            have = given.get(theme_id, 0.0)
            given[theme_id] = have + line.score if votes.adds_up(vote) else max(have, line.score)
    best = sorted(given, key=lambda theme_id: -given[theme_id])
    return [theme for theme in best if sum(more > given[theme] for more in given.values()) < top]


def _theme_of(db: Session, option: Option) -> int | None:
    if option.idea_id is None:
        return option.theme_id
    idea = db.get(Idea, option.idea_id)
    return idea.theme_id if idea is not None and idea.state == IdeaState.SHOWN else None
