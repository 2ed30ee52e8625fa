"""What the theme board can say about single ideas: which are nearly the same, and which might also be elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.analysis import features, learned, sure
from workshop_kit.analysis.embed import Embedder
from workshop_kit.themes import Board, by_people


@dataclass(frozen=True)
class Hint:
    also: int | None = None  # the theme that an idea on the border might also be in
    stack: int | None = None  # the idea that stands for all that say nearly the same in its theme, itself included


Hints = Mapping[int, Hint]
"""By the id of the idea; most ideas have none."""


def of(board: Board, embedder: Embedder | None) -> Hints:
    """Hints for a board. Without a model, and for ideas that a person has placed, there are none about themes."""
    columns = [*(column.ideas for column in board.columns), board.unplaced]
    said = [(idea, at) for at, column in enumerate(columns) for idea in column if idea.text]
    if embedder is None or not said:
        return {}
    texts = [idea.text for idea, _at in said]
    languages = [idea.language for idea, _at in said]
    rows, _profiles = features.by_meaning(embedder.encode(texts), languages, learned.of(embedder))
    near = features.similarities(rows)
    groups = [_places(said, at) for at in range(len(columns))]
    stacks, also = sure.stacks(near, groups), sure.elsewhere(near, groups[:-1])
    found = {}
    for place, (idea, _at) in enumerate(said):
        moved = by_people(idea)
        hint = Hint(
            also=None if moved or place not in also else board.columns[also[place]].theme.id,
            stack=said[stacks[place]][0].id if place in stacks else None,
        )
        if hint != Hint():
            found[idea.id or 0] = hint
    return found


def _places(said: Sequence[tuple[object, int]], column: int) -> tuple[int, ...]:
    return tuple(place for place, (_idea, at) in enumerate(said) if at == column)
