"""Ideas: sent once, numbered for good, shown, hidden, mended, translated."""

import threading
import uuid

import pytest

from models import Channel, IdeaState, PhoneMode, Source, StepKind
from workshop_kit import ideas, moderation, own_ideas, participants, steps, store, workshops
from workshop_kit.errors import BadId, EmptyText, IdeasClosed, LongText, NoSuchIdea, UnknownLanguage
from workshop_kit.ideas import Sent

ID = "0d9ad1a6-6a0d-4c0e-9c1e-0d1f3f1b6f60"


@pytest.fixture
def step(ann):
    return ann.goes_to(StepKind.IDEAS)


def send(ann, step, who, text="A club", language="en", id=ID, **more):
    sent = Sent(id, text, language, **more)
    return ideas.send(ann.db, ann.workshop, step, sent, participant=who, now=ann.now)


def test_an_idea_is_on_the_wall_with_its_number(ann, step, ben):
    idea, new = send(ann, step, ben, "Free clubs", table_name=" 4 ")
    assert new
    assert ideas.shown(ann.db, ann.workshop) == [idea]
    assert (idea.number, idea.text, idea.table_name, idea.channel) == (1, "Free clubs", "4", Channel.PHONE)
    assert (idea.participant_id, idea.step_id, idea.created_at) == (ben.id, step.id, ann.now)


@pytest.mark.parametrize("again", [ID, ID.upper(), ID.replace("-", ""), f"{{{ID}}}"])
def test_the_same_idea_twice_is_one_idea(ann, step, ben, again):
    first, _new = send(ann, step, ben, "Free clubs")
    second, new = send(ann, step, ben, "Free clubs", id=again)
    assert (second, new) == (first, False)
    assert len(ideas.shown(ann.db, ann.workshop)) == 1


def test_a_retry_does_not_change_what_arrived_first(ann, step, ben):
    first, _new = send(ann, step, ben, "Free clubs")
    send(ann, step, ben, "Something else")
    assert first.text == "Free clubs"


def test_a_retry_after_the_close_hears_that_it_arrived(ann, step, ben):
    first, _new = send(ann, step, ben)
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.CLOSED)
    assert send(ann, step, ben) == (first, False)
    assert send(ann, None, ben) == (first, False)


def test_somebody_else_s_id_is_refused_and_tells_nothing(ann, step, ben, chen):
    send(ann, step, ben, "Ben's own")
    with pytest.raises(BadId) as refusal:
        send(ann, step, chen, "Chen's")
    assert "Ben" not in str(refusal.value)
    assert [idea.text for idea in ideas.shown(ann.db, ann.workshop)] == ["Ben's own"]


def test_the_same_id_in_the_room_next_door_is_another_idea(ann, step, ben, open_room):
    send(ann, step, ben)
    other = open_room(ann.db)
    there = other.goes_to(StepKind.IDEAS)
    emil = other.joins("sv")
    _idea, new = send(other, there, emil)
    assert new


def test_who_left_is_not_answered_with_the_erased_idea(ann, step, ben, chen):
    send(ann, step, ben)
    participants.withdraw(ann.db, ann.workshop, ben)
    with pytest.raises(BadId):
        send(ann, step, chen)


