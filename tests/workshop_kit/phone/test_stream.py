import json
import threading
import time

import httpx

from models import StepKind
from workshop_kit import workshops


def version_of(ann):
    return ann.sees(lambda db, workshop: workshop.version)


def events(lines):
    """(id, data) of each `changed` event of an open stream."""
    number = None
    for line in lines:
        if line.startswith("id: "):
            number = int(line[4:])
        if line.startswith("data: "):
            yield number, json.loads(line[6:])


def test_a_change_in_the_room_reaches_a_listening_phone_at_once(ann, ben):
    with ben.stream("GET", f"/4821/events?version={version_of(ann)}") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        threading.Timer(0.1, ann.goes_to, [StepKind.DIALOGUE]).start()
        number, data = next(events(lines))
    assert number == data["version"] == version_of(ann)


def test_a_phone_that_missed_something_hears_it_when_it_comes_back(ann, ben):
    ann.goes_to(StepKind.DIALOGUE)
    now = version_of(ann)
    for how in ({"params": {"version": now - 1}}, {"headers": {"Last-Event-ID": str(now - 1)}}, {}):
        with ben.stream("GET", "/4821/events", **how) as stream:
            assert next(events(stream.iter_lines()))[0] == now


def test_a_phone_that_is_up_to_date_hears_nothing(ann, ben):
    with ben.stream("GET", f"/4821/events?version={version_of(ann)}", timeout=0.8) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("retry: ")
        try:
            told = next(events(lines))
        except httpx.ReadTimeout:
            told = None
    assert told is None


def test_an_unknown_room_has_no_stream(ben):
    assert ben.get("/9999/events").status_code == 404


def test_the_version_can_be_asked_for(ann, emil):
    assert emil.get("/4821/version").json() == {"version": version_of(ann)}
    assert (
        emil.get("/9999/version", headers={"Accept": "application/json"}).json()["error"].startswith("No workshop")
    )


def test_the_server_stops_cleanly_while_phones_listen(engine, ann, server_of):
    server = server_of(engine)
    with server as url, httpx.Client(base_url=url) as phone, phone.stream("GET", "/4821/events") as stream:
        lines = stream.iter_lines()
        next(lines)
        server.server.should_exit = True
        for _line in lines:
            pass
        server.thread.join(10)
        assert not server.thread.is_alive()


def test_one_reader_serves_all_listeners(ann, phones, monkeypatch):
    reads = []
    real = workshops.versions
    monkeypatch.setattr(workshops, "versions", lambda db: reads.append(1) or real(db))
    opened = [phones().stream("GET", "/4821/events") for _ in range(5)]
    streams = [each.__enter__() for each in opened]
    time.sleep(1.05)
    for each in opened:
        each.__exit__(None, None, None)
    assert len(streams) == 5
    assert 4 <= len(reads) <= 12
