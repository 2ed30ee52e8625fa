"""The big screen's languages, its dark room, and what is on it in every kind of step."""

import json

import pytest

from models import Screen, StepKind
from pages.parts import picture
from workshop_kit import look, screen_settings, steps, workshops


def shown(ann, screen=None):
    workshops.show(ann.db, ann.workshop, screen)
    return picture.of(ann.db, ann.workshop, now=ann.now)


def told(data, name):
    return [text["lang"] for text in (data[name], *data[f"{name}_also"])]


@pytest.fixture
def in_four(ann):
    """The question in all languages of the room."""
    ann.workshop.question = {"en": "What?", "fi": "Mitä?", "sv": "Vad?", "ar": "ماذا؟"}
    return ann


@pytest.mark.parametrize(
    ("kind", "name"),
    [("welcome", "question"), ("dialogue", "question"), ("ideas", "heading"), ("feedback", "question")],
)
def test_the_question_stands_there_in_the_languages_that_were_chosen(in_four, kind, name):
    if kind == "dialogue":
        steps.add(in_four.db, in_four.workshop, StepKind.DIALOGUE, title={"en": "Circle"}, minutes=10)
    in_four.goes_to(StepKind(kind)).prompt = {}
    assert told(shown(in_four), name) == ["en", "fi"]
    screen_settings.change(in_four.db, in_four.workshop, languages=["ar", "sv", "fi"])
    assert told(shown(in_four), name) == ["ar", "sv", "fi"]
    screen_settings.change(in_four.db, in_four.workshop, prompts="one")
    assert told(shown(in_four), name) == ["ar"]


def test_in_turn_all_languages_of_the_room_are_sent(in_four):
    screen_settings.change(in_four.db, in_four.workshop, prompts="turn")
    in_four.goes_to(StepKind.IDEAS)
    data = shown(in_four)
    assert (data["turn"], told(data, "heading")) == (True, ["en", "fi", "sv", "ar"])


def test_the_kit_s_own_words_stand_there_in_two_languages_too(ann):
    data = shown(ann, Screen.PLAN)
    assert (data["heading"]["text"], told(data, "heading")) == ("Who does what by when", ["en", "fi"])


def test_rules_stand_there_line_by_line_a_column_for_each_language(ann):
    ann.goes_to(StepKind.RULES).prompt = {"en": "Listen.\nBe kind.", "fi": "Kuuntele.\nOle ystävällinen."}
    columns = [[line["text"] for line in lines] for lines in shown(ann)["lists"]]
    assert columns == [["Listen.", "Be kind."], ["Kuuntele.", "Ole ystävällinen."]]


def test_a_break_without_words_of_its_own_is_called_a_break(ann):
    step = steps.add(ann.db, ann.workshop, StepKind.BREAK, title={"en": "Break"}, minutes=10)
    steps.start(ann.db, ann.workshop, step, now=ann.now)
    data = shown(ann)
    assert (data["kind"], data["question"]["text"], data["say"]) == ("sun", "Break", None)


def test_in_a_dark_room_a_theme_has_the_colours_of_the_dark(ann):
    ann.theme("Clubs", ann.enters("A club"))
    (light,) = shown(ann, Screen.THEMES)["themes"]
    screen_settings.change(ann.db, ann.workshop, dark=True)
    data = shown(ann, Screen.THEMES)
    shades = look.colours()[light["mark"]]
    (card,) = data["themes"]
    assert (data["dark"], light["tint"]) == (True, shades.tint)
    assert (card["solid"], card["tint"], card["ink"]) == (shades.dsolid, shades.dtint, shades.dink)


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_of_step_shows_how_to_join_and_nothing_that_only_ann_should_read(ann, kind):
    if kind not in {step.kind for step in steps.agenda(ann.db, ann.workshop)}:
        steps.add(ann.db, ann.workshop, kind, title={"en": "Part"}, minutes=10)
    step = ann.step(kind)
    step.say, step.needs = {"en": "Whisper this"}, {"en": "Fetch the cards"}
    steps.start(ann.db, ann.workshop, step, now=ann.now)
    data = shown(ann)
    assert data["code"] == ann.workshop.code and data["address"] and data["qr"] and len(data["sign"]) == 3
    assert "Whisper" not in json.dumps(data) and "Fetch" not in json.dumps(data)
