import asyncio
import threading

import httpx
import pytest

from models import IdeaState, StepKind
from workshop_kit import background, ideas, participants, workshops
from workshop_kit.phone import create_phone
from workshop_kit.phone.scribe import Job
from workshop_kit.store import now, writing

HEADERS = {"Accept": "application/json"}


def test_taking_everything_back_is_asked_first(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A club")
    page = ben.get("/4821/me").text
    assert "You have sent 1 idea from this phone. It will be erased." in page
    assert 'action="/4821/me/withdraw"' in page
    assert len(ann.ideas()) == 1


def test_everything_is_erased_and_the_cookie_too(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A club")
    chen.sends("Chen's own")
    answer = ben.delete("/4821/me")
    assert answer.json() == {
        "ideas": 1,
        "ballots": 0,
        "kept_ballots": 0,
        "about": False,
        "offers": 0,
        "sentence": "1 idea was erased.",
    }
    assert 'workshop=""' in answer.headers["set-cookie"]
    assert [idea.text for idea in ann.ideas()] == ["Chen's own"]
    assert ann.sees(ideas.counts)[IdeaState.WITHDRAWN] == 1
    assert ben.now().status_code == 401


def test_erased_words_are_in_no_file_any_more(ann, ben, tmp_path):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("Unmistakable zebra wish")
    kept = [path for path in tmp_path.glob("workshops.sqlite3*") if b"zebra" in path.read_bytes()]
    assert kept, "before, the words are on disk"
    ben.delete("/4821/me")
    assert [path.name for path in tmp_path.glob("workshops.sqlite3*") if b"zebra" in path.read_bytes()] == []


def test_dots_in_a_closed_vote_stay_and_that_is_said(ann, ben):
    step = ann.goes_to(StepKind.VOTE)
    ben.votes(step, {ann.options()[0]: 1})
    ann.goes_to(StepKind.PLAN)
    page = ben.post("/4821/me/withdraw")
    assert page.status_code == 200
    assert "What you chose or sorted in what has closed stays" in page.text
    assert ben.now().status_code == 401


def test_dots_in_an_open_vote_are_erased(ann, ben):
    step = ann.goes_to(StepKind.VOTE)
    ben.votes(step, {ann.options()[0]: 1})
    assert "What you chose or sorted was erased." in ben.post("/4821/me/withdraw").text
    assert ann.sees(participants.count) == 0


def test_a_stranger_takes_nothing_back(ann, ben, emil):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A club")
    assert emil.delete("/4821/me").status_code == 401
    assert emil.post("/4821/me/withdraw").status_code == 401
    assert len(ann.ideas()) == 1


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_who_withdraws_beside_a_refused_change_hears_what_was_erased(ann, accept):
    """Both are written together; what the refused one did to the room's row is undone, and the row is stale."""
    with writing(ann.engine) as db:
        token = participants.admit(db, workshops.by_code(db, "4821"), "en", now=now())[1]

    async def send_both():
        app = create_phone(ann.engine)
        scribe = app.state.scribe
        started, go_on = threading.Event(), threading.Event()
        holding = asyncio.create_task(scribe.write(Job(lambda _db: started.set() or go_on.wait(20))))
        await asyncio.to_thread(started.wait, 20)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://room") as phone:
            hers = {"Accept": accept, "Cookie": f"workshop={token}"}
            leaving = asyncio.create_task(phone.post("/4821/me/withdraw", headers=hers))
            await waiting(scribe, 1)
            coming = asyncio.create_task(phone.post("/4821/join", data={"language": "en", "role": "king"}))
            await waiting(scribe, 2)
            go_on.set()
            answers = await asyncio.gather(leaving, coming, holding)
        scribe.close()
        return answers[:2]

    async def waiting(scribe, number):
        while scribe._queue.qsize() < number:
            await asyncio.sleep(0.01)

    ann.sees(lambda _db, room: setattr(room, "ask_about", list(background.IDS)))
    left, refused = asyncio.run(send_both())
    assert (left.status_code, refused.status_code) == (200, 400)
    assert "0 ideas were erased." in left.text and 'workshop=""' in left.headers["set-cookie"]
    assert ann.sees(participants.count) == 0
