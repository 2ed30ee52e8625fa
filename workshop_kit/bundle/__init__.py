"""The whole workshop as one JSON file that another laptop can bring in. Schema: docs/reference/bundle.md.

It holds no participant: how many joined is given per language (small groups together), ballots are sorted so
that their order tells nothing, and no idea or ballot says whose phone it came from.
"""

from workshop_kit.bundle.dumping import dump
from workshop_kit.bundle.loading import load
from workshop_kit.bundle.schema import Bundle

__all__ = ["Bundle", "dump", "load"]
