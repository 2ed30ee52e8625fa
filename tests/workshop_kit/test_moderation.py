"""What Ann does with ideas: show, hide, mend, put words under a photo; and how votes on ideas follow."""

import pytest

from models import IdeaState, StepKind
from workshop_kit import ideas, moderation, own_ideas, participants, pictures, steps, votes
from workshop_kit.errors import EmptyText
from workshop_kit.i18n import LANGUAGES, words


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


# --- read, and rewritten meanwhile ----------------------------------------------------------------------


def rewritten(ann, who):
    """An idea that waited, and that its writer has changed since Ann saw it; what she saw."""
    ann.workshop.pre_moderation = True
    step = ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(who, "Free clubs")
    own_ideas.rewrite(ann.db, ann.workshop, step, idea, "Something rude", participant=who)
    return idea, "Free clubs"


def test_words_that_were_rewritten_since_ann_read_them_are_not_shown(ann, ben):
    idea, seen = rewritten(ann, ben)
    with pytest.raises(moderation.Rewritten):
        moderation.show(ann.db, ann.workshop, idea, seen, now=ann.now)
    assert ideas.waiting(ann.db, ann.workshop) == [idea]
    assert moderation.history(ann.db, ann.workshop) == []


def test_words_that_ann_has_read_are_shown(ann, ben):
    idea, _seen = rewritten(ann, ben)
    moderation.show(ann.db, ann.workshop, idea, "Something rude", now=ann.now)
    assert ideas.shown(ann.db, ann.workshop) == [idea]


def test_an_idea_that_was_taken_back_since_ann_read_it_is_just_gone(ann, ben):
    idea, seen = rewritten(ann, ben)
    participants.withdraw(ann.db, ann.workshop, ben)
    moderation.show(ann.db, ann.workshop, idea, seen, now=ann.now)
    assert idea.state == IdeaState.WITHDRAWN


# --- votes on ideas follow ------------------------------------------------------------------------------


@pytest.fixture
def vote(ann):
    """An open vote on two ideas, five dots each: "Bad wrods" and "A bench"."""
    ann.enters("Bad wrods")
    ann.enters("A bench")
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 5, "cap": 5, "on": "ideas"}
    return ann.goes_to(StepKind.VOTE)


@pytest.fixture
def bad(ann, vote):
    return next(idea for idea in ideas.shown(ann.db, ann.workshop) if idea.text == "Bad wrods")


def hide(ann, idea):
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)


def show(ann, idea):
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)


def labels(ann, vote):
    return [option.label.get("en") for option in votes.options(ann.db, vote)]


def give(ann, vote, who, *dots):
    choices = dict(zip([str(option.id) for option in votes.options(ann.db, vote)], dots, strict=False))
    votes.cast(ann.db, vote, who, choices, now=ann.now)


def result(ann, vote):
    """English label -> dots."""
    names = {str(option.id): option.label["en"] for option in votes.options(ann.db, vote)}
    return {names[line.option]: line.score for line in votes.result(ann.db, vote).tally.counted}


def test_an_open_vote_offers_a_hidden_idea_no_longer(ann, vote, bad, ben):
    give(ann, vote, ben, 3, 2)
    hide(ann, bad)
    assert labels(ann, vote) == ["A bench"]
    votes.close(ann.db, ann.workshop, vote)
    assert result(ann, vote) == {"A bench": 2}


def test_an_idea_that_is_shown_again_before_any_ballot_is_back_in_the_vote(ann, vote, bad):
    hide(ann, bad)
    show(ann, bad)
    assert labels(ann, vote) == ["Bad wrods", "A bench"]


def test_it_is_back_also_where_the_step_was_opened_anew_meanwhile(ann, vote, bad):
    hide(ann, bad)
    steps.start(ann.db, ann.workshop, vote, now=ann.now)
    assert labels(ann, vote) == ["A bench"]
    show(ann, bad)
    assert labels(ann, vote) == ["Bad wrods", "A bench"]


