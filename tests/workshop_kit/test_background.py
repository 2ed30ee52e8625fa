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


def test_who_answers_again_has_said_only_what_she_says_now(ann, ben):
    asks(ann, "role", "age")
    background.answer(ann.db, ann.workshop, ben, {"role": "family", "age": "18_29"})
    background.answer(ann.db, ann.workshop, ben, {"age": "30_44"})
    assert ben.about == {"age": "30_44"}


def test_one_wrong_answer_among_right_ones_keeps_what_was_said_before(ann, ben):
    asks(ann, "role", "age")
    background.answer(ann.db, ann.workshop, ben, {"role": "family"})
    with pytest.raises(BadRequest):
        background.answer(ann.db, ann.workshop, ben, {"role": "young", "age": "200"})
    assert ben.about == {"role": "family"}


@pytest.mark.parametrize(("area", "kept"), [("Hakunila", True), ("elsewhere", True), ("Espoo", False)])
def test_only_ann_s_own_areas_and_somewhere_else_are_places(ann, ben, area, kept):
    workshop = asks(ann, "area", areas=["Hakunila"])
    if kept:
        background.answer(ann.db, workshop, ben, {"area": area})
        assert ben.about == {"area": area}
        return
    with pytest.raises(BadRequest):
        background.answer(ann.db, workshop, ben, {"area": area})


def test_a_question_that_is_asked_no_longer_is_counted_no_longer(ann):
    asks(ann, "role")
    answers(ann, 6, role="family")
    asks(ann, "age")
    assert background.counts(ann.db, ann.workshop) == {}
    asks(ann, "role", children=True)
    assert background.counts(ann.db, ann.workshop) == {}


def test_a_rest_that_would_be_small_takes_the_smallest_group_along(ann):
    asks(ann, "gender")
    answers(ann, 8, gender="woman")
    answers(ann, 6, gender="man")
    answers(ann, 1, gender="other")
    counts = background.counts(ann.db, ann.workshop)["gender"]
    assert (counts.shown, counts.other) == ((("woman", 8),), 7)
