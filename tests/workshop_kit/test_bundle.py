"""The workshop file: it goes out and comes back whole, or it is refused and nothing changes."""

import copy
import json
import re
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from models import Participant, StepKind, Table
from workshop_kit import (
    bundle,
    examples,
    ideas,
    moderation,
    participants,
    plan,
    services,
    steps,
    store,
    themes,
    votes,
    workshops,
)
from workshop_kit.errors import DamagedFile, WorkshopError

Content = dict[str, Any]


def dumped(engine: Engine, code: str) -> bytes:
    with store.reading(engine) as db:
        return bundle.dump(db, workshops.by_code(db, code))


def loaded(engine: Engine, content: bytes, now) -> str:
    with store.writing(engine) as db:
        return bundle.load(db, content, now=now).code


@pytest.fixture(scope="session")
def file(demo_made) -> bytes:
    """The finished demo as a file."""
    path, finished, _ready = demo_made
    engine = store.open_engine(f"sqlite:///{path}")
    content = dumped(engine, finished)
    engine.dispose()
    return content


@pytest.fixture
def content(file) -> Content:
    return dict(json.loads(file))


def as_file(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in Table.metadata.tables
        }


# --- out and in -----------------------------------------------------------------------------------------


def test_on_an_empty_laptop_the_same_workshop_gives_the_same_bytes(engine, file, content, now):
    code = loaded(engine, file, now)
    assert code == content["workshop"]["code"]
    assert dumped(engine, code) == file


def test_a_workshop_that_has_not_begun_goes_round_too(evening, other_engine, now):
    content = dumped(evening.engine, evening.ready)
    assert loaded(other_engine, content, now) == evening.ready
    assert dumped(other_engine, evening.ready) == content


def test_on_the_same_laptop_it_gets_a_code_of_its_own(evening, content, now):
    code = loaded(evening.engine, as_file(content), now)
    assert code not in (evening.code, evening.ready)
    again = json.loads(dumped(evening.engine, code))
    assert again.pop("workshop") == {**content.pop("workshop"), "code": code}
    names = [[action.pop("uuid") for action in found["actions"]] for found in (again, content)]
    assert not set(names[0]) & set(names[1]), "a sheet that comes back finds one action, not two"
    assert again == content


def test_numbers_are_the_same_after_the_journey(other_engine, evening, file, now):
    loaded(other_engine, file, now)

    def told(where):
        with store.reading(where) as db:
            workshop = workshops.by_code(db, evening.code)
            agenda = steps.agenda(db, workshop)
            vote = votes.closed_votes(db, agenda)[0]
            return (
                participants.count(db, workshop),
                [(idea.number, idea.text) for idea in ideas.shown(db, workshop)],
                [(line.score, line.people, line.rank) for line in votes.result(db, vote).tally.counted],
                [(action.title, action.deadline) for action in plan.actions(db, workshop)],
            )

    assert told(other_engine) == told(evening.engine)


def test_the_catalogue_of_this_laptop_is_fresher_than_the_file(evening, content, now):
    with store.reading(evening.engine) as db:
        before = services.as_records(services.listed(db))
    for service in content["services"]:
        service["name"] = {"en": "From the file"}
    loaded(evening.engine, as_file(content), now)
    with store.reading(evening.engine) as db:
        assert services.as_records(services.listed(db)) == before


def test_a_room_in_the_middle_of_a_vote_goes_round(engine, other_engine, open_room, now):
    with store.writing(engine) as db:
        room = open_room(db)
        people = [room.joins(language) for language in ("fi",) * 6 + ("ar", "so")]
        room.goes_to(StepKind.IDEAS)
        room.theme("Clubs", room.sends(people[0], "Kerho", "fi"))
        hidden = room.sends(people[1], "Hidden")
        moderation.hide(db, room.workshop, hidden, now=now)
        participants.withdraw(db, room.workshop, people[7])
        vote = room.goes_to(StepKind.VOTE)
        votes.cast(db, vote, people[6], {str(votes.options(db, vote)[0].id): 1}, now=now)
        code = room.workshop.code
    content = dumped(engine, code)
    assert loaded(other_engine, content, now) == code
    assert dumped(other_engine, code) == content
    with store.reading(other_engine) as db:
        workshop = workshops.by_code(db, code)
        assert votes.is_open(steps.current(db, workshop))
        assert len(ideas.hidden(db, workshop)) == 1


