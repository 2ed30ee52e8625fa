"""The photos that pages show, over HTTP: `/photo/WORKSHOP/DIGEST`, on the facilitator's server.

That server listens on the laptop alone. The digest is that of the photo itself: whoever has not been shown a photo
cannot name it. Nothing may keep a copy, because a photo that is taken back has to be gone.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.parts import database
from pages.parts.pictured import PATH
from workshop_kit import pictures, workshops
from workshop_kit.errors import WorkshopError

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def photo(request: Request) -> Response:
    """Runs in a thread of Starlette's pool, because it is no coroutine: the database may make it wait."""
    asked = request.path_params
    try:
        with database.looking() as db:
            workshop = workshops.by_id(db, asked["workshop_id"])
            found = pictures.by_reference(db, workshop, pictures.PHOTO + asked["digest"])
            return Response(found.content, media_type="image/jpeg", headers=_HEADERS)
    except WorkshopError as error:
        return Response(str(error), error.status, headers=_HEADERS, media_type="text/plain")


ROUTES = (Route(PATH.format(workshop_id="{workshop_id:int}", digest="{digest}"), photo),)
