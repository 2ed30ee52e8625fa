"""What Ann does with ideas that have a picture: show, hide, put words under them."""

import pytest

from models import IdeaState, StepKind
from workshop_kit import ideas, moderation
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
