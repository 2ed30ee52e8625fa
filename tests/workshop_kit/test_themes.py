"""The theme board: people decide, the machine suggests, and every gesture can be taken back exactly."""

import random

import pytest
from sqlmodel import select

from models import Idea, Source, StepKind, Theme
from workshop_kit import ideas, moderation, participants, store, suggesting, themes
from workshop_kit.errors import EmptyText, LongText, NoSuchPicture, NoSuchTheme, NothingToUndo, TooFewIdeas, Wrong
from workshop_kit.themes import Suggestion


@pytest.fixture
def wall(ann):
    return [ann.enters(f"Idea {n}") for n in range(1, 7)]


def shape(ann):
    """The board as a reader sees it: label -> numbers of the ideas; None is the tray."""
    board = themes.board(ann.db, ann.workshop)
    named = {column.theme.label.get("en", "?"): [idea.number for idea in column.ideas] for column in board.columns}
    return {**named, None: [idea.number for idea in board.unplaced]}


def everything(ann):
    """All that undo must bring back."""
    ann.db.flush()
    kept = [
        theme.model_dump(exclude={"removed", "workshop_id"})
        for theme in ann.db.exec(select(Theme).where(Theme.workshop_id == ann.workshop.id).order_by(Theme.id))
        if not theme.removed
    ]
    placed = ann.db.exec(select(Idea.id, Idea.theme_id, Idea.placed_by, Idea.text, Idea.state).order_by(Idea.id))
    return kept, list(placed)


def suggest(ann, *suggestions):
    themes.accept(ann.db, ann.workshop, suggestions, now=ann.now)


def suggestion(label, *own, theme=None):
    return Suggestion(theme.id if theme else None, tuple(i.id for i in own), ({"en": label},), ("word",), 0.5)


def label_of(ann, label):
    return next(c.theme for c in themes.board(ann.db, ann.workshop).columns if c.theme.label.get("en") == label)


# --- gestures -------------------------------------------------------------------------------------------


def test_at_first_every_idea_is_unplaced(ann, wall):
    assert shape(ann) == {None: [1, 2, 3, 4, 5, 6]}


def test_a_new_theme_takes_its_ideas(ann, wall):
    theme = ann.theme("Clubs", wall[0], wall[2])
    assert shape(ann) == {"Clubs": [1, 3], None: [2, 4, 5, 6]}
    assert (theme.confirmed, theme.named_by_person, wall[0].placed_by) == (True, True, Source.PERSON)


def test_marks_are_given_out_in_order_and_those_of_gone_themes_again(ann, wall):
    first, second = ann.theme("A", wall[0]), ann.theme("B", wall[1])
    themes.remove(ann.db, ann.workshop, first, now=ann.now)
    third = ann.theme("C", wall[2])
    assert (first.mark, second.mark, third.mark) == (1, 2, 1)


def test_an_idea_moves_between_themes_and_back_to_the_tray(ann, wall):
    a, b = ann.theme("A", wall[0]), ann.theme("B", wall[1])
    themes.move(ann.db, ann.workshop, [wall[0]], b, now=ann.now)
    assert shape(ann) == {"A": [], "B": [1, 2], None: [3, 4, 5, 6]}
    themes.move(ann.db, ann.workshop, [wall[0]], None, now=ann.now)
    themes.move(ann.db, ann.workshop, [wall[1]], a, now=ann.now)
    assert shape(ann) == {"A": [2], "B": [], None: [1, 3, 4, 5, 6]}


def test_a_theme_gets_a_new_name_and_its_old_names_go(ann, wall):
    theme = ann.theme("Clubs", wall[0])
    themes.rename(ann.db, ann.workshop, theme, {"fi": " Kerhot ", "sv": "Klubbar", "ar": ""}, now=ann.now)
    assert theme.label == {"fi": "Kerhot", "sv": "Klubbar"}


def test_a_theme_gets_a_symbol_and_loses_it_again(ann, wall):
    theme = ann.theme("Clubs", wall[0])
    themes.illustrate(ann.db, ann.workshop, theme, "bus", now=ann.now)
    assert theme.picture == "symbol:bus"
    themes.illustrate(ann.db, ann.workshop, theme, "", now=ann.now)
    assert theme.picture == ""


