"""The page Votes and the form of a vote: set before, counted in, told after."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models import HandRole, StepKind
from pages.parts import database
from workshop_kit import hands, participants, steps, store, votes, workshops

PAGE = Path(__file__).parents[3] / "pages" / "decide" / "votes.py"


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


@pytest.fixture
def vote(engine, open_room):
    """Opens a vote on three themes by a method; the code of the room and the id of the step."""

    def opened(method, start=True, **settings):
        with store.writing(engine) as db:
            room = open_room(db)
            for label in ("Clubs", "Bus", "Park"):
                room.theme(label, room.enters(f"A wish: {label}"))
            step = room.step(StepKind.VOTE)
            step.settings = {"method": method, "on": "themes", **settings}
            if start:
                room.goes_to(StepKind.VOTE)
            database.open_workshop_in(db, room.workshop)
            return room.workshop.code, step.id

    return opened


def changed(engine, code, step_id, change):
    with store.writing(engine) as db:
        room = workshops.by_code(db, code)
        return change(db, room, steps.by_id(db, room, step_id))


def page(run, code, step_id):
    return AppTest.from_function(run, args=(code, step_id), default_timeout=30).run()


def prepare(code, step_id):
    from pages.parts import database, vote_prepare
    from workshop_kit import steps, workshops

    database.tell()
    with database.looking() as db:
        room = workshops.by_code(db, code)
        vote_prepare.show(db, room, steps.by_id(db, room, step_id))


def by_hand(code, step_id):
    from pages.parts import database, vote_hands
    from workshop_kit import steps, workshops

    database.tell()
    with database.looking() as db:
        room = workshops.by_code(db, code)
        vote_hands.show(db, room, steps.by_id(db, room, step_id))


def outcome(code, step_id):
    from pages.parts import database, vote_result
    from workshop_kit import steps, workshops

    with database.looking() as db:
        room = workshops.by_code(db, code)
        vote_result.show(db, room, steps.by_id(db, room, step_id))


def form(code, step_id):
    import streamlit as st

    from pages.parts import database, vote_form
    from workshop_kit import steps, workshops

    with database.looking() as db:
        step = steps.by_id(db, workshops.by_code(db, code), step_id)
    vote_form.fields(step, "step")
    st.json(vote_form.given(step, "step"))


def words(shown):
    """All that is said, as it is read."""
    parts = (*shown.markdown, *shown.caption, *shown.info, *shown.get("html"))
    return "\n".join(getattr(part, "value", None) or part.proto.body for part in parts).replace("\\", "")


def fill(engine, code, step_id, *ballots):
    """People cast these, places of options to numbers, and the vote is closed."""

    def change(db, room, step):
        from workshop_kit import participants

        ids = [str(option.id) for option in votes.options(db, step)]
        for ballot in ballots:
            who, _secret = participants.admit(db, room, "fi", now=store.now())
            votes.cast(db, step, who, {ids[place]: n for place, n in ballot.items()}, now=store.now())
        votes.close(db, room, step)

    changed(engine, code, step_id, change)


def test_the_vote_is_narrowed_and_priced_before_anybody_has_voted(engine, vote):
    code, step_id = vote("budget", purse=1000)
    shown = page(prepare, code, step_id)
    assert "3 choices have no price yet and are left out." in words(shown)
    shown.number_input[0].set_value(400).run()
    assert not shown.exception and "2 choices have no price yet and are left out." in words(shown)
    keys = changed(engine, code, step_id, lambda db, room, step: [votes.key_of(o) for o in votes.rows(db, step)])
    shown.multiselect[0].set_value(keys[:2]).run()
    found = changed(
        engine, code, step_id, lambda db, room, step: [(o.label["en"], o.cost) for o in votes.rows(db, step)]
    )
    assert found == [("Clubs", 400), ("Bus", None)]


def test_prices_can_be_entered_before_the_step_begins(engine, vote):
    code, step_id = vote("budget", start=False)
    shown = page(prepare, code, step_id)
    shown.button[0].click().run()
    assert len(shown.number_input) == 3


def test_once_somebody_has_voted_the_choices_stay(engine, vote):
    code, step_id = vote("approval")
    shown = page(prepare, code, step_id)
    assert len(shown.multiselect) == 1
    fill(engine, code, step_id, {0: 1})
    assert not page(prepare, code, step_id).multiselect


def test_of_more_than_six_it_says_that_only_six_are_compared(engine, vote):
    code, step_id = vote("pairs")
    changed(engine, code, step_id, lambda db, room, step: [_theme(db, room, n) for n in range(4)])
    assert "Only the first six are compared." in words(page(prepare, code, step_id))


def _theme(db, room, number):
    from models import Theme

    db.add(Theme(workshop_id=room.id, position=10 + number, mark=1, label={"en": f"More {number}"}))


def test_hands_are_kept_and_told_again(engine, vote):
    code, step_id = vote("approval")
    shown = page(by_hand, code, step_id)
    people, clubs, *_rest = shown.number_input
    people.set_value(12)
    clubs.set_value(9)
    shown.button[0].click().run()
    assert not shown.exception and not shown.error
    assert shown.expander[0].label == "Hands and paper: 12 people"
    assert page(by_hand, code, step_id).number_input[1].value == 9


def test_more_hands_than_people_are_refused_with_a_sentence_and_stay_in_the_form(engine, vote):
    code, step_id = vote("approval")
    shown = page(by_hand, code, step_id)
    shown.number_input[0].set_value(3)
    shown.number_input[1].set_value(9)
    shown.button[0].click().run()
    assert "Check how many people voted" in shown.error[0].value
    assert shown.number_input[1].value == 9
    assert changed(engine, code, step_id, lambda db, _room, step: votes.hands.entered(db, step)) is None


@pytest.mark.parametrize("method", ["ranking", "pairs"])
def test_orders_and_pairs_have_no_form_for_hands(vote, method):
    assert not page(by_hand, *vote(method)).expander


def test_a_result_says_what_goes_on_why_and_who_gains(engine, vote):
    code, step_id = vote("approval", rule="equal-shares", seats=1)
    fill(engine, code, step_id, *[{0: 1}] * 6, *[{1: 1}] * 5)
    shown = page(outcome, code, step_id)
    assert not shown.exception
    said = words(shown)
    assert "11 people voted." not in said  # that is in the chart
    for sentence in ("Set before the vote", "To compare", "1. Clubs", "6 people want it."):
        assert sentence in said
    assert [list(table.value.columns)[0] for table in shown.dataframe] == ["Rank", "Who"]
    assert "Places 1 to 2 are too close to call" in said


def test_an_order_tells_whether_two_by_two_gives_the_same(engine, vote):
    code, step_id = vote("ranking")
    fill(engine, code, step_id, *[{0: 1, 1: 2, 2: 3}] * 6)
    assert "the order is the same" in words(page(outcome, code, step_id))
    code, step_id = vote("ranking")
    fill(engine, code, step_id, *[{0: 1, 1: 2, 2: 3}] * 5, *[{1: 1, 2: 2, 0: 3}] * 4)
    assert "the order is another: 1. Clubs" in words(page(outcome, code, step_id))


def test_fewer_than_thirty_people_are_told_why_there_is_no_map(engine, vote):
    code, step_id = vote("statements")
    fill(engine, code, step_id, *[{0: 1, 1: -1, 2: 0}] * 6)
    said = words(page(outcome, code, step_id))
    assert "6 people have answered. Groups of opinion are shown from 30 people on" in said


def test_of_fewer_than_five_only_the_order_is_told(engine, vote):
    code, step_id = vote("rating")
    fill(engine, code, step_id, {0: 5, 1: 3}, {0: 4, 1: 1})
    shown = page(outcome, code, step_id)
    said = words(shown)
    assert "**1.** Clubs" in said and "4.5" not in said
    assert [list(table.value.columns) for table in shown.dataframe] == [["Rank", "Choice", "Goes on"]]


def test_where_nobody_voted_it_says_so(engine, vote):
    code, step_id = vote("dots")
    fill(engine, code, step_id)
    assert "Nobody voted for anything." in words(page(outcome, code, step_id))


def test_the_form_shows_what_a_method_needs_and_what_phones_will_say(vote):
    shown = page(form, *vote("dots", dots=5, cap=3))
    assert [field.label for field in shown.number_input] == [
        "Dots for each person",
        "At most to one choice",
        "How many go on",
    ]
    assert "The phones say: “You have 5 dots" in words(shown)
    shown.selectbox[0].select("budget").run()
    assert [field.label for field in shown.number_input] == ["Money to spend, €"]
    shown.selectbox[0].select("ranking").run()
    assert [field.label for field in shown.number_input] == ["How many go on"] and len(shown.selectbox) == 1
    assert not shown.exception


# --- people without a phone -----------------------------------------------------------------------------


def progress(code, step_id):
    from pages.parts import database, room_control
    from workshop_kit import steps, workshops

    with database.looking() as db:
        room = workshops.by_code(db, code)
        room_control.progress(db, room, steps.by_id(db, room, step_id))


@pytest.mark.parametrize("on", ["Now", "Votes"])
@pytest.mark.parametrize(
    ("phones", "without", "said"), [(5, 6, True), (5, 4, False), (3, 8, False), (0, 6, True), (5, 0, False)]
)
def test_phones_are_counted_against_phones_and_helped_people_apart(engine, vote, phones, without, said, on):
    code, step_id = vote("approval")

    def given(db, room, step):
        link = hands.make(db, room, HandRole.HELPER, now=store.now())
        choices = {str(votes.rows(db, step)[0].id): 1}
        for _person in range(phones):
            who = participants.admit(db, room, "fi", now=store.now())[0]
            votes.cast(db, step, who, choices, now=store.now())
        for n in range(without):
            person = participants.stand_in(db, room, link, "so", str(n))
            votes.helped.cast(db, step, person, choices, now=store.now())

    changed(engine, code, step_id, given)
    shown = page(progress, code, step_id) if on == "Now" else AppTest.from_file(PAGE, default_timeout=30)
    shown.query_params["code"] = code
    assert not shown.run().exception
    words = "\n".join(part.value for part in shown.markdown)
    assert f"**{phones} of {phones}** have voted." in words
    assert (f"{without} people have voted with a helper" in words) is said
    assert ("with a helper" in words) is said
