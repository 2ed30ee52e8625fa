"""The tables of the needs map as data, for programs. Documented in docs/reference/command-line.md."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from workshop_kit import insights
from workshop_kit.insights import Filter
from workshop_kit.needs_map import standing, tables
from workshop_kit.needs_map.tables import Cell, Row


def as_json(db: Session, wanted: Filter) -> dict[str, Any]:
    workshops = insights.workshops(db, wanted)
    found = tables.of(standing.themes(db, workshops), standing.needs(db), workshops)
    return {
        "workshops": found.workshops,
        "themes_without_need": found.loose,
        "areas": [{"area": name or None, "workshops": found.held[name]} for name in found.areas],
        "years": list(found.years),
        "gaps": [row.uuid for row in found.gaps],
        "needs": [_need(row) for row in found.needs],
    }


def _need(row: Row) -> dict[str, Any]:
    return {
        "id": row.uuid,
        "label": row.label,
        "kind": str(row.kind),
        **_cell(row.total),
        "themes": len(row.themes),
        "to_confirm": row.suggested,
        "no_service_fits": row.no_service,
        "services": len(row.services),
        "by_area": [{"area": name or None, **_cell(cell)} for name, cell in _sorted(row.areas)],
        "by_year": [{"year": year, **_cell(cell)} for year, cell in _sorted(row.years)],
        "by_language": dict(row.languages.shown),
        "other_languages": row.languages.other,
    }


def _sorted(cells: Mapping[Any, Cell]) -> list[tuple[Any, Cell]]:
    return sorted(cells.items())


def _cell(cell: Cell) -> dict[str, int]:
    return {"ideas": cell.ideas, "workshops": cell.workshops}