def test_a_symbol_that_the_kit_does_not_have_is_refused(ann, wall):
    theme = ann.theme("Clubs", wall[0])
    with pytest.raises(NoSuchPicture):
        themes.illustrate(ann.db, ann.workshop, theme, "dragon", now=ann.now)
    assert theme.picture == ""


def test_merging_keeps_the_symbol_of_the_theme_that_stays(ann, wall):
    a, b = ann.theme("A", wall[0]), ann.theme("B", wall[1])
    themes.illustrate(ann.db, ann.workshop, a, "bus", now=ann.now)
    themes.illustrate(ann.db, ann.workshop, b, "book", now=ann.now)
    themes.merge(ann.db, ann.workshop, a, b, now=ann.now)
    assert a.picture == "symbol:bus"
    themes.undo(ann.db, ann.workshop)
    assert [column.theme.picture for column in themes.board(ann.db, ann.workshop).columns] == [
        "symbol:bus",
        "symbol:book",
    ]


def test_a_history_from_before_themes_had_symbols_can_be_undone(ann, wall):
    theme = ann.theme("A", wall[0])
    ann.theme("B", wall[1])
    for change in themes.history(ann.db, ann.workshop):
        change.before = [{k: v for k, v in column.items() if k != "picture"} for column in change.before]
    themes.undo(ann.db, ann.workshop)
    assert (theme.removed, theme.picture) == (False, "")


def test_merging_keeps_every_original_and_the_first_name(ann, wall):
    a, b = ann.theme("A", wall[0]), ann.theme("B", wall[1], wall[2])
    texts = [idea.text for idea in wall]
    themes.merge(ann.db, ann.workshop, a, b, now=ann.now)
    assert shape(ann) == {"A": [1, 2, 3], None: [4, 5, 6]}
    assert [idea.text for idea in wall] == texts


def test_merging_a_theme_with_itself_does_nothing(ann, wall):
    a = ann.theme("A", wall[0])
    themes.merge(ann.db, ann.workshop, a, a, now=ann.now)
    assert shape(ann)["A"] == [1]
    assert len(themes.history(ann.db, ann.workshop)) == 1


def test_dissolving_a_theme_puts_its_ideas_back(ann, wall):
    a = ann.theme("A", wall[0])
    themes.remove(ann.db, ann.workshop, a, now=ann.now)
    assert shape(ann) == {None: [1, 2, 3, 4, 5, 6]}


def test_a_theme_is_confirmed_and_doubted_again(ann, wall):
    suggest(ann, suggestion("A", wall[0]))
    theme = label_of(ann, "A")
    assert not theme.confirmed
    themes.confirm(ann.db, ann.workshop, theme, confirmed=True, now=ann.now)
    assert theme.confirmed
    themes.confirm(ann.db, ann.workshop, theme, confirmed=False, now=ann.now)
    assert not theme.confirmed


@pytest.mark.parametrize(("label", "error"), [({"en": ""}, EmptyText), ({"en": "x" * 61}, LongText)])
def test_a_theme_without_a_proper_name_is_refused(ann, wall, label, error):
    with pytest.raises(error):
        themes.split(ann.db, ann.workshop, [wall[0]], label, now=ann.now)
    assert shape(ann) == {None: [1, 2, 3, 4, 5, 6]}


def test_a_name_that_is_too_long_is_refused(ann, wall):
    theme = ann.theme("A", wall[0])
    with pytest.raises(LongText):
        themes.rename(ann.db, ann.workshop, theme, {"en": "x" * 61}, now=ann.now)
    assert theme.label == {"en": "A"}


def test_a_new_theme_without_any_name_is_refused(ann, wall):
    with pytest.raises(Wrong):
        themes.split(ann.db, ann.workshop, [wall[0]], {}, now=ann.now)


