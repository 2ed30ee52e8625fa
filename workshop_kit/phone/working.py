"""Who works behind a role link: on which workshop, with which link, in which language."""

from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from sqlalchemy import Engine
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from models import Hand, HandRole, Step, Workshop
from workshop_kit import hands, steps, store
from workshop_kit.i18n import Words, preferred, words
from workshop_kit.phone import visits
from workshop_kit.phone.asking import Ask
from workshop_kit.pictures import Photo
from workshop_kit.store import reading

COOKIE = "hand"
LANGUAGE_COOKIE = "hand_language"
TONGUE_COOKIE = "hand_tongue"
SAID_COOKIE = "hand_said"
DAYS = 2
MOMENT = 30  # seconds that the answer to a form is waited for
MOST_SAID = 600  # letters


@dataclass(frozen=True)
class Working:
    """One request behind a role link, in the language of its reader."""

    db: Session
    workshop: Workshop
    hand: Hand
    language: str
    tongue: str = ""  # of an interpreter's languages, the one she works in now
    photo: Photo | None = None  # what came with the form

    @property
    def step(self) -> Step | None:
        """The step the room is in."""
        return steps.current(self.db, self.workshop)

    @property
    def said(self) -> Words:
        return words(self.language)

    def bringing(self, photo: Photo | None) -> "Working":
        return replace(self, photo=photo)


def working(db: Session, ask: Ask) -> Working:
    """Raises NoSuchWorkshop, LinkOver."""
    workshop, hand = holder(db, ask.request)
    language = language_of(ask.request, hand, workshop)
    return Working(db, workshop, hand, language, tongue_of(ask.request, hand, workshop))


def holder(db: Session, request: Request) -> tuple[Workshop, Hand]:
    """The link behind a request's cookie, and its workshop. Raises NoSuchWorkshop, LinkOver."""
    workshop = visits.find(db, request.path_params["code"])
    return workshop, hands.by_token(db, workshop, request.cookies.get(COOKIE), now=store.now())


def check(engine: Engine, request: Request) -> None:
    """Raises LinkOver for who holds no link that works."""
    with reading(engine) as db:
        holder(db, request)


def language_of(request: Request, hand: Hand, workshop: Workshop) -> str:
    """What was asked for in the address or chosen before; else what the phone wishes."""
    return _wished(request, "language", LANGUAGE_COOKIE, languages(hand, workshop)) or preferred(
        request.headers.get("accept-language", ""), languages(hand, workshop)
    )


def languages(hand: Hand, workshop: Workshop) -> list[str]:
    """The languages in which the page of a link can be read."""
    return list(dict.fromkeys([*hand.languages, *workshop.languages, workshop.language]))


def tongue_of(request: Request, hand: Hand, workshop: Workshop) -> str:
    """In which of her languages an interpreter works now; empty for every other role."""
    if hand.role != HandRole.INTERPRETER:
        return ""
    among = hands.tongues(hand, workshop)
    return _wished(request, "tongue", TONGUE_COOKIE, among) or next(iter(among), "")


def _wished(request: Request, name: str, cookie: str, among: list[str]) -> str:
    wishes = (request.query_params.get(name, ""), request.cookies.get(cookie, ""))
    return next((wish for wish in wishes if wish in among), "")


# --- cookies: no script can read them, and no other page than the role's gets them -----------------------


def keep(response: Response, request: Request, code: str, name: str, value: str, seconds: int = 0) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds or DAYS * 24 * 3600,
        path=f"/{code}/hand",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def say_next(response: Response, request: Request, code: str, sentence: str) -> None:
    """Let the page that comes next say what was done. In the address, anybody could put words into our mouth."""
    keep(response, request, code, SAID_COOKIE, quote(sentence[:MOST_SAID], safe=""), MOMENT)


def said_before(request: Request) -> str:
    return unquote(request.cookies.get(SAID_COOKIE, ""))[:MOST_SAID]


def forget_said(response: Response, code: str) -> None:
    response.delete_cookie(SAID_COOKIE, path=f"/{code}/hand", httponly=True, samesite="lax")