# --- nobody is in it ------------------------------------------------------------------------------------


def test_no_participant_is_in_it(evening, file):
    with store.reading(evening.engine) as db:
        people = db.exec(select(Participant)).all()
    said = file.decode()
    assert people and not any(person.token_hash in said for person in people)
    assert not re.search(r"participant|token|joined_at|cast_at", said)


def test_small_languages_are_added_up(content):
    assert content["joined"] == {"ar": 8, "en": 9, "fi": 12, "ru": 5, "so": 7, "und": 5}


def test_the_order_of_ballots_tells_nothing(content):
    (vote,) = content["votes"]
    as_pairs = [sorted((int(place), dots) for place, dots in ballot.items()) for ballot in vote["ballots"]]
    assert as_pairs == sorted(as_pairs)


def test_stand_ins_on_the_other_laptop_are_opened_by_nothing_of_the_file(engine, file, now):
    loaded(engine, file, now)
    with store.reading(engine) as db:
        hashes = {person.token_hash for person in db.exec(select(Participant))}
    assert len(hashes) == 46
    assert not any(token in file.decode() for token in hashes)


def test_an_idea_that_was_taken_back_leaves_no_words_in_the_file(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        room.goes_to(StepKind.IDEAS)
        ben = room.joins()
        ideas.translate(db, room.sends(ben, "Private"), "fi", "Yksityistä")
        participants.withdraw(db, room.workshop, ben)
    assert "Yksityistä" not in dumped(engine, room.workshop.code).decode()


# --- refused --------------------------------------------------------------------------------------------


def put(content: Content, path: str, value: object) -> Content:
    """The content with one value changed: `ideas.0.number` is a path."""
    changed = copy.deepcopy(content)
    *folders, last = [int(part) if part.lstrip("-").isdecimal() else part for part in path.split(".")]
    found: Any = changed
    for part in folders:
        found = found[part]
    found[last] = value
    return changed


def refuses(engine: Engine, content: bytes, now) -> None:
    before = rows(engine)
    with pytest.raises(DamagedFile) as refusal:
        loaded(engine, content, now)
    assert len(str(refusal.value).splitlines()) == 1
    assert rows(engine) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"null",
        b"[]",
        b"{}",
        b"42",
        b'"workshop"',
        b"not json",
        b"PK\x03\x04",
        b"\xff\xfe{\x00}\x00",
        b"\xff" * 100,
        b"\x00" * 100,
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"format": "workshop-kit", "version": 1}',
        b"9" * 10_000,
    ],
    ids=range(16),
)
def test_what_is_no_workshop_file_is_refused(engine, content, now):
    refuses(engine, content, now)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(engine, file, now, share):
    refuses(engine, file[: int(len(file) * share)], now)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "another-kit"),
        ("version", 2),
        ("version", "1"),
        ("surprise", 1),
        ("workshop.surprise", 1),
        ("workshop.code", "12"),
        ("workshop.code", "12345678"),
        ("workshop.code", "٤٨٢١"),
        ("workshop.code", "../../etc"),
        ("workshop.code", 4821),
        ("workshop.title", "text"),
        ("workshop.title", {"en": 1}),
        ("workshop.language", "tlh"),
        ("workshop.languages", ["fi", "../../etc"]),
        ("workshop.day", "yesterday"),
        ("workshop.current_step", 99),
        ("workshop.venue_kind", "castle"),
        ("workshop.area", "x" * 401),
        ("steps", {}),
        ("steps.0.kind", "party"),
        ("steps.0.minutes", -1),
        ("steps.0.minutes", 10**30),
        ("steps.0.settings", {"dots": [1]}),
        ("joined", {"fi": -1}),
        ("joined", {"fi": 10**9}),
        ("joined", {"fi": 1.5}),
        ("joined", {"fi": 1}),
        ("joined", {}),
        ("ideas.0.number", 0),
        ("ideas.0.number", -3),
        ("ideas.0.number", 2),
        ("ideas.0.text", "x" * 4001),
        ("ideas.0.text", None),
        ("ideas.0.language", "tlh"),
        ("ideas.0.state", "burnt"),
        ("ideas.0.step", 99),
        ("ideas.0.theme", 99),
        ("ideas.0.theme", -1),
        ("ideas.0.step", -1),
        ("ideas.0.translations.0.source", "oracle"),
        ("themes.0.mark", 0),
        ("themes.0.label", []),
        ("votes.0.step", 99),
        ("votes.0.options.0.theme", 99),
        ("votes.0.ballots.0", {"99": 1}),
        ("votes.0.ballots.0", {"x": 1}),
        ("votes.0.ballots.0", {"0": "many"}),
        ("votes.0.ballots.0", {"0": 1.5}),
        ("votes.0.ballots", [{}] * 51),  # up to four without a phone may be among them
        ("votes.0.helped", -1),
        ("votes.0.helped", 42),
        ("services.0.source_id", "x" * 121),
        ("actions.0.theme", 99),
        ("actions.0.service", 99),
        ("actions.0.deadline", "soon"),
        ("actions.0.status", "maybe"),
    ],
)
def test_a_file_with_something_wrong_in_it_is_refused_and_nothing_changes(engine, content, now, path, value):
    refuses(engine, as_file(put(content, path, value)), now)


