"""Paper cards: noticed when they come twice, and taken back after a slip."""

import uuid
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from models import Channel, IdeaState, StepKind
from workshop_kit import ideas, moderation, paper, pictures, steps
from workshop_kit.errors import NoSuchIdea


def card(text="A bench", language="en", channel=Channel.PAPER):
    return ideas.Sent(str(uuid.uuid4()), text, language, channel)


def photo(colour="white"):
    file = BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "JPEG")
    return pictures.shrunk(file.getvalue())


@pytest.fixture
def bench(ann, now):
    return paper.enter(ann.db, ann.workshop, card("A bench in the park."), now=now)


@pytest.mark.parametrize(
    "again", ["A bench in the park.", "a BENCH in the park", "  A bench,\n in the park!! ", "A-bench-in-the-park"]
)
def test_the_same_words_are_noticed_whatever_their_case_spaces_and_punctuation(ann, bench, again):
    assert paper.twin(ann.db, ann.workshop, again) == bench


def test_nearly_the_same_words_are_noticed(ann, now):
    first = paper.enter(ann.db, ann.workshop, card("More benches in the park for old people"), now=now)
    assert paper.twin(ann.db, ann.workshop, "More benches in the parks for old people") == first


def test_the_very_same_words_win_over_nearly_the_same(ann, now):
    paper.enter(ann.db, ann.workshop, card("More benches in the parks for old people"), now=now)
    same = paper.enter(ann.db, ann.workshop, card("More benches in the park for old people"), now=now)
    assert paper.twin(ann.db, ann.workshop, "more benches in the park for old people!") == same


@pytest.mark.parametrize("other", ["A bench at the school", "A lamp in the park", "", "!?"])
def test_other_words_are_no_twin(ann, bench, other):
    assert paper.twin(ann.db, ann.workshop, other) is None


def test_short_words_of_one_other_letter_are_no_twin(ann, now):
    paper.enter(ann.db, ann.workshop, card("More books"), now=now)
    assert paper.twin(ann.db, ann.workshop, "More boots") is None


@pytest.mark.parametrize(
    ("one", "again"), [("ﻣﻜﺘﺒﺔ للأطفال", "مكتبة، للأطفال"), ("図書館。", "図書館"), ("Äiti", "äiti")]
)
def test_twins_are_noticed_in_every_script(ann, now, one, again):
    first = paper.enter(ann.db, ann.workshop, card(one), now=now)
    assert paper.twin(ann.db, ann.workshop, again) == first


def test_a_card_that_a_phone_has_sent_already_is_noticed(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    sent = ann.sends(ben, "A bench in the park")
    assert paper.twin(ann.db, ann.workshop, "a bench in the park") == sent


def test_the_room_next_door_is_not_looked_at(ann, bench, open_room):
    next_door = open_room(ann.db)
    assert paper.twin(next_door.db, next_door.workshop, bench.text) is None


def test_what_was_taken_back_is_no_twin(ann, bench):
    paper.take_back(ann.db, ann.workshop, bench)
    assert paper.twin(ann.db, ann.workshop, "A bench in the park.") is None


def test_a_card_taken_back_is_erased_and_its_number_stays_used(ann, bench, now):
    paper.take_back(ann.db, ann.workshop, bench)
    assert (bench.text, bench.state) == ("", IdeaState.WITHDRAWN)
    assert paper.enter(ann.db, ann.workshop, card("Another"), now=now).number == bench.number + 1


def test_a_photo_taken_back_is_gone_from_the_laptop(ann, now):
    found = photo()
    idea = paper.enter_photo(ann.db, ann.workshop, found, card(""), now=now)
    reference = idea.picture
    paper.take_back(ann.db, ann.workshop, idea)
    with pytest.raises(pictures.NoSuchPicture):
        pictures.by_reference(ann.db, ann.workshop, reference)


def test_a_card_is_taken_back_once(ann, bench):
    paper.take_back(ann.db, ann.workshop, bench)
    with pytest.raises(NoSuchIdea):
        paper.take_back(ann.db, ann.workshop, bench)
    with pytest.raises(NoSuchIdea):
        paper.by_number(ann.db, ann.workshop, bench.number)


def test_the_idea_of_a_phone_is_not_the_laptop_s_to_take_back(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben, "A club")
    with pytest.raises(NoSuchIdea):
        paper.take_back(ann.db, ann.workshop, idea)
    with pytest.raises(NoSuchIdea):
        paper.by_number(ann.db, ann.workshop, idea.number)
    assert idea.text == "A club"


def test_the_same_photo_is_noticed_and_another_is_not(ann, now):
    idea = paper.enter_photo(ann.db, ann.workshop, photo(), card(""), now=now)
    assert paper.photo_twin(ann.db, ann.workshop, photo()) == idea
    assert paper.photo_twin(ann.db, ann.workshop, photo("black")) is None


def test_photos_without_words_are_found(ann, bench, now):
    idea = paper.enter_photo(ann.db, ann.workshop, photo(), card(""), now=now)
    paper.enter_photo(ann.db, ann.workshop, photo("black"), card("A slide"), now=now)
    assert paper.wordless(ann.db, ann.workshop) == [idea]


def test_entered_is_what_came_otherwise_than_by_phone(ann, ben, now):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(ben, "A club")
    said = paper.enter(ann.db, ann.workshop, card("Said aloud", channel=Channel.HELPER), now=now)
    written = paper.enter(ann.db, ann.workshop, card("Written"), now=now)
    assert paper.entered(ann.db, ann.workshop) == [said, written]


def test_a_card_belongs_to_the_step_of_ideas_also_when_the_room_has_gone_on(ann, now):
    step = ann.goes_to(StepKind.IDEAS)
    assert paper.enter(ann.db, ann.workshop, card("Now"), now=now).step_id == step.id
    ann.goes_to(StepKind.THEMES)
    assert paper.enter(ann.db, ann.workshop, card("Later"), now=now).step_id == step.id


def test_a_card_belongs_to_the_round_that_was_played_last_wherever_it_stands(ann, now):
    first = ann.goes_to(StepKind.IDEAS)
    second = steps.add(ann.db, ann.workshop, StepKind.IDEAS, title={"en": "Round 2"}, minutes=5)
    steps.start(ann.db, ann.workshop, second, now=now)
    steps.start(ann.db, ann.workshop, first, now=now.replace(hour=20))
    steps.start(ann.db, ann.workshop, ann.step(StepKind.THEMES), now=now.replace(hour=21))
    expected = max((first, second), key=lambda step: step.started_at)
    assert paper.step_of(ann.db, ann.workshop) == expected
    assert paper.enter(ann.db, ann.workshop, card("Later"), now=now).step_id == expected.id


def test_other_words_with_the_same_id_are_refused(ann, bench, now):
    sent = ideas.Sent(bench.uuid, "A bench in the park.", "en", Channel.PAPER)
    assert paper.enter(ann.db, ann.workshop, sent, now=now) is bench
    with pytest.raises(ideas.SentAlready):
        paper.enter(ann.db, ann.workshop, replace(sent, text="A second card"), now=now)


def test_what_is_hidden_is_no_twin(ann, bench, now):
    moderation.hide(ann.db, ann.workshop, bench, now=now)
    assert paper.twin(ann.db, ann.workshop, "A bench in the park.") is None


def test_before_the_first_step_a_card_belongs_to_none(ann, bench):
    assert bench.step_id is None
