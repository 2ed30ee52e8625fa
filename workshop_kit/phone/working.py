"""Who works behind a role link: on which workshop, with which link, in which language."""

from dataclasses import dataclass

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from models import Hand, Step, Workshop
from workshop_kit import hands, steps, store
from workshop_kit.i18n import Words, preferred, words
from workshop_kit.phone import visits
from workshop_kit.phone.asking import Ask

COOKIE = "hand"
LANGUAGE_COOKIE = "hand_language"
DAYS = 2


@dataclass(frozen=True)
class Working:
    """One request behind a role link, in the language of its reader."""

    db: Session
    workshop: Workshop
    hand: Hand
    language: str

    @property
    def step(self) -> Step | None:
        """The step the room is in."""
        return steps.current(self.db, self.workshop)

    @property
    def said(self) -> Words:
        return words(self.language)


def working(db: Session, ask: Ask) -> Working:
    """Raises NoSuchWorkshop, LinkOver."""
    workshop = visits.find(db, ask.request.path_params["code"])
    hand = hands.by_token(db, workshop, ask.request.cookies.get(COOKIE), now=store.now())
    return Working(db, workshop, hand, language_of(ask.request, hand, workshop))


def language_of(request: Request, hand: Hand, workshop: Workshop) -> str:
    """What was asked for in the address or chosen before; else what the phone wishes."""
    among = list(dict.fromkeys([*hand.languages, *workshop.languages, workshop.language]))
    for wish in (request.query_params.get("language"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish in among:
            return wish
    return preferred(request.headers.get("accept-language", ""), among)


def keep(response: Response, request: Request, code: str, name: str, value: str) -> None:
    """A cookie that no script can read and that no other page than the role's gets."""
    response.set_cookie(
        name,
        value,
        max_age=DAYS * 24 * 3600,
        path=f"/{code}/hand",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
