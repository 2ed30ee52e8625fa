"""Every state that a phone page can be in: a name, and what brings a room and a phone there.

Each state gets a room of its own in one database, so that one server serves them all. Ann facilitates; the phone
is Dalia's in whatever language she reads; Ben and Chen are the others.
"""

import base64
import random
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Error, Page, expect
from sqlalchemy import Engine
from sqlmodel import Session

from models import ActionStatus, PhoneMode, Service, Source, Step, StepKind, Texts, Theme, Workshop
from models import Idea as IdeaRow
from workshop_kit import (
    background,
    ideas,
    moderation,
    participants,
    pictures,
    plan,
    steps,
    themes,
    votes,
    workshops,
)
from workshop_kit.store import now, writing

# --- what people wrote ------------------------------------------------------------------------------------

TITLE = {"en": "Koivukylä school evening", "fi": "Koivukylän kouluilta", "ar": "أمسية مدرسة كويفوكولا"}
QUESTION = {
    "en": "What would help your family here?",
    "fi": "Mikä auttaisi perhettäsi täällä?",
    "ar": "ما الذي يساعد عائلتك هنا؟",
}
ONLY_SWEDISH = {"sv": "Vi lyssnar på varandra, en i taget."}
ONLY_ENGLISH_RULES = {"en": "Let everyone finish.\nSpeak from your own life.\nWhat is told here stays here."}
THEMES: tuple[Texts, ...] = (
    {
        "en": "Free clubs right after school",
        "fi": "Maksuttomat harrastuskerhot heti koulupäivän jälkeen",
        "ar": "نوادٍ مجانية بعد المدرسة مباشرة",
        "so": "Naadiyo bilaash ah dugsiga kadib isla markiiba",
    },
    {
        "en": "Help to find work",
        "fi": "Työnhakuvalmennusta maahanmuuttajataustaisille",
        "ar": "مساعدة في العثور على عمل",
        "so": "Caawimaad shaqo raadin",
    },
    {"en": "Finnish course with childcare"},
    {"fi": "Liikuntamahdollisuuksia"},
)
AREAS = ("Koivukylä", "Hakunila", "Martinlaakso")
OWN = {
    "en": "A club where children and parents cook together, because then we meet people and learn the language",
    "fi": "Kerho, jossa lapset ja vanhemmat kokkaavat yhdessä: maahanmuuttajataustaisillekin ruoanlaittokerho",
    "ar": "نادٍ يطبخ فيه الأطفال والآباء معًا، لأننا بهذا نلتقي بالناس ونتعلم اللغة",
    "so": "Naadi ay carruurta iyo waalidku wada karsadaan, sababtoo ah markaas waxaan la kulannaa dadka",
}
OTHERS = (
    ("sv", "En klubb efter skolan"),
    ("ru", "Кружок после школы, где говорят по-фински"),
    ("fa", "کلاس زبان فنلاندی همراه با نگهداری از کودک"),
    ("en", "A bench"),
)
TRANSLATED = {
    "en": "A club after school where people speak Finnish",
    "fi": "Kerho koulun jälkeen, jossa puhutaan suomea",
    "ar": "نادٍ بعد المدرسة يتحدثون فيه الفنلندية",
    "so": "Naadi dugsiga kadib oo lagaga hadlo Finnish",
}
ACTION = "A free club with parents, every Tuesday"
SECOND_ACTION = "A coach for those who look for work"
SERVICE = {"en": "Leisure services", "ar": "خدمات الترفيه"}
BODY = {"en": "City of Vantaa"}
REPORT = {"en": "The first club has started with twelve children.", "fi": "Ensimmäinen kerho on alkanut."}
LINK = "https://example.org/a-very-long-address-without-any-space-in-it-that-somebody-copied"

LANGUAGE_OF: dict[str, str] = (
    {
        line: code
        for texts in (
            TITLE,
            QUESTION,
            ONLY_SWEDISH,
            ONLY_ENGLISH_RULES,
            *THEMES,
            OWN,
            TRANSLATED,
            SERVICE,
            BODY,
            REPORT,
        )
        for code, text in texts.items()
        for line in text.splitlines()
    }
    | {text: code for code, text in OTHERS}
    | {ACTION: "en", SECOND_ACTION: "en"}
)
"""Each text of these rooms, and the language it is in."""


