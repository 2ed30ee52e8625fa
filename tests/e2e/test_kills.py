"""kill -9 of the phone server, of the pages, of both, in the middle of a vote: nothing acknowledged is missing."""

import os
import signal
import time
from contextlib import ExitStack

import httpx
import pytest

from models import StepKind, Workshop
from tests.e2e.conftest import Kit
from workshop_kit import demo, steps, store, themes, votes, workshops

KILLS = {
    "the phone server": lambda kit: kit.kill_phones(),
    "the pages": lambda kit: restart_pages(kit),
    "both": lambda kit: kill_both(kit),
}


@pytest.mark.parametrize("victim", KILLS)
def test_after_kill_9_in_a_vote_nothing_acknowledged_is_missing(kit: Kit, victim: str) -> None:
    engine = store.open_engine(f"sqlite:///{kit.data_dir / 'workshops.sqlite3'}")
    with store.writing(engine) as db:
        code = open_vote(db)
    step, option = options(engine, code)
    with ExitStack() as open_phones:
        phones = [join(kit, code) for _person in range(8)]
        for phone in phones:
            open_phones.callback(phone.close)
        acknowledged = sum(cast(phone, code, step, option) for phone in phones[:4])
        KILLS[victim](kit)
        for phone in phones[4:]:
            acknowledged += cast_until_acknowledged(phone, code, step, option)
        assert phones[0].get(f"/{code}/now").status_code == 200, "the evening goes on at the same step"
    assert acknowledged == 8
    with store.reading(engine) as db:
        vote = steps.by_id(db, workshops.by_code(db, code), step)
        assert votes.voters(db, vote) == 8, "every acknowledged ballot is there, and none twice"
    kit.await_answer(f"{kit.url}/_stcore/health")
    engine.dispose()


def restart_pages(kit: Kit) -> None:
    before = kit.phone_pid()
    kit.kill_pages()
    kit.start()
    assert kit.phone_pid() == before, "the phone server that went on alone is watched again"


def kill_both(kit: Kit) -> None:
    pid = kit.phone_pid()
    kit.kill_pages()
    os.kill(pid, signal.SIGKILL)
    kit.start()


def open_vote(db: store.Session) -> str:
    _finished, ready = demo.load(db, now=store.now())
    workshop: Workshop = workshops.by_code(db, ready)
    agenda = steps.agenda(db, workshop)
    themes.split(db, workshop, [], {"en": "Free clubs"}, now=store.now())
    themes.split(db, workshop, [], {"en": "Finnish courses"}, now=store.now())
    vote = next(step for step in agenda if step.kind == StepKind.VOTE)
    steps.start(db, workshop, vote, now=store.now())
    return ready


def join(kit: Kit, code: str) -> httpx.Client:
    phone = httpx.Client(base_url=kit.phones, timeout=5)
    assert phone.post(f"/{code}/join", data={"language": "fi"}).status_code == 303
    return phone


def options(engine: store.Engine, code: str) -> tuple[int, int]:
    with store.reading(engine) as db:
        workshop = workshops.by_code(db, code)
        vote = steps.current(db, workshop)
        assert vote is not None and vote.id is not None
        return vote.id, votes.options(db, vote)[0].id or 0


def cast(phone: httpx.Client, code: str, step: int, option: int) -> bool:
    answer = phone.put(f"/{code}/ballots/{step}", json={"choices": {str(option): 2}})
    return answer.status_code == 200


def cast_until_acknowledged(phone: httpx.Client, code: str, step: int, option: int) -> bool:
    """As a phone does: send again until the server answers."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            return cast(phone, code, step, option)
        except httpx.TransportError:
            time.sleep(0.1)  # the phone's own pause before it tries again
    return False
