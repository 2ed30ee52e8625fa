"""What stands in the place of words where a picture has none."""

from models import Option
from workshop_kit import captions


def test_an_idea_with_words_is_called_by_them(ann):
    idea = ann.enters("Penkki", "fi", picture=ann.keeps_photo())
    assert captions.of_idea(idea, "en").text == "Penkki"


def test_a_photo_without_words_is_called_by_its_number_in_the_reader_s_language(ann):
    idea = ann.enters("", "ar", picture=ann.keeps_photo())
    found = captions.of_idea(idea, "fi")
    assert (found.text, found.language) == ("Idean 1 valokuva", "fi")


def test_a_symbol_without_words_is_called_by_what_it_stands_for(ann):
    assert captions.of_idea(ann.enters("", "fi", picture="symbol:play"), "en").text == "Leikki"


def test_a_photo_that_is_voted_on_has_a_name():
    option = Option(step_id=1, position=0, label={"ar": ""}, picture="photo:0", number=7, language="ar")
    assert captions.of_option(option, "en").text == "Photo of idea 7"


def test_a_theme_that_is_voted_on_keeps_its_own_name_beside_its_symbol():
    option = Option(step_id=1, position=0, label={"fi": "Kerhot"}, picture="symbol:play")
    assert captions.of_option(option, "en", "fi").text == "Kerhot"
