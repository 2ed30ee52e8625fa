"""The whole plan as one accessible web page, for the web site of the city, for mail, and for reading on a phone.

One file that asks for nothing: no script, no request, pictures and style inside it. Its own
Content-Security-Policy forbids the rest, so that what people wrote stays text even if a template is wrong.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from exports import photos
from exports.characters import printable
from exports.file import ExportFile, file_name
from exports.html import actions, gaps, method, summary, tongues, votes
from exports.html.phrases import Phrases
from exports.html.style import sprite, style
from exports.names import mark_name, status_name, symbol_name
from workshop_kit.i18n import language_of
from workshop_kit.pictures import Photo
from workshop_kit.report import WorkshopReport

MEDIA_TYPE = "text/html; charset=utf-8"

_FACES = {
    "summary": summary,
    "votes": votes,
    "actions": actions,
    "gaps": gaps,
    "method": method,
    "said": tongues.said,
    "typed": tongues.typed,
    "filled": tongues.filled,
    "tongue": tongues.tongue,
    "language_of": language_of,
    "status_name": status_name,
    "mark_name": mark_name,
    "symbol_name": symbol_name,
}


def export(report: WorkshopReport, language: str) -> ExportFile:
    """The whole plan, in the report's language; ideas stay as they were written."""
    say = Phrases(language)
    page = (
        _environment()
        .get_template("page.html")
        .render(
            _=say.w._,
            n=say.w.n,
            say=say,
            report=report,
            language=language_of(language),
            style=style(),
            policy=_policy(style()),
            sprite=sprite(report),
            theme_of={theme.number: theme for theme in report.themes},
            photo_of=_data_address,
        )
    )
    return ExportFile(file_name(report, "html"), MEDIA_TYPE, page.encode())


def _policy(css: str) -> str:
    """Nothing is loaded but the pictures in the file, and no style counts but this one."""
    ours = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; img-src data:; style-src 'sha256-{ours}'; base-uri 'none'; form-action 'none'"


def _data_address(photo: Photo) -> Markup:
    return Markup("data:image/jpeg;base64,{}").format(b64encode(photos.jpeg(photo)).decode())


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_finished,
    )
    made.globals.update(_FACES)
    return made


def _finished(value: object) -> object:
    """What a template writes: no control character, no direction switch, and never the word None."""
    if value is None:
        raise ValueError("a template of exports/html writes a value that is None")
    return value if isinstance(value, Markup) else printable(str(value))