def photo(sides: int = 3) -> bytes:
    """A photo of a drawing: a shape with so many sides."""
    file = BytesIO()
    image = Image.new("RGB", (640, 420), "#F5E6C8")
    ImageDraw.Draw(image).regular_polygon((320, 210, 150), sides, fill="#0B5560")
    image.save(file, "JPEG")
    return file.getvalue()


# --- the room and the phone -------------------------------------------------------------------------------


@dataclass
class Room:
    """What Ann and the others do in the room of one state."""

    engine: Engine
    code: str

    @classmethod
    def opened(cls, engine: Engine, **facts: Any) -> "Room":
        with writing(engine) as db:
            draft = {
                "title": TITLE,
                "question": QUESTION,
                "language": "en",
                "languages": ["fi", "sv", "en", "ar", "so", "ru", "fa"],
                "method": "ideas-to-plan",
                "day": date.today(),
                "starts": time(17, 30),
            }
            workshop = workshops.create(db, workshops.Draft(**{**draft, **facts}), now=now(), rng=DICE)
            for kind in (StepKind.DIALOGUE, StepKind.BREAK):
                steps.add(db, workshop, kind, title={"en": kind.value}, minutes=10)
            return cls(engine, workshop.code)

    @contextmanager
    def changes(self) -> Iterator[tuple[Session, Workshop]]:
        with writing(self.engine) as db:
            yield db, workshops.by_code(db, self.code)

    def goes_to(self, kind: StepKind, **facts: Any) -> Step:
        """Ann starts a step; `facts` are what she has changed in it before."""
        with self.changes() as (db, workshop):
            step = self.step(db, workshop, kind)
            facts["settings"] = {**step.settings, **facts.pop("settings", {})}
            for name, value in facts.items():
                setattr(step, name, value)
            db.add(step)
            steps.start(db, workshop, step, now=now())
            return step

    def step(self, db: Session, workshop: Workshop, kind: StepKind) -> Step:
        return next(step for step in steps.agenda(db, workshop) if step.kind == kind)

    def sets_phones(self, kind: StepKind, mode: PhoneMode) -> None:
        with self.changes() as (db, workshop):
            steps.set_phones(db, workshop, self.step(db, workshop, kind), mode)

    def has_themes(self, *drawn: str) -> None:
        """The themes to vote on; `drawn` are the symbols beside the first of them."""
        with self.changes() as (db, workshop):
            for i, label in enumerate(THEMES):
                picture = f"symbol:{drawn[i]}" if i < len(drawn) else ""
                theme = Theme(position=i, mark=i + 1, label=label, picture=picture, confirmed=True)
                theme.workshop_id = workshop.id or 0
                db.add(theme)

    def keeps_photo(self, sides: int = 3) -> str:
        with self.changes() as (db, workshop):
            return pictures.keep(db, workshop, pictures.shrunk(photo(sides)), now=now())

    def hears(self, language: str, text: str, picture: str = "") -> IdeaRow:
        """An idea from the phone of somebody else."""
        with self.changes() as (db, workshop):
            who, _secret = participants.admit(db, workshop, language, now=now())
            sent = ideas.Sent(str(uuid.uuid4()), text, language, picture=picture)
            here = steps.current(db, workshop)
            return ideas.send(db, workshop, here, sent, participant=who, now=now())[0]

    def looks_at(self, number: int, act: Callable[[Session, Workshop, IdeaRow], None]) -> None:
        """Ann does something with the idea of a number."""
        with self.changes() as (db, workshop):
            found = [*ideas.shown(db, workshop), *ideas.waiting(db, workshop)]
            act(db, workshop, next(idea for idea in found if idea.number == number))

    def votes(self, voters: int) -> None:
        """So many others give their dots: most to the first theme."""
        with self.changes() as (db, workshop):
            step = self.step(db, workshop, StepKind.VOTE)
            first, second, *_rest = votes.options(db, step)
            for n in range(voters):
                who, _secret = participants.admit(db, workshop, "en", now=now())
                votes.cast(db, step, who, {str(first.id): 2, str(second.id): n % 2}, now=now())

    def decides(self, voters: int = 7) -> None:
        self.goes_to(StepKind.VOTE)
        self.votes(voters)
        self.sets_phones(StepKind.VOTE, PhoneMode.CLOSED)

    def promises(self) -> None:
        """An action of the plan, agreed with a service, and what has happened since."""
        with self.changes() as (db, workshop):
            service = Service(source="csv", source_id=self.code, name=SERVICE, body=BODY, refreshed_at=now())
            db.add(service)
            db.flush()
            action = plan.add(db, workshop, title=ACTION)
            deadline = workshop.day + timedelta(days=120)
            plan.edit(db, action, what=LINK, deadline=deadline, status=ActionStatus.IN_PROGRESS)
            plan.choose_service(db, action, service, now=now())
            plan.report(db, workshop, action, REPORT, now=now())
            plan.add(db, workshop, title=SECOND_ACTION)

    def ends(self) -> None:
        with self.changes() as (db, workshop):
            steps.end(db, workshop, now=now())


