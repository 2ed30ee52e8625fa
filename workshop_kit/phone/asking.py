"""Reading a request: the body in full but never too much of it, and the fields in it."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Engine
from starlette.requests import ClientDisconnect, Request

from workshop_kit.errors import BadRequest, LongText
from workshop_kit.text import LIMIT

MOST_BYTES = 64 * 1024
MOST_FIELDS = 400


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

    def form(self) -> dict[str, str]:
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
        return value


async def read(request: Request) -> Ask:
    """Read the body, and stop at the limit: also where its length is not announced. Raises LongText.

    Starlette's own `max_body_size` answers an announced length with a fixed English text, so it is not used.
    """
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > MOST_BYTES:
        raise LongText(limit=LIMIT)
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MOST_BYTES:
                raise LongText(limit=LIMIT)
            parts.append(part)
    except ClientDisconnect as error:
        raise BadRequest() from error
    return Ask(request, b"".join(parts))


def wants_json(request: Request) -> bool:
    """Whether the answer should be data: the script and other programs ask so, a plain browser does not."""
    if request.method in ("PUT", "DELETE") or "x-part" in request.headers:
        return True
    accept = request.headers.get("accept", "")
    return _kind(request) == "application/json" or ("application/json" in accept and "text/html" not in accept)


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