def test_two_requests_with_one_id_at_the_same_moment_are_one_idea(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        step, ben = room.goes_to(StepKind.IDEAS), room.joins()
        ids = (room.workshop.id, step.id, ben.id)
    answers, barrier = [], threading.Barrier(4)

    def press() -> None:
        barrier.wait(10)
        with store.writing(engine) as db:
            workshop = workshops.by_id(db, ids[0])
            who = db.get(type(ben), ids[2])
            here = steps.by_id(db, workshop, ids[1])
            idea, new = ideas.send(db, workshop, here, Sent(ID, "A club", "en"), participant=who, now=room.now)
            answers.append((idea.id, new))

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len({idea for idea, _new in answers}) == 1
    assert sorted(new for _idea, new in answers) == [False, False, False, True]


# --- refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [StepKind.WELCOME, StepKind.THEMES, StepKind.VOTE, StepKind.PLAN])
def test_outside_the_ideas_step_an_idea_is_refused(ann, ben, kind):
    step = ann.goes_to(kind)
    with pytest.raises(IdeasClosed):
        send(ann, step, ben)


@pytest.mark.parametrize("phones", [PhoneMode.CLOSED, PhoneMode.LISTEN])
def test_a_closed_step_refuses_an_idea(ann, step, ben, phones):
    steps.set_phones(ann.db, ann.workshop, step, phones)
    with pytest.raises(IdeasClosed):
        send(ann, step, ben)


def test_before_the_start_an_idea_is_refused(ann, ben):
    with pytest.raises(IdeasClosed):
        send(ann, None, ben)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"text": ""}, EmptyText),
        ({"text": " \n\t \u3000"}, EmptyText),
        ({"text": "\x00\x01\x7f"}, EmptyText),
        ({"text": "\ud800"}, EmptyText),
        ({"text": "x" * 501}, LongText),
        ({"text": "ك" * 501}, LongText),
        ({"language": "tlh"}, UnknownLanguage),
        ({"language": ""}, UnknownLanguage),
        ({"language": "und"}, UnknownLanguage),
        ({"id": ""}, BadId),
        ({"id": "not-a-uuid"}, BadId),
        ({"id": "1"}, BadId),
        ({"id": ID + "0"}, BadId),
    ],
)
def test_an_idea_that_cannot_be_kept_is_refused_and_uses_no_number(ann, step, ben, facts, error):
    with pytest.raises(error):
        send(ann, step, ben, **facts)
    assert send(ann, step, ben)[0].number == 1


def test_the_longest_idea_fits_in_every_script(ann, step, ben):
    for script in ("x", "ك", "会", "🎈"):
        assert len(send(ann, step, ben, script * 500, id=str(uuid.uuid4()))[0].text) == 500


def test_what_breaks_a_page_is_taken_out(ann, step, ben):
    idea, _new = send(ann, step, ben, "  Clubs\x00\r\n\r\n\r\n\r\nafter\x1b[31m school\ufffe ")
    assert idea.text == "Clubs\n\nafter[31m school"


def test_markup_is_kept_as_what_it_is_words(ann, step, ben):
    idea, _new = send(ann, step, ben, "<script>alert(1)</script> & =SUM(A1)")
    assert idea.text == "<script>alert(1)</script> & =SUM(A1)"


# --- numbers --------------------------------------------------------------------------------------------


def test_numbers_go_up_and_are_never_used_again(ann, step, ben, chen):
    first = ann.sends(ben)
    second = ann.sends(chen)
    moderation.hide(ann.db, ann.workshop, second, now=ann.now)
    participants.withdraw(ann.db, ann.workshop, chen)
    assert (first.number, second.number, ann.enters().number) == (1, 2, 3)


def test_each_room_counts_its_own_numbers(ann, step, ben, open_room):
    ann.sends(ben)
    assert open_room(ann.db).enters().number == 1


# --- paper ----------------------------------------------------------------------------------------------


def test_paper_can_be_entered_when_phones_are_closed(ann):
    idea = ann.enters("From a card")
    assert (idea.channel, idea.participant_id, idea.state) == (Channel.PAPER, None, IdeaState.SHOWN)


def test_a_card_entered_twice_is_one_idea(ann):
    sent = Sent(ID, "From a card", "fi", Channel.PAPER)
    first = ideas.enter(ann.db, ann.workshop, None, sent, now=ann.now)
    assert ideas.enter(ann.db, ann.workshop, None, sent, now=ann.now) is first


def test_an_empty_card_is_refused(ann):
    with pytest.raises(EmptyText):
        ann.enters("  ")


# --- moderation -----------------------------------------------------------------------------------------


def test_ideas_wait_where_ann_reads_them_first(ann, step, ben):
    ann.workshop.pre_moderation = True
    idea = ann.sends(ben)
    assert ideas.waiting(ann.db, ann.workshop) == [idea]
    assert ideas.shown(ann.db, ann.workshop) == []
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    assert ideas.shown(ann.db, ann.workshop) == [idea]


