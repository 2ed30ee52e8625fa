"""What keeps other pages out: headers on every answer, and the origin of every write."""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop_kit.errors import Refused
from workshop_kit.i18n import N_

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it, browsers send `Origin: null` with our own forms, and the check below would
    # have to let every page's null in. Like this nothing leaves this server either.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ForeignPage(Refused):
    sentence = N_("This came from another page, so it was not done. Open the workshop’s page and try again.")
    status = 403


def check_origin(request: Request) -> None:
    """Refuse a write that another site's page has sent. Raises ForeignPage.

    The cookie is SameSite=Lax, so such a write carries none; this is the second lock. Browsers send
    Sec-Fetch-Site over HTTPS and to the own machine only, Origin always with a write.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForeignPage()
    origin = request.headers.get("origin")
    if origin is not None and _place(origin) != request.headers.get("host", "").lower():
        raise ForeignPage()


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError as error:  # such as "http://[::1"
        raise ForeignPage() from error


class SafeHeaders:
    """Adds the headers above; what says nothing about caching is not kept anywhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)
