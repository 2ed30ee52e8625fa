"""Whatever is sent to the phone server: no error of ours, no markup of theirs, nothing about the inside.

As a test it sends little, always the same. `FUZZ=50 python -m pytest tests/workshop_kit/phone/test_fuzz.py` sends
fifty times as much, and something else at each run.
"""

import base64
import gzip
import json
import logging
import os
import re
import socket
import struct
import traceback
import uuid
import zlib
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from http.client import HTTPResponse
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, currently_in_test_context, given, note, settings
from hypothesis import strategies as st
from PIL import Image

from models import StepKind
from workshop_kit import background, participants, pictures, steps, workshops
from workshop_kit.errors import NotJoined, WorkshopError
from workshop_kit.store import now, open_engine, reading, writing

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")

CODE = "4821"
FORM, JSON, PARTS = "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=XX"
SECRETS = (
    "Traceback",
    'File "',
    "site-packages",
    ".py",
    str(Path(__file__).parents[3]),
    "sqlite",
    "Error:",
    "0x7f",
)
TIMES = int(os.environ.get("FUZZ", "1"))


def tries(number: int) -> settings:
    quiet = {"database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
    return settings(max_examples=number * TIMES, derandomize=TIMES == 1, **quiet)


# --- the room -------------------------------------------------------------------------------------------


@pytest.fixture
def engine(database):
    """A copy of a database that is ready: there are many rooms in this file."""
    opened = open_engine(f"sqlite:///{database}")
    yield opened
    opened.dispose()


@pytest.fixture
def ann(ann):
    """Her workshop is today; it asks about everything and shows everything."""
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        workshop.day, workshop.ask_about, workshop.areas = date.today(), list(background.IDS), ["Havukoski"]
        for step in steps.agenda(db, workshop):
            step.settings = {**step.settings, "symbols": True, "show_others": True, "by_table": True}
    return ann


def ideas_are_open(ann):
    ann.goes_to(StepKind.IDEAS)


def a_vote_is_open(ann):
    ann.goes_to(StepKind.VOTE)


def it_is_over(ann):
    ann.goes_to(StepKind.VOTE)
    ann.closes_the_vote()
    ann.ends_the_evening()


STATES = pytest.mark.parametrize("state", [ideas_are_open, a_vote_is_open, it_is_over])


class Errors(logging.Handler):
    """What the server writes into its log when it is surprised, in short."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.found = []

    def emit(self, record):
        error = record.exc_info[1] if record.exc_info else None
        places = traceback.extract_tb(error.__traceback__)[-4:] if error else []
        self.found.append(
            " ".join([record.getMessage(), repr(error), *(f"{p.filename}:{p.lineno}" for p in places)])
        )


@pytest.fixture
def errors(address):  # the server sets up its log when it starts
    """Errors of the server go here and nowhere else.

    CPython 3.11 cannot draw two tracebacks at once (gh-106905), and a test that fails draws one as well.
    """
    handler, loggers = Errors(), [logging.getLogger(name) for name in ("uvicorn.error", "workshop_kit", "asyncio")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    yield handler.found
    for logger in loggers:
        logger.removeHandler(handler)
        logger.propagate = True


@pytest.fixture
def room(ann, address, errors):
    return Room(ann, address, errors)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


class Room:
    """Somebody in Ann's room whose phone sends whatever it is given, byte by byte."""

    def __init__(self, ann, address, errors):
        self.ann, self.errors, self.token = ann, errors, ""
        host, _colon, port = address.removeprefix("http://").partition(":")
        self.place = host, int(port)

    def cookie(self) -> str:
        """Of somebody who takes part: of somebody new where the one before has taken everything back."""
        with reading(self.ann.engine) as db:
            try:
                participants.by_token(db, workshops.by_code(db, CODE), self.token)
            except NotJoined:
                with writing(self.ann.engine) as db:
                    self.token = participants.admit(db, workshops.by_code(db, CODE), "en", now=now())[1]
        return f"workshop={self.token}"

    def send(
        self, method: str, path: str, kind: str, body: bytes, accept: str = "text/html", joined=True
    ) -> Answer:
        cookie = {"Cookie": self.cookie()} if joined else {}
        return self.ask(method, f"/{CODE}/{path}", {"Content-Type": kind, "Accept": accept, **cookie}, body)

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        """One request, and an answer that shows no surprise."""
        given = {"Host": "x", "Connection": "close", "Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        sent = f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body
        if currently_in_test_context():
            note(f"{sent!r:.3000}")
        answer = self._exchange(method, sent)
        self._is_calm(answer)
        return answer

    def _exchange(self, method: str, sent: bytes) -> Answer:
        with socket.create_connection(self.place, timeout=20) as line:
            line.sendall(sent)
            answer = HTTPResponse(line, method=method)
            answer.begin()
            is_stream = answer.headers.get_content_type() == "text/event-stream"
            content = b"" if is_stream else answer.read()  # the stream does not end
        if content and answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, content.decode())

    def _is_calm(self, answer: Answer) -> None:
        assert not self.errors, "\n".join(self.errors)
        assert answer.status < 500, answer
        assert not any(secret in answer.text for secret in SECRETS), answer
        kind = answer.headers.get("content-type", "")
        if answer.status == 400 and kind.startswith("text/plain"):
            return  # from uvicorn, to what is not HTTP
        assert "default-src 'none'" in answer.headers.get("content-security-policy", ""), answer
        assert re.match(r"/(?![/\\])", answer.headers.get("location", "/")), answer
        if answer.status >= 400 and answer.text and kind == JSON:
            assert list(json.loads(answer.text)) == ["error"]
        elif answer.status >= 400:
            assert kind in ("text/html; charset=utf-8", JSON), answer


# --- whatever bytes -------------------------------------------------------------------------------------

# fmt: off
ODD = st.sampled_from([
    "", " ", "\x00", CODE, "٤٨٢١", "４８２１", "48²1", "𝟜𝟠𝟚𝟙", "9" * 5000, "-1", "+1", "1_0", "1e309", "NaN",
    "null", "en", "fi", "xx", "home", "symbol:home", "photo:0", "4821 1234 5678", "%(n)s %s {}", "../../etc/passwd",
    "a\r\nSet-Cookie: a=b", "'; DROP TABLE idea; --", "\u202e\u2028\ufeff", "\U000e0041\u0301\u0301", "é" * 501,
    "data:image/png;base64,AAAA", "data:image/png;base64,é", "{0f6c8a525d1e4a579a512f6f3a0f7b11}",
])
VALUE = st.sampled_from([
    "text/html", JSON, FORM, PARTS, "multipart/form-data", "fi;q=nan,ar;q=1e999,;q=,en;q=-1", "gzip;q=0", 'W/"1"',
    "http://[::1", "null", "[", "x" * 9000, "bytes=0-1", 'workshop="\\012\\377"; ;=;workshop',
]) | st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=30)
WRITES = st.sampled_from([
    ("POST", "join"), ("POST", "about"), ("POST", "ideas"), ("POST", "ideas/1"), ("PUT", "ideas/1"),
    ("DELETE", "ideas/1"), ("PUT", "ballots/5"), ("POST", "ballots/5"), ("DELETE", "me"), ("POST", "me/withdraw"),
])
# fmt: on
TEXT = ODD | st.text(max_size=40)
BROKEN = TEXT | st.sampled_from(["\ud800", "\udfff\ud800", "a\udc80b"])  # what JSON can say and UTF-8 cannot
FIELDS = "id text language table symbol photo form code choices take_back plus minus choice-1 choice-2 choice-"
NAME = st.sampled_from([*FIELDS.split(), *background.IDS])
ASKED = st.sampled_from(["code", "language", "said", "done", "takeaway", "version"])
ACCEPT = st.sampled_from(["text/html", JSON, "*/*"])
METHOD = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"])
PATHS = """
    / // * http://x/{0} /health /favicon.ico /static/{1} /{0} /{0}/join /{0}/now /{0}/about /{0}/ideas
    /{0}/ideas/{1} /{0}/ballots/{1} /{0}/pictures/{1} /{0}/me /{0}/me/withdraw /{0}/events /{0}/version
    /{0}/results /{0}/{1} /{0}/{1}/{1}
"""
PATH = st.builds(
    lambda place, code, odd: place.format(quote(code), quote(odd)),
    st.sampled_from(PATHS.split()),
    st.just(CODE) | TEXT,
    st.just("1") | TEXT,
)
RAW = st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f"), max_size=20)
WELL = st.dictionaries(ASKED | NAME, TEXT, max_size=3).map(urlencode)
HEADERS = """
    Accept Accept-Language Accept-Encoding Content-Type Cookie X-Part If-None-Match Last-Event-ID Origin Host Range
    Sec-Fetch-Site Content-Encoding Upgrade X-Forwarded-For
"""


