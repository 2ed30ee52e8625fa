"""A theme's mark with its colours, as they are on this big screen: light or dark."""

from models import Workshop
from workshop_kit import look, screen_settings


def of(workshop: Workshop, mark: int | None) -> dict[str, str]:
    """Name and colours for the component; all empty without a mark."""
    if mark is None:
        return {"mark": "", "solid": "", "tint": "", "ink": ""}
    name = look.mark_name(mark)
    shades = look.colours()[name]
    if screen_settings.of(workshop).dark:
        return {"mark": name, "solid": shades.dsolid, "tint": shades.dtint, "ink": shades.dink}
    return {"mark": name, "solid": shades.solid, "tint": shades.tint, "ink": shades.ink}
