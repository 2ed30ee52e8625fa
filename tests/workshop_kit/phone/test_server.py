import gzip
import re
import time

from workshop_kit.phone import assets, create_phone, health
from workshop_kit.store import open_engine

LIMIT = 40_000
PART_LIMIT = 5_000


def test_health_is_exactly_ok_and_names_this_start(emil):
    answer = emil.get("/health")
    assert (answer.status_code, answer.text) == (200, '{"status":"ok"}')
    assert answer.headers["x-workshop-kit"] == "test"


def test_health_says_when_the_database_is_gone(engine, emil, tmp_path):
    engine.dispose()
    for path in tmp_path.glob("workshops.sqlite3*"):
        path.write_bytes(b"")
    assert emil.get("/health").status_code == 503


def test_a_server_that_its_launcher_has_left_is_abandoned(monkeypatch):
    pulse = health.Pulse("x")
    assert not pulse.is_abandoned()
    later = pulse.felt + health.ABANDONED_AFTER + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert pulse.is_abandoned()
    pulse.feel()
    assert not pulse.is_abandoned()


def test_files_are_compressed_and_kept_for_good(emil):
    for url in (assets.style().url, assets.script().url):
        answer = emil.get(url)
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert re.search(r"\.[0-9a-f]{8}\.(css|js)$", url)
        plain = emil.get(url, headers={"Accept-Encoding": "identity"})
        assert plain.text == answer.text


def test_the_first_load_is_light(emil):
    page = emil.get("/4821")
    assert page.headers["content-encoding"] == "gzip"
    wire = len(gzip.compress(page.content)) + len(assets.style().compressed) + len(assets.script().compressed)
    assert wire < LIMIT / 2
    loaded = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', page.text)
    assert sorted(loaded) == sorted(["data:,", assets.style().url, assets.script().url])


def test_the_part_that_changes_is_light(ann, ben):
    for kind in ("welcome", "rules", "dialogue", "ideas", "vote"):
        ann.goes_to(kind)
        part = ben.get("/4821/now", headers={"X-Part": "1"})
        assert len(gzip.compress(part.content)) < PART_LIMIT


def test_an_app_can_be_made_twice(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    assert create_phone(engine, "a").state.pulse.instance == "a"
    assert create_phone(engine).state.pulse.instance == ""
    engine.dispose()
