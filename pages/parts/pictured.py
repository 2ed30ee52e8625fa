"""A row's picture as the pages and their components draw it: where its photo is loaded from, or its symbol."""

from collections.abc import Iterator

from workshop_kit import pictures
from workshop_kit.look import symbols

PATH = "/photo/{workshop_id}/{digest}"
"""The address of a photo. What the big screen is sent every second holds addresses, never photos."""


def address(workshop_id: int | None, reference: str) -> str:
    """Where a page loads a photo from; empty where the reference names none."""
    if not pictures.is_photo(reference):
        return ""
    return PATH.format(workshop_id=workshop_id, digest=reference.removeprefix(pictures.PHOTO))


def data(workshop_id: int | None, reference: str) -> dict[str, str]:
    """A picture as the components take it; of the two at most one is not empty."""
    return {"photo": address(workshop_id, reference), "symbol": pictures.symbol_of(reference)}


def drawings(shown: object) -> dict[str, str]:
    """The drawings of all symbols that something for a component names."""
    return {name: symbols.drawings()[name] for name in sorted(set(_named(shown)))}


def _named(shown: object) -> Iterator[str]:
    if isinstance(shown, dict):
        if name := shown.get("symbol"):
            yield str(name)
        shown = list(shown.values())
    if isinstance(shown, list):
        for part in shown:
            yield from _named(part)