def test_a_theme_cannot_be_renamed_to_nothing(ann, wall):
    suggest(ann, suggestion("A", wall[0]))
    with pytest.raises(Wrong):
        themes.rename(ann.db, ann.workshop, label_of(ann, "A"), {"en": "  "}, now=ann.now)


def test_a_theme_of_another_room_or_that_is_gone_is_not_found(ann, wall, open_room):
    theme = ann.theme("A", wall[0])
    assert themes.by_id(ann.db, ann.workshop, theme.id) is theme
    with pytest.raises(NoSuchTheme):
        themes.by_id(ann.db, open_room(ann.db).workshop, theme.id)
    themes.remove(ann.db, ann.workshop, theme, now=ann.now)
    for id in (theme.id, 4711):
        with pytest.raises(NoSuchTheme):
            themes.by_id(ann.db, ann.workshop, id)


def test_a_hidden_idea_is_not_on_the_board_and_comes_back_to_its_theme(ann, wall):
    ann.theme("A", wall[0], wall[1])
    moderation.hide(ann.db, ann.workshop, wall[0], now=ann.now)
    assert shape(ann) == {"A": [2], None: [3, 4, 5, 6]}
    moderation.show(ann.db, ann.workshop, wall[0], now=ann.now)
    assert shape(ann)["A"] == [1, 2]


def test_languages_of_a_theme_are_counted(ann):
    ann.theme("A", ann.enters("Penkki", "fi"), ann.enters("A bench"), ann.enters("Pöytä", "fi"))
    assert themes.board(ann.db, ann.workshop).columns[0].languages == 2


# --- undo and redo --------------------------------------------------------------------------------------


def test_undo_and_redo_walk_along_the_history(ann, wall):
    ann.theme("A", wall[0])
    ann.theme("B", wall[1])
    assert themes.undo(ann.db, ann.workshop).verb == "split"
    assert shape(ann) == {"A": [1], None: [2, 3, 4, 5, 6]}
    themes.undo(ann.db, ann.workshop)
    assert shape(ann) == {None: [1, 2, 3, 4, 5, 6]}
    themes.redo(ann.db, ann.workshop)
    themes.redo(ann.db, ann.workshop)
    assert shape(ann) == {"A": [1], "B": [2], None: [3, 4, 5, 6]}


def test_there_is_an_end_to_undo_and_redo(ann, wall):
    for walk in (themes.undo, themes.redo):
        with pytest.raises(NothingToUndo):
            walk(ann.db, ann.workshop)
    ann.theme("A", wall[0])
    with pytest.raises(NothingToUndo):
        themes.redo(ann.db, ann.workshop)


def test_a_new_gesture_ends_what_could_be_done_again(ann, wall):
    ann.theme("A", wall[0])
    themes.undo(ann.db, ann.workshop)
    ann.theme("B", wall[1])
    with pytest.raises(NothingToUndo):
        themes.redo(ann.db, ann.workshop)
    assert shape(ann) == {"B": [2], None: [1, 3, 4, 5, 6]}


def test_a_gesture_that_changes_nothing_is_not_logged_and_keeps_redo(ann, wall):
    theme = ann.theme("A", wall[0])
    ann.theme("B", wall[1])
    themes.undo(ann.db, ann.workshop)
    themes.move(ann.db, ann.workshop, [wall[0]], theme, now=ann.now)
    themes.redo(ann.db, ann.workshop)
    assert shape(ann)["B"] == [2]


def test_each_room_has_its_own_history(ann, wall, open_room):
    other = open_room(ann.db)
    other.theme("There", other.enters())
    with pytest.raises(NothingToUndo):
        themes.undo(ann.db, ann.workshop)
    assert len(themes.board(ann.db, other.workshop).columns) == 1


def test_undo_does_not_bring_back_what_its_writer_took_back(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben, "Ben's words")
    ann.theme("A", idea)
    ann.theme("B", ann.enters())
    participants.withdraw(ann.db, ann.workshop, ben)
    themes.undo(ann.db, ann.workshop)
    themes.redo(ann.db, ann.workshop)
    assert (idea.text, idea.theme_id) == ("", None)
    assert shape(ann) == {"A": [], "B": [2], None: []}


