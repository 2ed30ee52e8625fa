"""Taking everything back."""

from dataclasses import asdict

from starlette.responses import JSONResponse, Response

from workshop_kit import ideas, participants
from workshop_kit.i18n import Words, words
from workshop_kit.participants import Withdrawn
from workshop_kit.phone import cookies, pages, visits
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.store import forget, reading, writing


def ask_back(ask: Ask) -> Response:
    """Ask before anything is erased."""
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        count = len(ideas.mine(db, here.member))
        return pages.page("me.html", here.language, room=pages.frame(here), count=count)


def withdraw(ask: Ask) -> Response:
    """Erase what this phone gave, and say what happened."""
    with writing(ask.engine) as db:
        here = visits.visit(db, ask)
        room = pages.frame(here)
        gone = participants.withdraw(db, here.workshop, here.member)
    forget(ask.engine)
    said = _said(words(here.language), gone)
    answer: Response
    if wants_json(ask.request):
        answer = JSONResponse({**asdict(gone), "sentence": " ".join(said)})
    else:
        answer = pages.page("gone.html", here.language, room=room, sentences=said)
    cookies.forget(answer, here.workshop.code)
    return answer


def _said(w: Words, gone: Withdrawn) -> list[str]:
    said = [w.n("%(n)s idea was erased.", "%(n)s ideas were erased.", gone.ideas)]
    if gone.ballots:
        said.append(w._("Your dots in the open vote were erased."))
    if gone.kept_ballots:
        said.append(w._("Your dots in a closed vote stay: nobody can tell them from the others any more."))
    return said
