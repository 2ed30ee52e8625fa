"""One writer for all phones: what comes together is written together, and nobody suffers for another one."""

import asyncio
import sqlite3
import threading
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event, text
from sqlmodel import Session, col, select

from models import Idea, PhoneMode, Preference, StepKind
from workshop_kit import participants, steps, votes, workshops
from workshop_kit.errors import BadId, EmptyText, IdeasClosed, NotJoined, Refused, StoreBusy, StoreFull, TooManyDots
from workshop_kit.ideas import Kept
from workshop_kit.phone.pens import PENS, KeptBallot, SentBallot, SentIdea
from workshop_kit.phone.scribe import MOST, Job, Scribe
from workshop_kit.store import now, reading, writing


@dataclass(frozen=True)
class Note:
    """Something small to write, with a pen of its own."""

    key: str
    value: str = "x"


def write_notes(db: Session, notes: Sequence[Note]) -> list[str]:
    for note in notes:
        if note.value.startswith("break"):
            raise ValueError(note.value)
        db.add(Preference(key=note.key, value=note.value))
        db.flush()
    return [f"kept {note.key}" for note in notes]


def kept(engine):
    with reading(engine) as db:
        return set(db.exec(select(Preference.key).where(col(Preference.key).startswith("note"))))


@pytest.fixture
def scribe(engine):
    scribe = Scribe(engine, {**PENS, Note: write_notes})
    yield scribe
    scribe.close()


@asynccontextmanager
async def busy(scribe):
    """While the scribe is at work on something (which touches no table), what else comes has to wait."""
    started, go_on = threading.Event(), threading.Event()

    def hold(_db):
        started.set()
        assert go_on.wait(20)

    holding = asyncio.create_task(scribe.write(Job(hold)))
    await asyncio.to_thread(started.wait, 20)
    try:
        yield
    finally:
        go_on.set()
        await holding


def together(scribe, *items):
    """What becomes of items that wait at the same time: for each an answer or an error."""

    async def write():
        async with busy(scribe):
            tasks = [asyncio.create_task(scribe.write(item)) for item in items]
            await asyncio.sleep(0)  # each has handed over
        return await asyncio.gather(*tasks, return_exceptions=True)

    return asyncio.run(write())


@contextmanager
def counted_commits(engine):
    commits = []

    def note(connection):
        if connection.get_execution_options().get("writing"):
            commits.append(connection)

    event.listen(engine, "commit", note)
    yield commits
    event.remove(engine, "commit", note)


# --- together -------------------------------------------------------------------------------------------


def test_everything_that_waits_goes_to_the_disk_in_one_transaction(engine, scribe):
    with counted_commits(engine) as commits:
        answers = together(scribe, *(Note(f"note-{n}") for n in range(50)))
    assert answers == [f"kept note-{n}" for n in range(50)]
    assert len(commits) == 1
    assert len(kept(engine)) == 50


def test_one_that_comes_alone_is_written_alone(engine, scribe):
    with counted_commits(engine) as commits:
        assert asyncio.run(scribe.write(Note("note-1"))) == "kept note-1"
        assert asyncio.run(scribe.write(Note("note-2"))) == "kept note-2"
    assert len(commits) == 2


def test_no_transaction_is_larger_than_it_may_be(engine, scribe):
    with counted_commits(engine) as commits:
        answers = together(scribe, *(Note(f"note-{n}") for n in range(2 * MOST + 1)))
    assert answers == [f"kept note-{n}" for n in range(2 * MOST + 1)]
    assert len(commits) == 3


def test_items_of_several_kinds_each_get_their_own_answer(engine, scribe):
    answers = together(scribe, Note("note-1"), Job(lambda _db: "a job"), Note("note-2"), Job(lambda _db: 5))
    assert answers == ["kept note-1", "a job", "kept note-2", 5]


def test_what_is_acknowledged_can_be_read_by_others(engine, scribe):
    async def write_and_read():
        await scribe.write(Note("note-1"))
        return kept(engine)

    assert asyncio.run(write_and_read()) == {"note-1"}


# --- what goes wrong for one ----------------------------------------------------------------------------


def test_an_unexpected_error_in_one_item_does_not_hurt_the_others(engine, scribe, caplog):
    answers = together(
        scribe, Note("note-1"), Note("note-2", "break a private wish"), Note("note-3"), Job(lambda _db: "a job")
    )
    assert [answers[0], answers[2], answers[3]] == ["kept note-1", "kept note-3", "a job"]
    assert isinstance(answers[1], ValueError)
    assert kept(engine) == {"note-1", "note-3"}
    assert "ValueError" in caplog.text and "private" not in caplog.text


