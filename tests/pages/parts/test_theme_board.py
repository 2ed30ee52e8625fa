"""The theme board's data and gestures."""

import pytest

from models import Source, Translation
from pages.parts import theme_board
from workshop_kit import themes
from workshop_kit.errors import NoSuchPicture, NothingToUndo
from workshop_kit.hints import Hint


def board(ann, hints=None):
    return theme_board.picture(ann.db, ann.workshop, themes.board(ann.db, ann.workshop), hints or {})


def does(ann, **done):
    theme_board.carry_out(ann.db, ann.workshop, done, now=ann.now)


def draws(ann, theme, symbol):
    does(ann, verb="picture", theme=theme.id, symbol=symbol)


def placed(ann):
    return {theme["label"]["text"]: [idea["text"] for idea in theme["ideas"]] for theme in board(ann)["themes"]}


def test_ideas_show_their_pictures(ann):
    ann.enters("", picture=ann.keeps_photo()), ann.enters("", picture="symbol:bus"), ann.enters("A bench")
    cards = board(ann)["tray"]["ideas"]
    assert [(bool(card["photo"]), card["symbol"]) for card in cards] == [(True, ""), (False, "bus"), (False, "")]


def test_a_theme_is_given_a_symbol_on_the_board(ann):
    theme = ann.theme("Buses", ann.enters())
    draws(ann, theme, "bus")
    assert board(ann)["themes"][0]["symbol"] == "bus"
    draws(ann, theme, "")
    assert board(ann)["themes"][0]["symbol"] == ""


def test_a_symbol_from_elsewhere_is_refused(ann):
    with pytest.raises(NoSuchPicture):
        draws(ann, ann.theme("Buses", ann.enters()), "<svg onload=alert(1)>")


def test_ideas_say_how_they_came_and_in_which_language(ann):
    idea = ann.enters("ملعب", language="ar")
    idea.table_name = "3"
    card = board(ann)["tray"]["ideas"][0]
    assert (card["language"], card["languageName"], card["dir"]) == ("ar", "العربية", "rtl")
    assert (card["channel"], card["channelName"], card["table"]) == ("paper", "paper", "3")


def test_the_board_can_be_narrowed_to_what_is_on_it(ann, dalia):
    ann.enters("A bench"), ann.enters("Penkki", language="fi")
    found = board(ann)["filters"]
    assert [one["name"] for one in found["language"]] == ["English", "Suomi"]
    assert found["channel"] == [{"value": "paper", "name": "paper"}]
    assert found["table"] == []


def test_hints_come_with_the_ideas_they_are_about(ann):
    bench, seat, club = ann.enters("A bench"), ann.enters("A seat"), ann.enters("A club")
    theme = ann.theme("Clubs", club)
    cards = board(ann, {bench.id: Hint(stack=bench.id, also=theme.id), seat.id: Hint(stack=bench.id)})["tray"][
        "ideas"
    ]
    assert [(card["stack"], card["also"]) for card in cards] == [(bench.id, theme.id), (bench.id, None)]
    assert {(card["stack"], card["also"]) for card in board(ann)["tray"]["ideas"]} == {(None, None)}


def test_a_translation_says_its_language_and_who_made_it(ann):
    idea = ann.enters("ملعب", language="ar")
    assert board(ann)["translated"] is False
    ann.db.add(Translation(idea_id=idea.id, language="en", text="A playground", source=Source.MACHINE))
    ann.db.flush()
    found = board(ann)
    card = found["tray"]["ideas"][0]
    assert found["translated"] is True
    assert (card["translation"], card["translationLang"], card["machine"]) == ("A playground", "en", True)


def test_a_gesture_is_taken_back_and_done_again_from_the_board(ann):
    theme, bench = ann.theme("Parks"), ann.enters("A bench")
    does(ann, verb="move", theme=theme.id, ideas=[bench.id])
    does(ann, verb="undo")
    assert placed(ann) == {"Parks": []}
    does(ann, verb="redo")
    assert placed(ann) == {"Parks": ["A bench"]}
    with pytest.raises(NothingToUndo):
        does(ann, verb="redo")


def test_the_page_cuts_a_theme(ann):
    theme, asked = ann.theme("Parks"), []
    done = {"verb": "cut", "theme": theme.id}
    theme_board.carry_out(ann.db, ann.workshop, done, now=ann.now, cut=lambda *ids: asked.append(ids))
    assert asked == [(ann.workshop.id, theme.id)]


def test_where_nothing_can_cut_a_theme_it_stays_whole(ann):
    bench = ann.enters("A bench")
    theme = ann.theme("Parks", bench)
    does(ann, verb="cut", theme=theme.id)
    assert placed(ann) == {"Parks": ["A bench"]}