@STATES
def test_no_request_breaks_the_server(state, ann, room):
    headers = st.dictionaries(st.sampled_from(HEADERS.split()), VALUE, max_size=4)
    state(ann)

    @tries(60)
    @given(METHOD, PATH, st.one_of(WELL, WELL, WELL, RAW), headers, st.binary(max_size=60), st.booleans())
    def ask(method, path, query, headers, body, joined):
        who = {"Cookie": room.cookie()} if joined else {}
        room.ask(method, f"{path}?{query}" if query else path, {**who, **headers}, body)

    ask()


@STATES
def test_no_json_breaks_the_server(state, ann, room):
    leaf = st.none() | st.booleans() | st.integers() | st.sampled_from([10**400, 2**63]) | st.floats() | BROKEN
    value = st.recursive(
        leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(BROKEN, inner, max_size=3)
    )
    fields = st.dictionaries(NAME | BROKEN, value, max_size=5)
    good = fields.map(
        lambda found: {"id": str(uuid.uuid4()), "language": "en", "choices": {"1": 1, "2": 3}, **found}
    )
    deep = st.integers(300, 1100).map(
        lambda depth: b'{"language":"en","role":%b1%b}' % (b"[" * depth, b"]" * depth)
    )
    state(ann)

    @tries(40)
    @given(
        WRITES, (value | fields | good).map(lambda found: json.dumps(found).encode()) | deep | st.binary(), ACCEPT
    )
    def send(call, body, accept):
        room.send(*call, JSON, body, accept)

    send()