def test_an_unexpected_error_is_told_to_the_one_who_asked_and_the_scribe_goes_on(engine, scribe):
    with pytest.raises(ValueError):
        asyncio.run(scribe.write(Note("note-1", "break")))
    with pytest.raises(KeyError):
        asyncio.run(scribe.write("something without a pen"))
    assert asyncio.run(scribe.write(Note("note-2"))) == "kept note-2"


def test_a_refused_job_leaves_nothing_half_written_and_stops_nobody(engine, scribe):
    def half(db):
        write_notes(db, [Note("note-half")])
        raise Refused()

    answers = together(scribe, Job(half), Note("note-1"), Job(lambda db: write_notes(db, [Note("note-2")])))
    assert isinstance(answers[0], Refused)
    assert answers[1:] == ["kept note-1", ["kept note-2"]]
    assert kept(engine) == {"note-1", "note-2"}


def test_who_hangs_up_takes_no_answer_from_the_others(engine, scribe):
    async def write():
        async with busy(scribe):
            tasks = [asyncio.create_task(scribe.write(Note(f"note-{n}"))) for n in range(3)]
            await asyncio.sleep(0)
            tasks[1].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second, third = asyncio.run(write())
    assert (first, third) == ("kept note-0", "kept note-2")
    assert isinstance(second, asyncio.CancelledError)
    assert "note-0" in kept(engine)


# --- what goes wrong for all ----------------------------------------------------------------------------


