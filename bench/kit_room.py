"""A workshop of the kit on a fresh database, with twelve themes to vote on."""

import json
import sqlite3
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.room import Moved
from bench.serving import Program, python
from models import StepKind
from workshop_kit import steps, store, themes, votes, workshops
from workshop_kit.settings import DATABASE_FILE

THEMES = 12


class KitRoom:
    """The workshop, and the phone server over its database."""

    name = "kit"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = store.open_engine(f"sqlite:///{folder / DATABASE_FILE}")
        with store.writing(self.engine) as db:
            workshop = workshops.create(db, _draft(), now=store.now())
            for n in range(THEMES):
                label = {"fi": f"Teema {n + 1}, nimi tavallista pituutta", "en": f"Theme {n + 1} of usual length"}
                themes.split(db, workshop, [], label, now=store.now())
            vote = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.VOTE)
            self.options = [str(option.id) for option in votes.prepare(db, workshop, vote)]
            self.code, self.vote = workshop.code, vote.id or 0

    def serve(self, port: int) -> Program:
        command = python("-m", "workshop_kit", "serve-phones", "--host", "127.0.0.1", "--port", str(port))
        return Program(command, {"WORKSHOP_DATA_DIR": str(self.folder)})

    def move(self, kind: str) -> Moved:
        with store.writing(self.engine) as db:
            workshop = workshops.by_code(db, self.code)
            step = next(step for step in steps.agenda(db, workshop) if step.kind == kind)
            steps.start(db, workshop, step, now=store.now())
            db.flush()
            db.refresh(workshop)
        return Moved(workshop.version, time.monotonic())

    def open_both(self) -> Moved:
        """The room stands in the ideas, and the vote has been left open: no page does this."""
        with store.writing(self.engine) as db:
            workshop = workshops.by_code(db, self.code)
            agenda = steps.agenda(db, workshop)
            for kind in (StepKind.VOTE, StepKind.IDEAS):
                steps.start(db, workshop, next(step for step in agenda if step.kind == kind), now=store.now())
            steps.by_id(db, workshop, self.vote).ended_at = None
            db.flush()
            db.refresh(workshop)
        return Moved(workshop.version, time.monotonic())

    def kept_ideas(self) -> Counter[str]:
        with sqlite3.connect(self.folder / DATABASE_FILE) as db:
            return Counter(uuid for (uuid,) in db.execute("SELECT uuid FROM idea"))

    def kept_texts(self) -> Counter[str]:
        with sqlite3.connect(self.folder / DATABASE_FILE) as db:
            return Counter(text for (text,) in db.execute("SELECT text FROM idea"))

    def kept_ballots(self) -> dict[str, dict[str, int]]:
        query = "SELECT token_hash, choices FROM ballot JOIN participant ON participant.id = participant_id"
        with sqlite3.connect(self.folder / DATABASE_FILE) as db:
            return {token: json.loads(choices) for token, choices in db.execute(query)}

    def close(self) -> None:
        self.engine.dispose()


def _draft() -> workshops.Draft:
    return workshops.Draft(
        title={"fi": "Koivukylän kouluilta", "en": "Koivukylä school evening"},
        question={"fi": "Mikä auttaisi perhettäsi täällä?", "en": "What would help your family here?"},
        language="fi",
        languages=["fi", "sv", "en", "ar"],
        method="ideas-to-plan",
        day=date.today(),
    )