@STATES
def test_no_form_breaks_the_server(state, ann, room):
    fields = st.dictionaries(NAME | TEXT, TEXT, max_size=6).map(lambda found: urlencode(found).encode())
    state(ann)

    @tries(40)
    @given(WRITES, fields | st.binary(max_size=200) | st.just(b"&a=" * 5000), ACCEPT)
    def send(call, body, accept):
        room.send(*call, FORM, body, accept)

    send()


def test_bytes_that_are_no_request_break_nothing(room):
    lines = (
        "Content-Length: 3|Content-Length: -1|Transfer-Encoding: chunked|Host: \xff| x||ff|3;x|abc|0|Expect: 100"
    )
    start = st.sampled_from([b"", b"GET /4821/now HTTP/1.1\r\n", b"POST /4821/ideas HTTP/1.1\r\nHost: x\r\n"])
    line = st.sampled_from(lines.split("|")).map(lambda text: f"{text}\r\n".encode("latin-1")) | st.binary(
        max_size=40
    )

    @tries(30)
    @given(start, st.lists(line).map(b"".join))
    def send(start, rest):
        with socket.create_connection(room.place, timeout=20) as line:
            line.sendall(start + rest)
            line.shutdown(socket.SHUT_WR)
            while line.recv(65536):
                pass
        assert room.ask("GET", "/health").status == 200

    send()


@pytest.mark.parametrize("joined", [True, False])
def test_no_multipart_breaks_the_server(joined, ann, room):
    """Parts that are right, parts that are nearly right, and what was cut or turned around on the way."""
    names = 'name="id"|name="text"|name="photo"; filename="a.jpg"|name="photo"|name*=utf-8|filename="\xff"|\x00||'
    name = st.sampled_from([*names.split("|"), "x" * 9000])
    line = st.sampled_from(["Content-Type: image/jpeg", "Content-Transfer-Encoding: base64", "a", ":", "A" * 9000])
    content = st.sampled_from([photo(), b"\xff\xfe", b"\xed\xa0\x80", str(uuid.uuid4()).encode()]) | st.binary()
    part = st.builds(_part, name, st.lists(line, max_size=2), content)
    kind = st.sampled_from(
        [PARTS, PARTS, PARTS, *(f"multipart/form-data{rest}" for rest in ("", "; boundary=", ";=;"))]
    )
    ideas_are_open(ann)

    @tries(40)
    @given(kind, st.lists(part, max_size=4), st.sampled_from([b"--XX--\r\n", b"--XX", b""]), st.integers(0), ACCEPT)
    def send(kind, parts, end, cut, accept):
        body = b"".join(parts) + end
        room.send("POST", "ideas", kind, body, accept, joined)
        room.send("POST", "ideas", kind, body[: cut % (len(body) + 1)] + b"\r\n" + body, accept, joined)

    send()


