import re

import pytest
import sqlmodel

from models import Ballot, StepKind
from workshop_kit import moderation, steps, votes, workshops
from workshop_kit.store import now, reading, writing


@pytest.fixture
def vote(ann):
    return ann.goes_to(StepKind.VOTE)


def ballots(ann):
    with reading(ann.engine) as db:
        return [ballot.choices for ballot in db.exec(sqlmodel.select(Ballot))]


def test_a_ballot_is_kept_whole_and_the_last_one_counts(ann, vote, ben):
    clubs, work, _course = ann.options()
    assert ben.votes(vote, {clubs: 3, work: 2}).json() == {"choices": {clubs: 3, work: 2}, "left": 0}
    assert ben.votes(vote, {work: 1, clubs: 0}).status_code == 200
    assert ballots(ann) == [{work: 1}]


@pytest.mark.parametrize("number", [4, 6, -1, 10**30, -(10**30)])
def test_more_dots_than_there_are_are_refused(ann, vote, ben, number):
    answer = ben.votes(vote, {ann.options()[0]: number})
    assert answer.status_code == 422
    assert answer.json()["error"] == "That is more dots than you have. You can give 5 in all, at most 3 to one."
    assert ballots(ann) == []


@pytest.mark.parametrize("number", [1.5, 1.0, "1", True, None, [1], {}])
def test_what_is_no_whole_number_is_refused(ann, vote, ben, number):
    assert ben.votes(vote, {ann.options()[0]: number}).status_code == 422
    assert ballots(ann) == []


@pytest.mark.parametrize("choices", [None, [], 5, "x"])
def test_what_is_no_ballot_is_refused(vote, ben, choices):
    assert ben.votes(vote, choices).status_code == 400


def test_an_unknown_option_is_refused(ann, vote, ben):
    for option in ("999999", "x", "", "\ud800"):
        assert ben.votes(vote, {option: 1}).status_code == 422


def test_a_ballot_for_another_step_is_refused(ann, vote, ben):
    other = ann.step(StepKind.IDEAS)
    assert ben.votes(other, {}).status_code == 409
    for id in (999_999, 10**25):
        assert ben.put(f"/4821/ballots/{id}", json={"choices": {}}).status_code == 404


def test_a_closed_vote_refuses_a_ballot_and_shows_the_form_no_more(ann, vote, ben):
    ann.closes_the_vote()
    answer = ben.votes(vote, {})
    assert (answer.status_code, answer.json()["error"]) == (
        409,
        "The vote has closed. It counts as you left it.",
    )
    page = ben.post(f"/4821/ballots/{vote.id}", data={"plus": ann.options()[0]})
    assert page.status_code == 409
    assert "<form" not in page.text


def test_a_stranger_has_no_vote(ann, vote, emil):
    assert emil.votes(vote, {ann.options()[0]: 1}).status_code == 401


def test_taps_without_script_are_a_ballot(ann, vote, ben):
    clubs, work, _course = ann.options()
    tap = f"/4821/ballots/{vote.id}"
    answer = ben.post(tap, data={"plus": clubs})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/4821/now#o-{clubs}")
    ben.post(tap, data={"plus": clubs})
    ben.post(tap, data={"plus": work})
    ben.post(tap, data={"minus": clubs})
    assert ballots(ann) == [{clubs: 1, work: 1}]
    page = ben.now().text
    assert "3 dots left" in page
    assert f'name="choice-{clubs}" value="1"' in page


def test_the_fields_of_the_form_are_a_whole_ballot(ann, vote, ben):
    clubs, work, course = ann.options()
    fields = {f"choice-{clubs}": "2", f"choice-{work}": "", f"choice-{course}": "1", "plus": course}
    assert ben.post(f"/4821/ballots/{vote.id}", data=fields).status_code == 303
    assert ballots(ann) == [{clubs: 2, course: 2}]


@pytest.mark.parametrize("number", ["1.5", "x", "9" * 5000, "-1", "4", "٣٣"])
def test_wrong_fields_get_a_sentence_on_the_page(ann, vote, ben, number):
    page = ben.post(f"/4821/ballots/{vote.id}", data={f"choice-{ann.options()[0]}": number})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert ballots(ann) == []


def test_one_tap_too_many_is_refused_on_the_page(ann, vote, ben):
    clubs, _work, course = ann.options()
    ben.votes(vote, {clubs: 3, course: 2})
    page = ben.post(f"/4821/ballots/{vote.id}", data={"plus": course})
    assert page.status_code == 422
    assert "That is more dots than you have" in page.text


def test_done_says_that_the_dots_have_arrived(ann, vote, ben):
    answer = ben.post(f"/4821/ballots/{vote.id}", data={f"choice-{ann.options()[0]}": "1", "done": "1"})
    assert answer.headers["location"] == "/4821/now?done=1"
    assert re.search(r'id="done">.*Your vote has arrived', ben.get("/4821/now?done=1").text)
    assert re.search(r'id="done" hidden>', ben.now().text)


