"""One's own ideas: changed and taken back as long as ideas are open, and then nowhere any more."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from models import IdeaState, PhoneMode, Picture, Source, StepKind, Vector
from workshop_kit import ideas, moderation, own_ideas, participants, steps, votes
from workshop_kit.errors import EmptyText, IdeaStays, LongText, NoSuchIdea
from workshop_kit.i18n import LANGUAGES, words
from workshop_kit.text import digest


@pytest.fixture
def step(ann):
    return ann.goes_to(StepKind.IDEAS)


@pytest.fixture
def idea(ann, step, ben):
    return ann.sends(ben, "A private wish")


def rewrite(ann, idea, who, said):
    here = steps.current(ann.db, ann.workshop)
    own_ideas.rewrite(ann.db, ann.workshop, here, idea, said, participant=who)


def take_back(ann, idea, who):
    own_ideas.take_back(ann.db, ann.workshop, steps.current(ann.db, ann.workshop), idea, participant=who)


def everything(db) -> str:
    """All that the database holds, as text."""
    db.flush()
    connection = db.connection()
    tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    return repr([connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables])


# --- changed --------------------------------------------------------------------------------------------


def test_an_idea_says_what_its_writer_says_now_under_the_same_number(ann, idea, ben):
    rewrite(ann, idea, ben, "  A club\x00 ")
    assert (idea.number, idea.text, idea.state, idea.participant_id) == (1, "A club", IdeaState.SHOWN, ben.id)
    assert ideas.shown(ann.db, ann.workshop) == [idea]


def test_the_old_words_are_nowhere_any_more(ann, idea, ben):
    ideas.translate(ann.db, idea, "fi", "Yksityinen toive", Source.MACHINE)
    moderation.correct(ann.db, ann.workshop, idea, "A private wish!", now=ann.now)
    rewrite(ann, idea, ben, "A club")
    assert idea.original is None
    assert ideas.translations(ann.db, ann.workshop) == {}
    assert moderation.history(ann.db, ann.workshop) == []
    kept = everything(ann.db)
    assert "private" not in kept and "Yksityinen" not in kept


@pytest.mark.parametrize("change", [lambda *who: rewrite(*who, "A club"), take_back])
def test_the_vector_of_the_old_words_goes_unless_another_idea_says_the_same(ann, idea, ben, chen, change):
    other = ann.sends(chen, "A public wish")
    for said in ("A private wish", "A public wish"):
        ann.db.add(Vector(model="any", digest=digest(said), values=b""))
    twin = ann.sends(chen, "A private wish")
    change(ann, twin, chen)
    assert ann.db.get(Vector, ("any", digest("A private wish"))) is not None
    change(ann, idea, ben)
    assert ann.db.get(Vector, ("any", digest("A private wish"))) is None
    assert ann.db.get(Vector, ("any", digest(other.text))) is not None


def test_saving_the_same_words_changes_nothing(ann, idea, ben):
    ideas.translate(ann.db, idea, "fi", "Yksityinen toive")
    rewrite(ann, idea, ben, " A private wish\r\n")
    assert list(ideas.translations(ann.db, ann.workshop)[idea.id]) == ["fi"]


def test_an_idea_that_was_hidden_stays_hidden_whatever_it_says_now(ann, idea, ben):
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    rewrite(ann, idea, ben, "A club")
    assert (idea.text, idea.state) == ("A club", IdeaState.HIDDEN)


def test_where_ann_reads_first_new_words_wait_again(ann, idea, ben):
    ann.workshop.pre_moderation = True
    rewrite(ann, idea, ben, "Something rude")
    assert ideas.waiting(ann.db, ann.workshop) == [idea]


def test_new_words_under_a_photo_do_not_show_it(ann, step, ben):
    idea = ann.sends(ben, "", picture=ann.keeps_photo())
    rewrite(ann, idea, ben, "Our yard")
    assert (idea.text, idea.state) == ("Our yard", IdeaState.WAITING)
    rewrite(ann, idea, ben, "  ")
    assert (idea.text, idea.picture.startswith("photo:")) == ("", True)


def test_a_picture_without_words_is_called_by_its_name_in_the_language_of_the_idea(ann, step, ben):
    idea = ann.sends(ben, "A night bus", "fi", picture="symbol:bus")
    rewrite(ann, idea, ben, "")
    assert idea.text == "Bussi ja juna"


@pytest.mark.parametrize(("said", "error"), [("", EmptyText), (" \n", EmptyText), ("x" * 501, LongText)])
def test_words_that_cannot_be_kept_are_refused(ann, idea, ben, said, error):
    ideas.translate(ann.db, idea, "fi", "Yksityinen toive")
    with pytest.raises(error):
        rewrite(ann, idea, ben, said)
    assert idea.text == "A private wish"
    assert ideas.translations(ann.db, ann.workshop) != {}


# --- as long as ideas are open --------------------------------------------------------------------------


@pytest.mark.parametrize("phones", [PhoneMode.CLOSED, PhoneMode.LISTEN])
def test_after_the_close_an_idea_stays_as_it_is(ann, step, idea, ben, phones):
    steps.set_phones(ann.db, ann.workshop, step, phones)
    assert not own_ideas.may_change(step, idea)
    with pytest.raises(IdeaStays):
        rewrite(ann, idea, ben, "A club")
    with pytest.raises(IdeaStays):
        take_back(ann, idea, ben)
    assert (idea.text, idea.state) == ("A private wish", IdeaState.SHOWN)


@pytest.mark.parametrize("kind", [StepKind.WELCOME, StepKind.VOTE, StepKind.PLAN, None])
def test_in_another_step_an_idea_stays_as_it_is(ann, idea, ben, kind):
    if kind:
        ann.goes_to(kind)
    else:
        steps.end(ann.db, ann.workshop, now=ann.now)
    with pytest.raises(IdeaStays):
        rewrite(ann, idea, ben, "A club")
    with pytest.raises(IdeaStays):
        take_back(ann, idea, ben)
    assert own_ideas.mine(ann.db, ben) == [idea]


def test_an_idea_of_an_earlier_round_stays_while_the_next_round_is_open(ann, idea, ben):
    second = steps.add(ann.db, ann.workshop, StepKind.IDEAS, title={"en": "More"}, minutes=5)
    steps.start(ann.db, ann.workshop, second, now=ann.now)
    with pytest.raises(IdeaStays):
        rewrite(ann, idea, ben, "A club")
    assert own_ideas.may_change(second, ann.sends(ben)) and not own_ideas.may_change(second, idea)


def test_when_the_step_is_opened_again_ideas_can_be_changed_again(ann, step, idea, ben):
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.CLOSED)
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.WRITE)
    rewrite(ann, idea, ben, "A club")
    assert idea.text == "A club"


# --- only one's own -------------------------------------------------------------------------------------


def test_the_idea_of_somebody_else_is_not_found_by_number(ann, idea, ben, chen, emil):
    assert own_ideas.mine_by_number(ann.db, ben, idea.number) is idea
    for who, number in ((chen, idea.number), (emil, idea.number), (ben, 2), (ben, 0), (ben, -1)):
        with pytest.raises(NoSuchIdea):
            own_ideas.mine_by_number(ann.db, who, number)


def test_the_idea_of_somebody_else_is_neither_changed_nor_taken(ann, idea, chen):
    with pytest.raises(NoSuchIdea):
        rewrite(ann, idea, chen, "Mine now")
    with pytest.raises(NoSuchIdea):
        take_back(ann, idea, chen)
    assert (idea.text, idea.state) == ("A private wish", IdeaState.SHOWN)


def test_what_ann_entered_belongs_to_no_phone(ann, step, ben):
    card = ann.enters("From a card")
    with pytest.raises(NoSuchIdea):
        rewrite(ann, card, ben, "Mine now")
    assert own_ideas.mine(ann.db, ben) == []


# --- taken back -----------------------------------------------------------------------------------------


def test_an_idea_that_was_taken_back_is_nowhere_and_its_number_stays_used(ann, idea, ben, chen):
    ann.theme("Wishes", idea)
    ideas.translate(ann.db, idea, "fi", "Yksityinen toive")
    moderation.correct(ann.db, ann.workshop, idea, "A private wish!", now=ann.now)
    version = ann.workshop.version
    take_back(ann, idea, ben)
    assert (idea.state, idea.text, idea.theme_id, idea.participant_id) == (IdeaState.WITHDRAWN, "", None, None)
    kept = everything(ann.db)
    assert "private" not in kept and "Yksityinen" not in kept
    assert own_ideas.mine(ann.db, ben) == ideas.shown(ann.db, ann.workshop) == []
    assert ann.workshop.version > version
    assert ann.sends(chen).number == idea.number + 1


def test_one_idea_is_taken_back_and_the_others_stay(ann, idea, ben):
    other = ann.sends(ben, "A club")
    take_back(ann, idea, ben)
    assert own_ideas.mine(ann.db, ben) == [other]
    assert participants.count(ann.db, ann.workshop) == 1


def test_an_idea_is_taken_back_once(ann, idea, ben):
    take_back(ann, idea, ben)
    for again in (lambda: take_back(ann, idea, ben), lambda: rewrite(ann, idea, ben, "A club")):
        with pytest.raises(NoSuchIdea):
            again()
    assert idea.text == ""


def test_the_photo_goes_with_the_idea(ann, step, ben):
    idea = ann.sends(ben, "", picture=ann.keeps_photo())
    take_back(ann, idea, ben)
    assert ann.db.exec(select(Picture)).all() == []


# --- erased where it was voted on -----------------------------------------------------------------------


@pytest.fixture
def vote(ann, idea):
    """A vote on two ideas, of which the first is Ben's."""
    ann.enters("A bench")
    step = ann.step(StepKind.VOTE)
    step.settings = {**step.settings, "on": "ideas"}
    return ann.goes_to(StepKind.VOTE)


