"""What the big screen is told: pictures by their address and their name, never by their bytes."""

import json

import pytest

from models import Screen, StepKind
from pages.parts import picture
from workshop_kit import ideas, moderation, steps, themes, votes, workshops


def shown(ann, screen=None):
    workshops.show(ann.db, ann.workshop, screen)
    return picture.of(ann.db, ann.workshop, now=ann.now)


@pytest.fixture
def photo(ann):
    return ann.enters("", "ar", picture=ann.keeps_photo())


def test_a_photo_is_on_the_wall_by_its_address(ann, photo):
    data = shown(ann, Screen.IDEAS)
    (card,) = data["ideas"]
    assert card["photo"] == f"/photo/{ann.workshop.id}/{photo.picture.removeprefix('photo:')}"
    assert (card["text"], card["symbol"], card["number"]) == ("", "", photo.number)
    assert len(json.dumps(card)) < 500


def test_a_photo_that_waits_is_not_on_the_wall(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(ben, "", picture=ann.keeps_photo())
    assert shown(ann, Screen.IDEAS)["ideas"] == []


def test_words_under_a_photo_in_the_room_s_language_stand_in_the_place_of_missing_ones(ann, photo):
    ideas.translate(ann.db, photo, "en", "A slide")
    (card,) = shown(ann, Screen.IDEAS)["ideas"]
    assert (card["text"], card["lang"], card["name"], card["translation"]) == ("A slide", "en", "العربية", None)


def test_a_symbol_comes_with_its_drawing_once(ann):
    for _ in range(3):
        ann.enters("", picture="symbol:bus")
    data = shown(ann, Screen.IDEAS)
    assert [card["symbol"] for card in data["ideas"]] == ["bus"] * 3
    assert list(data["symbols"]) == ["bus"] and "<" in data["symbols"]["bus"]


def test_a_theme_shows_its_symbol_and_is_spoken_for_by_words_before_photos(ann, photo):
    theme = ann.theme("Outdoors", photo, ann.enters("A long wish " * 20))
    themes.illustrate(ann.db, ann.workshop, theme, "nature", now=ann.now)
    (card,) = shown(ann, Screen.THEMES)["themes"]
    assert (card["symbol"], card["quote"]["text"][:6]) == ("nature", "A long")


def test_a_theme_of_photos_alone_shows_one(ann, photo):
    ann.theme("Outdoors", photo)
    (card,) = shown(ann, Screen.THEMES)["themes"]
    assert (card["quote"]["text"], card["quote"]["photo"][:7]) == ("", "/photo/")


def test_a_hidden_photo_is_nowhere(ann, photo):
    ann.theme("Outdoors", photo)
    moderation.hide(ann.db, ann.workshop, photo, now=ann.now)
    assert "/photo/" not in json.dumps([shown(ann, Screen.IDEAS), shown(ann, Screen.THEMES)])


def test_a_photo_that_was_voted_on_has_a_name_in_the_result(ann, ben, photo):
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 1, "cap": 1, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    votes.cast(ann.db, step, ben, {str(votes.options(ann.db, step)[0].id): 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    assert [bar["label"]["text"] for bar in shown(ann)["options"]] == [f"Photo of idea {photo.number}"]


def test_the_picture_of_a_step_stands_beside_its_question(ann):
    step = ann.goes_to(StepKind.IDEAS)
    steps.illustrate(ann.db, ann.workshop, step, "symbol:talk", now=ann.now)
    data = shown(ann)
    assert data["beside"] == {"photo": "", "symbol": "talk"}
    assert "talk" in data["symbols"]
