"""The one style sheet and the one script: made small and compressed once, at the first use, and kept by phones.

The pages behind role links have a script of their own, and a few more styles, so that participants load neither.

Their addresses hold a hash of what is in them, so that a changed file has a new address.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from workshop_kit import look

STATIC = Path(__file__).parent / "static"
SCRIPT = (
    "page",
    "memory",
    "calls",
    "telling",
    "photo",
    "ideas",
    "ballot",
    "sort",
    "change",
    "part",
    "sun",
    "voice",
    "news",
    "taps",
    "start",
)
"""The parts of the script, in the order in which they are joined."""
MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True)
class Asset:
    name: str  # with the hash: phone.1a2b3c4d.css
    content: bytes
    compressed: bytes
    media: str

    @property
    def url(self) -> str:
        return f"/static/{self.name}"


@cache
def style() -> Asset:
    rules = (STATIC / "phone.css").read_text(encoding="utf-8") + _theme_colours()
    return _asset("phone.css", cssmin(rules).encode())


@cache
def script() -> Asset:
    parts = "\n".join((STATIC / "script" / f"{part}.js").read_text(encoding="utf-8") for part in SCRIPT)
    return _asset("phone.js", jsmin(f"(function () {{\n'use strict';\n{parts}}})();\n").encode())


@cache
def hand_style() -> Asset:
    """What the pages behind role links need beside the style sheet."""
    return _asset("hand.css", cssmin((STATIC / "hand.css").read_text(encoding="utf-8")).encode())


@cache
def hand_script() -> Asset:
    """The script of those pages, in the place of the other one."""
    words = (STATIC / "hand.js").read_text(encoding="utf-8")
    return _asset("hand.js", jsmin(f"(function () {{\n'use strict';\n{words}}})();\n").encode())


def static(request: Request) -> Response:
    for asset in (style(), script(), hand_style(), hand_script()):
        if asset.name == request.path_params["name"]:
            return _sent(request, asset)
    raise HTTPException(404)


def no_icon(_request: Request) -> Response:
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})


def _sent(request: Request, asset: Asset) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.compressed, headers=headers, media_type=asset.media)
    return Response(asset.content, headers=headers, media_type=asset.media)


def _asset(name: str, content: bytes) -> Asset:
    stem, _dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:8]
    return Asset(f"{stem}.{digest}.{suffix}", content, gzip.compress(content, 9, mtime=0), MEDIA[f".{suffix}"])


def _theme_colours() -> str:
    """The marks' colours from the look's one table."""
    shades = look.colours()
    light = "".join(f".t-{name}{{color:{c.solid}}}" for name, c in shades.items())
    dark = "".join(f".t-{name}{{color:{c.dsolid}}}" for name, c in shades.items())
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}\n"