DICE = random.Random(4821)


@dataclass
class Phone:
    """Dalia's phone. What it does by itself goes through the real page; the rest through the same addresses."""

    page: Page
    room: Room
    address: str
    language: str

    @property
    def home(self) -> str:
        return f"{self.address}/{self.room.code}"

    def opens(self, path: str = "/now") -> None:
        """What the state before had sent may still be taking its phone elsewhere: then once more."""
        try:
            self.page.goto(f"{self.home}{path}")
        except Error as error:
            if "interrupted by another navigation" not in str(error):
                raise
            self.page.goto(f"{self.home}{path}")

    def joins(self) -> None:
        form = {"language": self.language}
        answer = self.page.request.post(f"{self.home}/join", form=form, max_redirects=0)
        assert answer.status == 303, answer.status

    def comes_in(self) -> None:
        self.joins()
        self.opens()

    def gives(self, text: str, **more: str) -> int:
        """An idea of this phone's own; its number."""
        answer = self.page.request.post(f"{self.home}/ideas", data={"id": str(uuid.uuid4()), "text": text, **more})
        assert answer.status == 201, answer.text()
        number: int = answer.json()["number"]
        return number

    def writes(self, text: str) -> None:
        self.page.locator("textarea").fill(text)

    def sends(self) -> None:
        self.page.locator("button[form=idea]").click()

    def gives_dots(self, *options: int) -> None:
        for option in options:
            self.page.locator("[name=plus]").nth(option).click()

    def sorts_a_card(self) -> None:
        self.page.wait_for_timeout(400)  # what comes faster is taken for a double tap
        if self.page.locator("#foreign").is_visible():
            self.page.locator("#foreign").click()
            self.page.wait_for_timeout(400)
        self.page.locator("button.place").first.click()

    def sends_form(self, selector: str) -> None:
        """As a phone does that runs no script."""
        with self.page.expect_navigation():
            self.page.locator(selector).evaluate("form => HTMLFormElement.prototype.submit.call(form)")

    def loses_network(self) -> None:
        self.page.route(re.compile("/(ideas|ballots|now|events)"), lambda route: route.abort())


Show = Callable[[Room, Phone], None]


@dataclass(frozen=True)
class State:
    name: str
    show: Show
    facts: dict[str, Any]  # of the workshop
    alone: bool  # it does to the phone what cannot be undone

    def __str__(self) -> str:
        return self.name


STATES: list[State] = []


def state(show: Show | None = None, *, alone: bool = False, **facts: Any) -> Any:
    def noted(show: Show) -> Show:
        STATES.append(State(show.__name__, show, facts, alone))
        return show

    return noted(show) if show else noted


ASKING = {"ask_about": background.IDS, "areas": AREAS}

# --- coming in --------------------------------------------------------------------------------------------


@state
def code_empty(room: Room, phone: Phone) -> None:
    phone.page.goto(f"{phone.address}/?language={phone.language}")


@state
def code_wrong(room: Room, phone: Phone) -> None:
    """A take-away code of a room that is not there: as long as a code can be."""
    code_empty(room, phone)
    phone.page.locator("#digits").fill("999999 1234 5678")
    phone.page.locator("button[form=code]").click()
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def code_languages(room: Room, phone: Phone) -> None:
    code_empty(room, phone)
    phone.page.locator("summary").click()


@state
def join_fresh(room: Room, phone: Phone) -> None:
    phone.opens(f"?language={phone.language}")


