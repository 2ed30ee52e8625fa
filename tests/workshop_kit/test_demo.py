"""The demo: two invented evenings whose numbers agree with each other."""

import pytest

from models import ActionStatus, IdeaState, StepKind
from workshop_kit import demo, ideas, participants, plan, services, steps, store, themes, votes, workshops
from workshop_kit.i18n import offered


@pytest.fixture
def db(evening):
    with store.reading(evening.engine) as db:
        yield db


@pytest.fixture
def finished(evening, db):
    return workshops.by_code(db, evening.code)


@pytest.fixture
def ready(evening, db):
    return workshops.by_code(db, evening.ready)


def test_there_are_two_marked_as_demo(db, finished, ready):
    assert {workshop.id for workshop in workshops.listed(db)} == {finished.id, ready.id}
    assert finished.demo and ready.demo


def test_the_finished_one_ended_and_the_ready_one_has_not_begun(db, finished, ready, now):
    assert (finished.ended_at, finished.current_step_id) == (now, None)
    assert all(step.started_at and step.ended_at for step in steps.agenda(db, finished))
    assert (ready.ended_at, ready.current_step_id) == (None, None)
    assert not any(step.started_at for step in steps.agenda(db, ready))
    assert ideas.counts(db, ready).total() == participants.count(db, ready) == 0


def test_the_steps_follow_each_other_without_gaps(db, finished, now):
    agenda = steps.agenda(db, finished)
    assert all(a.ended_at == b.started_at for a, b in zip(agenda, agenda[1:], strict=False))
    assert agenda[-1].ended_at == now


def test_forty_six_people_joined_and_the_ideas_are_numbered_without_gaps(db, finished):
    assert participants.count(db, finished) == 46
    shown = ideas.shown(db, finished)
    assert ideas.counts(db, finished) == {IdeaState.SHOWN: len(shown)}
    assert [idea.number for idea in shown] == list(range(1, len(shown) + 1))
    assert len({idea.uuid for idea in shown}) == len(shown)


def test_nobody_gave_more_dots_than_there_are(db, finished):
    step = next(step for step in steps.agenda(db, finished) if step.kind == StepKind.VOTE)
    tally = votes.result(db, step).tally
    assert 5 <= tally.voters <= participants.count(db, finished)
    assert 0 < sum(line.score for line in tally.counted) <= tally.voters * votes.dots_of(step)
    assert all(line.score <= line.people * votes.cap_of(step) for line in tally.counted)
    assert len(tally.counted) == len(themes.board(db, finished).columns)


def test_the_plan_answers_themes_that_the_room_chose(db, finished):
    agenda = steps.agenda(db, finished)
    chosen = {theme.id for theme in plan.chosen_themes(db, finished, agenda, top=5)}
    actions = plan.actions(db, finished)
    assert len(actions) == 3
    assert {action.theme_id for action in actions} <= chosen
    assert all(action.service_id and action.indicator and action.target and action.deadline for action in actions)


def test_one_service_is_only_suggested_and_says_why(db, finished):
    suggested = [action for action in plan.actions(db, finished) if not action.service_confirmed]
    assert len(suggested) == 1
    assert suggested[0].service_reason and suggested[0].status == ActionStatus.PROPOSED


def test_titles_and_themes_are_there_in_every_offered_language(db, finished, ready):
    for workshop in (finished, ready):
        assert set(workshop.languages) <= set(offered())
        assert set(workshop.languages) <= workshop.title.keys() & workshop.question.keys()
    for column in themes.board(db, finished).columns:
        assert set(finished.languages) <= column.theme.label.keys()
        assert column.ideas


def test_every_idea_in_another_language_can_be_read_in_english(db, finished):
    translated = ideas.translations(db, finished)
    for idea in ideas.shown(db, finished):
        assert idea.language == "en" or "en" in translated[idea.id], idea.text


def test_loading_it_again_gives_two_more(evening, now):
    with store.writing(evening.engine) as db:
        codes = {evening.code, evening.ready, *demo.load(db, now=now)}
        assert len(codes) == len(workshops.listed(db)) == 4


def test_the_catalogue_is_filled_but_not_over_one_that_is_there(evening, now):
    with store.writing(evening.engine) as db:
        before = len(services.listed(db))
        demo.load(db, now=now)
        assert before == len(services.listed(db)) > 0
