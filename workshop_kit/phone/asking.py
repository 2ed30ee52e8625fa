"""Reading a request: the body in full but never too much of it, and the fields in it."""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Engine
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from workshop_kit.errors import BadRequest, BigPhoto, LongText, WorkshopError
from workshop_kit.pictures import MOST_BYTES as MOST_PHOTO_BYTES
from workshop_kit.text import LIMIT

MOST_BYTES = 64 * 1024
MOST_WITH_PHOTO = {
    "multipart/form-data": MOST_PHOTO_BYTES + MOST_BYTES,
    "application/json": MOST_PHOTO_BYTES * 4 // 3 + MOST_BYTES,  # base64 makes four letters of three bytes
}
MOST_FIELDS = 400
MOST_SECONDS = 120.0  # for a body to arrive: who hangs in the middle of one must not keep others waiting

Form = dict[str, str]


@dataclass(frozen=True)
class Ask:
    """One request whose body has been read."""

    request: Request
    body: bytes

    @property
    def engine(self) -> Engine:
        engine: Engine = self.request.app.state.engine
        return engine

    @property
    def is_json(self) -> bool:
        return _kind(self.request) == "application/json"

    @property
    def is_multipart(self) -> bool:
        return _kind(self.request) == "multipart/form-data"

    def parts(self, file_name: str) -> tuple[Form, bytes]:
        """The fields of a form with a file in it, and the file; empty where none was chosen. Raises BadRequest.

        Not to be called where an event loop runs.
        """
        if _charset(self.request) not in ("", "utf-8", "utf8"):  # no browser sends one, and some take minutes
            raise BadRequest()
        return asyncio.run(self._parts(file_name))

    async def _parts(self, file_name: str) -> tuple[Form, bytes]:
        most = max(MOST_WITH_PHOTO.values())  # all of it is in memory already; a long text is refused by its length
        parser = MultiPartParser(
            self.request.headers, self._stream(), max_files=1, max_fields=20, max_part_size=most
        )
        parser.spool_max_size = most
        try:
            found = await parser.parse()
        except (MultiPartException, ValueError, KeyError) as error:
            raise BadRequest() from error
        try:
            file = found.get(file_name)
            content = await file.read() if isinstance(file, UploadFile) else b""
            return {name: value for name, value in found.items() if isinstance(value, str)}, content
        finally:
            await found.close()

    async def _stream(self) -> AsyncGenerator[bytes, None]:
        yield self.body
        yield b""

    def form(self) -> Form:
        """The fields of a form; of a field given twice, the last. Raises BadRequest."""
        if self.body and _kind(self.request) != "application/x-www-form-urlencoded":
            raise BadRequest()
        try:
            pairs = parse_qsl(
                self.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
            )
        except ValueError as error:  # not UTF-8, or too many fields
            raise BadRequest() from error
        return dict(pairs)

    def json(self) -> dict[str, Any]:
        """The object in a JSON body. Raises BadRequest."""
        try:
            found = json.loads(self.body.decode())
        except (ValueError, RecursionError) as error:
            raise BadRequest() from error
        if not isinstance(found, dict):
            raise BadRequest()
        return found

    def text(self, fields: dict[str, Any], name: str) -> str:
        """A field that must be a text; empty when it is not there. Raises BadRequest."""
        value = fields.get(name, "")
        if value is None:
            return ""
        if not isinstance(value, str):
            raise BadRequest()
        return value.encode("utf-8", "ignore").decode()  # lone surrogates can be written on no page


def is_large(request: Request) -> bool:
    """Whether a photo may be in the body: more than any other call may send is announced, or no length at all."""
    announced = request.headers.get("content-length", "")
    return _kind(request) in MOST_WITH_PHOTO and not (announced.isdecimal() and int(announced) <= MOST_BYTES)


async def read(request: Request, *, photo: bool = False) -> Ask:
    """Read the body, and stop at the limit: also where its length is not announced. Raises LongText, BigPhoto.

    `photo`: there may be one in it.

    Starlette's own `max_body_size` answers an announced length with a fixed English text, so it is not used.
    """
    most = MOST_WITH_PHOTO[_kind(request)] if photo else MOST_BYTES
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > most:
        raise _too_much(photo)
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return Ask(request, await _body(request, most, photo))
    except (ClientDisconnect, TimeoutError) as error:
        raise BadRequest() from error


async def _body(request: Request, most: int, photo: bool) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise _too_much(photo)
        parts.append(part)
    return b"".join(parts)


def _too_much(photo: bool) -> WorkshopError:
    return BigPhoto() if photo else LongText(limit=LIMIT)


def wants_json(request: Request) -> bool:
    """Whether the answer should be data: the script and other programs ask so, a plain browser does not."""
    if request.method in ("PUT", "DELETE") or "x-part" in request.headers:
        return True
    accept = request.headers.get("accept", "")
    return _kind(request) == "application/json" or ("application/json" in accept and "text/html" not in accept)


def _charset(request: Request) -> str:
    found = Message()
    found["content-type"] = request.headers.get("content-type", "")
    return str(found.get_param("charset", "")).lower()


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
