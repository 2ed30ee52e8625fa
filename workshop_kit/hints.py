"""What the theme board can say about single ideas: which are nearly the same, and which might also be elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    also: int | None = None  # the theme that an idea on the border might also be in
    stack: int | None = None  # the idea that stands for all that say nearly the same in its theme, itself included


Hints = Mapping[int, Hint]
"""By the id of the idea; most ideas have none."""
