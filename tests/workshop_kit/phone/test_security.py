import asyncio
import re

import httpx
import pytest

from models import StepKind
from workshop_kit import participants, preferences, votes
from workshop_kit.phone import create_phone
from workshop_kit.store import writing

PAGES = ("/", "/4821", "/4821/now", "/4821/me", "/4821/results", "/9999", "/4821/nothing", "/?code=1")


def test_every_answer_carries_the_safe_headers(ann, ben):
    style = re.search(r'href="(/static/[^"]+)"', ben.get("/").text).group(1)
    for path in (*PAGES, "/health", style, "/4821/version"):
        headers = ben.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == ("no-store" if path != style else "public, max-age=31536000, immutable")


@pytest.mark.parametrize(
    "kind", [None, *(kind for kind in StepKind if kind in "welcome rules dialogue ideas vote plan")]
)
def test_no_page_has_an_inline_script_or_style(ann, ben, kind):
    if kind:
        ann.goes_to(kind)
    for path in PAGES:
        page = ben.get(path).text
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page), path
        assert all("src=" in tag for tag in re.findall("<script[^>]*>", page))
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_write_from_another_page_is_refused(ann, ben, emil, headers):
    step = ann.goes_to(StepKind.VOTE)
    for answer in (
        emil.post("/4821/join", data={"language": "en"}, headers=headers),
        ben.delete("/4821/me", headers=headers),
        ben.post(f"/4821/ballots/{step.id}", data={"plus": "1"}, headers=headers),
    ):
        assert answer.status_code == 403
        assert "This came from another page" in answer.text
    assert ann.sees(participants.count) == 1
    assert ann.sees(lambda db, _: votes.voters(db, step)) == 0


def test_a_write_from_our_own_page_is_taken(emil, address):
    headers = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    assert emil.post("/4821/join", data={"language": "en"}, headers=headers).status_code == 303


def test_an_unknown_error_is_a_calm_sentence_and_logs_no_idea(ann, ben, monkeypatch, caplog):
    def breaks(_db, _workshop, _step, sendings, **_facts):
        raise ValueError(sendings[0][1].text)

    ann.goes_to(StepKind.IDEAS)
    monkeypatch.setattr("workshop_kit.ideas.send_all", breaks)
    answer = ben.sends("this idea is secret")
    assert (answer.status_code, answer.json()) == (500, {"error": "Something went wrong. Try again."})
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_unknown_pages_and_methods_get_a_sentence(ben):
    assert ben.get("/4821/nothing").status_code == 404
    assert ben.get("/static/phone.css").status_code == 404
    answer = ben.put("/4821/now")
    assert answer.status_code == 405
    assert list(answer.json()) == ["error"]
    assert "GET" in answer.headers["allow"]


def ask_from(engine, client, hosts):
    async def ask():
        transport = httpx.ASGITransport(create_phone(engine), client=(client, 40000))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as phone:
            for host in hosts:
                await phone.get("/", headers={"Host": host})
        await asyncio.sleep(0.3)

    asyncio.run(ask())


def test_an_address_that_a_phone_has_reached_is_noted(engine, ann):
    ask_from(engine, "192.168.1.20", ["192.168.1.5:8080", "<script>", "x" * 200])
    ask_from(engine, "127.0.0.1", ["localhost:8080"])
    with writing(engine) as db:
        assert preferences.get(db, "reached:192.168.1.5:8080")
        assert not preferences.get(db, "reached:localhost:8080")
        assert not preferences.get(db, "reached:<script>")
        assert not preferences.get(db, "reached:" + "x" * 200)


def test_invented_addresses_do_not_fill_the_database(engine, ann):
    ask_from(engine, "192.168.1.20", [f"host-{n}" for n in range(50)])
    with writing(engine) as db:
        assert sum(bool(preferences.get(db, f"reached:host-{n}")) for n in range(50)) == 20
