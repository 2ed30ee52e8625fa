"""What each role sees and may do behind its link: one module a role, and nothing of another's in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models import HandRole
from workshop_kit.phone.asking import Form
from workshop_kit.phone.roles import co_facilitator, interpreter, on_behalf, scribe
from workshop_kit.phone.working import Working

Act = Callable[[Working, Form], str]
"""Does one thing with the fields of a form, inside one transaction; what to say when it is done, in words of the
reader. Raises WorkshopError."""


@dataclass(frozen=True)
class Role:
    """`facts` are what the template shows; `acts` is all that the role may do, by the form field `do`.

    A photo is opened for the acts in `photos` alone. After those in `forgets` erased words are in no file any more.
    """

    template: str
    facts: Callable[[Working], Mapping[str, Any]]
    acts: Mapping[str, Act]
    photos: frozenset[str] = frozenset()
    forgets: frozenset[str] = frozenset()


ROLES: Mapping[HandRole, Role] = {
    HandRole.CO_FACILITATOR: Role("roles/co_facilitator.html", co_facilitator.facts, co_facilitator.ACTS),
    HandRole.INTERPRETER: Role("roles/interpreter.html", interpreter.facts, interpreter.ACTS),
    HandRole.SCRIBE: Role("roles/scribe.html", scribe.facts, scribe.ACTS, scribe.PHOTOS, scribe.FORGETS),
    HandRole.HELPER: Role("roles/helper.html", on_behalf.facts, on_behalf.ACTS),
}
