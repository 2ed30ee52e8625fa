"""Taking everything back."""

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from workshop_kit import own_ideas, participants
from workshop_kit.i18n import Words, words
from workshop_kit.participants import Withdrawn
from workshop_kit.phone import cookies, pages, visits
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.visits import Visit
from workshop_kit.store import forget, reading


def ask_back(ask: Ask) -> Response:
    """Ask before anything is erased."""
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        count = len(own_ideas.mine(db, here.member))
        return pages.page("me.html", here.language, room=pages.frame(here), count=count)


async def withdraw(ask: Ask) -> Response:
    """Erase what this phone gave, and say what happened."""
    scribe: Scribe = ask.request.app.state.scribe
    token = cookies.token(ask.request)
    language, room, gone = await scribe.write(Job(lambda db: _withdraw(visits.visit(db, ask), token)))
    await run_in_threadpool(forget, ask.engine)
    said = _said(words(language), gone)
    answer: Response
    if wants_json(ask.request):
        answer = JSONResponse({**asdict(gone), "sentence": " ".join(said)})
    else:
        answer = pages.page("gone.html", language, room=room, sentences=said)
    cookies.forget(answer, room.code)
    return answer


def _withdraw(here: Visit, token: str | None) -> tuple[str, pages.Frame, Withdrawn]:
    """No rows: once the job is done, one that a refused job beside it has touched cannot be read any more."""
    language, room = here.language, pages.frame(here)
    return language, room, participants.withdraw(here.db, here.workshop, here.member, token)


def _said(w: Words, gone: Withdrawn) -> list[str]:
    said = [w.n("%(n)s idea was erased.", "%(n)s ideas were erased.", gone.ideas)]
    if gone.about:
        said.append(w._("Your answers about yourself were erased."))
    if gone.ballots:
        said.append(w._("What you chose or sorted was erased."))
    if gone.offers:
        said.append(w._("That you want to help was erased, and how you can be reached."))
    if gone.kept_ballots:
        said.append(
            w._("What you chose or sorted in what has closed stays: nobody can tell it from the others any more.")
        )
    return said