def test_nothing_is_shown_before_the_vote_closes(ann, vote, ben, chen):
    clubs, *_rest = ann.options()
    before = ben.now().text, ben.get("/4821/results").text
    chen.votes(vote, {clubs: 3})
    assert (ben.now().text, ben.get("/4821/results").text) == before
    assert "Nothing has been decided yet" in before[1]


def test_a_closed_vote_shows_the_result_and_no_figure_of_few_people(ann, vote, ben):
    ben.votes(vote, {ann.options()[1]: 3})
    ann.closes_the_vote()
    page = ben.now().text
    assert "Together you chose these" in page
    assert "Fewer than five people voted" in page
    assert "3 dots" not in page
    assert page.index("Help to find work") < page.index("Free clubs after school")


def test_from_five_voters_on_the_numbers_are_told(ann, vote, phones):
    clubs, work, _course = ann.options()
    for _ in range(5):
        phones().joins().votes(vote, {clubs: 3, work: 1})
    ann.closes_the_vote()
    page = phones().joins().now().text
    for words in ("5 people voted", "15 dots", "5 dots", 'width="99%"', 'width="32%"'):
        assert words in page


def test_dots_of_the_room_are_counted_as_given(ann, vote, ben, chen):
    clubs, work, _course = ann.options()
    ben.votes(vote, {clubs: 2})
    chen.votes(vote, {clubs: 1, work: 2})
    ann.closes_the_vote()
    with reading(ann.engine) as db:
        tally = votes.result(db, db.get(type(vote), vote.id)).tally
    assert [(line.option, line.score) for line in tally.counted][:2] == [(clubs, 3), (work, 2)]


@pytest.fixture
def on_ideas(ann, ben, chen):
    """An open vote on Ben's "Loud music" and Chen's "A quiet room"; Dalia's phone is not in it yet."""
    ann.goes_to(StepKind.IDEAS)
    ben.sends("Loud music")
    chen.sends("A quiet room")
    ann.sees(lambda db, room: setattr(steps.by_id(db, room, ann.step_id(db)), "settings", ON_IDEAS))
    with writing(ann.engine) as db:
        room = workshops.by_code(db, "4821")
        steps.start(db, room, steps.by_id(db, room, ann.step_id(db)), now=now())
    return ann.step(StepKind.VOTE)


ON_IDEAS = {"dots": 5, "cap": 5, "on": "ideas"}


def test_dots_on_an_idea_that_was_taken_back_can_be_given_again(ann, on_ideas, ben, dalia):
    loud, quiet = ann.options()
    dalia.votes(on_ideas, {loud: 3, quiet: 2})
    ben.delete("/4821/me")
    page = dalia.now().text
    assert f'data-option="{loud}"' not in page
    assert f'name="choice-{quiet}" value="2"' in page
    assert page.count('<i class="dot"></i>') == 2 + 3  # two on the choice, three in the purse
    answer = dalia.votes(on_ideas, {loud: 3, quiet: 4})  # from a page that was open before
    assert (answer.status_code, answer.json()) == (200, {"choices": {quiet: 4}, "left": 1})


def test_taps_without_script_go_on_after_an_idea_was_taken_back(ann, on_ideas, ben, dalia):
    loud, quiet = ann.options()
    dalia.votes(on_ideas, {loud: 4, quiet: 1})
    ben.delete("/4821/me")
    for _tap in range(2):
        assert dalia.post(f"/4821/ballots/{on_ideas.id}", data={"plus": quiet}).status_code == 303
    assert ballots(ann) == [{quiet: 3}]


def test_what_ann_hides_is_on_no_ballot_and_what_she_mends_is(ann, on_ideas, dalia):
    loud, _quiet = ann.options()
    first, second = ann.ideas()
    ann.sees(lambda db, room: moderation.hide(db, room, db.merge(first), now=now()))
    ann.sees(lambda db, room: moderation.correct(db, room, db.merge(second), "A calm room", now=now()))
    page = dalia.now().text
    assert "Loud music" not in page and f'data-option="{loud}"' not in page
    assert "A quiet room" not in page and "A calm room" in page


ARRIVED = '<p id="kept" class="state">'


def test_dots_that_came_back_are_not_said_to_have_arrived(ann, on_ideas, ben):
    loud, quiet = ann.options()
    assert ARRIVED not in ben.now().text
    ben.votes(on_ideas, {loud: 5})
    assert ARRIVED in ben.now().text
    [first, _second] = ann.ideas()
    ann.sees(lambda db, room: moderation.hide(db, room, db.merge(first), now=now()))
    page = ben.get("/4821/now", params={"done": "1"}).text
    assert "5 dots left" in page and ARRIVED not in page and '<p class="banner ok" id="done" hidden>' in page
    ben.votes(on_ideas, {quiet: 2})
    page = ben.now().text
    assert "3 dots left" in page and ARRIVED in page
