"""Pictures that stand beside a question, a theme or an option, or that somebody chooses instead of words.

Their drawings are in `symbols.json`: outlines on a 24 by 24 grid, in the current colour.
"""

import json
from functools import cache
from pathlib import Path

from workshop_kit.i18n import N_

NAMES = {
    "home": N_("Home"),
    "family": N_("Family"),
    "baby": N_("Baby"),
    "child": N_("Child"),
    "teen": N_("Young people"),
    "older": N_("Older people"),
    "women": N_("Women"),
    "men": N_("Men"),
    "friends": N_("Friends"),
    "talk": N_("Talking together"),
    "language": N_("Language"),
    "school": N_("School"),
    "book": N_("Reading and learning"),
    "work": N_("Work"),
    "money": N_("Money"),
    "form": N_("Forms and papers"),
    "phone": N_("Phone and computer"),
    "help": N_("Help and advice"),
    "health": N_("Health"),
    "safety": N_("Safety"),
    "food": N_("Food and cooking"),
    "sport": N_("Sport"),
    "play": N_("Playing"),
    "music": N_("Music and art"),
    "craft": N_("Making by hand"),
    "nature": N_("Nature and outdoors"),
    "garden": N_("Garden and plants"),
    "bus": N_("Bus and train"),
    "place": N_("A place to meet"),
    "clock": N_("Time and opening hours"),
}
"""Name of each symbol -> what it stands for, as it is read aloud."""


@cache
def drawings() -> dict[str, str]:
    """The SVG inside of each symbol."""
    return dict(json.loads((Path(__file__).parent / "symbols.json").read_text(encoding="utf-8")))


def svg(name: str, colour: str, size: int = 24) -> str:
    """One symbol as a whole SVG document: an outline on nothing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="{size}" height="{size}" fill="none" '
        f'stroke="{colour}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f"{drawings()[name]}</svg>"
    )
