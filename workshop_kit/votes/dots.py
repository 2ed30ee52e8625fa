"""Dots: each person has some to give, and may give one choice a few of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_kit.errors import TooManyDots


@dataclass(frozen=True)
class Dots:
    dots: int
    cap: int  # the most that one choice gets from one person

    def checked(self, given: Mapping[str, int]) -> dict[str, int]:
        """What counts of it. Raises TooManyDots."""
        counting = {option: number for option, number in given.items() if number}
        if any(not 0 < number <= self.cap for number in counting.values()) or self.left(counting) < 0:
            raise TooManyDots(dots=self.dots, cap=self.cap)
        return counting

    def left(self, given: Mapping[str, int]) -> int:
        return self.dots - sum(given.values())
