"""Parts of the city: their names and places, their shapes on a map, and who lives there.

A workshop names its area and its place; nothing else ties them, so that a file from another laptop finds them.
"""

from workshop_kit.areas.keeping import (
    MOST_LETTERS,
    SMILE,
    Erased,
    add,
    add_starter,
    by_id,
    by_name,
    goes_with,
    listed,
    remove,
    rename,
)
from workshop_kit.areas.places import add_place, change_place, place_by_id, places, places_of, remove_place

__all__ = [
    "MOST_LETTERS",
    "SMILE",
    "Erased",
    "add",
    "add_place",
    "add_starter",
    "by_id",
    "by_name",
    "change_place",
    "goes_with",
    "listed",
    "place_by_id",
    "places",
    "places_of",
    "remove",
    "remove_place",
    "rename",
]
