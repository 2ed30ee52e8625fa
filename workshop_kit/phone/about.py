"""A little about the person, where the workshop asks for it: one screen, and it may be skipped."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import RedirectResponse, Response

from workshop_kit import background
from workshop_kit.phone import pages, visits
from workshop_kit.phone.asking import Ask
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.visits import Visit
from workshop_kit.store import reading

SEE_OTHER = 303


def show(ask: Ask) -> Response:
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        questions = background.asked(here.workshop)
        given = here.member.about
        if not questions:
            return RedirectResponse(f"/{here.workshop.code}/now", SEE_OTHER)
        return pages.page("about.html", here.language, room=pages.frame(here), questions=questions, given=given)


async def answer(ask: Ask) -> Response:
    fields = ask.json() if ask.is_json else ask.form()
    scribe: Scribe = ask.request.app.state.scribe
    code = await scribe.write(Job(lambda db: _keep(visits.visit(db, ask), fields)))
    return RedirectResponse(f"/{code}/now", SEE_OTHER)


def keep(here: Visit, fields: Mapping[str, Any]) -> None:
    """Keep the answers among the fields of a form. Raises BadRequest."""
    given = {id: str(fields[id]) for id in background.IDS if fields.get(id)}
    background.answer(here.db, here.workshop, here.member, given)


def _keep(here: Visit, fields: Mapping[str, Any]) -> str:
    keep(here, fields)
    return here.workshop.code