@state(**ASKING)
def join_again(room: Room, phone: Phone) -> None:
    """Already in, to change the language; what is collected and why is open."""
    phone.joins()
    phone.opens("")
    phone.page.locator("summary").click()


@state
def join_over(room: Room, phone: Phone) -> None:
    room.ends()
    phone.opens(f"?language={phone.language}")


@state(**ASKING)
def about(room: Room, phone: Phone) -> None:
    phone.joins()
    phone.opens("/about")


# --- listening --------------------------------------------------------------------------------------------


@state
def soon(room: Room, phone: Phone) -> None:
    phone.comes_in()


@state
def welcome(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.WELCOME)
    phone.comes_in()


@state
def welcome_without_prompt(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.WELCOME, prompt={})
    phone.comes_in()


@state
def welcome_in_another_language(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.WELCOME, prompt=ONLY_SWEDISH, picture="symbol:bus")
    phone.comes_in()


@state
def rules(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.RULES)
    phone.comes_in()


@state
def rules_in_another_language(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.RULES, prompt=ONLY_ENGLISH_RULES)
    phone.comes_in()


@state
def rules_of_the_kit(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.RULES, prompt={})
    phone.comes_in()


@state
def dialogue(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.DIALOGUE)
    phone.comes_in()


@state
def dialogue_in_another_language(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.DIALOGUE, prompt=ONLY_SWEDISH, picture=room.keeps_photo())
    phone.comes_in()


# --- sorting ----------------------------------------------------------------------------------------------


def sort_opens(room: Room) -> None:
    room.goes_to(StepKind.IDEAS)
    for language, text in OTHERS:
        room.hears(language, text)
    room.has_themes("bus")
    room.goes_to(StepKind.THEMES)
    room.sets_phones(StepKind.THEMES, PhoneMode.WRITE)


@state
def sort_first_card(room: Room, phone: Phone) -> None:
    sort_opens(room)
    phone.comes_in()


@state
def sort_a_photo_and_a_card_before(room: Room, phone: Phone) -> None:
    sort_first_card(room, phone)
    with room.changes() as (db, workshop):
        for idea in ideas.shown(db, workshop):
            idea.picture = pictures.keep(db, workshop, pictures.shrunk(photo()), now=now())
        votes.prepare(db, workshop, room.step(db, workshop, StepKind.THEMES))
    phone.opens()
    phone.sorts_a_card()
    phone.page.locator("#before").click()


@state
def sort_done(room: Room, phone: Phone) -> None:
    sort_first_card(room, phone)
    for _card in OTHERS:
        phone.sorts_a_card()
    expect(phone.page.locator("#done")).to_be_visible()
    expect(phone.page.locator("#all")).to_be_visible()


