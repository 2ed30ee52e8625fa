"""The style sheet with the colours of the themes and the lengths of the bars, and the pictures that pages repeat.

Colours and lengths are rules and not `style` attributes, so that the policy of the page can forbid those.
"""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from workshop_kit.look import colours, shapes
from workshop_kit.look.symbols import drawings
from workshop_kit.report import WorkshopReport

_DARK = "@media screen and (prefers-color-scheme: dark) {\n%s\n}\n"


@cache
def style() -> Markup:
    """Drawn by us, nothing of it comes from outside."""
    sheet = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    dark = "\n".join(f".m-{name} {{ color: {shade.dsolid}; }}" for name, shade in colours().items())
    lengths = "\n".join(f".b{part} {{ inline-size: {part}%; }}" for part in range(101))
    return Markup("\n".join((tokens(), sheet, _DARK % dark, lengths)))


@cache
def tokens() -> str:
    """What every paper made for a browser shares: colours, the faces of each script, and the marks' colours."""
    sheet = (Path(__file__).parent / "tokens.css").read_text(encoding="utf-8")
    marks = "\n".join(f".m-{name} {{ color: {shade.solid}; }}" for name, shade in colours().items())
    return f"{sheet}{marks}\n"


def policy(css: str, script: str = "") -> str:
    """Nothing is loaded but the pictures in the file; no style counts but this one, no script but this one."""
    scripts = f" script-src {_hashed(script)};" if script else ""
    return (
        f"default-src 'none'; img-src data:; style-src {_hashed(css)};{scripts} base-uri 'none'; form-action 'none'"
    )


def _hashed(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def sprite(report: WorkshopReport) -> Markup:
    """The twelve marks and the symbols of this report as SVG symbols, once in the page."""
    return sprite_of(_symbols(report))


def sprite_of(symbols: Iterable[str]) -> Markup:
    """The twelve marks, and these symbols."""
    drawn = drawings()
    marks = "".join(_symbol("m", name, shape) for name, shape in shapes().items())
    found = "".join(_symbol("s", name, drawn[name]) for name in sorted(set(symbols)) if name in drawn)
    return Markup(marks + found)


def _symbol(kind: str, name: str, shape: str) -> str:
    return f'<symbol id="{kind}-{name}" viewBox="0 0 24 24">{shape}</symbol>'


def _symbols(report: WorkshopReport) -> set[str]:
    themes = {theme.symbol for theme in report.themes}
    themes |= {action.theme.symbol for action in report.actions if action.theme}
    ideas = {line.symbol for line in report.ideas}
    return themes | ideas | {option.symbol for vote in report.votes for option in vote.options}
