"""Optional questions about who takes part: only counted, never of children, never told for fewer than five."""

import pytest

from workshop_kit import background
from workshop_kit.errors import BadRequest
from workshop_kit.i18n import LANGUAGES, words


def asks(ann, *ids, areas=(), children=False):
    ann.workshop.ask_about, ann.workshop.areas, ann.workshop.for_children = list(ids), list(areas), children
    return ann.workshop


def answers(ann, number, **given):
    for _person in range(number):
        background.answer(ann.db, ann.workshop, ann.joins(), given)
    ann.db.flush()


def test_nothing_is_asked_where_nothing_was_chosen(ann):
    assert background.asked(ann.workshop) == ()


def test_questions_are_asked_in_one_order(ann):
    workshop = asks(ann, "home_language", "area", "role", areas=["Hakunila"])
    assert [question.id for question in background.asked(workshop)] == ["role", "area", "home_language"]


def test_every_question_has_a_sentence_and_answers(ann):
    workshop = asks(ann, areas=["Hakunila"])
    for id in background.IDS:
        question = background.question(workshop, id)
        assert question.sentence == background.SENTENCES[id]
        assert len(question.answers) > 1


def test_children_are_asked_nothing(ann):
    assert background.asked(asks(ann, "role", "age", children=True)) == ()


def test_without_areas_nobody_is_asked_where_she_lives(ann):
    assert background.asked(asks(ann, "area")) == ()


def test_the_areas_are_ann_s_own_and_somewhere_else_is_ours(ann):
    question = background.question(asks(ann, "area", areas=["Hakunila", "Rekola"]), "area")
    assert list(question.answers) == ["Hakunila", "Rekola", background.ELSEWHERE]
    assert question.is_own


def test_every_language_can_be_spoken_at_home(ann):
    question = background.question(asks(ann, "home_language"), "home_language")
    assert list(question.answers) == [*LANGUAGES, background.OTHER]


def test_our_answers_are_in_finnish_too(ann):
    for id in ("role", "age", "gender"):
        question = background.question(asks(ann, id), id)
        assert all(words("fi")._(answer) for answer in question.answers.values())
    assert words("fi")._(background.ROLE.sentence) != background.ROLE.sentence


def test_an_answer_is_kept_and_a_skipped_one_is_not(ann, ben):
    background.answer(ann.db, asks(ann, "role", "age"), ben, {"role": "family", "age": ""})
    assert ben.about == {"role": "family"}


def test_what_was_not_asked_is_not_kept(ann, ben):
    background.answer(ann.db, asks(ann, "role"), ben, {"role": "family", "gender": "woman", "name": "Ben"})
    assert ben.about == {"role": "family"}


def test_nothing_is_kept_of_a_child(ann, ben):
    background.answer(ann.db, asks(ann, "role", children=True), ben, {"role": "young"})
    assert ben.about == {}


def test_an_answer_that_was_not_offered_is_refused(ann, ben):
    with pytest.raises(BadRequest):
        background.answer(ann.db, asks(ann, "role"), ben, {"role": "mayor"})
    assert ben.about == {}


def test_answers_are_counted_and_small_groups_join_the_others(ann):
    asks(ann, "role", "age")
    answers(ann, 7, role="family")
    answers(ann, 5, role="school")
    answers(ann, 3, role="young")
    answers(ann, 2, role="official")
    counts = background.counts(ann.db, ann.workshop)
    assert list(counts) == ["role"]
    assert (counts["role"].shown, counts["role"].other) == ((("family", 7), ("school", 5)), 5)


def test_the_answers_of_four_people_are_not_told(ann):
    asks(ann, "role")
    answers(ann, 4, role="family")
    counts = background.counts(ann.db, ann.workshop)["role"]
    assert (counts.shown, counts.other) == ((), None)


def test_the_room_next_door_is_not_counted(ann, open_room):
    asks(ann, "role")
    other = open_room(ann.db)
    asks(other, "role")
    answers(other, 6, role="family")
    assert background.counts(ann.db, ann.workshop) == {}
