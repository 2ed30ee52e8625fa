"""What a reader of a file hands on: one row or object at a time, with the place where it stands."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from workshop_kit.catalogue import reasons
from workshop_kit.errors import DamagedFile, DamagedLine
from workshop_kit.i18n import words

MOST = 100_000  # rows or services in a file


class Piece(NamedTuple):
    """`item` is what was read; where `why` says something, it could not be read."""

    line: int | None  # where it begins in the file, counted from 1
    number: int  # which one it is, counted from 1
    item: Any = None
    why: str = ""


@dataclass(frozen=True)
class Refusal:
    """A row or a service that cannot be read. `why` is a phrase of `reasons`, in English."""

    line: int | None
    number: int
    why: str

    @property
    def shares_its_line(self) -> bool:
        """Whether several services stand on its line, so that its number says more than the line."""
        return self.line is None or self.line < self.number

    def in_language(self, language: str) -> str:
        """`line 12: the service has no name`, without a full stop."""
        w = words(language)
        if self.shares_its_line:
            return w._(reasons.NTH_SERVICE, number=self.number, why=w._(self.why))
        return w._(reasons.AT_LINE, line=self.line, why=w._(self.why))

    def error(self) -> DamagedFile:
        """The same as an error that stops the reading."""
        if self.shares_its_line:
            return DamagedFile(why=reasons.NTH_SERVICE % {"number": self.number, "why": self.why})
        return DamagedLine(line=self.line, why=self.why)