def test_hiding_and_showing_is_logged_the_newest_first(ann, step, ben):
    idea = ann.sends(ben)
    version = ann.workshop.version
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    assert ideas.hidden(ann.db, ann.workshop) == [idea]
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    log = [(change.verb, change.before, change.after) for change, _idea in moderation.history(ann.db, ann.workshop)]
    assert log == [("show", "hidden", "shown"), ("hide", "shown", "hidden")]
    assert ann.workshop.version == version + 2


def test_hiding_twice_is_logged_once(ann, step, ben):
    idea = ann.sends(ben)
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    assert len(moderation.history(ann.db, ann.workshop)) == 1


def test_an_idea_that_was_taken_back_cannot_be_shown_again(ann, step, ben):
    idea = ann.sends(ben)
    participants.withdraw(ann.db, ann.workshop, ben)
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    assert idea.state == IdeaState.WITHDRAWN


def test_an_idea_that_was_taken_back_cannot_be_mended(ann, step, ben):
    idea = ann.sends(ben, "Free culbs")
    participants.withdraw(ann.db, ann.workshop, ben)
    with pytest.raises(NoSuchIdea):
        moderation.correct(ann.db, ann.workshop, idea, "Free clubs", now=ann.now)
    assert idea.text == ""


def test_a_typo_is_mended_and_the_first_wording_kept(ann, step, ben):
    idea = ann.sends(ben, "Free culbs")
    moderation.correct(ann.db, ann.workshop, idea, "Free clubs", now=ann.now)
    moderation.correct(ann.db, ann.workshop, idea, "Free clubs!", now=ann.now)
    assert (idea.text, idea.original) == ("Free clubs!", "Free culbs")
    log = [(change.before, change.after) for change, _idea in moderation.history(ann.db, ann.workshop)]
    assert log == [("Free clubs", "Free clubs!"), ("Free culbs", "Free clubs")]


def test_back_to_the_first_wording_is_no_edit_any_more(ann, step, ben):
    idea = ann.sends(ben, "Free culbs")
    moderation.correct(ann.db, ann.workshop, idea, "Free clubs", now=ann.now)
    moderation.correct(ann.db, ann.workshop, idea, " Free culbs ", now=ann.now)
    assert (idea.text, idea.original) == ("Free culbs", None)


def test_mending_nothing_is_not_logged(ann, step, ben):
    idea = ann.sends(ben, "Free clubs")
    moderation.correct(ann.db, ann.workshop, idea, " Free clubs\r\n", now=ann.now)
    assert moderation.history(ann.db, ann.workshop) == []


@pytest.mark.parametrize(("text", "error"), [("", EmptyText), ("x" * 501, LongText)])
def test_an_idea_cannot_be_mended_away(ann, step, ben, text, error):
    idea = ann.sends(ben, "Free clubs")
    with pytest.raises(error):
        moderation.correct(ann.db, ann.workshop, idea, text, now=ann.now)
    assert (idea.text, idea.original) == ("Free clubs", None)


def test_an_idea_is_found_in_its_own_room_only(ann, step, ben, open_room):
    idea = ann.sends(ben)
    assert ideas.by_id(ann.db, ann.workshop, idea.id) is idea
    for workshop, id in ((ann.workshop, 4711), (open_room(ann.db).workshop, idea.id)):
        with pytest.raises(NoSuchIdea):
            ideas.by_id(ann.db, workshop, id)


def test_a_phone_sees_what_it_gave_the_newest_first(ann, step, ben, chen):
    first, second = ann.sends(ben, "One"), ann.sends(ben, "Two")
    ann.sends(chen, "Chen's")
    moderation.hide(ann.db, ann.workshop, first, now=ann.now)
    assert own_ideas.mine(ann.db, ben) == [second, first]


def test_ideas_are_counted_by_state(ann, step, ben, chen):
    moderation.hide(ann.db, ann.workshop, ann.sends(ben), now=ann.now)
    ann.sends(ben)
    ann.sends(chen)
    participants.withdraw(ann.db, ann.workshop, chen)
    assert ideas.counts(ann.db, ann.workshop) == {
        IdeaState.HIDDEN: 1,
        IdeaState.SHOWN: 1,
        IdeaState.WITHDRAWN: 1,
    }


