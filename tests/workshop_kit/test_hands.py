"""Role links: what opens them, and what ends them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models import Hand, HandRole, Workshop
from workshop_kit import hands, key_file
from workshop_kit.errors import LongText, UnknownLanguage
from workshop_kit.hands import LinkOver
from workshop_kit.settings import settings


@pytest.fixture
def scribe(ann):
    return hands.make(ann.db, ann.workshop, HandRole.SCRIBE, name="  Table \n 3 ", table_name="3", now=ann.now)


def opens(ann, token, now=None, workshop=None):
    return hands.by_token(ann.db, workshop or ann.workshop, token, now=now or ann.now)


def test_a_link_is_found_by_its_token_alone(ann, scribe):
    assert opens(ann, hands.token(scribe)).id == scribe.id
    for wrong in (
        None,
        "",
        ".",
        scribe.uuid,
        f"{scribe.uuid}.",
        f".{hands.token(scribe)}",
        f"{'0' * 32}.{'0' * 32}",
    ):
        with pytest.raises(LinkOver):
            opens(ann, wrong)


def test_a_name_is_one_line(scribe):
    assert scribe.name == "Table 3"


def test_the_database_does_not_hold_what_opens_a_link(ann, scribe):
    row = ann.db.exec(select(Hand)).one().model_dump()
    secret = hands.token(scribe).partition(".")[2]
    assert len(secret) == 32 and all(secret not in str(value) for value in row.values())


def test_the_key_is_for_this_user_alone_and_stays(ann, scribe, own_data):
    token, key = hands.token(scribe), own_data / hands.KEY_FILE
    assert key.stat().st_mode & 0o077 == 0 and len(key.read_bytes()) == 32
    settings.cache_clear()
    assert hands.token(scribe) == token


def test_with_another_laptop_s_key_the_link_opens_nothing(ann, scribe, own_data):
    token = hands.token(scribe)
    (own_data / hands.KEY_FILE).unlink()
    with pytest.raises(LinkOver):
        opens(ann, token)


def test_a_link_works_for_an_evening(ann, scribe):
    last = scribe.expires_at - timedelta(seconds=1)
    assert opens(ann, hands.token(scribe), last)
    with pytest.raises(LinkOver):
        opens(ann, hands.token(scribe), scribe.expires_at)


def test_a_link_that_is_made_before_the_day_works_on_the_day(ann):
    ann.workshop.day += timedelta(days=7)
    hand = hands.make(ann.db, ann.workshop, HandRole.HELPER, now=ann.now)
    assert opens(ann, hands.token(hand), ann.now + timedelta(days=7, hours=2))


def test_a_link_that_is_over_can_work_again(ann, scribe):
    later = scribe.expires_at + timedelta(hours=1)
    hands.renew(ann.db, ann.workshop, scribe, now=later)
    assert opens(ann, hands.token(scribe), later)


def test_a_link_of_one_room_opens_no_other(ann, scribe, emil):
    other = ann.db.get(Workshop, emil.workshop_id)
    with pytest.raises(LinkOver):
        opens(ann, hands.token(scribe), workshop=other)
    with pytest.raises(LinkOver):
        hands.by_id(ann.db, other, scribe.id)


def test_a_revoked_link_is_gone_for_good_and_no_phone_looks_again_for_it(ann, scribe):
    before = ann.workshop.version
    hands.revoke(ann.db, ann.workshop, scribe, now=ann.now)
    assert ann.workshop.version == before
    hands.renew(ann.db, ann.workshop, scribe, now=ann.now)
    with pytest.raises(LinkOver):
        opens(ann, hands.token(scribe))
    assert hands.listed(ann.db, ann.workshop) == []


def test_all_links_of_a_room_can_be_revoked(ann, scribe, emil):
    other = ann.db.get(Workshop, emil.workshop_id)
    next_door = hands.make(ann.db, other, HandRole.HELPER, now=ann.now)
    hands.make(ann.db, ann.workshop, HandRole.HELPER, now=ann.now)
    hands.revoke_all(ann.db, ann.workshop, now=ann.now)
    assert hands.listed(ann.db, ann.workshop) == []
    assert hands.listed(ann.db, other) == [next_door]


def test_a_link_is_noted_as_open_now_and_then(ann, scribe):
    assert hands.is_due(scribe, now=ann.now)
    hands.seen(ann.db, scribe, now=ann.now)
    assert not hands.is_due(scribe, now=ann.now + hands.SEEN_AGAIN)
    assert hands.is_due(scribe, now=ann.now + hands.SEEN_AGAIN + timedelta(seconds=1))


@pytest.mark.parametrize("languages", [[], ["en"], ["xx"], ["so", "xx"]])
def test_an_interpreter_brings_a_language_of_the_kit_beside_the_workshop_s(ann, languages):
    with pytest.raises(UnknownLanguage):
        hands.make(ann.db, ann.workshop, HandRole.INTERPRETER, languages=languages, now=ann.now)


def test_an_interpreter_works_in_her_languages_without_the_workshop_s(ann):
    hand = hands.make(ann.db, ann.workshop, HandRole.INTERPRETER, languages=["en", "so", "so", "fi"], now=ann.now)
    assert hands.tongues(hand, ann.workshop) == ["so", "fi"]


def test_a_name_that_is_too_long_is_refused(ann):
    with pytest.raises(LongText):
        hands.make(ann.db, ann.workshop, HandRole.HELPER, name="x" * 41, now=ann.now)


def test_the_key_is_made_where_files_cannot_be_linked(tmp_path, monkeypatch):
    def no_links(*_places, **_options):
        raise PermissionError("this file system knows no links")

    monkeypatch.setattr("os.link", no_links)
    first = key_file.read(tmp_path / "a.key", lambda: b"one")
    assert (first, key_file.read(tmp_path / "a.key", lambda: b"two")) == (b"one", b"one")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []
