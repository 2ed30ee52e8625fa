"""Templates of papers that a browser shows: everything is escaped, and nothing is missing without a word."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from exports.characters import printable

__all__ = ["Environment", "environment"]


def environment(folder: Path, faces: Mapping[str, object]) -> Environment:
    """The templates of a folder, with what they may call."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_finished,
    )
    made.globals.update(faces)
    return made


def _finished(value: object) -> object:
    """What a template writes: no control character, no direction switch, and never the word None."""
    if value is None:
        raise ValueError("a template writes a value that is None")
    return value if isinstance(value, Markup) else printable(str(value))