def _part(name: str, lines: list[str], content: bytes) -> bytes:
    head = "\r\n".join([f"Content-Disposition: form-data; {name}", *lines]).encode("latin-1")
    return b"--XX\r\n" + head + b"\r\n\r\n" + content + b"\r\n"


def test_a_form_in_another_charset_than_utf_8_is_refused(ann, room):
    """No browser sends one. Some of Python's codecs give half a letter, and punycode takes minutes."""
    ideas_are_open(ann)
    names = ("utf-7", "unicode_escape", "raw_unicode_escape", "utf-16", "punycode", "rot13", "x")
    for charset in (*names, "utf-8; charset=punycode", "; charset=punycode", '"puny"; CHARSET = "punycode"'):
        for text in (b"+2AA-", b"\\ud800", b"\x00\xd8", b"-" + b"a" * 30_000):
            body = _part('name="text"', [], text) + _part('name="text-"', [], text) + b"--XX--\r\n"
            for joined in (True, False):
                assert room.send("POST", "ideas", f"{PARTS}; charset={charset}", body, joined=joined).status == 400


def test_a_cookie_that_is_not_ours_is_not_sent_back(ann, room):
    """A later Python refuses to write one with a control character in it."""
    it_is_over(ann)
    answer = room.ask("POST", f"/{CODE}/join", {"Cookie": 'workshop="\\012"', "Content-Type": FORM}, b"language=en")
    assert (answer.status, answer.headers.get("set-cookie")) == (303, None)


def test_a_number_of_thousands_of_digits_is_not_there(room):
    for method, place in (("GET", "ideas"), ("PUT", "ideas"), ("DELETE", "ideas"), ("PUT", "ballots")):
        for digits in (10, 400, 5000):
            body = b'{"choices": {}, "text": "A club"}'
            assert room.send(method, f"{place}/{'9' * digits}", JSON, body).status == 404


def test_the_head_of_the_stream_ends(room):
    with socket.create_connection(room.place, timeout=5) as line:
        line.sendall(b"HEAD /4821/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"".join(iter(lambda: line.recv(65536), b"")).startswith(b"HTTP/1.1 200")


def test_no_picture_breaks_the_server(ann, room):
    """Photos as cameras make them, cut and with bytes turned around; and what is no photo at all."""
    kinds = [("JPEG",), ("JPEG", "L"), ("PNG", "P"), ("PNG", "I;16"), ("PNG", "LA"), ("WEBP", "RGBA")]
    other = [photo(*kind) for kind in (("GIF", "P"), ("BMP",), ("TIFF",), ("MPO",))]
    files = st.sampled_from([photo(*kind) for kind in kinds]) | st.sampled_from(other) | st.binary()
    turned = st.lists(st.tuples(st.integers(0), st.binary(max_size=3)), max_size=4)

    @tries(100)
    @given(files, turned, st.none() | st.integers(1, 2000))
    def shrink(file, turned, length):
        for place, content in turned:
            at = place % (len(file) + 1)
            file = file[:at] + content + file[at + len(content) :]
        try:
            kept = pictures.shrunk(file[:length])
        except WorkshopError:
            return
        assert max(kept.width, kept.height) <= pictures.SIDE

    shrink()
    ideas_are_open(ann)
    for file in (*other, photo(), photo()[:60], bomb(), b"<svg onload=zq()/>", b"\xff" * 70_000):
        fields = {"id": str(uuid.uuid4()), "photo": f"data:image/png;base64,{base64.b64encode(file).decode()}"}
        assert room.send("POST", "ideas", JSON, json.dumps(fields).encode()).status in (201, 413, 422)


def test_the_photo_of_a_stranger_is_not_looked_at(ann, room):
    ideas_are_open(ann)
    fields = {"id": str(uuid.uuid4()), "photo": f"data:image/png;base64,{base64.b64encode(b'no photo').decode()}"}
    assert room.send("POST", "ideas", JSON, json.dumps(fields).encode(), joined=False).status == 401


def photo(form: str = "JPEG", mode: str = "RGB") -> bytes:
    """A small picture; where its format has room for it, with what a camera notes: turned, by whom, where."""
    notes, file = Image.Exif(), BytesIO()
    notes.update({0x0112: 6, 0x010F: "Ann's phone", 0x8825: {1: "N", 2: (60.0, 17.0, 30.0)}})
    Image.new(mode, (24, 16)).save(file, form, **({"exif": notes} if form in ("JPEG", "PNG", "WEBP") else {}))
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of a hundred bytes that says it has 3,600 million pixels."""
    png = bytearray(photo("PNG"))
    png[16:24] = struct.pack(">II", 60_000, 60_000)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    return bytes(png)


# --- no markup ------------------------------------------------------------------------------------------

PIECES = """
    <zq> <script>zq()</script> </textarea><zq> "><zq/a=" '/zq=' "/zq=" </title><zq> <!--zq --> {{1337*1337}} ]]> \\
    ${1337*1337} {%zq%} <svg/onload=zq()> javascript:zq() &lt;zq&gt; ＜zq＞ </template><zq> %3Czq%3E &quot;zq= 4821