# --- translations ---------------------------------------------------------------------------------------


def translated(ann, idea):
    return {
        code: (found.text, found.source)
        for code, found in ideas.translations(ann.db, ann.workshop).get(idea.id, {}).items()
    }


def test_an_idea_has_one_translation_in_each_language(ann):
    idea = ann.enters()
    ideas.translate(ann.db, idea, "fi", "Penkki", Source.MACHINE)
    ideas.translate(ann.db, idea, "ar", "مقعد")
    ideas.translate(ann.db, idea, "fi", "Puistonpenkki", Source.MACHINE)
    assert translated(ann, idea) == {
        "fi": ("Puistonpenkki", Source.MACHINE),
        "ar": ("مقعد", Source.PERSON),
    }


def test_a_person_s_translation_beats_the_machine_s_in_either_order(ann):
    idea = ann.enters()
    ideas.translate(ann.db, idea, "fi", "Konepenkki", Source.MACHINE)
    ideas.translate(ann.db, idea, "fi", "Penkki", Source.PERSON)
    ideas.translate(ann.db, idea, "fi", "Konepenkki", Source.MACHINE)
    ideas.translate(ann.db, idea, "fi", "", Source.MACHINE)
    assert translated(ann, idea) == {"fi": ("Penkki", Source.PERSON)}


def test_an_empty_translation_takes_it_away(ann):
    idea = ann.enters()
    ideas.translate(ann.db, idea, "fi", "Penkki")
    ideas.translate(ann.db, idea, "fi", "  ")
    ideas.translate(ann.db, idea, "sv", "")
    assert translated(ann, idea) == {}


@pytest.mark.parametrize(
    ("language", "text", "error"), [("tlh", "x", UnknownLanguage), ("fi", "x" * 501, LongText)]
)
def test_a_translation_that_cannot_be_kept_is_refused(ann, language, text, error):
    idea = ann.enters()
    with pytest.raises(error):
        ideas.translate(ann.db, idea, language, text)
    assert translated(ann, idea) == {}


# --- many at once ---------------------------------------------------------------------------------------


def another():
    return str(uuid.uuid4())


def send_all(ann, step, *sendings):
    """(participant, id, text) of each; a receipt as (number, text, is_new), a refusal as its class."""
    batch = [(who.id, Sent(id, said, who.language)) for who, id, said in sendings]
    found = ideas.send_all(ann.db, ann.workshop, step, batch, now=ann.now)
    return [(one.number, one.text, one.is_new) if isinstance(one, ideas.Kept) else type(one) for one in found]


def on_the_wall(ann):
    return [(idea.number, idea.text, idea.participant_id) for idea in ideas.shown(ann.db, ann.workshop)]


def test_ideas_that_come_together_are_numbered_in_their_order(ann, step, ben, chen, dalia):
    ann.enters("From a card")
    found = send_all(ann, step, *((who, another(), f"Of {who.id}") for who in (chen, ben, dalia, ben)))
    assert [number for number, _text, _new in found] == [2, 3, 4, 5]
    assert on_the_wall(ann)[1:] == [
        (number, f"Of {who.id}", who.id) for number, who in enumerate((chen, ben, dalia, ben), start=2)
    ]


def test_nothing_sent_is_nothing_kept(ann, step):
    assert send_all(ann, step) == []
    assert on_the_wall(ann) == []


@pytest.mark.parametrize("again", [ID, ID.upper(), ID.replace("-", ""), f"urn:uuid:{ID}"])
def test_the_same_idea_twice_at_once_is_one_idea_and_both_hear_its_number(ann, step, ben, again):
    found = send_all(ann, step, (ben, ID, "A club"), (ben, another(), "A bench"), (ben, again, "A club"))
    assert found == [(1, "A club", True), (2, "A bench", True), (1, "A club", False)]
    assert len(on_the_wall(ann)) == 2


