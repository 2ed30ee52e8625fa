"""The whole plan as one accessible web page, for the web site of the city, for mail, and for reading on a phone.

One file that asks for nothing: no script, no request, pictures and style inside it. Its own
Content-Security-Policy forbids the rest, so that what people wrote stays text even if a template is wrong.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment

from exports import photos
from exports.file import ExportFile, file_name
from exports.html import actions, gaps, method, summary, tongues, votes
from exports.html.environment import environment
from exports.html.phrases import Phrases
from exports.html.style import policy, sprite, style
from exports.names import mark_name, status_name, symbol_name
from workshop_kit.i18n import language_of
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
            policy=policy(style()),
            sprite=sprite(report),
            theme_of={theme.number: theme for theme in report.themes},
            photo_of=photos.data_address,
        )
    )
    return ExportFile(file_name(report, "html"), MEDIA_TYPE, page.encode())


@cache
def _environment() -> Environment:
    return environment(Path(__file__).parent / "templates", _FACES)
