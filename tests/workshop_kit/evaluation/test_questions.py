"""Which questions a feedback step asks, and the step that asks at the beginning."""

import pytest

from models import PhoneMode, Service, StepKind
from workshop_kit import steps
from workshop_kit.errors import Wrong
from workshop_kit.evaluation import questions
from workshop_kit.evaluation.questions import EXIT, QUESTIONS, TWICE, NotAsked

BEFORE = [question.id for question in TWICE]


@pytest.fixture
def feedback(ann):
    return ann.step(StepKind.FEEDBACK)


@pytest.fixture
def service(db, now):
    def added(name="Job coaching"):
        one = Service(source="csv", source_id=name, name={"en": name}, refreshed_at=now)
        db.add(one)
        db.flush()
        return one

    return added


def test_every_question_has_an_id_of_its_own_and_five_faces():
    assert len(QUESTIONS) == len(TWICE) + len(EXIT)
    assert {len(question.answers) for question in QUESTIONS.values()} == {5}


def test_a_feedback_step_asks_nothing_until_questions_are_chosen(ann, feedback):
    assert not questions.asks(feedback)
    assert questions.asked(ann.db, ann.workshop, feedback).keys == {}


def test_chosen_questions_are_asked_in_the_order_of_the_kit_and_phones_may_answer(ann, feedback, service):
    coaching, clubs = service(), service("Clubs")
    before = ann.workshop.version
    questions.choose(ann.db, ann.workshop, feedback, ["again", "heard"], [clubs.id, coaching.id, clubs.id])
    found = questions.asked(ann.db, ann.workshop, feedback)
    assert list(found.keys) == ["heard", "again", f"service-{clubs.id}", f"service-{coaching.id}"]
    assert set(found.keys.values()) == {5, 3}
    assert (feedback.phones, ann.workshop.version > before) == (PhoneMode.WRITE, True)


def test_without_questions_the_step_is_calm_again(ann, feedback):
    questions.choose(ann.db, ann.workshop, feedback, ["heard"])
    questions.choose(ann.db, ann.workshop, feedback, [])
    assert (questions.asks(feedback), feedback.phones) == (False, PhoneMode.LISTEN)


def test_phones_that_ann_has_closed_stay_closed_when_she_changes_a_question(ann, feedback):
    questions.choose(ann.db, ann.workshop, feedback, ["heard"])
    steps.set_phones(ann.db, ann.workshop, feedback, PhoneMode.CLOSED)
    questions.choose(ann.db, ann.workshop, feedback, ["again"])
    assert feedback.phones == PhoneMode.CLOSED


def test_other_settings_of_the_step_stay(ann, feedback):
    feedback.settings = {"cut_from": 5}
    questions.choose(ann.db, ann.workshop, feedback, ["heard"])
    assert feedback.settings["cut_from"] == 5


@pytest.mark.parametrize(
    ("ids", "services"), [(["name"], []), (["heard", "address"], []), ([], [999]), ([], [0]), (["heard"], [-1])]
)
def test_what_the_kit_does_not_know_is_never_asked(ann, feedback, ids, services):
    with pytest.raises(NotAsked):
        questions.choose(ann.db, ann.workshop, feedback, ids, services)
    assert not questions.asks(feedback)


def test_more_than_six_questions_or_services_at_once_are_refused(ann, feedback, service):
    with pytest.raises(Wrong):
        questions.choose(ann.db, ann.workshop, feedback, list(QUESTIONS)[:7])
    with pytest.raises(Wrong):
        questions.choose(ann.db, ann.workshop, feedback, [], [service(str(n)).id for n in range(7)])
    questions.choose(ann.db, ann.workshop, feedback, list(QUESTIONS)[:6])


def test_a_step_of_another_kind_asks_nothing(ann):
    with pytest.raises(NotAsked):
        questions.choose(ann.db, ann.workshop, ann.step(StepKind.WELCOME), ["heard"])


def test_children_are_not_asked_which_services_their_family_uses(ann, feedback, service):
    ann.workshop.for_children = True
    questions.choose(ann.db, ann.workshop, feedback, ["evening"], [service().id])
    assert list(questions.asked(ann.db, ann.workshop, feedback).keys) == ["evening"]


def test_a_service_that_has_left_the_catalogue_is_asked_about_no_more(ann, db, feedback, service):
    gone, stays = service(), service("Clubs")
    questions.choose(db, ann.workshop, feedback, [], [gone.id, stays.id])
    db.delete(gone)
    db.flush()
    assert list(questions.asked(db, ann.workshop, feedback).keys) == [f"service-{stays.id}"]


def test_a_question_of_a_newer_kit_is_passed_over(ann, feedback):
    feedback.settings = {"questions": ["heard", "weather"]}
    assert list(questions.asked(ann.db, ann.workshop, feedback).keys) == ["heard"]


def test_the_usual_questions_come_from_where_the_step_stands(ann, feedback):
    agenda = steps.agenda(ann.db, ann.workshop)
    assert list(questions.usual(agenda, feedback)) == [*BEFORE, "evening", "said", "understood"]
    steps.move(ann.db, ann.workshop, feedback, 1 - len(agenda))
    assert list(questions.usual(steps.agenda(ann.db, ann.workshop), feedback)) == BEFORE


# --- at the beginning -------------------------------------------------------------------------------------


def test_questions_at_the_beginning_are_three_minutes_after_the_welcome(ann):
    assert questions.can_begin(steps.agenda(ann.db, ann.workshop))
    step = questions.add_at_beginning(ann.db, ann.workshop)
    first, second, *_rest = agenda = steps.agenda(ann.db, ann.workshop)
    assert (first.kind, second.id, second.minutes) == (StepKind.WELCOME, step.id, 3)
    assert [one.position for one in agenda] == list(range(len(agenda)))
    assert list(questions.asked(ann.db, ann.workshop, step).keys) == BEFORE
    assert all(texts["en"] for texts in (step.title, step.say, step.prompt))


def test_questions_at_the_beginning_are_added_once(ann):
    questions.add_at_beginning(ann.db, ann.workshop)
    length = len(steps.agenda(ann.db, ann.workshop))
    assert questions.add_at_beginning(ann.db, ann.workshop) is None
    assert len(steps.agenda(ann.db, ann.workshop)) == length


def test_while_people_are_welcomed_there_is_time_for_them(ann):
    ann.goes_to(StepKind.WELCOME)
    assert questions.add_at_beginning(ann.db, ann.workshop) is not None


def test_once_the_evening_is_on_its_way_the_beginning_is_over(ann):
    ann.goes_to(StepKind.WELCOME)
    ann.goes_to(StepKind.IDEAS)
    assert questions.add_at_beginning(ann.db, ann.workshop) is None


def test_without_a_welcome_they_come_first(ann, db):
    steps.remove(db, ann.workshop, ann.step(StepKind.WELCOME))
    step = questions.add_at_beginning(db, ann.workshop)
    assert steps.agenda(db, ann.workshop)[0].id == step.id