@pytest.mark.parametrize("again", [ID, ID.upper(), ID.replace("-", "")])
def test_the_same_idea_in_the_next_round_is_still_one_idea(ann, step, ben, again):
    send_all(ann, step, (ben, ID, "A club"))
    assert send_all(ann, step, (ben, again, "Another wording")) == [(1, "A club", False)]
    assert on_the_wall(ann) == [(1, "A club", ben.id)]


def test_of_two_people_with_one_id_at_once_the_second_is_refused(ann, step, ben, chen):
    found = send_all(ann, step, (ben, ID, "Ben's own"), (chen, ID.upper(), "Chen's"), (chen, another(), "A bench"))
    assert found == [(1, "Ben's own", True), BadId, (2, "A bench", True)]
    assert send_all(ann, step, (chen, ID, "Chen's")) == [BadId]
    assert on_the_wall(ann) == [(1, "Ben's own", ben.id), (2, "A bench", chen.id)]


def test_refusals_among_many_use_no_number_and_stop_nobody(ann, step, ben):
    found = send_all(
        ann,
        step,
        (ben, another(), "One"),
        (ben, another(), "  "),
        (ben, another(), "x" * 501),
        (ben, "not-a-uuid", "Lost"),
        (ben, another(), "Two"),
    )
    assert found == [(1, "One", True), EmptyText, LongText, BadId, (2, "Two", True)]


def test_an_id_that_was_refused_can_be_used_again(ann, step, ben):
    assert send_all(ann, step, (ben, ID, ""), (ben, ID, "A club")) == [EmptyText, (1, "A club", True)]


def test_a_language_that_is_not_known_is_refused_among_many(ann, step, ben):
    batch = [(ben.id, Sent(another(), "yej", "tlh")), (ben.id, Sent(another(), "A club", "en"))]
    refused, kept = ideas.send_all(ann.db, ann.workshop, step, batch, now=ann.now)
    assert isinstance(refused, UnknownLanguage)
    assert isinstance(kept, ideas.Kept) and kept.number == 1


def test_after_the_close_only_what_had_arrived_is_acknowledged(ann, step, ben, chen):
    send_all(ann, step, (ben, ID, "A club"))
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.CLOSED)
    found = send_all(ann, step, (ben, ID, "A club"), (chen, another(), "Too late"), (chen, ID, "Chen's"))
    assert found == [(1, "A club", False), IdeasClosed, BadId]
    assert len(on_the_wall(ann)) == 1


def test_ideas_that_wait_for_ann_say_so_in_their_receipts(ann, step, ben):
    ann.workshop.pre_moderation = True
    [kept] = ideas.send_all(ann.db, ann.workshop, step, [(ben.id, Sent(ID, "A club", "en"))], now=ann.now)
    assert kept == ideas.Kept(1, IdeaState.WAITING, "A club", True)
    [again] = ideas.send_all(ann.db, ann.workshop, step, [(ben.id, Sent(ID, "A club", "en"))], now=ann.now)
    assert again == ideas.Kept(1, IdeaState.WAITING, "A club", False)


def test_an_idea_that_was_taken_back_does_not_come_again(ann, step, ben):
    send_all(ann, step, (ben, ID, "A club"))
    own_ideas.take_back(ann.db, ann.workshop, step, own_ideas.mine(ann.db, ben)[0], participant=ben)
    assert send_all(ann, step, (ben, ID, "A club")) == [BadId]
    assert on_the_wall(ann) == []


def test_a_picture_without_words_is_called_by_its_name_in_the_writer_s_language(ann, step, chen):
    [kept] = ideas.send_all(
        ann.db, ann.workshop, step, [(chen.id, Sent(ID, " ", "fi", picture="symbol:bus"))], now=ann.now
    )
    assert (kept.text, kept.state) == ("Bussi ja juna", IdeaState.SHOWN)


def test_words_beside_a_picture_are_kept_as_they_are(ann, step, chen):
    idea = ann.sends(chen, "Yöbussi", "fi", picture="symbol:bus")
    assert (idea.text, idea.picture) == ("Yöbussi", "symbol:bus")
