"""“Last time you asked” on the big screen: each action, how it stands, and the last that was told of it."""

from typing import Any

from babel.dates import format_date
from sqlmodel import Session

from models import Step, Workshop
from pages.parts.screen_text import each, ours
from workshop_kit import plan
from workshop_kit.i18n import Words, locale_of, pick


def shown(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    """As cards of the plan: what was asked, what was told since, how it stands."""
    before = plan.last_time(db, workshop)
    return {
        **each("heading", ours(workshop, lambda own: own._("Last time you asked"))),
        "actions": [_card(before.workshop, one, w) for one in before.asked] if before else [],
        "words": {
            "suggested": "",
            "empty": w._("Nothing to tell yet. It shows here when this workshop follows another."),
        },
    }


def _card(before: Workshop, one: plan.Asked, w: Words) -> dict[str, Any]:
    told = one.update
    return {
        "title": pick(plan.title(one.action, before), w.language, before.language).text,
        "who": pick(told.text, w.language, before.language).text if told else w._(plan.STATUS[one.action.status]),
        "confirmed": True,
        "when": _when(one, w),
        "mark": "",
        "solid": "",
    }


def _when(one: plan.Asked, w: Words) -> str:
    if one.update is None:
        return ""
    day = format_date(one.update.at.astimezone().date(), "d MMM y", locale=locale_of(w.language))
    status = w._(plan.STATUS[one.action.status])
    return f"{status} · {day}"
