"""The helper, over real HTTP: writes and votes for people without a phone; nothing ties them to their choice."""

import re
import uuid
from datetime import date

import pytest
from sqlmodel import select

from models import Ballot, Channel, HandRole, Participant, PhoneMode, StepKind, VotingMethod
from models.participant import LOOSE
from workshop_kit import hands, participants, votes, workshops
from workshop_kit.store import now, writing

CODE = "4821"


@pytest.fixture(autouse=True)
def today(ann):
    ann.sees(lambda _db, room: setattr(room, "day", date.today()))


@pytest.fixture
def linked(ann, phones):
    """A phone that has opened a link."""

    def opened(role=HandRole.HELPER):
        with writing(ann.engine) as db:
            hand = hands.make(db, workshops.by_code(db, CODE), role, now=now())
            token = hands.token(hand)
        phone = phones()
        assert phone.get(f"/{CODE}/hand/{token}").status_code == 303
        return phone

    return opened


@pytest.fixture
def helper(linked):
    return linked()


def vote(phone, step, choices, id=None):
    given = {f"choice-{option}": str(number) for option, number in choices.items()}
    fields = {"do": "vote", "id": id or str(uuid.uuid4()), "step": str(step.id), **given}
    return phone.post(f"/{CODE}/hand", data=fields)


def page(phone):
    return phone.get(f"/{CODE}/hand").text


def ballots(ann):
    return ann.sees(lambda db, _room: [dict(ballot.choices) for ballot in db.exec(select(Ballot)).all()])


def open_as(ann, method, **settings):
    """The vote step opens with another way to vote."""
    step = ann.goes_to(StepKind.VOTE)
    ann.sees(
        lambda db, _room: setattr(
            db.get(type(step), step.id), "settings", {"method": method, "on": "themes", **settings}
        )
    )
    return step


def test_an_idea_is_written_for_somebody(ann, helper):
    ann.goes_to(StepKind.IDEAS)
    fields = {"do": "card", "id": str(uuid.uuid4()), "text": "Warmer hall", "language": "ar"}
    answer = helper.post(f"/{CODE}/hand", data=fields)
    assert "It is number 1." in helper.get(answer.headers["location"]).text
    (idea,) = ann.ideas()
    assert (idea.channel, idea.language, idea.participant_id) == (Channel.HELPER, "ar", None)


def test_each_person_helped_is_a_voter_and_the_page_is_empty_again(ann, helper):
    step = ann.goes_to(StepKind.VOTE)
    a, b, _c = ann.options()
    for choices in ({a: 3, b: 2}, {b: 1}):
        answer = vote(helper, step, choices)
        assert answer.status_code == 303
        shown = helper.get(answer.headers["location"]).text
        assert "This vote has arrived" in shown and "You can help the next person now." in shown
        assert not re.search(r'value="[123]" autocomplete="off" checked', shown)
    assert ballots(ann) == [{a: 3, b: 2}, {b: 1}]
    assert ann.sees(lambda db, _room: votes.voters(db, step)) == 2


def test_a_vote_sent_twice_counts_once(ann, helper):
    step, same = ann.goes_to(StepKind.VOTE), str(uuid.uuid4())
    first = ann.options()[0]
    for _time in range(2):
        assert vote(helper, step, {first: 1}, same).status_code == 303
    assert ballots(ann) == [{first: 1}]


def test_a_page_that_was_not_renewed_never_gives_the_next_person_the_vote_of_the_first(ann, helper):
    step, same = ann.goes_to(StepKind.VOTE), str(uuid.uuid4())
    a, b, _c = ann.options()
    vote(helper, step, {a: 1}, same)
    refused = vote(helper, step, {b: 1}, same)
    assert refused.status_code == 409 and "This vote was sent already." in refused.text
    assert vote(helper, step, {a: 1, b: 0}, same).status_code == 303, "the same choices again"
    assert ballots(ann) == [{a: 1}]


def test_people_without_a_phone_are_no_phones(ann, helper, ben):
    step = ann.goes_to(StepKind.VOTE)
    vote(helper, step, {ann.options()[0]: 1})
    assert ann.sees(lambda db, room: participants.count(db, room)) == 1
    assert ann.sees(lambda db, _room: (votes.voters(db, step), votes.helped.on_phones(db, step))) == (1, 0)


def test_nobody_can_come_back_as_the_person_who_was_helped(ann, helper, phones):
    step, id = ann.goes_to(StepKind.VOTE), str(uuid.uuid4())
    vote(helper, step, {ann.options()[0]: 1}, id)
    (row,) = ann.sees(lambda db, _room: [p.model_dump() for p in db.exec(select(Participant)).all()])
    assert row["token_hash"].startswith(LOOSE) and row["takeaway_hash"] == ""
    assert row["joined_at"].time().isoformat() == "00:00:00"
    for guess in (row["token_hash"], id, f"{helper.cookies.get('hand')} {id}"):
        phone = phones(Cookie=f"workshop={guess}")
        assert phone.now().status_code == 401


