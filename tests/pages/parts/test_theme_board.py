"""The theme board's data and gestures."""

import pytest

from pages.parts import theme_board
from workshop_kit import themes
from workshop_kit.errors import NoSuchPicture


def board(ann):
    return theme_board.picture(ann.db, ann.workshop, themes.board(ann.db, ann.workshop))


def draws(ann, theme, symbol):
    done = {"verb": "picture", "theme": theme.id, "symbol": symbol}
    theme_board.carry_out(ann.db, ann.workshop, done, now=ann.now)


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
