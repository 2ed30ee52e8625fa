"""Rows of a chart as high as their labels need, so that no label runs into the next row."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from workshop_kit.i18n import Chosen, direction

MOST_LINES = 3
"""Of a label. The table beside the chart has the whole of a longer one."""
_LINE = 1.3  # of the size of the letters, as Plotly sets them
_BREAK = "<br>"
_RIGHT_TO_LEFT, _BACK = "\u202b", "\u202c"


@dataclass(frozen=True)
class Rows:
    """Where the rows stand, in pixels from the top."""

    middles: tuple[float, ...]
    height: float
    thick: float  # a bar


def broken(label: Chosen, width: int) -> str:
    """A label as Plotly reads it, as markup, in lines of about the same length."""
    lines = _lines(" ".join(label.text.split()), width)
    if direction(label.language) == "rtl":  # each line is set by itself, from left to right where nothing says else
        return _BREAK.join(f"{_RIGHT_TO_LEFT}{escape(line, quote=False)}{_BACK}" for line in lines)
    return _BREAK.join(escape(line, quote=False) for line in lines)  # Plotly shows &quot; as it stands


def rows(labels: Sequence[str], font: int) -> Rows:
    """Rows for these labels, in letters of a size in pixels."""
    heights = [_needs(label, font) for label in labels]
    starts = [sum(heights[:i]) for i in range(len(heights))]
    middles = tuple(start + high / 2 for start, high in zip(starts, heights, strict=True))
    return Rows(middles, sum(heights), min(heights, default=0) * 0.62)


def _needs(label: str, font: int) -> float:
    """One line stands in a row of three times its letters, so that its bar is thick enough to be seen."""
    lines = label.count(_BREAK) + 1
    return max(2.9 * font, lines * _LINE * font + 0.75 * font)


def _lines(text: str, width: int) -> list[str]:
    found = _filled(text, width)
    if len(found) > MOST_LINES:
        kept = found[:MOST_LINES]
        return [*kept[:-1], kept[-1][: width - 1].rstrip(" ,.;:") + "…"]
    even = -(-len(text) // len(found)) + 3 if found else width  # lines of about the same length look calmer
    again = _filled(text, min(width, even))
    return again if len(again) == len(found) else found


def _filled(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        while len(word) > width:  # some scripts write no spaces
            word, rest = word[: width - 1], word[width - 1 :]
            lines = [*lines, word] if lines[-1] else [word]
            word = rest
        if len(lines[-1]) + len(word) + 1 <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return lines