"""
MORE = ["<z\x00q>", " zq=", '" zq="', "' zq='", "\n<zq>", "\u2028<zq>"]
MARKUP = st.lists(st.sampled_from([*PIECES.split(), *MORE]), min_size=1, max_size=4).map("".join)


class Tags(HTMLParser):
    """The elements, the attributes and the addresses of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.names, self.addresses = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names += [tag, *(name for name, _value in attrs)]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction")]
        assert tag != "script" or dict(attrs)["src"].startswith("/static/phone.")

    def handle_comment(self, data):
        self.names.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def is_clean(answer: Answer) -> None:
    """Nothing that was sent has become an element, an attribute, an address or a sum."""
    assert "1787569" not in answer.text  # 1337 * 1337
    if answer.headers.get("content-type", "").startswith("text/html"):
        tags = Tags(answer.text)
        assert not [name for name in tags.names if "zq" in name or name.startswith("on") or name == "style"]
        assert all(re.match(r"/(?![/\\])|#|data:,$", address) for address in tags.addresses), tags.addresses


@STATES
def test_no_address_becomes_markup(state, ann, room):
    places = "/ /4821 /4821/now /4821/results /{} /{}/now /4821/{} /4821/ideas/{} /4821/pictures/{} /{}/{}/{}"
    state(ann)

    @tries(30)
    @given(st.sampled_from(places.split()), MARKUP, ASKED, MARKUP, st.booleans())
    def ask(place, text, field, value, joined):
        headers = {"Accept": "text/html", "Accept-Language": quote(value), "Referer": quote(text)}
        headers["Cookie"] = room.cookie() if joined else f"workshop={quote(text)}"
        path = place.replace("{}", quote(text, safe=""))
        is_clean(room.ask("GET", f"{path}?{urlencode({field: value})}", headers))

    ask()


@STATES
def test_no_text_that_is_sent_becomes_markup(state, ann, room):
    """Neither in the answer, nor on any page where it is kept: one's own, the others', the results."""
    state(ann)

    @tries(20)
    @given(WRITES, MARKUP, NAME, MARKUP, st.booleans(), st.sampled_from([FORM, JSON, PARTS]))
    def send(call, text, name, value, joined, kind):
        fields = {"id": str(uuid.uuid4()), "text": text, name: value}
        is_clean(room.send(*call, kind, written(fields, kind), joined=joined))
        for page in ("now", "ideas/1", "results", "about", "me"):
            is_clean(room.ask("GET", f"/{CODE}/{page}", {"Accept": "text/html", "Cookie": room.cookie()}))
        is_clean(room.ask("GET", f"/{CODE}/now", {"X-Part": "1", "Cookie": room.cookie()}))

    send()


def written(fields: dict[str, str], kind: str) -> bytes:
    if kind == PARTS:
        return b"".join(_part(f'name="{n}"', [], text.encode()) for n, text in fields.items()) + b"--XX--\r\n"
    return json.dumps(fields).encode() if kind == JSON else urlencode(fields).encode()


# --- nothing of the inside ------------------------------------------------------------------------------


@pytest.mark.parametrize("accept", ["text/html", JSON])
def test_an_error_of_ours_tells_nothing_of_the_inside(accept, ann, ben, errors, monkeypatch):
    def breaks(*_anything, **_facts):
        raise RuntimeError(f"{__file__}: {ann.engine.url}")

    monkeypatch.setattr("workshop_kit.participants.by_token", breaks)
    monkeypatch.setattr("workshop_kit.workshops.by_code", breaks)
    for path in ("", "/now", "/about", "/me", "/ideas/1", "/results", "/version", "/events"):
        answer = ben.get(f"/{CODE}{path}", headers={"Accept": accept})
        assert answer.status_code == 500
        assert "Something went wrong. Try again." in answer.text
        assert not any(secret in answer.text for secret in SECRETS)
        assert answer.headers["content-type"].startswith(accept)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
