"""Suggestions on a workshop: what people said and did holds, and one gesture is taken back as one."""

import pytest

from models import Source, StepKind
from workshop_kit import board_history, ideas, store, suggesting, themes, workshops
from workshop_kit.errors import TooFewIdeas
from workshop_kit.themes import Pair

TEXTS = (
    "swimming school for children",
    "swimming lessons for children in summer",
    "swimming school in the evening",
    "buses in the evening",
    "evening buses to the station",
    "more buses to the station",
)


@pytest.fixture
def room(engine, open_room):
    """A room with six ideas; what is there is read anew each time."""
    with store.writing(engine) as db:
        made = open_room(db)
        made.goes_to(StepKind.IDEAS)
        ben = made.joins()
        made.numbers = [made.sends(ben, text).id for text in TEXTS]
        made.id = made.workshop.id

    def look(of=lambda db, workshop: _board(db, workshop)):
        with store.reading(engine) as db:
            return of(db, workshops.by_id(db, made.id))

    def act(change):
        with store.writing(engine) as db:
            change(db, workshops.by_id(db, made.id))

    made.look, made.act, made.engine = look, act, engine
    return made


def _board(db, workshop):
    board = themes.board(db, workshop)
    return [[idea.number for idea in column.ideas] for column in board.columns], [i.number for i in board.unplaced]


def _said(db, workshop):
    return [(answer.a, answer.b, answer.same) for answer in board_history.answers(db, workshop)]


def suggest(room, **how):
    suggesting.themes_for(room.engine, room.id, None, **how)


def test_an_answer_is_remembered_and_the_suggestion_follows_it(room):
    first, fourth = room.numbers[0], room.numbers[3]
    suggest(room)
    assert sorted(map(sorted, room.look()[0])) == [[1, 2, 3], [4, 5, 6]]
    suggest(room, answered=Pair(room.numbers[2], first, same=False))
    columns, unplaced = room.look()
    assert not any({1, 3} <= set(column) for column in columns)
    assert room.look(_said) == [(first, room.numbers[2], False)]
    suggest(room, answered=Pair(first, fourth, same=True))
    assert any({1, 4} <= set(column) for column in room.look()[0])
    assert sorted(sum(columns, unplaced)) == [1, 2, 3, 4, 5, 6]


def test_the_last_answer_about_two_ideas_counts(room):
    suggest(room, answered=Pair(room.numbers[0], room.numbers[1], same=False))
    suggest(room, answered=Pair(room.numbers[1], room.numbers[0], same=True))
    assert room.look(_said) == [(room.numbers[0], room.numbers[1], True)]
    assert any({1, 2} <= set(column) for column in room.look()[0])


def test_an_answer_and_what_followed_are_taken_back_as_one_gesture(room):
    suggest(room)
    before = room.look()
    suggest(room, answered=Pair(room.numbers[0], room.numbers[5], same=True))
    after, said = room.look(), room.look(_said)
    assert after != before
    room.act(themes.undo)
    assert (room.look(), room.look(_said)) == (before, [])
    room.act(themes.redo)
    assert (room.look(), room.look(_said)) == (after, said)


def test_questions_are_about_pairs_of_whom_nobody_has_said_anything(room):
    assert suggesting.questions(room.engine, room.id, None)
    suggest(room)
    a, b = suggesting.questions(room.engine, room.id, None)[0]
    suggest(room, answered=Pair(a, b, same=False))
    assert {a, b} not in [set(pair) for pair in suggesting.questions(room.engine, room.id, None)]


def test_where_there_is_nothing_to_group_there_is_nothing_to_ask(engine, open_room):
    with store.writing(engine) as db:
        empty = open_room(db).workshop.id
    assert suggesting.questions(engine, empty, None) == []


