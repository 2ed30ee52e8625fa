"""JSON text of any length, decoded one value at a time through a window that moves over it.

What is damaged is left behind: `resume` finds the next object that looks like the ones before it.
"""

import json
import re
from collections.abc import Callable
from io import TextIOBase

from workshop_kit.catalogue import reasons
from workshop_kit.catalogue.opened import ESCAPED

_CHUNK = 256 * 1024  # letters read at a time
MOST_LETTERS = 32 * 1024 * 1024  # letters of one value
_TRIES = 2000  # objects looked at after a damaged place
_BACK = 200  # letters: more than the indentation of an object
_NEAR = 16  # letters: an error so near to the end of what was read may be only the end of what was read
_BLANK = re.compile(r"[ \t\r\n\ufeff\v\f]*")
_OBJECT = re.compile(r'\{\s*["}]')

Fits = Callable[[object], bool]


class Broken(Exception):
    """A value cannot be decoded. `passed`: it ends nevertheless, and the window stands behind it."""

    def __init__(self, line: int, why: str, *, passed: bool = False) -> None:
        self.line, self.why, self.passed = line, why, passed
        super().__init__(why)


class Window:
    """`line` is the number of the line at which it stands, `passed` the letters before that place; `over`:
    nothing more can be read."""

    def __init__(self, text: TextIOBase, *, damaged: bool = False) -> None:
        self.line = 1
        self.passed = 0
        self.over = False
        self._text, self._damaged = text, damaged
        self._seen, self._at = "", 0
        self._ended = False
        self._decode = json.JSONDecoder().raw_decode

    def peek(self) -> str:
        """The next letter that is not blank; empty at the end."""
        while True:
            found = _BLANK.match(self._seen, self._at)
            self._go(found.end() if found else self._at)
            if self._at < len(self._seen):
                return self._seen[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Go past the letter that was looked at."""
        self._go(self._at + 1)

    def value(self) -> object:
        """The value that begins here; the window then stands behind it. Raises Broken."""
        self.peek()
        value, end = self._decoded()
        line, begin = self.line, self._at
        self._go(end)
        if self._damaged and ESCAPED.search(self._seen, begin, end):
            raise Broken(line, reasons.LETTERS, passed=True)
        return value

    def row(self) -> str:
        """The rest of this line, without its end."""
        while (end := self._seen.find("\n", self._at)) < 0 and self._more():
            pass
        end = len(self._seen) if end < 0 else end
        row = self._seen[self._at : end]
        self._go(min(end + 1, len(self._seen)))
        return row

    def ahead(self) -> list[str]:
        """The first three lines that are not blank, as far as they are within what is read at once."""
        self.peek()
        return [row for row in self._seen[self._at :].split("\n") if row.strip()][:3]

    def resume(self, fits: Fits, *, keyed: bool = False) -> bool:
        """Go to the next object that fits, and that stands in a list or, `keyed`, in an object; where there is
        none, it is over."""
        for _try in range(_TRIES):
            if not self._next_object():
                break
            try:
                if (self._before() == ":") == keyed and fits(self._decoded()[0]):
                    return True
            except Broken:
                continue
        self.over = True
        return False

    def _before(self) -> str:
        """The last letter before this place that is not blank."""
        return self._seen[max(0, self._at - _BACK) : self._at].rstrip()[-1:]

    def _next_object(self) -> bool:
        """Go to where the next object begins, after the place where it stands."""
        start = self._at + 1
        while not (found := _OBJECT.search(self._seen, start)):
            known = len(self._seen)
            self._go(min(known, max(start, known - _NEAR)))
            if not self._more():
                return False
            start = self._at
        self._go(found.start())
        return True

    def _decoded(self) -> tuple[object, int]:
        """The value that begins here and where it ends; the window stays. Raises Broken."""
        while True:
            try:
                value, end = self._decode(self._seen, self._at)
            except RecursionError as error:
                raise Broken(self.line, reasons.TOO_DEEP) from error
            except json.JSONDecodeError as error:
                if not self._is_open(error) or not self._more():
                    raise self._broken(error) from error
            except ValueError as error:  # a number with thousands of digits
                raise Broken(self.line, reasons.NOT_JSON) from error
            else:
                if end < len(self._seen) or not self._more():  # a number may go on
                    return value, end

    def _go(self, to: int) -> None:
        self.line += self._seen.count("\n", self._at, to)
        self.passed += to - self._at
        self._at = to

    def _more(self) -> bool:
        """Read on; what is behind the window is forgotten now and then. Whether there was anything."""
        ahead = len(self._seen) - self._at
        if self._ended or ahead > MOST_LETTERS:
            return False
        chunk = self._text.read(max(_CHUNK, ahead))  # twice as much each time: a long value is not tried often
        self._ended = not chunk
        if chunk:
            behind = max(0, self._at - _BACK)
            self._seen, self._at = self._seen[behind:] + chunk, self._at - behind
        return bool(chunk)

    def _is_open(self, error: json.JSONDecodeError) -> bool:
        """Whether the value may only lack what has not been read yet."""
        return error.msg.startswith("Unterminated string") or error.pos + _NEAR >= len(self._seen)

    def _broken(self, error: json.JSONDecodeError) -> Broken:
        line = self.line + self._seen.count("\n", self._at, error.pos)
        whole = len(self._seen.rstrip())
        open_ended = error.msg.startswith("Unterminated string") or error.pos >= whole
        return Broken(line, reasons.CUT if self._ended and open_ended else reasons.NOT_JSON)
