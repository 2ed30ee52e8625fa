"""Answers to the short questions: changed until the step ends, counted from five on, and nobody's in the end."""

from collections import Counter

import pytest
from sqlmodel import select

from models import Participant, PhoneMode, Response, Service, StepKind
from workshop_kit import participants, steps
from workshop_kit.errors import BadRequest, Refused
from workshop_kit.evaluation import answers, questions
from workshop_kit.evaluation.answers import AnswersClosed
from workshop_kit.evaluation.questions import NotAsked

ASKED = ["heard", "evening", "said"]


@pytest.fixture
def service(db, now):
    one = Service(source="csv", source_id="1", name={"en": "Job coaching"}, refreshed_at=now)
    db.add(one)
    db.flush()
    return one


@pytest.fixture
def step(ann, service):
    found = ann.step(StepKind.FEEDBACK)
    questions.choose(ann.db, ann.workshop, found, ASKED, [service.id])
    return ann.goes_to(StepKind.FEEDBACK)


@pytest.fixture
def gives(ann, now):
    def given(step, who, **found):
        return answers.give(ann.db, ann.workshop, step, who, found, now=now)

    return given


def rows(db):
    return list(db.exec(select(Response)))


def crowd(ann, gives, step, *given):
    """So many people with these answers."""
    people = [ann.joins() for _answers in given]
    for who, found in zip(people, given, strict=True):
        gives(step, who, **found)
    return people


# --- giving -----------------------------------------------------------------------------------------------


def test_the_last_whole_answer_counts_and_stays_one(ann, step, gives, ben):
    assert gives(step, ben, said=2, heard=5) == {"heard": 5, "said": 2}
    gives(step, ben, said=4)
    gives(step, ben, said=4)
    assert [row.answers for row in rows(ann.db)] == [{"said": 4}]
    assert answers.of(ann.db, step, ben) == {"said": 4}


def test_everything_may_be_skipped_and_then_nothing_is_kept(ann, step, gives, ben):
    gives(step, ben, said=2)
    assert gives(step, ben) == {}
    assert rows(ann.db) == []


def test_a_service_is_used_known_or_new(step, gives, ben, service):
    for number in (1, 2, 3):
        assert gives(step, ben, **{f"service-{service.id}": number})
    with pytest.raises(BadRequest):
        gives(step, ben, **{f"service-{service.id}": 4})


@pytest.mark.parametrize("number", [0, 6, -1, 10**30, 1.0, "1", True, None, [1]])
def test_what_is_no_face_is_refused(ann, step, gives, ben, number):
    with pytest.raises(BadRequest):
        gives(step, ben, said=number)
    assert rows(ann.db) == []


@pytest.mark.parametrize(
    "key", ["name", "", "service-", "service-999", "service-0", "service-01", "service-x", "heard "]
)
def test_what_is_never_asked_is_refused(ann, step, gives, ben, key):
    with pytest.raises(NotAsked):
        gives(step, ben, **{"said": 3, key: 3})
    assert rows(ann.db) == []


def test_more_answers_than_any_page_asks_are_refused_without_looking_them_up(ann, step, gives, ben, service):
    many = {f"service-{service.id}{'0' * n}": 1 for n in range(answers.MOST_GIVEN + 1)}
    with pytest.raises(BadRequest):
        gives(step, ben, **many)


def test_a_question_from_a_page_of_before_is_passed_over(ann, step, gives, ben):
    assert gives(step, ben, said=3, again=5) == {"said": 3}


def test_answers_come_only_while_the_step_is_on(ann, step, gives, ben, now):
    steps.end(ann.db, ann.workshop, now=now)
    with pytest.raises(AnswersClosed):
        gives(step, ben, said=3)


@pytest.mark.parametrize("mode", [PhoneMode.CLOSED, PhoneMode.LISTEN])
def test_closed_phones_answer_nothing(ann, step, gives, ben, mode):
    steps.set_phones(ann.db, ann.workshop, step, mode)
    with pytest.raises(AnswersClosed):
        gives(step, ben, said=3)


def test_a_step_that_has_not_begun_takes_no_answers(ann, gives, ben):
    found = ann.step(StepKind.FEEDBACK)
    questions.choose(ann.db, ann.workshop, found, ASKED)
    with pytest.raises(AnswersClosed):
        gives(found, ben, said=3)


@pytest.mark.parametrize("kind", [StepKind.IDEAS, StepKind.VOTE, StepKind.WELCOME, StepKind.FEEDBACK])
def test_a_step_that_asks_nothing_takes_no_answers(ann, gives, ben, kind):
    found = ann.goes_to(kind)
    with pytest.raises(AnswersClosed):
        gives(found, ben, said=3)


