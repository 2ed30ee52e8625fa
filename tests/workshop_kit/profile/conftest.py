"""Evenings of Ann's in which many people take part."""

from collections.abc import Mapping
from datetime import date

import pytest

from models import Workshop

TODAY = date(2026, 11, 22)


@pytest.fixture
def today():
    return TODAY


@pytest.fixture
def holds(db, open_room):
    """Ann holds an evening: how many read which language, and what some of them say about themselves."""

    def held(languages: Mapping[str, int], about: list[dict[str, str]] = (), **facts) -> Workshop:
        asked = sorted({question for one in about for question in one})
        room = open_room(db, **{"area": "Hakunila", "ask_about": asked, **facts})
        people = [room.joins(code) for code, many in languages.items() for _one in range(many)]
        for participant, said in zip(people, about, strict=False):
            participant.about = said
            db.add(participant)
        room.workshop.ended_at = room.now
        db.add(room.workshop)
        db.flush()
        return room.workshop

    return held
