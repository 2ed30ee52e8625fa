"""How the big screen is set, and in which languages it asks."""

import pytest

from workshop_kit import screen_settings
from workshop_kit.errors import UnknownLanguage, Wrong
from workshop_kit.screen_settings import ScreenSettings

QUESTION = {"en": "What would help?", "fi": "Mikä auttaisi?", "ar": "ما الذي يساعد؟", "sv": "Vad skulle hjälpa?"}


def asks_in(ann, **changed):
    screen_settings.change(ann.db, ann.workshop, **changed)
    return [text.language for text in screen_settings.shown(ann.workshop, QUESTION)]


def test_a_new_screen_is_light_and_silent(ann):
    assert screen_settings.of(ann.workshop) == ScreenSettings(dark=False, sound=False, prompts="side", languages=())


def test_what_is_changed_is_kept_and_the_rest_stays(ann):
    screen_settings.change(ann.db, ann.workshop, dark=True)
    screen_settings.change(ann.db, ann.workshop, prompts="turn", languages=["ar", "fi", "ar"])
    assert screen_settings.of(ann.workshop) == ScreenSettings(True, False, "turn", ("ar", "fi"))
    assert ann.workshop.screen_settings == {
        "dark": True,
        "sound": False,
        "prompts": "turn",
        "languages": ["ar", "fi"],
    }


def test_every_window_hears_of_a_change(ann):
    before = ann.workshop.version
    screen_settings.change(ann.db, ann.workshop, sound=True)
    assert ann.workshop.version == before + 1


@pytest.mark.parametrize("wrong", [{"prompts": "all"}, {"dark": "yes"}, {"sound": 1}, {"loud": True}])
def test_what_the_screen_does_not_know_is_refused(ann, wrong):
    with pytest.raises(Wrong):
        screen_settings.change(ann.db, ann.workshop, **wrong)
    assert screen_settings.of(ann.workshop) == ScreenSettings()


def test_an_unknown_language_is_refused(ann):
    with pytest.raises(UnknownLanguage):
        screen_settings.change(ann.db, ann.workshop, languages=["fi", "xx"])


def test_what_makes_no_sense_in_the_database_is_passed_over(ann):
    ann.workshop.screen_settings = {"dark": "?", "prompts": "?", "languages": "fi"}
    assert screen_settings.of(ann.workshop) == ScreenSettings()


def test_unasked_the_question_stands_there_in_the_room_s_language_and_one_more(ann):
    assert [text.language for text in screen_settings.shown(ann.workshop, QUESTION)] == ["en", "fi"]


def test_in_turn_every_language_of_the_room_has_its_time(ann):
    assert asks_in(ann, prompts="turn") == ["en", "fi", "sv", "ar"]


def test_one_language_is_the_room_s_or_the_first_that_was_chosen(ann):
    assert asks_in(ann, prompts="one") == ["en"]
    assert asks_in(ann, languages=["ar", "fi"]) == ["ar"]


def test_side_by_side_there_is_room_for_three(ann):
    assert asks_in(ann, languages=["ar", "sv", "fi", "en"]) == ["ar", "sv", "fi"]


def test_a_language_in_which_it_was_not_written_is_passed_over(ann):
    assert asks_in(ann, languages=["so", "fi"]) == ["fi"]
    assert asks_in(ann, languages=["so"]) == ["en"]