def test_an_idea_that_is_there_twice_is_refused(engine, content, now):
    refuses(engine, as_file(put(content, "ideas.1.uuid", content["ideas"][0]["uuid"])), now)


def test_a_part_that_is_missing_is_refused(engine, content, now):
    for part in content:
        if part not in ("format", "version", "answers", "pictures", "notes"):
            refuses(engine, as_file({name: value for name, value in content.items() if name != part}), now)


def test_a_refused_file_says_what_is_wrong(engine, content, now):
    with pytest.raises(DamagedFile, match="steps.0.kind"):
        loaded(engine, as_file(put(content, "steps.0.kind", "party")), now)


NEGATIVE = "a place below zero is taken from the end of the list"
ESCAPES = "the error is not a WorkshopError: a traceback on the command line"
UNCHECKED = "it is believed"


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("workshop.current_step", -1, NEGATIVE),
        ("votes.0.step", -1, NEGATIVE),
        ("votes.0.options.0.theme", -1, NEGATIVE),
        ("votes.0.ballots.0", {"-1": 1}, NEGATIVE),
        ("actions.0.theme", -1, NEGATIVE),
        ("actions.0.service", -1, NEGATIVE),
        ("votes.0.ballots.0", {"0": -5}, UNCHECKED),
        ("votes.0.ballots.0", {"0": 1_000_000}, UNCHECKED),
        ("votes.0.step", 0, UNCHECKED + " that there are ballots in a step that is no vote"),
        ("workshop.languages", [], UNCHECKED + "; the phone's first page then has no language to offer"),
        ("workshop.method", "world-peace", "it is NoSuchMethod instead"),
        ("joined", {"tlh": 46}, UNCHECKED),
        ("ideas.0.uuid", "no uuid", UNCHECKED),
        ("ideas.0.number", 10**30, ESCAPES),
        ("themes.0.mark", 10**30, ESCAPES),
        ("ideas.0.created_at", "0001-01-01T00:00:00+14:00", ESCAPES),
        ("ideas.0.translations.0.language", "tlh", UNCHECKED),
        ("steps.4.settings", {"dots": "many"}, UNCHECKED + "; the result is then a ValueError"),
    ],
)
def test_a_file_that_nobody_could_have_exported_is_refused(engine, content, now, path, value, why):
    refuses(engine, as_file(put(content, path, value)), now)


def test_two_votes_in_one_step_are_refused(engine, content, now):
    refuses(engine, as_file({**content, "votes": content["votes"] * 2}), now)


def test_two_translations_into_one_language_are_refused(engine, content, now):
    one = content["ideas"][0]["translations"][0]
    refuses(engine, as_file(put(content, "ideas.0.translations", [one, one])), now)


def test_whatever_is_in_a_file_the_importer_answers_with_its_own_errors(engine, content, now):
    """Each part in turn replaced by something else: taken or refused, but never another error."""
    for path in [f"{part}.0" for part, found in content.items() if found and isinstance(found, list)] + list(
        content
    ):
        for value in (None, [], {}, "x", 1, -1, True, [[]], {"x": {}}):
            try:
                loaded(engine, as_file(put(content, path, value)), now)
            except WorkshopError:
                continue