def test_an_idea_that_came_later_is_still_there_after_undo(ann, wall):
    ann.theme("A", wall[0])
    later = ann.enters("Later")
    themes.undo(ann.db, ann.workshop)
    assert later.number in shape(ann)[None]


def test_every_gesture_is_seen_on_the_phones(ann, wall):
    version = ann.workshop.version
    ann.theme("A", wall[0])
    themes.undo(ann.db, ann.workshop)
    themes.redo(ann.db, ann.workshop)
    assert ann.workshop.version == version + 3


class Player:
    """Makes random gestures, and remembers each board that it saw."""

    def __init__(self, ann, rng):
        self.ann, self.rng = ann, rng
        self.past, self.future = [], []

    def gesture(self):
        before = everything(self.ann)
        gestures = [
            self.split,
            self.move,
            self.merge,
            self.rename,
            self.draw,
            self.remove,
            self.confirm,
            self.accept,
        ]
        self.rng.choice(gestures)()
        if everything(self.ann) != before:
            self.past.append(before)
            self.future.clear()

    def undo(self):
        if self.past:
            self.future.append(everything(self.ann))
            themes.undo(self.ann.db, self.ann.workshop)
            assert everything(self.ann) == self.past.pop()

    def redo(self):
        if self.future:
            self.past.append(everything(self.ann))
            themes.redo(self.ann.db, self.ann.workshop)
            assert everything(self.ann) == self.future.pop()

    def some_ideas(self):
        every = self.ann.db.exec(select(Idea).where(Idea.workshop_id == self.ann.workshop.id)).all()
        return self.rng.sample(list(every), self.rng.randint(1, 4))

    def split(self):
        label = {"en": f"Theme {self.rng.randint(1, 99)}"}
        themes.split(self.ann.db, self.ann.workshop, self.some_ideas(), label, now=self.ann.now)

    def move(self):
        columns = themes.board(self.ann.db, self.ann.workshop).columns
        to = self.rng.choice([None, *(column.theme for column in columns)])
        themes.move(self.ann.db, self.ann.workshop, self.some_ideas(), to, now=self.ann.now)

    def merge(self):
        columns = themes.board(self.ann.db, self.ann.workshop).columns
        if len(columns) > 1:
            into, other = self.rng.sample(columns, 2)
            themes.merge(self.ann.db, self.ann.workshop, into.theme, other.theme, now=self.ann.now)

    def on_one(self, verb, **facts):
        columns = themes.board(self.ann.db, self.ann.workshop).columns
        if columns:
            verb(self.ann.db, self.ann.workshop, self.rng.choice(columns).theme, now=self.ann.now, **facts)

    def rename(self):
        self.on_one(lambda db, w, t, now: themes.rename(db, w, t, {"fi": f"Nimi {self.rng.random():.3f}"}, now=now))

    def draw(self):
        self.on_one(themes.illustrate, symbol=self.rng.choice(["", "bus", "book"]))

    def remove(self):
        self.on_one(themes.remove)

    def confirm(self):
        self.on_one(themes.confirm, confirmed=self.rng.random() < 0.5)

    def accept(self):
        suggest(self.ann, suggestion("M", *self.some_ideas()), suggestion("N", *self.some_ideas()))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_undo_and_redo_are_exact_over_two_hundred_random_gestures(ann, wall, seed):
    moderation.hide(ann.db, ann.workshop, wall[5], now=ann.now)
    player = Player(ann, random.Random(seed))
    at_first = everything(ann)
    for _ in range(200):
        player.rng.choices([player.gesture, player.undo, player.redo], [6, 3, 2])[0]()
    at_last, steps_back = everything(ann), len(player.past)
    while player.past:
        player.undo()
    assert everything(ann) == at_first
    for _ in range(steps_back):
        player.redo()
    assert everything(ann) == at_last


# --- suggestions ----------------------------------------------------------------------------------------