def test_one_wrong_answer_spoils_nobody_else_s(ann, step, ben, chen, now):
    sent = [(ben.id, {"said": 9}), (chen.id, {"said": 4}), (ben.id, {"said": 1})]
    refused, kept, late = answers.give_all(ann.db, ann.workshop, step, sent, now=now)
    assert (type(refused), kept, late) == (BadRequest, {"said": 4}, {"said": 1})
    assert answers.people(ann.db, step) == 2


# --- counting ---------------------------------------------------------------------------------------------


def test_nothing_is_counted_while_people_answer(ann, step):
    with pytest.raises(Refused):
        answers.results(ann.db, ann.workshop, step)


def test_fewer_than_five_answers_are_never_told(ann, step, gives, now):
    crowd(ann, gives, step, *[{"said": 5}] * 4)
    steps.end(ann.db, ann.workshop, now=now)
    found = answers.results(ann.db, ann.workshop, step)
    assert found.people is None
    assert {(line.people, line.counts) for line in found.lines if line.key == "said"} == {(None, None)}


def test_from_five_on_each_answer_is_counted(ann, step, gives, service, now):
    key = f"service-{service.id}"
    crowd(ann, gives, step, *[{"said": 5, "heard": n} for n in (1, 4, 5, 5, 2)], {key: 3, "said": 1})
    steps.end(ann.db, ann.workshop, now=now)
    found = answers.results(ann.db, ann.workshop, step)
    heard, evening, said, coaching = found.lines
    assert found.people == 6
    assert (heard.people, heard.counts, heard.glad, heard.mean) == (5, (1, 1, 0, 1, 2), 3, 3.4)
    assert (evening.people, evening.counts, evening.mean) == (0, (0, 0, 0, 0, 0), None)
    assert (said.counts, said.glad) == ((1, 0, 0, 0, 5), 5)
    assert (coaching.people, coaching.counts, coaching.service.id) == (None, None, service.id)


def test_a_question_that_few_answered_is_not_told_although_many_answered_others(ann, step, gives, now):
    crowd(ann, gives, step, *[{"said": 5}] * 8, {"said": 1, "evening": 1})
    steps.end(ann.db, ann.workshop, now=now)
    found = answers.results(ann.db, ann.workshop, step)
    assert found.line("evening").counts is None
    assert found.line("said").people == 9


@pytest.mark.parametrize(
    ("given", "counts", "together"),
    [
        ([3] * 6 + [2] * 5 + [1] * 7, (7, 5, 6), 0),
        ([3] * 6, (0, 0, 6), 0),
        ([3] * 6 + [2] * 2 + [1] * 4, (0, 0, 6), 6),
        ([3] * 9 + [2] * 2 + [1] * 7, (0, 0, 9), 9),
        ([3] * 9 + [1], (0, 0, 0), 10),
    ],
)
def test_of_a_service_no_answer_of_one_to_four_people_is_told(
    ann, step, gives, service, now, given, counts, together
):
    key = f"service-{service.id}"
    crowd(ann, gives, step, *[{key: number} for number in given])
    steps.end(ann.db, ann.workshop, now=now)
    line = answers.results(ann.db, ann.workshop, step).line(key)
    assert (line.people, line.counts, line.together, line.mean) == (len(given), counts, together, None)


@pytest.mark.parametrize(
    ("all_answered", "skipped", "is_told"),
    [(12, 0, True), (10, 2, False), (7, 5, True), (4, 4, False), (4, 5, True)],
)
def test_the_crowd_is_told_only_where_it_says_of_no_one_to_four_that_they_skipped_a_question(
    ann, step, gives, now, all_answered, skipped, is_told
):
    questions.choose(ann.db, ann.workshop, step, ["said", "heard"])
    crowd(ann, gives, step, *[{"said": 5, "heard": 4}] * all_answered, *[{"said": 5}] * skipped)
    steps.end(ann.db, ann.workshop, now=now)
    found = answers.results(ann.db, ann.workshop, step)
    assert (found.people, found.may_tell_people) == (all_answered + skipped, is_told)


def test_how_few_answered_a_question_is_not_narrowed_down_by_the_crowd(ann, step, gives, now):
    questions.choose(ann.db, ann.workshop, step, ["said", "heard"])
    crowd(ann, gives, step, *[{"said": 5}] * 5, {"said": 5, "heard": 4})
    steps.end(ann.db, ann.workshop, now=now)
    assert not answers.results(ann.db, ann.workshop, step).may_tell_people


def test_closed_phones_may_open_again_so_nothing_is_counted_yet(ann, step, gives):
    crowd(ann, gives, step, *[{"said": 5}] * 5)
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.CLOSED)
    assert answers.over([step]) == []
    with pytest.raises(Refused):
        answers.results(ann.db, ann.workshop, step)