@state
def sort_done_in_her_language(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    room.hears(phone.language, OWN[phone.language])
    sort_first_card(room, phone)
    for _card in range(1 + sum(language == phone.language for language, _text in OTHERS)):
        phone.sorts_a_card()
    expect(phone.page.locator("#readable")).to_be_visible()


@state
def sort_refused(room: Room, phone: Phone) -> None:
    """A phone without our script names a theme that there is not."""
    sort_first_card(room, phone)
    nowhere = """form => form.insertAdjacentHTML('beforeend', '<input type=hidden name=place value=999999>')"""
    phone.page.locator("#sort").evaluate(nowhere)
    phone.sends_form("#sort")
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def sort_without_network(room: Room, phone: Phone) -> None:
    sort_first_card(room, phone)
    phone.loses_network()
    phone.sorts_a_card()
    expect(phone.page.locator("#kept.wait")).to_be_visible()


@state
def break_time(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.BREAK)
    phone.comes_in()


@state
def plan_step(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.PLAN)
    phone.comes_in()


# --- ideas ------------------------------------------------------------------------------------------------


@state
def ideas_empty(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()


def own_ideas(room: Room, phone: Phone) -> None:
    """One shown, one hidden, one corrected, one waiting, a photo, a symbol."""
    own = OWN[phone.language]
    room.goes_to(StepKind.IDEAS, settings={"symbols": True})
    phone.joins()
    phone.gives(own)
    hidden = phone.gives(own)
    room.looks_at(hidden, lambda db, workshop, idea: moderation.hide(db, workshop, idea, now=now()))
    corrected = phone.gives(own.replace(" ", "  ", 1) + " !")
    room.looks_at(corrected, lambda db, workshop, idea: moderation.correct(db, workshop, idea, own, now=now()))
    phone.gives("", photo="data:image/jpeg;base64," + base64.b64encode(photo(5)).decode())
    phone.gives("", symbol="bus")
    with room.changes() as (db, workshop):
        workshop.pre_moderation = True
        db.add(workshop)
    phone.gives(LINK)


@state
def ideas_own(room: Room, phone: Phone) -> None:
    own_ideas(room, phone)
    phone.opens()


@state
def ideas_refused(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    phone.writes((OWN[phone.language] + " ") * 12)
    phone.sends()
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def ideas_refused_without_script(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    phone.writes((OWN[phone.language] + " ") * 12)
    phone.sends_form("#idea")
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def ideas_nobody_else(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS, settings={"show_others": True})
    phone.comes_in()


@state
def ideas_others(room: Room, phone: Phone) -> None:
    """In their own language, translated by a machine and by a person, with a photo and with a symbol."""
    room.goes_to(StepKind.IDEAS, settings={"show_others": True}, picture="symbol:school")
    translations = dict.fromkeys(OTHERS[:2], Source.MACHINE)
    for pair in OTHERS:
        idea = room.hears(*pair, picture="symbol:bus" if pair[0] == "fa" else "")
        if pair in translations or pair[0] == "en":
            source = translations.get(pair, Source.PERSON)
            with room.changes() as (db, _workshop):
                for code, text in TRANSLATED.items():
                    if code != idea.language:
                        ideas.translate(db, idea, code, text, source)
    seen = room.hears("en", "", room.keeps_photo(6))
    room.looks_at(seen.number, lambda db, workshop, idea: moderation.show(db, workshop, idea, now=now()))
    phone.comes_in()


@state
def ideas_symbols(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS, settings={"symbols": True})
    phone.comes_in()
    phone.page.locator("details.pictures summary").click()
    phone.page.locator("input[value=school]").check()


@state
def ideas_photo(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    file = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": photo(4)}
    phone.page.locator("input[type=file]").set_input_files(file)
    expect(phone.page.locator("#preview img")).to_be_visible()


@state
def ideas_without_script(room: Room, phone: Phone) -> None:
    """As the page stands where no script runs: the browser's own field for a file is there."""
    room.goes_to(StepKind.IDEAS, settings={"symbols": True})
    phone.comes_in()
    phone.page.evaluate("() => document.documentElement.classList.remove('js')")


@state
def ideas_unreadable_photo(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    file = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    phone.page.locator("input[type=file]").set_input_files(file)
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def ideas_by_table(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS, prompt=ONLY_SWEDISH, settings={"by_table": True, "photos": False})
    phone.comes_in()


@state
def ideas_arrived(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    phone.writes(OWN[phone.language])
    phone.sends()
    expect(phone.page.locator("#mine .tick")).to_have_text("1")


@state
def ideas_waiting_for_network(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    phone.loses_network()
    phone.writes(OWN[phone.language])
    phone.sends()
    expect(phone.page.locator("#mine .state.wait")).to_be_visible()


@state(alone=True)
def waiting_for_the_room(room: Room, phone: Phone) -> None:
    """Nothing has answered for some seconds."""
    phone.page.clock.install()
    ideas_waiting_for_network(room, phone)
    phone.page.clock.fast_forward(8_000)
    expect(phone.page.locator("#room")).to_be_visible()


@state
def ideas_changed(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.joins()
    phone.gives(OWN[phone.language])
    phone.opens("/now?said=changed")


@state
def ideas_soon(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS, phones=PhoneMode.LISTEN)
    phone.comes_in()


@state
def ideas_closed(room: Room, phone: Phone) -> None:
    """With what was sent, and with what was still being written."""
    own_ideas(room, phone)
    phone.opens()
    phone.writes(OWN[phone.language])
    room.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    phone.opens()
    expect(phone.page.locator("#mine [data-own]")).to_be_visible()


@state
def ideas_closed_refused(room: Room, phone: Phone) -> None:
    """Sent too late by a phone that runs no script."""
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    phone.page.route("**/now", lambda route: route.abort())  # it hears nothing of the room
    phone.writes(OWN[phone.language])
    room.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    phone.sends_form("#idea")
    expect(phone.page.get_by_role("alert")).to_be_visible()


def changing(room: Room, phone: Phone, text: str = "", **more: str) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.joins()
    phone.opens(f"/ideas/{phone.gives(text or OWN[phone.language], **more)}")


@state
def change(room: Room, phone: Phone) -> None:
    changing(room, phone, photo="data:image/jpeg;base64," + base64.b64encode(photo(7)).decode())


@state
def change_asks_back(room: Room, phone: Phone) -> None:
    """Before an idea is taken back."""
    changing(room, phone)
    phone.page.locator("a[href*=take_back]").click()
    expect(phone.page.locator("button[form=take]")).to_be_visible()


@state
def change_refused(room: Room, phone: Phone) -> None:
    changing(room, phone)
    phone.writes("")
    phone.page.locator("button[form=change]").click()
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def change_refused_without_script(room: Room, phone: Phone) -> None:
    changing(room, phone)
    phone.writes("")
    phone.sends_form("#change")
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def change_waiting_for_network(room: Room, phone: Phone) -> None:
    changing(room, phone)
    phone.loses_network()
    phone.page.locator("button[form=change]").click()
    expect(phone.page.locator("#wait")).to_be_visible()


@state
def change_too_late(room: Room, phone: Phone) -> None:
    changing(room, phone)
    room.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    phone.page.reload()


# --- the vote ---------------------------------------------------------------------------------------------


def voting(room: Room, phone: Phone, **facts: Any) -> None:
    room.has_themes()
    room.goes_to(StepKind.VOTE, **facts)
    phone.comes_in()


@state
def vote_untouched(room: Room, phone: Phone) -> None:
    voting(room, phone)


@state
def vote_some_dots(room: Room, phone: Phone) -> None:
    voting(room, phone)
    phone.gives_dots(0, 0, 2)
    expect(phone.page.locator("#kept")).to_be_visible()


@state
def vote_all_dots(room: Room, phone: Phone) -> None:
    voting(room, phone)
    phone.gives_dots(0, 0, 0, 1, 2)
    expect(phone.page.locator("#kept")).to_be_visible()


@state
def vote_done(room: Room, phone: Phone) -> None:
    voting(room, phone)
    phone.gives_dots(0, 0, 2)
    phone.page.locator("[name=done]").click()
    expect(phone.page.locator("#done")).to_be_visible()


@state
def vote_refused(room: Room, phone: Phone) -> None:
    """Ann has changed the number of dots meanwhile."""
    voting(room, phone)
    with room.changes() as (db, workshop):
        step = room.step(db, workshop, StepKind.VOTE)
        step.settings = {**step.settings, "dots": 2, "cap": 1}
        db.add(step)
    phone.gives_dots(0, 0, 0)
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def vote_refused_without_script(room: Room, phone: Phone) -> None:
    voting(room, phone)
    phone.page.locator("[name^=choice-]").first.evaluate("field => { field.value = 9 }")
    phone.sends_form("#vote")
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def vote_waiting_for_network(room: Room, phone: Phone) -> None:
    voting(room, phone)
    phone.loses_network()
    phone.gives_dots(1)
    expect(phone.page.locator("#kept.wait")).to_be_visible()


@state
def vote_pictures(room: Room, phone: Phone) -> None:
    """Symbols beside the choices and beside the question, which is in another language."""
    room.has_themes("school", "work", "language", "sport")
    room.goes_to(StepKind.VOTE, prompt=ONLY_SWEDISH, picture="symbol:talk")
    phone.comes_in()
    phone.gives_dots(0)
    expect(phone.page.locator("#kept")).to_be_visible()


@state
def vote_on_ideas(room: Room, phone: Phone) -> None:
    """Translated, with a photo, and one in a long word."""
    room.goes_to(StepKind.IDEAS)
    for pair in (*OTHERS, ("fi", OWN["fi"])):
        idea = room.hears(*pair)
        if pair[0] == "ru":
            with room.changes() as (db, _workshop):
                for code, text in TRANSLATED.items():
                    ideas.translate(db, idea, code, text, Source.MACHINE)
    seen = room.hears("en", "A bench, as in this drawing", room.keeps_photo(8))
    room.looks_at(seen.number, lambda db, workshop, idea: moderation.show(db, workshop, idea, now=now()))
    room.goes_to(StepKind.VOTE, settings={"on": "ideas", "dots": 12, "cap": 6})
    phone.comes_in()
    phone.gives_dots(0, 0, 0, 0, 0, 0, 1)
    expect(phone.page.locator("#kept")).to_be_visible()


@state
def vote_on_nothing(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.VOTE)
    phone.comes_in()


@state
def result(room: Room, phone: Phone) -> None:
    room.has_themes("school")
    room.decides()
    phone.comes_in()
    phone.page.locator("summary").click()


@state
def result_of_few(room: Room, phone: Phone) -> None:
    room.has_themes()
    room.decides(3)
    phone.comes_in()


# --- afterwards -------------------------------------------------------------------------------------------


@state
def after_nothing(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.WELCOME)
    phone.joins()
    room.ends()
    phone.opens()


@state
def after(room: Room, phone: Phone) -> None:
    room.has_themes()
    room.decides()
    room.promises()
    phone.joins()
    room.ends()
    phone.opens()


@state
def results_of_nothing(room: Room, phone: Phone) -> None:
    phone.opens(f"/results?language={phone.language}")


@state
def results(room: Room, phone: Phone) -> None:
    """For somebody who has not joined; the plan is not there yet."""
    room.has_themes()
    room.decides()
    phone.opens(f"/results?language={phone.language}")


@state
def results_meanwhile(room: Room, phone: Phone) -> None:
    """The evening goes on: there is a way back to it."""
    room.has_themes("school")
    room.decides()
    phone.joins()
    phone.opens("/results")


def reported(room: Room, phone: Phone) -> None:
    """The evening is over: an idea of hers is in a theme with an English name, and something has happened since."""
    own_ideas(room, phone)
    room.has_themes("school")
    with room.changes() as (db, workshop):
        theme = plan.chosen_themes(db, workshop, [], top=3)[2]
        themes.move(db, workshop, ideas.shown(db, workshop)[:1], theme, now=now())
    room.decides()
    room.promises()
    room.ends()


@state
def results_reported(room: Room, phone: Phone) -> None:
    reported(room, phone)
    phone.opens("/results")
    expect(phone.page.locator("#takeaway")).to_be_visible()


@state
def results_by_takeaway(room: Room, phone: Phone) -> None:
    """On a phone that has not joined."""
    reported(room, phone)
    phone.opens("/results")
    typed = re.sub(r"\D", "", phone.page.locator("#takeaway .code").inner_text())
    phone.page.context.clear_cookies()
    phone.opens(f"/results?takeaway={typed[-8:]}&language={phone.language}")
    expect(phone.page.locator("#own")).to_be_visible()


@state
def results_wrong_takeaway(room: Room, phone: Phone) -> None:
    room.has_themes()
    room.decides()
    phone.opens(f"/results?takeaway=00000000&language={phone.language}")
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def take_back(room: Room, phone: Phone) -> None:
    room.goes_to(StepKind.IDEAS)
    phone.joins()
    phone.gives(OWN[phone.language])
    phone.opens("/me")


@state
def taken_back(room: Room, phone: Phone) -> None:
    take_back(room, phone)
    phone.page.locator("button[form=withdraw]").click()
    phone.page.wait_for_url("**/withdraw")


# --- what goes wrong --------------------------------------------------------------------------------------


@state
def not_joined(room: Room, phone: Phone) -> None:
    phone.opens(f"/now?language={phone.language}")


@state
def not_joined_with_words(room: Room, phone: Phone) -> None:
    """What was written before the cookie was lost is on the page."""
    room.goes_to(StepKind.IDEAS)
    phone.comes_in()
    phone.writes(OWN[phone.language])
    phone.page.context.clear_cookies()
    phone.sends_form("#idea")
    expect(phone.page.locator("#kept")).to_be_visible()


@state
def unknown_page(room: Room, phone: Phone) -> None:
    phone.opens(f"/nowhere?language={phone.language}")


@state
def unknown_room(room: Room, phone: Phone) -> None:
    phone.page.goto(f"{phone.address}/999999?language={phone.language}")
