"""Where a need was said: the map with its table, and where the shapes come from."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from models import Area, ProgrammeArea
from pages.parts import chart_card, look, needs_map_figures, say
from pages.parts.language import _, n
from pages.parts.needs_map_seen import Seen, area
from workshop_kit import insights
from workshop_kit.needs_map import map as areas_map
from workshop_kit.needs_map.tables import NOTHING, Row


def show(db: Session, seen: Seen, row: Row) -> None:
    known = _known(db, seen)
    named = {**{name: known[name].shape if name in known else {} for name in seen.tables.areas if name}}
    named |= {name: one.shape for name, one in known.items() if one.shape or name in named}
    if not named:
        look.empty(_("No workshop here names its area. Name it on the page Workshop, and a map appears."))
        return
    rates = {name: _rate(seen, row, name) for name in named}
    figure = needs_map_figures.drawn(areas_map.shapes(named), rates)
    chart_card.show(figure, _rows(seen, row), key=f"needs_map_areas_{row.need_id}", name="needs-map")
    _below(seen, row, named, known)


def _known(db: Session, seen: Seen) -> dict[str, Area]:
    """The areas of the programme, or all; as they are shown."""
    query = select(Area).order_by(col(Area.id))
    if seen.wanted.programme_id is not None:
        query = query.join(ProgrammeArea).where(ProgrammeArea.programme_id == seen.wanted.programme_id)
    held = {insights.folded(name): name for name in seen.tables.areas}
    found = {held.get(insights.folded(one.name), one.name): one for one in db.exec(query)}
    wanted = insights.folded(seen.wanted.area)
    return {name: one for name, one in found.items() if not wanted or insights.folded(name) == wanted}


def _rate(seen: Seen, row: Row, name: str) -> float | None:
    held = seen.tables.held.get(name, 0)
    return row.areas.get(name, NOTHING).ideas / held if held else None


def _rows(seen: Seen, row: Row) -> list[dict[str, object]]:
    return [
        {
            _("Area"): area(name),
            _("Ideas"): row.areas.get(name, NOTHING).ideas,
            _("Workshops that said it"): row.areas.get(name, NOTHING).workshops,
            _("Workshops held"): seen.tables.held[name],
        }
        for name in seen.tables.areas
    ]


def _below(seen: Seen, row: Row, named: Mapping[str, object], known: Mapping[str, Area]) -> None:
    nowhere = row.areas.get("", NOTHING).ideas
    if nowhere:
        say.fine(
            n(
                "%(n)s idea comes from a workshop that names no area.",
                "%(n)s ideas come from workshops that name no area.",
                nowhere,
            )
        )
    if not any(named.values()):
        say.fine(_("Each area is a square here. For a real map, bring in shapes on the page Programme."))
    sources = {(one.source, one.licence) for name, one in known.items() if one.shape and name in named}
    told = sorted(", ".join(part for part in pair if part) for pair in sources)
    if any(told):
        say.fine(_("Shapes: %(sources)s", sources=" · ".join(filter(None, told))))
