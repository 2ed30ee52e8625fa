"""Cards that somebody writes down for others: the same words noticed, and what can still be changed."""

import uuid

import pytest

from models import Channel, StepKind
from workshop_kit import cards, ideas, moderation, steps
from workshop_kit.cards import Alike
from workshop_kit.errors import IdeasClosed, IdeaStays, NoSuchIdea


def card(room, text="A bench by the bus stop", table="2", **more):
    sent = ideas.Sent(str(uuid.uuid4()), text, "en", Channel.PAPER, table)
    return cards.write(room.db, room.workshop, sent, now=room.now, **more)


@pytest.mark.parametrize(
    "again", ["a bench by the bus stop!", "A  BENCH\nby the bus-stop", "Ａ bench, by the bus stop."]
)
def test_the_same_words_are_noticed_whatever_their_signs(ann, again):
    ann.goes_to(StepKind.IDEAS)
    card(ann)
    with pytest.raises(Alike):
        card(ann, again)
    assert card(ann, again, anyway=True).number == 2


def test_other_words_signs_alone_and_hidden_ideas_are_not_alike(ann):
    ann.goes_to(StepKind.IDEAS)
    first = card(ann)
    assert card(ann, "A bench by the school").number == 2
    assert card(ann, "?!").number == 3 and card(ann, "!?").number == 4
    moderation.hide(ann.db, ann.workshop, first, now=ann.now)
    assert card(ann).number == 5


def test_cards_belong_to_the_ideas_step_that_was_played_last(ann):
    with pytest.raises(IdeasClosed):
        card(ann)
    first = ann.goes_to(StepKind.IDEAS)
    ann.goes_to(StepKind.VOTE)
    assert card(ann).step_id == first.id
    steps.end(ann.db, ann.workshop, now=ann.now)
    with pytest.raises(IdeasClosed):
        card(ann, "Another")


def test_a_card_can_be_changed_until_the_next_round_or_a_vote(ann):
    ann.goes_to(StepKind.IDEAS)
    first = card(ann)
    ann.goes_to(StepKind.RULES)
    assert cards.may_change(ann.db, ann.workshop, first)
    cards.correct(ann.db, ann.workshop, first, "Two benches")
    assert first.text == "Two benches"
    again = steps.add(ann.db, ann.workshop, StepKind.IDEAS, title={"en": "Round 2"}, minutes=5)
    steps.start(ann.db, ann.workshop, again, now=ann.now.replace(hour=20))
    with pytest.raises(IdeaStays):
        cards.take_back(ann.db, ann.workshop, first)
    second = card(ann)
    ann.goes_to(StepKind.VOTE)
    with pytest.raises(IdeaStays):
        cards.correct(ann.db, ann.workshop, second, "Three")


def test_what_came_from_a_phone_or_another_table_is_no_card_of_this_one(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(ben)
    other = card(ann, table="3")
    for number in (1, other.number, 99):
        with pytest.raises(NoSuchIdea):
            cards.by_number(ann.db, ann.workshop, "2", number)
    assert cards.by_number(ann.db, ann.workshop, "3", other.number).id == other.id


def test_a_card_that_was_taken_back_is_gone_from_the_table(ann):
    ann.goes_to(StepKind.IDEAS)
    first = card(ann)
    cards.take_back(ann.db, ann.workshop, first)
    assert cards.of_table(ann.db, ann.workshop, "2") == []
    with pytest.raises(NoSuchIdea):
        cards.by_number(ann.db, ann.workshop, "2", first.number)


def test_the_last_ten_cards_are_shown_the_newest_first(ann):
    ann.goes_to(StepKind.IDEAS)
    for number in range(12):
        card(ann, f"Idea {number}")
    assert [idea.number for idea in cards.of_table(ann.db, ann.workshop, "2")] == list(range(12, 2, -1))
