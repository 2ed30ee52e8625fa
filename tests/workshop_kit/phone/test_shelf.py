"""A page that is the same for everybody is drawn once; what differs on each phone is put into it."""

import asyncio
import gzip
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import event
from starlette.requests import Request

from models import StepKind
from workshop_kit import moderation, steps
from workshop_kit.phone import now as now_page
from workshop_kit.phone import shelf as shelf_module
from workshop_kit.phone.shelf import LIVES, PLACES, TICKS, Copy, Drawn, Shelf
from workshop_kit.store import now

PART = {"X-Part": "1"}
NOTHING_YET = "data-empty data-closed-step"


@pytest.fixture(autouse=True)
def today(ann):
    """The room is of today: nothing in it is old enough to be erased while a test counts versions."""
    ann.sees(lambda _db, room: setattr(room, "day", date.today()))


def drawn(html="<p>The page</p>", clock=False, ballot=False):
    return Drawn(html, clock, ballot)


class Hand:
    """Draws, and counts how often; waits with a drawing until it may go on."""

    def __init__(self, waits=False):
        self.times, self.may = 0, asyncio.Event()
        if not waits:
            self.may.set()

    async def __call__(self):
        self.times += 1
        await self.may.wait()
        return drawn(f"<p>Drawing {self.times}</p>")


def key(version=1, language="en"):
    return ("4821", version, language)


# --- drawn once -----------------------------------------------------------------------------------------


def test_many_who_ask_at_once_wait_for_one_drawing():
    async def ask():
        shelf, hand = Shelf(), Hand(waits=True)
        asking = [asyncio.create_task(shelf.take(key(), hand)) for _phone in range(100)]
        await asyncio.sleep(0)
        hand.may.set()
        return await asyncio.gather(*asking), hand.times

    copies, times = asyncio.run(ask())
    assert times == 1
    assert len({id(copy) for copy in copies}) == 1


def test_who_asks_later_gets_the_same_and_another_language_or_version_is_another_page():
    async def ask():
        shelf, hand = Shelf(), Hand()
        keys = (key(), key(), key(2), key(language="ar"), key())
        return [(await shelf.take(each, hand)).drawn.html for each in keys]

    assert asyncio.run(ask()) == [f"<p>Drawing {n}</p>" for n in (1, 1, 2, 3, 1)]


def test_a_page_that_has_lain_too_long_is_drawn_anew(monkeypatch):
    async def ask():
        shelf, hand = Shelf(), Hand()
        for _time in range(3):
            await shelf.take(key(), hand)
        return hand.times

    monkeypatch.setattr(shelf_module, "LIVES", 0.0)
    assert asyncio.run(ask()) == 3


def test_a_page_with_a_clock_lies_for_a_shorter_time():
    still, ticking = Copy(drawn()), Copy(drawn(clock=True))
    assert still.until - ticking.until > (LIVES - TICKS) / 2 > 0


def test_the_shelf_has_so_many_places_and_the_oldest_page_goes_first():
    async def ask():
        shelf, hand = Shelf(), Hand()
        for version in range(PLACES + 1):
            await shelf.take(key(version), hand)
        await shelf.take(key(PLACES), hand)
        await shelf.take(key(1), hand)
        before = hand.times
        await shelf.take(key(0), hand)
        return before, hand.times

    assert asyncio.run(ask()) == (PLACES + 1, PLACES + 2)


def test_a_drawing_that_fails_is_everybody_s_error_and_is_tried_again():
    async def fails():
        await asyncio.sleep(0)
        raise ValueError("no paper")

    async def ask():
        shelf, hand = Shelf(), Hand()
        asking = [asyncio.create_task(shelf.take(key(), fails)) for _phone in range(3)]
        errors = await asyncio.gather(*asking, return_exceptions=True)
        return [type(error) for error in errors], (await shelf.take(key(), hand)).drawn.html

    assert asyncio.run(ask()) == ([ValueError] * 3, "<p>Drawing 1</p>")


def test_who_hangs_up_does_not_stop_the_drawing_for_the_others():
    async def ask():
        shelf, hand = Shelf(), Hand(waits=True)
        first, second = (asyncio.create_task(shelf.take(key(), hand)) for _phone in range(2))
        await asyncio.sleep(0)
        first.cancel()
        hand.may.set()
        return (await second).drawn.html, hand.times

    assert asyncio.run(ask()) == ("<p>Drawing 1</p>", 1)


def test_what_is_a_phone_s_own_stands_in_its_place_and_nothing_else_is_changed():
    copy = Copy(drawn("<main>Before<!--own-->nothing<!--/own-->after</main>"))
    assert copy.has_own and not Copy(drawn()).has_own
    assert (
        copy.with_own("<b>Ben’s</b>").body.decode() == "<main>Before<!--own--><b>Ben’s</b><!--/own-->after</main>"
    )
    assert copy.drawn.html.count("nothing") == 1