def test_the_same_question_early_and_late_is_a_pair_of_crowds(ann, gives, now):
    early = questions.add_at_beginning(ann.db, ann.workshop)
    steps.start(ann.db, ann.workshop, early, now=now)
    crowd(ann, gives, early, *[{"heard": 2, "know_where": 1}] * 5)
    late = next(s for s in steps.agenda(ann.db, ann.workshop)[::-1] if s.kind == StepKind.FEEDBACK)
    questions.choose(ann.db, ann.workshop, late, ["heard", "know_where", "evening"])
    steps.start(ann.db, ann.workshop, late, now=now)
    agenda = steps.agenda(ann.db, ann.workshop)
    assert answers.pairs(ann.db, ann.workshop, agenda) == ()
    crowd(ann, gives, late, *[{"heard": 4, "evening": 5}] * 6)
    steps.end(ann.db, ann.workshop, now=now)
    (pair,) = answers.pairs(ann.db, ann.workshop, agenda)
    assert pair.before.key == pair.after.key == "heard"
    assert (pair.before.counts, pair.after.counts) == ((0, 5, 0, 0, 0), (0, 0, 0, 6, 0))


# --- taking back ------------------------------------------------------------------------------------------


def test_who_leaves_takes_open_answers_along(ann, step, gives, ben, chen):
    gives(step, ben, said=1)
    gives(step, chen, said=5)
    gone = participants.withdraw(ann.db, ann.workshop, ben)
    assert (gone.ballots, gone.kept_ballots) == (1, 0)
    assert [row.answers for row in rows(ann.db)] == [{"said": 5}]


def test_who_leaves_after_the_step_leaves_answers_and_nobody_behind_them(ann, step, gives, now):
    ben, token = participants.admit(ann.db, ann.workshop, "en", now=now)
    gives(step, ben, said=1)
    steps.end(ann.db, ann.workshop, now=now)
    gone = participants.withdraw(ann.db, ann.workshop, ben, token)
    assert (gone.ballots, gone.kept_ballots) == (0, 1)
    assert [row.answers for row in rows(ann.db)] == [{"said": 1}]
    assert participants.seats(ann.db, ann.workshop, {token}) == {}


# --- when the ties are cut --------------------------------------------------------------------------------


@pytest.fixture
def cut(ann, step, gives, now):
    """Forty people, twelve of whom answered; a week later nothing ties them to phones."""
    quiet = [ann.joins("fi") for _n in range(28)]
    loud = crowd(ann, gives, step, *[{"said": 1 + n % 5, "heard": 1 + n % 5} for n in range(12)])
    steps.end(ann.db, ann.workshop, now=now)
    before = answers.results(ann.db, ann.workshop, step)
    answered = {who.id for who in loud}
    participants.cut_loose(ann.db, ann.workshop, now=now)
    ann.db.expire_all()
    return before, answered, quiet


def test_the_counts_stay(ann, step, cut):
    after = answers.results(ann.db, ann.workshop, step)
    before, _answered, _quiet = cut
    assert (after.people, [line.counts for line in after.lines]) == (
        before.people,
        [line.counts for line in before.lines],
    )


def test_no_answer_leads_to_who_gave_it(ann, cut):
    """Another twelve than those who answered hold the rows: by chance the same once in five billion."""
    _before, answered, _quiet = cut
    assert {row.participant_id for row in rows(ann.db)} != answered


def test_no_answer_leads_to_another_answer_or_to_a_minute(ann, cut, now):
    """Everybody had answered both alike; that all still do is once in two hundred million."""
    found = rows(ann.db)
    assert any(row.answers.get("said") != row.answers.get("heard") for row in found)
    assert Counter(row.given_at.time().isoformat() for row in found) == {"00:00:00": len(found)}


def test_the_room_next_door_keeps_its_answers(ann, step, gives, open_room, now):
    other = open_room(ann.db)
    there = other.step(StepKind.FEEDBACK)
    questions.choose(ann.db, other.workshop, there, ASKED)
    other.goes_to(StepKind.FEEDBACK)
    emil = other.joins()
    answers.give(ann.db, other.workshop, there, emil, {"said": 2}, now=now)
    participants.cut_loose(ann.db, ann.workshop, now=now)
    assert answers.of(ann.db, there, emil) == {"said": 2}


def test_rows_go_with_their_workshop_s_people_only(ann, cut):
    ours = set(ann.db.exec(select(Participant.id).where(Participant.workshop_id == ann.workshop.id)))
    assert {row.participant_id for row in rows(ann.db)} <= ours
