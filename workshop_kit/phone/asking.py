"""Reading a request: the body in full but never too much of it, and the fields in it."""

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

    async def parts(self, file_name: str) -> tuple[Form, bytes]:
        """The fields of a form with a file in it, and the file; empty where none was chosen. Raises BadRequest."""
        if _charset(self.request) not in (
            "",
            "utf-8",
            "utf8",
        ):  # no browser sends one, and some take minutes to read
            raise BadRequest()
        parser = MultiPartParser(self.request.headers, self._stream(), max_files=1, max_fields=20)
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


async def read(request: Request, *, photo: bool = False) -> Ask:
    """Read the body, and stop at the limit: also where its length is not announced. Raises LongText, BigPhoto.

    `photo`: there may be one in it.

    Starlette's own `max_body_size` answers an announced length with a fixed English text, so it is not used.
    """
    announced = request.headers.get("content-length", "0")
    photo = photo and _kind(request) in MOST_WITH_PHOTO
    most = MOST_WITH_PHOTO[_kind(request)] if photo else MOST_BYTES
    if announced.isdecimal() and int(announced) > most:
        raise _too_much(photo)
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise _too_much(photo)
            parts.append(part)
    except ClientDisconnect as error:
        raise BadRequest() from error
    return Ask(request, b"".join(parts))


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
