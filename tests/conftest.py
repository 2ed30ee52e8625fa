"""Ann facilitates; Ben, Chen and Dalia take part; Emil is a stranger. On real SQLite, made once and copied.

No test touches the user's own data: the settings of every test point into its own folder.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import Engine
from sqlmodel import Session

from models import Channel, Idea, Participant, PhoneMode, Step, StepKind, Theme, Workshop
from workshop_kit import demo, ideas, participants, pictures, steps, store, themes, vectors, workshops
from workshop_kit import settings as settings_module

with suppress(ImportError):  # without Playwright the browser's stories are skipped
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)  # two browsers share two processors, and a page of Streamlit starts slowly

NOW = datetime(2026, 11, 14, 15, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of this test, and nothing of the environment of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("WORKSHOP_")] + ["DATABASE_URL"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WORKSHOP_DATA_DIR", str(tmp_path))
    settings_module.settings.cache_clear()
    vectors.embedder.cache_clear()
    yield tmp_path
    settings_module.settings.cache_clear()
    vectors.embedder.cache_clear()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has its tables and nothing in them."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    store.open_engine(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> tuple[Path, str, str]:
    """A database with both demo workshops; the codes of the finished and of the ready one."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    shutil.copy(empty_file, path)
    engine = store.open_engine(f"sqlite:///{path}")
    with store.writing(engine) as db:
        finished, ready = demo.load(db, now=NOW)
    engine.dispose()
    return path, finished, ready


@pytest.fixture
def database(tmp_path: Path, empty_file: Path) -> Path:
    """An empty database where the settings of this test look for it."""
    return Path(shutil.copy(empty_file, tmp_path / settings_module.DATABASE_FILE))


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    opened = store.open_engine(f"sqlite:///{database}")
    yield opened
    opened.dispose()


@pytest.fixture
def other_engine(tmp_path: Path, empty_file: Path) -> Iterator[Engine]:
    """The empty database of another laptop."""
    opened = store.open_engine(f"sqlite:///{shutil.copy(empty_file, tmp_path / 'other-laptop.sqlite3')}")
    yield opened
    opened.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """One transaction for the whole test."""
    with store.writing(engine) as db:
        yield db


@dataclass(frozen=True)
class Demo:
    engine: Engine
    code: str
    ready: str


@pytest.fixture
def evening(tmp_path: Path, demo_made: tuple[Path, str, str]) -> Iterator[Demo]:
    """The demo, in a database of this test's own."""
    file, finished, ready = demo_made
    path = shutil.copy(file, tmp_path / settings_module.DATABASE_FILE)
    opened = store.open_engine(f"sqlite:///{path}")
    yield Demo(opened, finished, ready)
    opened.dispose()


def draft(**facts: Any) -> workshops.Draft:
    """What Ann fills in."""
    return workshops.Draft(
        **{
            "title": {"en": "Koivukylä school evening", "fi": "Koivukylän kouluilta"},
            "question": {"en": "What would help your family here?"},
            "language": "en",
            "languages": ["fi", "sv", "en", "ar"],
            "method": "ideas-to-plan",
            "day": date(2026, 11, 14),
            "starts": time(17, 30),
            **facts,
        }
    )


@pytest.fixture
def drafted() -> Callable[..., workshops.Draft]:
    return draft


@dataclass
class Room:
    """Ann's room: what she does there, and what people send."""

    db: Session
    workshop: Workshop
    now: datetime = field(default=NOW)

    def step(self, kind: StepKind) -> Step:
        return next(step for step in steps.agenda(self.db, self.workshop) if step.kind == kind)

    def goes_to(self, kind: StepKind, now: datetime | None = None) -> Step:
        found = self.step(kind)
        steps.start(self.db, self.workshop, found, now=now or self.now)
        if kind in (StepKind.IDEAS, StepKind.VOTE):
            steps.set_phones(self.db, self.workshop, found, PhoneMode.WRITE)
        return found

    def joins(self, language: str = "en") -> Participant:
        return participants.admit(self.db, self.workshop, language, now=self.now)[0]

    def keeps_photo(self, sides: int = 3) -> str:
        """The reference of a photo of a drawing: a shape with so many sides."""
        file = BytesIO()
        image = Image.new("RGB", (400, 300), "white")
        ImageDraw.Draw(image).regular_polygon((200, 150, 120), sides, fill="#0B5560")
        image.save(file, "JPEG")
        return pictures.keep(self.db, self.workshop, pictures.shrunk(file.getvalue()), now=self.now)

    def sends(
        self, who: Participant, text: str = "A club", language: str = "en", id: str = "", picture: str = ""
    ) -> Idea:
        sent = ideas.Sent(id or str(uuid.uuid4()), text, language, picture=picture)
        here = steps.current(self.db, self.workshop)
        return ideas.send(self.db, self.workshop, here, sent, participant=who, now=self.now)[0]

    def enters(self, text: str = "A bench", language: str = "en", picture: str = "") -> Idea:
        sent = ideas.Sent(str(uuid.uuid4()), text, language, Channel.PAPER, picture=picture)
        return ideas.enter(self.db, self.workshop, None, sent, now=self.now)

    def theme(self, label: str, *own: Idea) -> Theme:
        return themes.split(self.db, self.workshop, own, {"en": label}, now=self.now)


@pytest.fixture
def open_room() -> Callable[..., Room]:
    """Another room of Ann's, in a session."""

    def opened(db: Session, **facts: Any) -> Room:
        return Room(db, workshops.create(db, draft(**facts), now=NOW))

    return opened


@pytest.fixture
def ann(db: Session, open_room: Callable[..., Room]) -> Room:
    return open_room(db)


@pytest.fixture
def ben(ann: Room) -> Participant:
    return ann.joins("en")


@pytest.fixture
def chen(ann: Room) -> Participant:
    return ann.joins("fi")


@pytest.fixture
def dalia(ann: Room) -> Participant:
    return ann.joins("ar")


@pytest.fixture
def emil(ann: Room, open_room: Callable[..., Room]) -> Participant:
    """He is in the room next door."""
    return open_room(ann.db).joins("sv")
