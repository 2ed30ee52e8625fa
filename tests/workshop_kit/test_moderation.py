"""What Ann does with ideas that have a picture: show, hide, put words under them."""

import pytest

from models import IdeaState, StepKind
from workshop_kit import ideas, moderation, participants
from workshop_kit.errors import EmptyText


def photo_of(ann, who):
    ann.goes_to(StepKind.IDEAS)
    return ann.sends(who, "", picture=ann.keeps_photo())


def correct(ann, idea, text):
    moderation.correct(ann.db, ann.workshop, idea, text, now=ann.now)


def test_a_photo_waits_is_shown_and_can_be_hidden_again(ann, ben):
    idea = photo_of(ann, ben)
    assert ideas.waiting(ann.db, ann.workshop) == [idea]
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    assert ideas.shown(ann.db, ann.workshop) == [idea]
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    assert idea.state == IdeaState.HIDDEN


def test_words_are_put_under_a_photo_and_what_its_sender_wrote_was_nothing(ann, ben):
    idea = photo_of(ann, ben)
    correct(ann, idea, " A slide by the pond ")
    assert (idea.text, idea.original) == ("A slide by the pond", "")
    assert [(change.before, change.after) for change, _idea in moderation.history(ann.db, ann.workshop)] == [
        ("", "A slide by the pond")
    ]


def test_words_under_a_photo_can_be_taken_away_again(ann, ben):
    idea = photo_of(ann, ben)
    correct(ann, idea, "A slide")
    correct(ann, idea, "  ")
    assert (idea.text, idea.original) == ("", None)


def test_saving_a_photo_without_words_is_no_change(ann, ben):
    correct(ann, photo_of(ann, ben), "")
    assert moderation.history(ann.db, ann.workshop) == []


def test_words_without_a_photo_cannot_be_taken_away(ann):
    idea = ann.enters("A bench")
    with pytest.raises(EmptyText):
        correct(ann, idea, " ")
    assert idea.text == "A bench"


def test_the_name_of_a_symbol_can_be_made_clearer_and_the_picture_stays(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben, "", picture="symbol:bus")
    correct(ann, idea, "A night bus")
    assert (idea.text, idea.original, idea.picture) == ("A night bus", "Bus and train", "symbol:bus")


def test_the_words_of_a_symbol_cannot_be_taken_away(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben, "", picture="symbol:bus")
    with pytest.raises(EmptyText):
        correct(ann, idea, " ")
    assert idea.text == "Bus and train"


@pytest.mark.parametrize("act", [moderation.show, moderation.hide])
def test_a_photo_that_was_taken_back_is_gone_whatever_ann_presses(ann, ben, act):
    idea = photo_of(ann, ben)
    participants.withdraw(ann.db, ann.workshop, ben)
    act(ann.db, ann.workshop, idea, now=ann.now)
    assert (idea.state, idea.picture) == (IdeaState.WITHDRAWN, "")
    assert moderation.history(ann.db, ann.workshop) == []


def test_what_ann_does_is_seen_by_the_phones(ann, ben):
    idea = photo_of(ann, ben)
    version = ann.workshop.version
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    correct(ann, idea, "A slide")
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    assert ann.workshop.version == version + 3