def test_a_moved_idea_stays_with_what_is_central_in_the_theme_it_was_put_into(room):
    suggest(room)
    columns = room.look(
        lambda db, w: [(c.theme.id, [i.number for i in c.ideas]) for c in themes.board(db, w).columns]
    )
    buses = next(theme for theme, ideas in columns if 4 in ideas)

    def move(db, workshop):
        idea = next(i for c in themes.board(db, workshop).columns for i in c.ideas if i.number == 1)
        themes.move(db, workshop, [idea], themes.by_id(db, workshop, buses), now=room.now)

    room.act(move)
    suggest(room)
    assert [column for column in room.look()[0] if 1 in column and 4 in column]
    assert sorted(sum(room.look()[0], room.look()[1])) == [1, 2, 3, 4, 5, 6]


def test_a_theme_is_cut_in_two_and_put_together_again_by_undo(room):
    room.act(lambda db, w: themes.split(db, w, themes.board(db, w).unplaced, {"en": "All"}, now=room.now))
    [all_of_them] = room.look(lambda db, w: [c.theme.id for c in themes.board(db, w).columns])
    suggesting.cut(room.engine, room.id, all_of_them, None)
    assert sorted(map(sorted, room.look()[0])) == [[1, 2, 3], [4, 5, 6]]
    assert room.look()[1] == []
    room.act(themes.undo)
    assert room.look() == ([[1, 2, 3, 4, 5, 6]], [])


def test_three_ideas_are_not_cut(room):
    room.act(lambda db, w: themes.split(db, w, themes.board(db, w).unplaced[:3], {"en": "Some"}, now=room.now))
    [some] = room.look(lambda db, w: [c.theme.id for c in themes.board(db, w).columns])
    with pytest.raises(TooFewIdeas):
        suggesting.cut(room.engine, room.id, some, None)


def test_what_people_moved_away_while_the_machine_thought_is_not_cut_out(room, monkeypatch):
    room.act(lambda db, w: themes.split(db, w, themes.board(db, w).unplaced, {"en": "All"}, now=room.now))
    [all_of_them] = room.look(lambda db, w: [c.theme.id for c in themes.board(db, w).columns])
    propose = suggesting.propose

    def meanwhile(*args, **options):
        found = propose(*args, **options)
        room.act(lambda db, w: themes.split(db, w, _ideas(db, w, 1, 2, 3, 4, 5, 6), {"en": "Other"}, now=room.now))
        return found

    monkeypatch.setattr(suggesting, "propose", meanwhile)
    with pytest.raises(TooFewIdeas):
        suggesting.cut(room.engine, room.id, all_of_them, None)
    assert room.look()[0] == [[], [1, 2, 3, 4, 5, 6]]


def _ideas(db, workshop, *numbers):
    return [idea for idea in ideas.shown(db, workshop) if idea.number in numbers]


def test_a_cut_leaves_what_a_hand_has_placed_a_hand_s(room):
    room.act(lambda db, w: themes.split(db, w, themes.board(db, w).unplaced, {"en": "All"}, now=room.now))
    [all_of_them] = room.look(lambda db, w: [c.theme.id for c in themes.board(db, w).columns])
    suggesting.cut(room.engine, room.id, all_of_them, None)
    assert room.look(lambda db, w: {idea.placed_by for idea in ideas.shown(db, w)}) == {Source.PERSON}


def test_an_answer_parts_two_ideas_also_in_a_theme_in_which_a_third_was_moved_by_hand(room):
    """Otherwise the machine would answer "apart" with nothing at all."""
    suggest(room, wanted=1)
    theme = room.look(lambda db, w: themes.board(db, w).columns[0].theme.id)
    room.act(lambda db, w: themes.move(db, w, _ideas(db, w, 6), None, now=room.now))
    room.act(lambda db, w: themes.move(db, w, _ideas(db, w, 6), themes.by_id(db, w, theme), now=room.now))
    suggest(room, answered=Pair(room.numbers[0], room.numbers[4], same=False))
    column_of = {number: at for at, column in enumerate(room.look()[0]) for number in column}
    assert column_of.get(1, "tray") != column_of.get(5, "tray")
    assert sorted(sum(room.look()[0], room.look()[1])) == [1, 2, 3, 4, 5, 6]
