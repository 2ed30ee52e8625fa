"""What an action still lacks before somebody can follow it, in words: the same in every paper."""

from collections.abc import Iterator

from workshop_kit.i18n import Words
from workshop_kit.report import ActionPage


def missing(w: Words, action: ActionPage) -> Iterator[str]:
    if action.is_gap:
        yield w._("No service fits")
    elif action.service is None:
        yield w._("No service yet")
    elif not action.service_confirmed:
        yield w._("Service not confirmed")
    if action.service and action.service.vanished:
        yield w._("Its service is no longer in the catalogue’s source")
    if not action.first_step:
        yield w._("No first step yet")
    if action.deadline is None:
        yield w._("No date yet")
    if not action.indicator:
        yield w._("No measure yet")