def test_a_page_is_compressed_for_who_can_read_that():
    copy = Copy(drawn("<p>The page</p>" * 50))

    def asked(*headers):
        return copy.response(Request({"type": "http", "headers": list(headers)}))

    small, plain = asked((b"accept-encoding", b"br, gzip")), asked()
    assert gzip.decompress(small.body) == plain.body == b"<p>The page</p>" * 50
    assert (small.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    assert small.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


# --- on the phones --------------------------------------------------------------------------------------


def part(phone, **headers):
    answer = phone.get("/4821/now", headers={**PART, **headers})
    assert answer.status_code == 200
    return answer.text


def dots(page):
    return [int(n or 0) for n in re.findall(r'name="choice-\d+" value="(\d*)"', page)]


@pytest.fixture
def drawings(monkeypatch):
    """What was drawn for everybody: (code, language) of each drawing."""
    done = []
    real = now_page._drawn

    def drawn(ask, who):
        done.append((who.code, who.language))
        return real(ask, who)

    monkeypatch.setattr(now_page, "_drawn", drawn)
    monkeypatch.setattr(shelf_module, "LIVES", 600.0)
    return done


def test_when_the_room_moves_on_a_page_is_drawn_once_for_each_language(ann, phones, drawings):
    people = [phones().joins(language) for language in ("en", "ar") for _phone in range(8)]
    ann.goes_to(StepKind.IDEAS)
    with ThreadPoolExecutor(16) as pool:
        pages = list(pool.map(part, people))
    assert sorted(drawings) == [("4821", "ar"), ("4821", "en")]
    assert len(set(pages)) == 2
    ann.goes_to(StepKind.VOTE)
    part(people[0])
    assert len(drawings) == 3


def test_a_phone_with_ideas_has_its_own_section_and_no_other_phone_has_it(ann, ben, chen, drawings):
    ann.goes_to(StepKind.IDEAS)
    assert NOTHING_YET in part(ben)
    ben.sends("Ben's own wish")
    assert "Ben&#39;s own wish" in part(ben)
    assert 'id="idea-1"' in part(ben) and NOTHING_YET not in part(ben)
    chen.post("/4821/join", data={"language": "en"})
    assert "own wish" not in part(chen) and NOTHING_YET in part(chen)
    assert drawings == [("4821", "en")]


def test_a_phone_s_own_section_is_drawn_beside_the_event_loop_and_without_the_wall(ann, ben, chen, drawings):
    ann.goes_to(StepKind.IDEAS)
    ann.sees(lambda db, room: setattr(steps.current(db, room), "settings", {"show_others": True}))
    chen.sends("Kerho")
    ben.sends("A club")
    assert "Kerho" in part(ben)
    done = []

    def note(_connection, _cursor, statement, *_more):
        if statement.startswith("SELECT"):
            done.append((threading.current_thread().name, statement))

    event.listen(ann.engine, "before_cursor_execute", note)
    assert "A club" in part(ben)
    event.remove(ann.engine, "before_cursor_execute", note)
    assert len([name for name, _statement in done if name != "AnyIO worker thread"]) == 1, "who asks"
    assert not [statement for _name, statement in done if "FROM translation" in statement]
    assert len([statement for _name, statement in done if "FROM idea" in statement]) == 2, "whether any, and hers"


def test_what_ann_does_to_an_idea_is_seen_in_the_part_at_once(ann, ben, drawings):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("Something rude")
    assert "Arrived" in part(ben)
    [idea] = ann.ideas()
    ann.sees(lambda db, room: moderation.hide(db, room, db.merge(idea), now=now()))
    assert "The facilitator took this off the wall." in part(ben)


def test_the_part_of_a_phone_is_what_stands_on_its_page(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A club")
    chen.sends("Kerho")

    def without_form_id(page):
        return re.sub(r'name="id" value="[^"]+"', "", page)

    for phone in (ben, chen):
        assert without_form_id(part(phone)) in without_form_id(phone.now().text)


def test_who_has_voted_sees_her_own_dots_and_nobody_else_s(ann, ben, chen, drawings):
    step = ann.goes_to(StepKind.VOTE)
    assert dots(part(ben)) == dots(part(chen)) == [0, 0, 0]
    ben.votes(step, {ann.options()[1]: 2})
    assert (dots(part(ben)), dots(part(chen))) == ([0, 2, 0], [0, 0, 0])
    assert "3 dots left" in part(ben)
    chen.votes(step, {ann.options()[0]: 3})
    assert (dots(part(ben)), dots(part(chen))) == ([0, 2, 0], [3, 0, 0])


def test_who_has_taken_everything_back_has_nothing_of_her_own_left(ann, ben, chen, drawings):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("Ben's own wish")
    assert "own wish" in part(ben)
    ben.delete("/4821/me")
    assert "own wish" not in part(ben.joins())


def test_another_language_is_another_page(ann, ben, drawings):
    ann.goes_to(StepKind.IDEAS)
    assert "What would help your family here?" in part(ben)
    ben.post("/4821/join", data={"language": "ar"})
    assert "ما الذي يساعد عائلتك هنا؟" in part(ben) and 'aria-label="تغيير' in part(ben)
    ben.post("/4821/join", data={"language": "en"})
    assert "What would help your family here?" in part(ben)


def test_the_same_page_arrives_compressed_and_plain(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    small = ben.get("/4821/now", headers={**PART, "Accept-Encoding": "gzip"})
    plain = ben.get("/4821/now", headers={**PART, "Accept-Encoding": "identity"})
    assert (small.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    assert small.text == plain.text


def test_a_page_from_the_shelf_is_kept_by_no_cache(ann, ben):
    ann.goes_to(StepKind.DIALOGUE)
    for _time in range(2):
        assert ben.get("/4821/now", headers=PART).headers["cache-control"] == "no-store"


def test_who_has_not_joined_gets_nothing_from_the_shelf(ann, ben, emil):
    ann.goes_to(StepKind.IDEAS)
    part(ben)
    answer = emil.get("/4821/now", headers=PART)
    assert (answer.status_code, list(answer.json())) == (401, ["error"])
    assert emil.get("/9999/now", headers=PART).status_code == 404
