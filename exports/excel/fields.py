"""The columns of the plan that a manager fills in, and what they hold: the same for writing and for reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from exports.characters import printable
from exports.names import status_name
from models import ActionStatus
from workshop_kit.i18n import LANGUAGES, N_, offered, words
from workshop_kit.report import ActionPage

Kind = Literal["text", "number", "date", "status"]


@dataclass(frozen=True)
class Field:
    """`name` is that of the action; a number may also be words."""

    name: str
    heading: str  # in English, to be translated
    kind: Kind = "text"


FIELDS = (
    Field("role", N_("Person in charge")),
    Field("first_step", N_("First step")),
    Field("first_step_by", N_("First step by"), "date"),
    Field("deadline", N_("Done by"), "date"),
    Field("indicator", N_("Measured by")),
    Field("baseline", N_("Now"), "number"),
    Field("target", N_("Target"), "number"),
    Field("resources", N_("What it needs")),
    Field("risks", N_("What could go wrong")),
    Field("status", N_("Status"), "status"),
    Field("news", N_("What has happened since")),
)
BY_NAME = {field.name: field for field in FIELDS}
KEY = N_("Key")

MARKER = "workshop-kit"
"""Stands in the first cell of the hidden sheet, whatever the sheet is called."""
VERSION = 1

_MORE_STATUSES = {ActionStatus.IN_PROGRESS: N_("In progress")}
"""What else the screens call it."""


def tidy(text: str) -> str:
    """A text as cells keep it: programs disagree about tabs and about space at the ends."""
    return printable(text).replace("\t", " ").strip()


def as_exported(action: ActionPage) -> dict[str, str]:
    """Field -> its value as text: days in ISO 8601, the status by its name in the database; no news yet."""
    return {field.name: _exported(getattr(action, field.name, "")) for field in FIELDS}


def _exported(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else tidy(value or "")


def headings(language: str) -> Mapping[str, str]:
    """Folded heading -> name of its field, or "key"; in any language, those of `language` first."""
    found: dict[str, str] = {}
    for code in _languages(language):
        w = words(code)
        for field in FIELDS:
            found.setdefault(folded(w._(field.heading)), field.name)
        found.setdefault(folded(w._(KEY)), "key")
    return found


def statuses(language: str) -> Mapping[str, str]:
    """Folded word -> ActionStatus value; in any language, those of `language` first."""
    found: dict[str, str] = {}
    for code in _languages(language):
        for status in ActionStatus:
            found.setdefault(folded(status_name(status.value, code)), status.value)
        for status, more in _MORE_STATUSES.items():
            found.setdefault(folded(words(code)._(more)), status.value)
    return found | {status.value: status.value for status in ActionStatus}


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


@cache
def _languages(first: str) -> tuple[str, ...]:
    """All that a heading may be in. A document can be made in a language that only the phones have."""
    return tuple(dict.fromkeys([*([first] if first in LANGUAGES else []), *offered("desk"), *offered()]))