def test_the_same_form_at_another_helper_s_phone_is_another_person(ann, helper, linked):
    step, same = ann.goes_to(StepKind.VOTE), str(uuid.uuid4())
    first = ann.options()[0]
    assert vote(helper, step, {first: 1}, same).status_code == vote(linked(), step, {first: 2}, same).status_code
    assert len(ballots(ann)) == 2


def test_a_wrong_ballot_is_refused_and_what_was_chosen_stays(ann, helper):
    step = ann.goes_to(StepKind.VOTE)
    a, b, c = ann.options()
    refused = vote(helper, step, {a: 3, b: 3, c: 3})
    assert refused.status_code == 422 and refused.text.count('value="3" autocomplete="off" checked') == 3
    assert vote(helper, step, {}).status_code == 422
    assert "Nothing is chosen yet." in vote(helper, step, {a: 0}).text
    assert vote(helper, step, {"999999": 1}).status_code == 422
    assert vote(helper, step, {a: 1}, id="mine").status_code == 422
    assert ballots(ann) == []
    assert ann.sees(lambda db, _room: db.exec(select(Participant)).all()) == []


def test_a_closed_vote_refuses_the_ballot_and_shows_none(ann, helper):
    step = ann.goes_to(StepKind.VOTE)
    first = ann.options()[0]
    ann.closes_the_vote()
    assert vote(helper, step, {first: 1}).status_code == 409
    assert "Send this vote" not in page(helper)
    assert ballots(ann) == []


def test_a_ballot_for_another_room_or_another_kind_of_step_is_refused(ann, helper):
    ann.goes_to(StepKind.VOTE)
    first = ann.options()[0]
    assert vote(helper, ann.step(StepKind.IDEAS), {first: 1}).status_code == 409
    fields = {"do": "vote", "id": str(uuid.uuid4()), f"choice-{first}": "1"}
    for step in ("99999", "x", ""):
        assert helper.post(f"/{CODE}/hand", data={**fields, "step": step}).status_code in (400, 404)
    assert ballots(ann) == []


def test_how_many_were_helped_is_told_from_five_on(ann, helper):
    step = ann.goes_to(StepKind.VOTE)
    first = ann.options()[0]
    for _person in range(4):
        vote(helper, step, {first: 1})
    assert "without a phone." not in page(helper)
    vote(helper, step, {first: 1})
    assert "5 people have voted without a phone." in page(helper)


@pytest.mark.parametrize("method", [method for method in VotingMethod if method != VotingMethod.DOTS])
def test_every_way_to_vote_has_its_ballot(ann, helper, method):
    step = open_as(ann, method.value, purse=1000)
    ann.sees(
        lambda db, room: [setattr(o, "cost", 100) or db.add(o) for o in votes.rows(db, db.get(type(step), step.id))]
    )
    a, b, c = ann.options()
    choices = {
        VotingMethod.APPROVAL: {a: 1, c: 1},
        VotingMethod.RATING: {a: 5, b: 0},
        VotingMethod.RANKING: {b: 1, a: 2},
        VotingMethod.STATEMENTS: {a: 1, b: -1, c: 0},
        VotingMethod.PAIRS: {f"{a}-{b}": int(a), f"{b}-{c}": 0},
        VotingMethod.BUDGET: {a: 1},
    }[method]
    shown = page(helper)
    for name in choices:
        assert f'name="choice-{name}"' in shown
    assert vote(helper, step, choices).status_code == 303
    assert ballots(ann) == [choices]


def test_a_place_given_twice_is_refused_with_a_sentence(ann, helper):
    step = open_as(ann, "ranking")
    a, b, _c = ann.options()
    answer = vote(helper, step, {a: 1, b: 1})
    assert answer.status_code == 422 and "Give each place once." in answer.text


def test_the_ballot_is_read_in_the_person_s_language(ann, helper):
    ann.goes_to(StepKind.VOTE)
    shown = helper.get(f"/{CODE}/hand?language=ar").text
    assert 'dir="rtl"' in shown and "نوادٍ مجانية" in shown


def test_the_choices_are_hidden_from_the_helper_too(ann, helper, ben):
    step = ann.goes_to(StepKind.VOTE)
    first = ann.options()[0]
    ben.votes(step, {first: 3})
    vote(helper, step, {first: 2})
    shown = page(helper)
    assert not re.search(r"[23] dots</", shown) and "checked" in shown  # only the zeros


@pytest.mark.parametrize("role", [HandRole.SCRIBE, HandRole.CO_FACILITATOR])
def test_no_other_role_votes_for_anybody(ann, linked, role):
    step = ann.goes_to(StepKind.VOTE)
    assert vote(linked(role), step, {ann.options()[0]: 1}).status_code == 400
    assert ballots(ann) == []


def test_without_a_link_nobody_votes_for_others(ann, ben):
    step = ann.goes_to(StepKind.VOTE)
    assert vote(ben, step, {ann.options()[0]: 1}).status_code == 403
    assert ballots(ann) == []


def test_while_phones_listen_there_is_no_ballot(ann, helper):
    step = ann.goes_to(StepKind.VOTE)
    ann.sets_phones(StepKind.VOTE, PhoneMode.LISTEN)
    assert "Send this vote" not in page(helper)
    assert vote(helper, step, {ann.options()[0]: 1}).status_code == 409