@contextmanager
def full_disk(engine):
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()

    def limit(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def lift(connection, _record, _proxy):
        connection.execute("PRAGMA max_page_count = 100000")

    event.listen(engine, "checkout", limit)
    yield
    event.remove(engine, "checkout", limit)
    event.listen(engine, "checkout", lift)


def test_a_full_disk_refuses_all_and_leaves_nothing_half_written(engine, scribe):
    asyncio.run(scribe.write(Note("note-before")))
    with full_disk(engine):
        large = Note("note-large", "x" * 500_000)
        job = Job(lambda db: write_notes(db, [Note("note-job", "x" * 500_000)]))
        answers = together(scribe, Note("note-1"), large, Note("note-2"), job)
        assert [type(answer) for answer in answers] == [StoreFull] * 4
        assert {answer.status for answer in answers} == {507}
    assert kept(engine) == {"note-before"}
    assert asyncio.run(scribe.write(Note("note-after"))) == "kept note-after"


@contextmanager
def locked(engine, path):
    """Another program writes, and does not end."""

    def hurry(connection, _record, _proxy):
        connection.execute("PRAGMA busy_timeout = 20")

    event.listen(engine, "checkout", hurry)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()
    event.remove(engine, "checkout", hurry)


def test_a_busy_database_refuses_all_and_later_takes_them(engine, scribe, tmp_path):
    async def write():
        return await asyncio.gather(*(scribe.write(Note(f"note-{n}")) for n in range(4)), return_exceptions=True)

    with locked(engine, tmp_path / "workshops.sqlite3"):
        answers = asyncio.run(write())
    assert [type(answer) for answer in answers] == [StoreBusy] * 4
    assert {answer.status for answer in answers} == {503}
    assert kept(engine) == set()
    assert asyncio.run(write()) == [f"kept note-{n}" for n in range(4)]


# --- the end --------------------------------------------------------------------------------------------


def test_at_the_end_what_waits_is_written(engine, scribe):
    async def write():
        async with busy(scribe):
            tasks = [asyncio.create_task(scribe.write(Note(f"note-{n}"))) for n in range(20)]
            await asyncio.sleep(0)
            closing = asyncio.create_task(asyncio.to_thread(scribe.close))
        await closing
        return await asyncio.gather(*tasks)

    assert asyncio.run(write()) == [f"kept note-{n}" for n in range(20)]
    assert len(kept(engine)) == 20


def test_after_the_end_the_writer_s_thread_is_gone(engine, scribe):
    asyncio.run(scribe.write(Note("note-1")))
    scribe.close()
    scribe.close()
    assert "scribe" not in {thread.name for thread in threading.enumerate()}


def test_when_the_phone_server_stops_nothing_that_arrived_is_lost(engine, ann, server_of, phones):
    ann.goes_to(StepKind.IDEAS)
    with server_of(engine) as url:
        phone = phones(Host="localhost")
        phone.base_url = url
        phone.joins()
        assert phone.sends("The last idea").status_code == 201
    assert [idea.text for idea in ann.ideas()] == ["The last idea"]


# --- the pens -------------------------------------------------------------------------------------------


def admitted(ann, language="en"):
    with writing(ann.engine) as db:
        return participants.admit(db, workshops.by_code(db, "4821"), language, now=now())[1]


def idea(token, said, id="", code="4821", **more):
    return SentIdea(code, token, id or str(uuid.uuid4()), said, **more)


def test_ideas_of_many_phones_are_numbered_once_and_in_each_one_s_language(ann, scribe):
    ann.goes_to(StepKind.IDEAS)
    ben, chen = admitted(ann, "en"), admitted(ann, "fi")
    id = str(uuid.uuid4())
    answers = together(
        scribe,
        idea(ben, "A club", id),
        idea(chen, "Kerho"),
        idea(ben, "A club", id.upper()),
        idea(chen, "Mine", id),
        idea("guess", "Of nobody"),
        idea("", "Of nobody"),
        idea(ben, " "),
        idea(ben, "In Arabic", language="ar"),
    )
    assert [(one.number, one.is_new) if isinstance(one, Kept) else type(one) for one in answers] == [
        (1, True),
        (2, True),
        (1, False),
        BadId,
        NotJoined,
        NotJoined,
        EmptyText,
        (3, True),
    ]
    assert [(one.text, one.language) for one in ann.ideas()] == [
        ("A club", "en"),
        ("Kerho", "fi"),
        ("In Arabic", "ar"),
    ]


def test_ideas_for_another_room_and_for_a_closed_one_are_refused_beside_the_others(ann, scribe):
    ann.goes_to(StepKind.IDEAS)
    ben = admitted(ann)
    answers = together(scribe, idea(ben, "Lost", code="9999"), idea(ben, "A club"), idea(ben, "Lost", code="x"))
    assert [getattr(one, "status", 200) for one in answers] == [404, 200, 404]
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    [late, other] = together(scribe, idea(ben, "Too late"), Note("note-1"))
    assert isinstance(late, IdeasClosed) and other == "kept note-1"


def test_ballots_of_many_phones_are_one_each_and_the_last_counts(ann, scribe):
    step = ann.goes_to(StepKind.VOTE)
    ben, chen = admitted(ann), admitted(ann)
    a, b, _c = ann.options()
    answers = together(
        scribe,
        SentBallot("4821", ben, step.id, {a: 3}),
        SentBallot("4821", chen, step.id, {a: 9}),
        SentBallot("4821", ben, step.id, {b: 2}),
        SentBallot("4821", "guess", step.id, {b: 2}),
        SentBallot("4821", chen, 4711, {b: 2}),
        SentBallot("9999", chen, step.id, {b: 2}),
    )
    assert answers[0] == KeptBallot({a: 3}, 2) and answers[2] == KeptBallot({b: 2}, 3)
    assert isinstance(answers[1], TooManyDots) and isinstance(answers[3], NotJoined)
    assert [answers[4].status, answers[5].status] == [404, 404]
    ann.closes_the_vote()
    tally = ann.sees(lambda db, room: votes.result(db, steps.by_id(db, room, step.id)).tally)
    assert (tally.voters, tally.of(a).score, tally.of(b).score) == (1, 0, 2)


# --- fifty phones at once -------------------------------------------------------------------------------


def test_of_fifty_phones_at_once_every_idea_and_every_ballot_is_there_once(ann, phones):
    ann.goes_to(StepKind.IDEAS)
    everybody = [phones() for _phone in range(50)]
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(lambda phone: phone.joins(), everybody))
        sent = [(phone, f"Idea of {n}", str(uuid.uuid4())) for n, phone in enumerate(everybody)]
        answers = list(pool.map(lambda each: each[0].sends(*each[1:]), [*sent, *sent]))
        assert sorted(answer.status_code for answer in answers) == [200] * 50 + [201] * 50
        vote = ann.goes_to(StepKind.VOTE)
        first, second, _third = ann.options()
        cast = list(pool.map(lambda phone: phone.votes(vote, {first: 3}), everybody))
        changed = list(pool.map(lambda phone: phone.votes(vote, {first: 1, second: 2}), everybody))
    assert {answer.status_code for answer in (*cast, *changed)} == {200}
    assert sorted(one.number for one in ann.ideas()) == list(range(1, 51))
    assert {one.text for one in ann.ideas()} == {f"Idea of {n}" for n in range(50)}
    assert len(ann.sees(lambda db, _room: {one.participant_id for one in db.exec(select(Idea))})) == 50
    ann.closes_the_vote()
    tally = ann.sees(lambda db, room: votes.result(db, steps.by_id(db, room, vote.id)).tally)
    assert (tally.voters, tally.of(first).score, tally.of(second).score) == (50, 50, 100)


def test_what_phones_send_while_the_disk_is_full_is_refused_with_its_words_and_can_be_sent_again(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    id = str(uuid.uuid4())
    with full_disk(ann.engine), ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: (ben, chen)[n % 2].sends("z" * 500), range(120)))
        refused = [answer for answer in answers if answer.status_code != 201]
        assert refused and {answer.status_code for answer in refused} == {507}
        assert ben.sends("x" * 500, id).status_code == 507
    assert len(ann.ideas()) == len(answers) - len(refused)
    assert ben.sends("x" * 500, id).status_code == 201