# --- what is lost on the way ----------------------------------------------------------------------------


def test_a_vote_on_ideas_that_is_started_again_after_the_journey_has_its_options_once(
    engine, other_engine, open_room, now
):
    with store.writing(engine) as db:
        room = open_room(db)
        room.enters("A bench"), room.enters("A lamp")
        vote = room.step(StepKind.VOTE)
        vote.settings = {"dots": 1, "cap": 1, "on": "ideas"}
        room.goes_to(StepKind.VOTE)
        votes.cast(db, vote, room.joins(), {str(votes.options(db, vote)[0].id): 1}, now=now)
        steps.start(db, room.workshop, room.step(StepKind.PLAN), now=now)
    loaded(other_engine, dumped(engine, room.workshop.code), now)
    with store.writing(other_engine) as db:
        workshop = workshops.by_code(db, room.workshop.code)
        vote = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.VOTE)
        steps.start(db, workshop, vote, now=now)
        assert [option.number for option in votes.options(db, vote)] == [1, 2]


def test_nobody_is_lost_who_joins_after_an_import(engine, other_engine, open_room, now):
    with store.writing(engine) as db:
        room = open_room(db)
        for language in ("fi",) * 6 + ("ar",) * 3 + ("so",) * 4:
            room.joins(language)
    code = loaded(other_engine, dumped(engine, room.workshop.code), now)
    with store.writing(other_engine) as db:
        workshop = workshops.by_code(db, code)
        for _ in range(2):
            participants.admit(db, workshop, "ru", now=now)
        assert participants.count(db, workshop) == 15
    assert sum(json.loads(dumped(other_engine, code))["joined"].values()) == 15


def test_partners_gaps_and_what_was_told_go_round_too(evening, other_engine, now):
    with store.writing(evening.engine) as db:
        workshop = workshops.by_code(db, evening.code)
        first, second, *_rest = plan.actions(db, workshop)
        partner = services.add(db, now=now, kind="partner", name={"fi": "Naapuripolku ry"}, languages=["so"])
        plan.set_partners(db, first, [partner])
        plan.choose_service(db, second, None, now=now)
        plan.report(db, workshop, first, {"en": "Booked.", "ar": "حُجزت."}, now=now)
        workshop.follows = "1234"
        one, other = [column.theme for column in themes.board(db, workshop).columns][:2]
        examples.remember_theme(db, one, None, "en", now=now)
        examples.remember_theme(db, other, partner, "en", now=now)
    file = dumped(evening.engine, evening.code)
    loaded(other_engine, file, now)
    assert dumped(other_engine, evening.code) == file
    with store.reading(other_engine) as db:
        workshop = workshops.by_code(db, evening.code)
        first, second, *_rest = plan.actions(db, workshop)
        assert [p.name for p in plan.partners(db, workshop)[first.id]] == [{"fi": "Naapuripolku ry"}]
        assert plan.is_gap(second) and workshop.follows == "1234"
        (found,) = services.listed(db, search="naapuripolku", kind="partner")
        one, other = [column.theme.id for column in themes.board(db, workshop).columns][:2]
        chosen = examples.of_themes(db, [one, other])
        assert (chosen[one].service_id, chosen[other].service_id) == (None, found.id)


def test_a_catalogue_in_languages_that_the_kit_does_not_speak_goes_along(evening, other_engine, now):
    with store.writing(evening.engine) as db:
        workshop = workshops.by_code(db, evening.code)
        first = plan.actions(db, workshop)[0]
        service = services.by_id(db, first.service_id)
        service.name, service.languages = {**service.name, "se": "Girjerádju", "de": "Bibliothek"}, ["fi", "de"]
    file = dumped(evening.engine, evening.code)
    loaded(other_engine, file, now)
    assert dumped(other_engine, evening.code) == file


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd"])
def test_a_link_that_is_no_web_address_does_not_come_in(content, engine, now, url):
    content["services"][0]["url"] = url
    loaded(engine, as_file(content), now)
    with store.reading(engine) as db:
        assert {service.url for service in services.listed(db)} <= {
            "",
            *(s["url"] for s in content["services"][1:]),
        }
