"""Drawing pages: templates with every sentence in the reader's language."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import HTMLResponse

from models import Step, Workshop
from workshop_kit import look, pictures, steps
from workshop_kit.i18n import Chosen, direction, language_of, pick, words
from workshop_kit.look import faces
from workshop_kit.look import symbols as look_symbols
from workshop_kit.phone import assets
from workshop_kit.phone.visits import Visit


@dataclass(frozen=True)
class Frame:
    """What stands around every page of a workshop."""

    code: str
    sign: tuple[str, str, str]
    title: Chosen
    version: int
    bars: tuple[str, ...] = ()  # of each step: done, now, or empty for later
    place: int = 0  # of the present step, from 1


def frame(visit: Visit, current: Step | None = None) -> Frame:
    return frame_of(visit.db, visit.workshop, visit.language, current)


def frame_of(db: Session, workshop: Workshop, language: str, current: Step | None = None) -> Frame:
    title = pick(workshop.title, language, workshop.language)
    played = steps.played(steps.agenda(db, workshop))
    over = workshop.ended_at is not None
    here = next((n for n, step in enumerate(played) if current and step.id == current.id), None)
    bars = tuple(_bar(n, here, over) for n in range(len(played)))
    place = 0 if here is None else here + 1
    return Frame(workshop.code, look.room_sign(workshop.code), title, workshop.version, bars, place)


def _bar(n: int, here: int | None, over: bool) -> str:
    if over or (here is not None and n < here):
        return "done"
    return "now" if n == here else ""


def page(template: str, language: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """A page as an answer. `facts` are what the template shows."""
    return HTMLResponse(draw(template, language, **facts), status)


def draw(template: str, language: str, **facts: Any) -> str:
    """A page, or a part of one."""
    said = words(language)
    return (
        _environment()
        .get_template(template)
        .render(
            _=said._,
            n=said.n,
            language=language_of(language),
            name_of=language_of,
            direction_of=direction,
            date_of=lambda day: format_date(day, "long", _locale(language)),
            style=assets.style().url,
            script=assets.script().url,
            symbols=symbols(),
            **{"picture_of": picture, **facts},
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse("en_GB" if language == "en" else language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@cache
def symbols() -> Markup:
    """All marks and icons as SVG symbols: once in a page, so that the parts that change stay small."""
    marks = "".join(
        f'<symbol id="m-{name}" viewBox="0 0 24 24">{shape}</symbol>' for name, shape in look.shapes().items()
    )
    icons = "".join(f'<symbol id="i-{name}" viewBox="0 0 24 24">{shape}</symbol>' for name, shape in ICONS.items())
    drawn = "".join(
        f'<symbol id="s-{name}" viewBox="0 0 24 24">{shape}</symbol>'
        for name, shape in look_symbols.drawings().items()
    )
    smileys = "".join(
        f'<symbol id="f-{number}" viewBox="0 0 24 24">{shape}</symbol>'
        for number, shape in enumerate(faces.FACES, start=1)
    )
    return Markup(marks + icons + drawn + smileys)  # drawn by us, nothing of it comes from outside


@dataclass(frozen=True)
class Picture:
    """What a reference stands for on a page: a symbol with its name, or the address of a photo."""

    symbol: str = ""
    name: str = ""
    url: str = ""


def symbol_alone(reference: str, _code: str) -> Picture | None:
    """The picture for a phone that may load no photo."""
    return None if pictures.is_photo(reference) else picture(reference, "")


def picture(reference: str, code: str, takeaway: str = "") -> Picture | None:
    """`takeaway`: the digits by which somebody reads on a phone that has not joined."""
    if name := pictures.symbol_of(reference):
        return Picture(symbol=name, name=look_symbols.NAMES[name])
    if pictures.is_photo(reference):
        asked = f"?takeaway={takeaway}" if takeaway else ""
        return Picture(url=f"/{code}/pictures/{reference.removeprefix(pictures.PHOTO)}{asked}")
    return None


ICONS = {
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.300l3.500 2"/>',
    "globe": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c3.600 4 3.600 14 0 18M12 3c-3.600 4-3.600 14 0 18"/>',
    "plus": '<path d="M6 12h12M12 6v12"/>',
    "minus": '<path d="M6 12h12"/>',
    "up": '<path d="M12 19V5M6 11l6-6 6 6"/>',
    "down": '<path d="M12 5v14M6 13l6 6 6-6"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "grip": '<path d="M5 8h14M5 12h14M5 16h14"/>',
    "noname": '<circle cx="12" cy="8" r="4"/><path d="M4 20.500c1-4.500 4-6.500 8-6.500s7 2 8 6.500M4 4l16 16"/>',
    "paper": '<path d="M6 3h8.500L19 7.500V21H6ZM14 3v5h5M9 12.500h7M9 16.500h7"/>',
    "back": '<path d="M5 5v5h5M5.600 10A8 8 0 1 1 4 14.500"/>',
    "people": '<circle cx="9" cy="8.500" r="3.500"/><path d="M2.500 20c.6-4 3-6 6.500-6s5.900 2 6.500 6'
    'M15.500 5.300a3.500 3.500 0 0 1 0 6.400M17.800 14.500c2.200.8 3.400 2.600 3.700 5.500"/>',
    "stop": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16.500v.1"/>',
    "speaker": '<path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500Z"/>'
    '<path d="M15.500 9a4.200 4.200 0 0 1 0 6M18.300 6.300a8 8 0 0 1 0 11.400"/>',
    "camera": '<path d="M4 7.500h3.500L9 5h6l1.500 2.500H20V19H4Z"/><circle cx="12" cy="13" r="3.500"/>',
    "key": '<circle cx="8" cy="14.500" r="4"/><path d="M11 11.500L19.500 3M15.500 7l3 3"/>',
    "pause": '<path d="M8.500 5.500v13M15.500 5.500v13"/>',
    "pencil": '<path d="M4 20l1-4L16.500 4.500l3 3L8 19Z"/>',
}
