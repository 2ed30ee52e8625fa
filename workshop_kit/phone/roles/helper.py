"""The helper: writes and votes for somebody who has no phone, and says so."""

from collections.abc import Callable, Mapping
from typing import Any

from workshop_kit.phone.asking import Form
from workshop_kit.phone.working import Working


def facts(here: Working) -> dict[str, Any]:
    return {}


ACTS: Mapping[str, Callable[[Working, Form], str]] = {}