def labels(ann, vote):
    return [option.label for option in votes.options(ann.db, vote)]


def test_an_open_vote_offers_an_erased_idea_no_longer(ann, vote, idea):
    own_ideas.erase(ann.db, idea)
    ann.db.flush()
    assert labels(ann, vote) == [{"en": "A bench"}]


def test_in_a_closed_vote_a_sentence_stands_in_its_place_in_every_language(ann, vote, idea, ben):
    first = str(votes.options(ann.db, vote)[0].id)
    votes.cast(ann.db, vote, ben, {first: 2}, now=ann.now)
    votes.close(ann.db, ann.workshop, vote)
    own_ideas.erase(ann.db, idea)
    ann.db.flush()
    assert labels(ann, vote) == [
        {code: words(code)._(own_ideas.TAKEN_BACK) for code in LANGUAGES},
        {"en": "A bench"},
    ]
    assert votes.result(ann.db, vote).tally.of(first).score == 2
    assert "private" not in everything(ann.db)


def goes_back(ann, vote):
    votes.close(ann.db, ann.workshop, vote)
    ann.goes_to(StepKind.IDEAS)


def test_what_is_changed_after_a_vote_is_changed_in_its_result_too(ann, vote, idea, ben):
    goes_back(ann, vote)
    rewrite(ann, idea, ben, "A club")
    assert labels(ann, vote) == [{"en": "A club"}, {"en": "A bench"}]
    assert "private" not in everything(ann.db)


def test_new_words_that_wait_are_not_in_the_result_and_the_old_ones_are_gone(ann, vote, idea, ben):
    ann.workshop.pre_moderation = True
    goes_back(ann, vote)
    rewrite(ann, idea, ben, "Something rude")
    assert [label["en"] for label in labels(ann, vote)] == [own_ideas.TAKEN_BACK, "A bench"]
    assert "private" not in everything(ann.db)
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    assert [label["en"] for label in labels(ann, vote)] == ["Something rude", "A bench"]
