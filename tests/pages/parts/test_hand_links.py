"""The facilitator's links: made, shown, taken back; and nothing of them on the projector."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models import Hand, HandRole, StepKind
from pages.parts import database, hand_links
from workshop_kit import hands, participants, steps, store, votes, workshops

PAGE = Path(__file__).parents[3] / "pages" / "room" / "hands.py"


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


@pytest.fixture
def code(engine, open_room):
    with store.writing(engine) as db:
        return open_room(db).workshop.code


def page(code):
    app = AppTest.from_file(PAGE)
    app.query_params["code"] = code
    return app.run(timeout=30)


def links(engine, code):
    with store.reading(engine) as db:
        return hands.listed(db, workshops.by_code(db, code))


def test_without_links_the_page_says_what_fills_it(code):
    shown = page(code)
    assert not shown.exception
    assert shown.button(key="hands_make").label == "Make the link"
    assert len(shown.radio(key="hands_role_en").options) == len(HandRole)


def test_a_link_is_made_and_its_address_can_be_copied(engine, code):
    shown = page(code)
    shown.button(key="hands_make").click().run(timeout=30)
    (hand,) = links(engine, code)
    assert hand.role == HandRole.CO_FACILITATOR
    assert any(f"/{code}/hand/{hands.token(hand)}" in each.value for each in shown.code)
    assert any("Not opened yet" in each.value.replace("\\", "") for each in shown.markdown)


def test_an_interpreter_s_link_needs_a_language(engine, code):
    shown = page(code)
    shown.radio(key="hands_role_en").set_value(HandRole.INTERPRETER).run(timeout=30)
    assert shown.button(key="hands_make").disabled
    with store.reading(engine) as db:
        own = workshops.by_code(db, code).id
    shown.multiselect(key=f"hands_languages_{own}").set_value(["ar"]).run(timeout=30)
    shown.button(key="hands_make").click().run(timeout=30)
    (hand,) = links(engine, code)
    assert (hand.role, hand.languages) == (HandRole.INTERPRETER, ["ar"])


def test_a_link_is_taken_back_after_a_second_press(engine, code):
    shown = page(code)
    shown.button(key="hands_make").click().run(timeout=30)
    (hand,) = links(engine, code)
    shown.button(key=f"hands_revoke_{hand.id}").click().run(timeout=30)
    assert links(engine, code) == []


@pytest.fixture
def helped(engine, open_room):
    """A vote that is open, and how to vote in it by a helper's link: the code, the step's and the link's ids."""
    with store.writing(engine) as db:
        room = open_room(db)
        room.theme("Clubs", room.enters("A club"))
        step, link = room.step(StepKind.VOTE), hands.make(db, room.workshop, HandRole.HELPER, now=store.now())
        step.settings = {"method": "approval", "on": "themes"}
        room.goes_to(StepKind.VOTE)
        [option] = votes.rows(db, step)
        for n in range(2):
            person = participants.stand_in(db, room.workshop, link, "so", str(n))
            votes.helped.cast(db, step, person, {str(option.id): 1}, now=room.now)
        return room.workshop.code, step.id, link.id


def cast(engine, code, step_id):
    with store.reading(engine) as db:
        return votes.voters(db, steps.by_id(db, workshops.by_code(db, code), step_id))


@pytest.mark.parametrize(("key", "stay"), [("hands_revoke", 2), ("hands_revoke_votes", 0)])
def test_a_helper_s_link_is_taken_back_with_or_without_its_votes(engine, helped, key, stay):
    code, step_id, hand_id = helped
    shown = page(code)
    shown.button(key=f"{key}_{hand_id}").click().run(timeout=30)
    assert not shown.exception
    assert links(engine, code) == []
    assert cast(engine, code, step_id) == stay


def test_once_the_vote_is_closed_its_votes_stay(engine, helped):
    code, step_id, hand_id = helped
    with store.writing(engine) as db:
        room = workshops.by_code(db, code)
        votes.close(db, room, steps.by_id(db, room, step_id))
    keys = [button.key for button in page(code).button]
    assert f"hands_revoke_{hand_id}" in keys and f"hands_revoke_votes_{hand_id}" not in keys


def test_a_link_that_is_over_says_so_and_can_work_again(engine, code):
    with store.writing(engine) as db:
        hand = hands.make(db, workshops.by_code(db, code), HandRole.HELPER, now=store.now())
        hand.expires_at = store.now() - timedelta(minutes=1)
        id = hand.id
    shown = page(code)
    assert len(shown.code) == 0, "nobody is sent to a link that opens nothing"
    shown.button(key=f"hands_renew_{id}").click().run(timeout=30)
    assert hands.works(links(engine, code)[0], now=store.now())


@pytest.mark.parametrize(
    ("ago", "words"),
    [(None, "Not opened yet"), (5, "Opened just now"), (60, "Opened 1 minute ago"), (185, "Opened 3 minutes ago")],
)
def test_the_page_says_when_a_link_was_opened(now, ago, words):
    hand = Hand(workshop_id=1, role=HandRole.HELPER, seen_at=now - timedelta(seconds=ago) if ago else None)
    assert hand_links.seen(hand, now=now) == words