def test_a_suggestion_is_put_on_the_board_unconfirmed(ann, wall):
    suggest(ann, suggestion("Clubs", wall[0], wall[1]))
    column = themes.board(ann.db, ann.workshop).columns[0]
    assert [idea.number for idea in column.ideas] == [1, 2]
    assert (column.theme.label, column.theme.suggested_labels) == ({"en": "Clubs"}, [{"en": "Clubs"}])
    assert (column.theme.confirmed, column.theme.named_by_person) == (False, False)
    assert wall[0].placed_by == Source.MACHINE


def test_the_next_run_replaces_what_nobody_touched(ann, wall):
    suggest(ann, suggestion("First", wall[0], wall[1]))
    suggest(ann, suggestion("Second", wall[1], wall[2]))
    assert shape(ann) == {"Second": [2, 3], None: [1, 4, 5, 6]}


def test_a_suggestion_is_one_gesture_that_can_be_undone(ann, wall):
    suggest(ann, suggestion("A", wall[0]), suggestion("B", wall[1]))
    themes.undo(ann.db, ann.workshop)
    assert shape(ann) == {None: [1, 2, 3, 4, 5, 6]}


def test_what_people_placed_stays_where_they_put_it(ann, wall):
    mine = ann.theme("Mine", wall[0])
    suggest(ann, suggestion("Machine's", wall[0], wall[1]), suggestion("Mine too", wall[2], theme=mine))
    assert shape(ann) == {"Mine": [1, 3], "Machine's": [2], None: [4, 5, 6]}
    assert mine.label == {"en": "Mine"}


def test_a_person_s_theme_stays_also_where_the_suggestion_does_not_name_it(ann, wall):
    ann.theme("Mine", wall[0])
    suggest(ann, suggestion("Machine's", wall[1]))
    assert shape(ann)["Mine"] == [1]


def test_an_idea_that_ann_moved_meanwhile_stays_where_she_put_it(ann, wall):
    thought = [suggestion("Machine's", wall[0], wall[1])]
    theme = ann.theme("Mine", wall[0])
    suggest(ann, *thought)
    assert wall[0].theme_id == theme.id


def test_an_idea_that_ann_put_back_into_the_tray_stays_there(ann, wall):
    suggest(ann, suggestion("A", wall[0], wall[1]))
    themes.move(ann.db, ann.workshop, [wall[0]], None, now=ann.now)
    suggest(ann, suggestion("A", wall[0], wall[1]))
    assert 1 in shape(ann)[None]


def test_an_idea_that_was_hidden_meanwhile_is_not_placed(ann, wall):
    moderation.hide(ann.db, ann.workshop, wall[0], now=ann.now)
    suggest(ann, suggestion("A", wall[0], wall[1]))
    assert wall[0].theme_id is None


def test_a_suggestion_without_ideas_makes_no_theme(ann, wall):
    suggest(ann, suggestion("Empty"))
    assert shape(ann) == {None: [1, 2, 3, 4, 5, 6]}


def test_a_theme_that_ann_dissolved_meanwhile_swallows_no_ideas(ann, wall):
    mine = ann.theme("Mine", wall[0])
    thought = [suggestion("Mine", wall[1], theme=mine)]
    themes.remove(ann.db, ann.workshop, mine, now=ann.now)
    suggest(ann, *thought)
    assert wall[1].theme_id != mine.id


