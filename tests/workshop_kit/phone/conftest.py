"""Ann facilitates; Ben, Chen and Dalia take part; Emil is a stranger. Over real HTTP and real SQLite."""

import json
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import Engine
from sqlmodel import Session

from models import Idea, Option, PhoneMode, Step, StepKind, Texts, Theme, Workshop
from workshop_kit import ideas, steps, votes, workshops
from workshop_kit.phone import create_phone
from workshop_kit.phone.server import PhoneServer
from workshop_kit.store import now, open_engine, writing

CODE = "4821"
KINDS = (StepKind.WELCOME, StepKind.RULES, StepKind.DIALOGUE, StepKind.IDEAS, StepKind.VOTE, StepKind.PLAN)
THEMES = ("Free clubs after school", "Help to find work", "Finnish course with childcare")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path / 'workshops.sqlite3'}")
    yield opened
    opened.dispose()


@dataclass
class Ann:
    """The facilitator: what she does to the room, each in its own transaction."""

    engine: Engine

    def _room(self, db: Session) -> Workshop:
        return workshops.by_code(db, CODE)

    def step(self, kind: StepKind) -> Step:
        with writing(self.engine) as db:
            return next(step for step in steps.agenda(db, self._room(db)) if step.kind == kind)

    def goes_to(self, kind: StepKind) -> Step:
        with writing(self.engine) as db:
            workshop = self._room(db)
            step = next(step for step in steps.agenda(db, workshop) if step.kind == kind)
            steps.start(db, workshop, step, now=now())
            if kind == StepKind.VOTE and not votes.options(db, step):
                for i, label in enumerate(THEMES):
                    texts = {"en": label, "ar": "نوادٍ مجانية"} if i == 0 else {"en": label}
                    db.add(Option(step_id=step.id, position=i, label=texts, mark=i + 1))
            return step

    def sets_phones(self, kind: StepKind, mode: PhoneMode) -> None:
        with writing(self.engine) as db:
            step = next(step for step in steps.agenda(db, self._room(db)) if step.kind == kind)
            steps.set_phones(db, self._room(db), step, mode)

    def closes_the_vote(self) -> None:
        with writing(self.engine) as db:
            workshop = self._room(db)
            votes.close(db, workshop, steps.by_id(db, workshop, self.step_id(db)))

    def opens_a_sort(self) -> tuple[Step, list[int]]:
        """A themes step in which phones sort the ideas into two themes; the step and the themes' ids."""
        with writing(self.engine) as db:
            room = self._room(db)
            labels: list[Texts] = [{"en": "Travel", "ar": "المواصلات"}, {"en": "Sport"}]
            found = [Theme(workshop_id=room.id or 0, position=i, mark=i + 1, label=t) for i, t in enumerate(labels)]
            db.add_all(found)
            step = steps.add(db, room, StepKind.THEMES, title={"en": "Themes"}, minutes=10)
            steps.start(db, room, step, now=now())
            steps.set_phones(db, room, step, PhoneMode.WRITE)
            return step, [theme.id or 0 for theme in found]

    def step_id(self, db: Session) -> int:
        found = next(step.id for step in steps.agenda(db, self._room(db)) if step.kind == StepKind.VOTE)
        assert found is not None
        return found

    def ends_the_evening(self) -> None:
        with writing(self.engine) as db:
            steps.end(db, self._room(db), now=now())

    def sees(self, what: Callable[[Session, Workshop], Any]) -> Any:
        with writing(self.engine) as db:
            return what(db, self._room(db))

    def options(self) -> list[str]:
        with writing(self.engine) as db:
            step = steps.by_id(db, self._room(db), self.step_id(db))
            return [str(option.id) for option in votes.options(db, step)]

    def ideas(self) -> list[Idea]:
        return list(self.sees(ideas.shown))


@pytest.fixture
def ann(engine: Engine) -> Ann:
    with writing(engine) as db:
        workshop = Workshop(
            code=CODE,
            language="en",
            languages=["fi", "en", "ar", "so"],
            title={"en": "Koivukylä school evening", "ar": "أمسية مدرسة كويفوكولا"},
            question={"en": "What would help your family here?", "ar": "ما الذي يساعد عائلتك هنا؟"},
            day=date.today(),
            starts=clock_time(17, 30),
            method="ideas-to-plan",
            created_at=now(),
        )
        db.add(workshop)
        db.flush()
        for position, kind in enumerate(KINDS):
            settings = {"dots": 5, "cap": 3, "on": "themes"} if kind == StepKind.VOTE else {}
            phones = PhoneMode.WRITE if kind in (StepKind.IDEAS, StepKind.VOTE) else PhoneMode.LISTEN
            step = Step(
                workshop_id=workshop.id or 0,
                position=position,
                kind=kind,
                title={"en": kind.value.title()},
                minutes=10,
                phones=phones,
                settings=settings,
            )
            db.add(step)
    return Ann(engine)


@pytest.fixture
def address(engine: Engine, ann: Ann) -> Iterator[str]:
    """A running phone server."""
    with running(engine) as url:
        yield url


class running:
    """The phone server in a thread, on a free port."""

    def __init__(self, engine: Engine) -> None:
        config = uvicorn.Config(create_phone(engine, "test"), access_log=False, log_level="warning", ws="none")
        self.server = PhoneServer(config)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.005)
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __exit__(self, *_why: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        assert not self.thread.is_alive()


@pytest.fixture
def server_of() -> type[running]:
    return running


class Phone(httpx.Client):
    """A browser on a phone: it sends forms and data, and does not follow redirects by itself."""

    def joins(self, language: str = "en") -> "Phone":
        assert self.post(f"/{CODE}/join", data={"language": language}).status_code == 303
        return self

    def now(self) -> httpx.Response:
        return self.get(f"/{CODE}/now")

    def sends(self, text: str, id: str | None = None, **more: Any) -> httpx.Response:
        return self.tells("POST", f"/{CODE}/ideas", {"id": id or str(uuid.uuid4()), "text": text, **more})

    def votes(self, step: Step, choices: Any) -> httpx.Response:
        return self.tells("PUT", f"/{CODE}/ballots/{step.id}", {"choices": choices})

    def tells(self, method: str, path: str, found: Any) -> httpx.Response:
        """Data as a script sends it, broken letters too."""
        return self.request(method, path, content=json.dumps(found), headers={"Content-Type": "application/json"})


@pytest.fixture
def phones(address: str) -> Iterator[Callable[..., Phone]]:
    opened: list[Phone] = []

    def new(**headers: str) -> Phone:
        headers = {"Accept": "text/html", "Accept-Language": "en", **headers}
        opened.append(Phone(base_url=address, headers=headers, timeout=20))
        return opened[-1]

    yield new
    for phone in opened:
        phone.close()


@pytest.fixture
def ben(phones: Callable[..., Phone]) -> Phone:
    return phones().joins("en")


@pytest.fixture
def chen(phones: Callable[..., Phone]) -> Phone:
    return phones().joins("fi")


@pytest.fixture
def dalia(phones: Callable[..., Phone]) -> Phone:
    return phones(**{"Accept-Language": "ar"}).joins("ar")


@pytest.fixture
def emil(phones: Callable[..., Phone]) -> Phone:
    """He has not joined."""
    return phones()


@pytest.fixture
def sort(ann: Ann, ben: Phone) -> tuple[Step, list[int]]:
    """Three ideas of Ben's to sort: the step and the ids of the two themes."""
    ann.goes_to(StepKind.IDEAS)
    for text in ("Night bus", "Swimming for girls", "Help to find a job"):
        assert ben.sends(text).status_code == 201
    return ann.opens_a_sort()