def test_an_idea_that_is_shown_again_has_the_dots_that_nobody_took_off_it(ann, vote, bad, ben, chen):
    give(ann, vote, ben, 3, 2)
    give(ann, vote, chen, 4, 1)
    hide(ann, bad)
    give(ann, vote, chen, 5)
    show(ann, bad)
    votes.close(ann.db, ann.workshop, vote)
    assert result(ann, vote) == {"Bad wrods": 3, "A bench": 7}


def test_in_a_closed_vote_a_sentence_stands_in_the_place_of_a_hidden_idea_until_it_is_shown(ann, vote, bad, ben):
    give(ann, vote, ben, 3, 2)
    votes.close(ann.db, ann.workshop, vote)
    hide(ann, bad)
    assert votes.options(ann.db, vote)[0].label == {
        code: words(code)._(own_ideas.OFF_THE_WALL) for code in LANGUAGES
    }
    assert result(ann, vote) == {own_ideas.OFF_THE_WALL: 3, "A bench": 2}
    show(ann, bad)
    assert result(ann, vote) == {"Bad wrods": 3, "A bench": 2}


def test_what_was_out_when_the_vote_closed_stays_out_of_its_result(ann, vote, bad, ben):
    give(ann, vote, ben, 3, 2)
    hide(ann, bad)
    votes.close(ann.db, ann.workshop, vote)
    show(ann, bad)
    assert result(ann, vote) == {"A bench": 2}


def test_a_vote_that_is_opened_again_offers_what_is_on_the_wall_by_then(ann, vote, bad, ben):
    give(ann, vote, ben, 3, 2)
    votes.close(ann.db, ann.workshop, vote)
    hide(ann, bad)
    votes.reopen(ann.db, ann.workshop, vote)
    assert labels(ann, vote) == ["A bench"]


def test_a_vote_whose_step_is_played_again_offers_what_is_on_the_wall_by_then(ann, vote, bad, ben):
    give(ann, vote, ben, 3, 2)
    ann.goes_to(StepKind.PLAN)
    hide(ann, bad)
    ann.goes_to(StepKind.VOTE)
    assert labels(ann, vote) == ["A bench"]


def test_a_vote_that_is_opened_again_does_not_offer_an_idea_that_was_taken_back(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(ben, "A private wish")
    ann.enters("A bench")
    step = ann.step(StepKind.VOTE)
    step.settings = {**step.settings, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    give(ann, step, chen, 1, 1)
    votes.close(ann.db, ann.workshop, step)
    participants.withdraw(ann.db, ann.workshop, ben)
    votes.reopen(ann.db, ann.workshop, step)
    assert labels(ann, step) == ["A bench"]


@pytest.mark.parametrize("closed", [False, True])
def test_mended_words_are_in_the_vote_too(ann, vote, bad, closed):
    if closed:
        votes.close(ann.db, ann.workshop, vote)
    correct(ann, bad, "Good words")
    assert labels(ann, vote) == ["Good words", "A bench"]


def test_words_that_were_mended_while_the_idea_was_hidden_are_those_that_come_back(ann, vote, bad):
    hide(ann, bad)
    correct(ann, bad, "Good words")
    assert labels(ann, vote) == ["A bench"]
    show(ann, bad)
    assert labels(ann, vote) == ["Good words", "A bench"]


@pytest.mark.parametrize("closed", [False, True])
def test_the_photo_of_a_hidden_idea_is_seen_in_no_vote(ann, ben, closed):
    photo = ann.enters("", picture=ann.keeps_photo())
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 1, "cap": 1, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    assert labels(ann, step) == [""]
    if closed:
        votes.close(ann.db, ann.workshop, step)
    hide(ann, photo)
    digest = photo.picture.removeprefix("photo:")
    assert not pictures.may_see(ann.db, ann.workshop, digest, ben)
    show(ann, photo)
    assert pictures.may_see(ann.db, ann.workshop, digest, ben)
    assert [option.picture for option in votes.options(ann.db, step)] == [photo.picture]