def test_suggesting_needs_two_ideas(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        room.enters("The only one")
    with pytest.raises(TooFewIdeas):
        suggesting.themes_for(engine, room.workshop.id, None)


def test_suggesting_without_a_model_places_ideas_and_keeps_what_ann_named(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        clubs = [
            room.enters(text) for text in ("Free chess club", "Chess club after school", "A chess club for all")
        ]
        for text in ("Course in Finnish", "Finnish course with childcare", "A Finnish course in the evening"):
            room.enters(text)
        mine = room.theme("Games", clubs[0])
    suggesting.themes_for(engine, room.workshop.id, None, 2)
    with store.writing(engine) as db:
        board = themes.board(db, room.workshop)
        kept = next(column for column in board.columns if column.theme.id == mine.id)
        assert kept.theme.label == {"en": "Games"}
        assert clubs[0].number in [idea.number for idea in kept.ideas]
        assert sum(len(column.ideas) for column in board.columns) + len(board.unplaced) == 6


# --- ideas without words --------------------------------------------------------------------------------

WISHES = ("Free chess club", "Chess club after school", "A chess club for all")


def test_a_photo_without_words_is_left_unplaced(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        photo = room.enters("", picture=room.keeps_photo())
        for text in WISHES:
            room.enters(text)
    suggesting.themes_for(engine, room.workshop.id, None)
    with store.writing(engine) as db:
        board = themes.board(db, room.workshop)
        assert [idea.number for idea in board.unplaced] == [photo.number]
        assert [len(column.ideas) for column in board.columns] == [3]


def test_a_photo_that_ann_placed_stays_and_so_does_a_theme_of_photos_alone(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        photos = [room.enters("", picture=room.keeps_photo(sides)) for sides in (3, 5)]
        clubs = [room.enters(text) for text in WISHES]
        room.theme("Clubs", clubs[0], photos[0])
        room.theme("Drawings", photos[1])
    suggesting.themes_for(engine, room.workshop.id, None)
    with store.writing(engine) as db:
        board = themes.board(db, room.workshop)
        assert {column.theme.label["en"]: len(column.ideas) for column in board.columns} == {
            "Clubs": 4,
            "Drawings": 1,
        }


def test_two_photos_are_too_few_ideas_to_suggest_themes(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        room.enters("", picture=room.keeps_photo(3)), room.enters("", picture=room.keeps_photo(5))
    with pytest.raises(TooFewIdeas):
        suggesting.themes_for(engine, room.workshop.id, None)


def test_words_that_were_put_under_a_photo_in_another_language_count(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        photo = room.enters("", "ar", picture=room.keeps_photo())
        ideas.translate(db, photo, "en", "A chess club")
        for text in WISHES:
            room.enters(text)
    suggesting.themes_for(engine, room.workshop.id, None)
    with store.writing(engine) as db:
        assert len(themes.board(db, room.workshop).columns[0].ideas) == 4


def test_a_theme_with_a_symbol_is_a_person_s_and_stays(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        clubs = [room.enters(text) for text in WISHES]
        themes.accept(db, room.workshop, [suggestion("Chess", *clubs)], now=room.now)
        theme = themes.board(db, room.workshop).columns[0].theme
        themes.illustrate(db, room.workshop, theme, "play", now=room.now)
    suggesting.themes_for(engine, room.workshop.id, None)
    with store.writing(engine) as db:
        assert [column.theme.picture for column in themes.board(db, room.workshop).columns] == ["symbol:play"]


def test_a_name_that_is_only_mended_keeps_its_names_in_other_languages(ann, wall):
    theme = ann.theme("Young people", wall[0])
    theme.label = {"en": "Young people", "fi": "Nuoret"}
    themes.rename(ann.db, ann.workshop, theme, {"en": "Young people"}, now=ann.now)
    assert theme.label == {"en": "Young people", "fi": "Nuoret"}
    themes.rename(ann.db, ann.workshop, theme, {"en": "Young peoples"}, now=ann.now)
    assert theme.label == {"en": "Young peoples", "fi": "Nuoret"}
    themes.rename(ann.db, ann.workshop, theme, {"en": "Night buses"}, now=ann.now)
    assert theme.label == {"en": "Night buses"}


def test_a_sort_takes_the_machine_s_empty_themes_away_and_undo_brings_them_back(ann, wall):
    suggest(ann, suggestion("Clubs", wall[0]), suggestion("Buses", wall[1]))
    into = themes.board(ann.db, ann.workshop).columns[0].theme
    themes.sort(ann.db, ann.workshop, {wall[1].id: into.id}, now=ann.now)
    assert shape(ann) == {"Clubs": [1, 2], None: [3, 4, 5, 6]}
    themes.undo(ann.db, ann.workshop)
    assert shape(ann) == {"Clubs": [1], "Buses": [2], None: [3, 4, 5, 6]}
