"""Coming in: the code, the language, the cookie."""

import secrets

from starlette.responses import RedirectResponse, Response

from workshop_kit import participants
from workshop_kit.errors import NoSuchWorkshop, NotJoined, UnknownLanguage
from workshop_kit.phone import cookies, pages, visits
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.phone.cookies import Doors
from workshop_kit.phone.visits import Visit
from workshop_kit.store import now, reading, writing

SEE_OTHER = 303


def front(ask: Ask) -> Response:
    """The page to type the code, and what happens to what was typed."""
    fields = ask.form() if ask.request.method == "POST" else dict(ask.request.query_params)
    typed = visits.digits(fields.get("code", ""))[:12]
    language = visits.language_without_room(ask.request)
    if not typed:
        return pages.page("code.html", language, typed="", sentence="")
    try:
        with reading(ask.engine) as db:
            code = visits.find(db, typed).code
    except NoSuchWorkshop as error:
        if wants_json(ask.request):
            raise
        sentence = error.in_language(language)
        return pages.page("code.html", language, error.status, typed=typed, sentence=sentence)
    return RedirectResponse(f"/{code}", SEE_OTHER)


def choose(ask: Ask) -> Response:
    """Choose a language, see what is collected and why, join; who has joined changes the language."""
    with reading(ask.engine) as db:
        here = visits.visit(db, ask, choosing=True)
        if ask.request.path_params["code"] != here.workshop.code:  # typed in another script
            return RedirectResponse(f"/{here.workshop.code}", SEE_OTHER)
        return pages.page(
            "join.html",
            here.language,
            room=pages.frame(here),
            languages=here.workshop.languages,
            has_joined=here.participant is not None,
            over=here.workshop.ended_at is not None,
            form_id=secrets.token_urlsafe(12),
        )


def join(ask: Ask) -> Response:
    """Let a phone in, or change its language where it is in already."""
    fields = ask.json() if ask.is_json else ask.form()
    language, form = ask.text(fields, "language"), ask.text(fields, "form")[:40]
    doors: Doors = ask.request.app.state.doors
    with doors.lock, writing(ask.engine) as db:
        here = visits.visit(db, ask)
        if language not in here.workshop.languages:
            raise UnknownLanguage()
        if here.participant is None and here.workshop.ended_at is not None:
            return RedirectResponse(f"/{here.workshop.code}/results?language={language}", SEE_OTHER)
        secret = _let_in(here, language, doors.passed(here.workshop.code, form))
        if secret:
            doors.remember(here.workshop.code, form, secret)
    answer = RedirectResponse(f"/{here.workshop.code}/now", SEE_OTHER)
    cookies.keep(answer, ask.request, here.workshop.code, secret or cookies.token(ask.request) or "")
    return answer


def _let_in(here: Visit, language: str, already: str | None) -> str | None:
    """The secret for a phone that has none; None for one that has joined before."""
    if here.participant is not None:
        participants.speak(here.db, here.participant, language)
        return None
    if already and _is_known(here, already):
        return already
    return participants.admit(here.db, here.workshop, language, now=now())[1]


def _is_known(here: Visit, secret: str) -> bool:
    """A phone that has taken everything back is not let in by its old form."""
    try:
        participants.by_token(here.db, here.workshop, secret)
    except NotJoined:
        return False
    return True
