"""Who wants to help: a count, and contacts that are sealed, apart from everything else, and gone on their day."""

from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from sqlmodel import select

from models import Contact, HelpOffer
from workshop_kit import participants, plan, sealing
from workshop_kit.errors import EmptyText, LongText, NotFound

WORDS = "+358 40 123 4567"


@pytest.fixture
def action(ann):
    return plan.add(ann.db, ann.workshop, title="A free club")


@pytest.fixture
def dalia(ann):
    return participants.admit(ann.db, ann.workshop, "ar", now=ann.now)


def test_saying_twice_that_one_wants_to_help_is_saying_it_once(ann, action, dalia):
    _who, token = dalia
    for _press in range(2):
        plan.offer(ann.db, ann.workshop, action, token)
    assert plan.wanting_to_help(ann.db, ann.workshop) == {action.id: 1}
    assert plan.offered(ann.db, ann.workshop, token) == {action.id}


def test_fewer_than_five_are_not_told_as_a_number(ann, action):
    assert [plan.told(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]


def test_who_takes_it_back_takes_her_contact_along(ann, action, dalia):
    who, token = dalia
    plan.offer(ann.db, ann.workshop, action, token)
    plan.leave_contact(ann.db, action, token, WORDS, now=ann.now)
    plan.take_offer_back(ann.db, ann.workshop, action, token)
    assert plan.wanting_to_help(ann.db, ann.workshop) == {}
    assert plan.contacts(ann.db, ann.workshop, today=ann.now.date()) == []


def test_the_facilitator_reads_a_contact_and_the_database_does_not(ann, action, dalia):
    plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now)
    (reach,) = plan.contacts(ann.db, ann.workshop, today=ann.now.date())
    assert (reach.words, reach.action_id, reach.until) == (WORDS, action.id, ann.now.date() + timedelta(days=60))
    (row,) = ann.db.exec(select(Contact))
    assert b"4567" not in row.sealed and WORDS.encode() not in row.sealed


def test_a_contact_tells_nobody_whose_it_is(ann, action, dalia):
    who, token = dalia
    other = plan.add(ann.db, ann.workshop, title="A course")
    for one in (action, other):
        plan.leave_contact(ann.db, one, token, WORDS, now=ann.now)
    rows = ann.db.exec(select(Contact)).all()
    assert len({row.handle for row in rows}) == 2, "not even that two contacts are of one person"
    assert not {row.handle for row in rows} & {who.token_hash, token}


def test_nothing_ties_an_offer_or_a_contact_to_a_person_or_to_each_other(ann, action):
    tokens = [participants.admit(ann.db, ann.workshop, "ar", now=ann.now)[1] for _person in range(12)]
    for token in tokens:
        plan.offer(ann.db, ann.workshop, action, token)
        plan.leave_contact(ann.db, action, token, WORDS, now=ann.now)
    ann.db.flush()
    offers, found = ann.db.exec(select(HelpOffer)).all(), ann.db.exec(select(Contact)).all()
    assert not {row.handle for row in offers} & {row.handle for row in found}
    in_order = [[row.id for row in rows] for rows in (offers, found)]
    assert all(max(ids) > 1000 for ids in in_order), "ids do not count"
    assert len({len(row.sealed) for row in found}) == 1
    assert {urlsafe_b64decode(row.sealed)[1:9] for row in found} == {bytes(8)}, "no moment stands in it"


def test_a_contact_is_not_kept_longer_than_its_phone_can_erase_it(ann, action, dalia):
    last = ann.now.date() + timedelta(days=3)
    assert plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now, last=last) == last


def test_a_key_goes_on_its_day_also_when_its_contacts_are_gone(ann, action, dalia, own_data):
    until = plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now)
    (reach,) = plan.contacts(ann.db, ann.workshop, today=ann.now.date())
    plan.erase_contact(ann.db, ann.workshop, reach.id)
    after = until + timedelta(days=1)
    assert plan.contacts_are_due(ann.db, today=after)
    plan.purge_contacts(ann.db, today=after)
    assert list((own_data / sealing.FOLDER).iterdir()) == []


def test_a_new_contact_takes_the_place_of_the_old_one(ann, action, dalia):
    for words in ("old@example.org", WORDS):
        plan.leave_contact(ann.db, action, dalia[1], words, now=ann.now)
    assert [reach.words for reach in plan.contacts(ann.db, ann.workshop, today=ann.now.date())] == [WORDS]


@pytest.mark.parametrize(("words", "error"), [("  ", EmptyText), ("x" * 121, LongText)])
def test_a_contact_that_cannot_be_kept_leaves_the_old_one(ann, action, dalia, words, error):
    plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now)
    with pytest.raises(error):
        plan.leave_contact(ann.db, action, dalia[1], words, now=ann.now)
    assert len(plan.contacts(ann.db, ann.workshop, today=ann.now.date())) == 1


def test_after_sixty_days_a_contact_is_gone_and_no_copy_can_be_read(ann, action, dalia):
    until = plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now)
    copy = ann.db.exec(select(Contact)).one().sealed
    plan.purge_contacts(ann.db, today=until)
    assert plan.contacts(ann.db, ann.workshop, today=until), "on its last day it is still there"
    the_day_after = until + timedelta(days=1)
    assert plan.contacts_are_due(ann.db, today=the_day_after)
    plan.purge_contacts(ann.db, today=the_day_after)
    assert ann.db.exec(select(Contact)).all() == []
    assert sealing.unseal(copy, until) is None
    assert not plan.contacts_are_due(ann.db, today=the_day_after)


def test_withdrawing_erases_offers_and_contacts(ann, action, dalia):
    who, token = dalia
    plan.offer(ann.db, ann.workshop, action, token)
    plan.leave_contact(ann.db, action, token, WORDS, now=ann.now)
    gone = participants.withdraw(ann.db, ann.workshop, who, token)
    assert gone.offers == 1
    assert ann.db.exec(select(Contact)).all() == ann.db.exec(select(HelpOffer)).all() == []


def test_the_facilitator_can_erase_a_contact_of_her_own_workshop_only(ann, action, dalia, open_room):
    plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now)
    (reach,) = plan.contacts(ann.db, ann.workshop, today=ann.now.date())
    with pytest.raises(NotFound):
        plan.erase_contact(ann.db, open_room(ann.db).workshop, reach.id)
    plan.erase_contact(ann.db, ann.workshop, reach.id)
    assert plan.contacts(ann.db, ann.workshop, today=ann.now.date()) == []


def test_the_key_is_for_this_user_alone_and_not_in_the_database(ann, action, dalia, own_data):
    plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now)
    (key,) = (own_data / sealing.FOLDER).glob("*.key")
    assert key.stat().st_mode & 0o077 == 0
    assert (own_data / sealing.FOLDER).stat().st_mode & 0o077 == 0


def test_an_action_that_is_taken_out_takes_its_offers_and_contacts_along(ann, action, dalia):
    plan.offer(ann.db, ann.workshop, action, dalia[1])
    plan.leave_contact(ann.db, action, dalia[1], WORDS, now=ann.now)
    plan.remove(ann.db, action)
    ann.db.flush()
    assert ann.db.exec(select(Contact)).all() == ann.db.exec(select(HelpOffer)).all() == []
