"""Figures as plain lists and dicts, for the command line and for other programs."""

from collections.abc import Iterable
from typing import Any

from workshop_kit.i18n import pick
from workshop_kit.outcomes.told import IndicatorFigures, Row, Share, Split, Told


def plain(figures: Iterable[IndicatorFigures], language: str = "en") -> list[dict[str, Any]]:
    """One object for each indicator; null stands for what is not told."""
    return [_one(each, language) for each in figures]


def _one(each: IndicatorFigures, language: str) -> dict[str, Any]:
    return {
        "id": each.indicator_id,
        "activity": each.activity,
        "name": pick(each.name, language).text,
        "counted": each.counted.value,
        "part_of": each.part_of_id,
        "total": _told(each.total),
        "share": _share(each.share),
        "together": _told(each.together),
        "together_with": list(each.together_with),
        "parts": _told(each.parts),
        "parts_share": _share(each.parts_share),
        "by_gender": _split(each.by_gender),
        "by_age": _split(each.by_age),
        "under_30": _share(each.under_30),
        "parts_by_gender": [_split(split) for split in each.parts_by_gender],
        "parts_by_age": [_split(split) for split in each.parts_by_age],
        "by_area": [_row(row) for row in each.by_area],
        "by_year": [_row(row) for row in each.by_year],
        "target": each.target,
        "target_by": each.target_by.isoformat() if each.target_by else None,
        "progress": _share(each.progress),
    }


def _told(told: Told | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"count": told.count, "with_areas": list(told.other_areas), "with_years": list(told.other_years)}


def _share(share: Share | None) -> dict[str, int] | None:
    return {"count": share.count, "of": share.of, "percent": share.percent} if share else None


def _split(split: Split | None) -> dict[str, Any] | None:
    if split is None:
        return None
    groups = [
        {
            "groups": list(each.categories),
            "count": each.count,
            "percent": each.share.percent if each.share else None,
        }
        for each in split.groups
    ]
    return {"of": list(split.of), "total": _told(split.total), "groups": groups, "not_told": split.untold}


def _row(row: Row) -> dict[str, Any]:
    return {"areas": list(row.areas), "years": list(row.years), "count": row.count}
