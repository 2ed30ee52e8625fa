"""Cards that somebody writes down for others: the same words noticed, and what can still be changed."""

import uuid

import pytest

from models import Channel, HandRole, IdeaState, Source, StepKind
from workshop_kit import cards, hands, ideas, moderation, paper, steps
from workshop_kit.cards import Alike, LinkFull
from workshop_kit.errors import BadId, IdeasClosed, IdeaStays, NoSuchIdea
from workshop_kit.ideas import SentAlready


def card(room, text="A bench by the bus stop", table="2", id="", language="en", **more):
    sent = ideas.Sent(id or str(uuid.uuid4()), text, language, Channel.PAPER, table)
    return cards.write(room.db, room.workshop, sent, now=room.now, **more)


@pytest.fixture
def scribe(ann):
    return hands.make(ann.db, ann.workshop, HandRole.SCRIBE, table_name="2", now=ann.now)


@pytest.fixture
def second_scribe(ann):
    """She writes at the same table."""
    return hands.make(ann.db, ann.workshop, HandRole.SCRIBE, table_name="2", now=ann.now)


def test_the_same_form_with_other_words_is_refused_and_nothing_is_dropped_in_silence(ann):
    ann.goes_to(StepKind.IDEAS)
    same = str(uuid.uuid4())
    first = card(ann, id=same)
    assert card(ann, "  A bench by the bus stop\n", id=same) is first
    for other in ({"text": "A second card"}, {"language": "so"}):
        with pytest.raises(SentAlready):
            card(ann, **{"id": same, **other})
    assert [idea.text for idea in ideas.shown(ann.db, ann.workshop)] == ["A bench by the bus stop"]


def test_the_same_form_is_still_the_same_card_after_ann_has_corrected_it(ann):
    ann.goes_to(StepKind.IDEAS)
    same = str(uuid.uuid4())
    first = card(ann, id=same)
    moderation.correct(ann.db, ann.workshop, first, "A bench at the bus stop", now=ann.now)
    assert card(ann, id=same) is first
    with pytest.raises(SentAlready):
        card(ann, "A bench at the bus stop", id=same)


def test_the_form_of_another_link_tells_no_number(ann, scribe, second_scribe):
    ann.goes_to(StepKind.IDEAS)
    same = str(uuid.uuid4())
    assert card(ann, id=same, hand_id=scribe.id).hand_id == scribe.id
    for other in (second_scribe.id, None):
        with pytest.raises(BadId):
            card(ann, id=same, hand_id=other)


def test_a_link_writes_so_many_cards_and_no_more(ann, scribe, second_scribe, monkeypatch):
    monkeypatch.setattr(cards, "MOST_CARDS", 2)
    ann.goes_to(StepKind.IDEAS)
    same = str(uuid.uuid4())
    paper.take_back(ann.db, ann.workshop, card(ann, "One", hand_id=scribe.id))
    card(ann, "Two", id=same, hand_id=scribe.id)
    with pytest.raises(LinkFull):
        card(ann, "Three", hand_id=scribe.id)
    assert card(ann, "Two", id=same, hand_id=scribe.id).text == "Two"
    assert card(ann, "Three", hand_id=second_scribe.id).number == 3
    assert card(ann, "Four").number == 4


def test_a_card_that_nearly_says_the_same_is_noticed_as_on_the_laptop(ann):
    ann.goes_to(StepKind.IDEAS)
    card(ann, "More benches in the park for old people")
    with pytest.raises(Alike):
        card(ann, "More benches in the parks for old people")


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
    assert paper.step_of(ann.db, ann.workshop).id == first.step_id
    again = steps.add(ann.db, ann.workshop, StepKind.IDEAS, title={"en": "Round 2"}, minutes=5)
    steps.start(ann.db, ann.workshop, again, now=ann.now.replace(hour=20))
    with pytest.raises(IdeaStays):
        cards.take_back(ann.db, ann.workshop, first)
    second = card(ann)
    ann.goes_to(StepKind.VOTE)
    with pytest.raises(IdeaStays):
        cards.correct(ann.db, ann.workshop, second, "Three")


def test_a_link_reaches_what_was_written_with_it_and_nothing_else(ann, ben, scribe, second_scribe):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(ben)
    other, laptop = card(ann, "Theirs", hand_id=second_scribe.id), card(ann, "The laptop's")
    for number in (1, other.number, laptop.number, 99):
        with pytest.raises(NoSuchIdea):
            cards.by_number(ann.db, ann.workshop, scribe, number)
    assert cards.by_number(ann.db, ann.workshop, second_scribe, other.number) is other


def test_a_link_without_a_table_sees_its_own_cards_alone(ann):
    ann.goes_to(StepKind.IDEAS)
    one, two = (hands.make(ann.db, ann.workshop, HandRole.SCRIBE, now=ann.now) for _time in range(2))
    mine = card(ann, "Mine", "", hand_id=one.id)
    card(ann, "Hers", "", hand_id=two.id)
    card(ann, "The laptop's", "")
    assert cards.of_hand(ann.db, ann.workshop, one) == [mine]


def test_at_a_table_everybody_sees_what_was_written_by_hand_there(ann, scribe, second_scribe):
    ann.goes_to(StepKind.IDEAS)
    first, second = card(ann, "One", hand_id=second_scribe.id), card(ann, "Two", hand_id=scribe.id)
    card(ann, "Elsewhere", "3")
    assert cards.of_hand(ann.db, ann.workshop, scribe) == [second, first]


def test_a_card_that_was_taken_back_is_gone_from_the_table(ann, scribe):
    ann.goes_to(StepKind.IDEAS)
    first = card(ann, hand_id=scribe.id)
    cards.take_back(ann.db, ann.workshop, first)
    assert cards.of_hand(ann.db, ann.workshop, scribe) == []
    with pytest.raises(NoSuchIdea):
        cards.by_number(ann.db, ann.workshop, scribe, first.number)


def test_a_correction_keeps_the_log_of_what_ann_did_and_phones_look_again(ann):
    ann.goes_to(StepKind.IDEAS)
    first = card(ann)
    moderation.correct(ann.db, ann.workshop, first, "A bench at the stop", now=ann.now)
    ideas.translate(ann.db, first, "fi", "Penkki", Source.PERSON)
    before = ann.workshop.version
    cards.correct(ann.db, ann.workshop, first, "Two benches")
    assert (first.text, first.original) == ("Two benches", None)
    assert [change.after for change, _idea in moderation.history(ann.db, ann.workshop)] == ["A bench at the stop"]
    assert ideas.translations(ann.db, ann.workshop) == {}
    assert ann.workshop.version > before


def test_a_correction_of_a_hidden_card_stays_hidden_and_tells_nobody(ann):
    ann.goes_to(StepKind.IDEAS)
    first = card(ann)
    moderation.hide(ann.db, ann.workshop, first, now=ann.now)
    before = ann.workshop.version
    cards.correct(ann.db, ann.workshop, first, "Two benches")
    assert (first.state, ann.workshop.version) == (IdeaState.HIDDEN, before)


def test_the_last_ten_cards_are_shown_the_newest_first(ann, scribe):
    ann.goes_to(StepKind.IDEAS)
    for number in range(12):
        card(ann, f"Idea {number}")
    assert [idea.number for idea in cards.of_hand(ann.db, ann.workshop, scribe)] == list(range(12, 2, -1))
