"""The profile of a community: who takes part, what they need and have, beside who lives there.

people      who takes part; `cutting` decides what may be told of it, by `light_cuts` of a graph
content     what they say, and which services they know
compared    those who took part beside the statistics of their areas
facts       the frozen profile that pages and papers draw
"""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from models import Programme
from workshop_kit import insights
from workshop_kit.insights import Filter
from workshop_kit.profile import compared, content, people
from workshop_kit.profile.facts import Profile


def of(db: Session, wanted: Filter, language: str, *, today: date) -> Profile:
    """Everything that is told under a filter, with the labels in a language where they have it."""
    known = {insights.folded(area): area for area in insights.areas(db)}
    wanted = replace(wanted, area=known.get(insights.folded(wanted.area), wanted.area))
    workshops = [workshop for workshop in insights.workshops(db, wanted) if people.is_over(workshop, today)]
    programme = db.get(Programme, wanted.programme_id) if wanted.programme_id else None
    who = people.of(db, wanted, today=today)
    return Profile(
        language=language,
        wanted=wanted,
        programme=programme.name if programme else "",
        made_on=today,
        workshops=len(workshops),
        first=workshops[0].day if workshops else None,
        last=workshops[-1].day if workshops else None,
        people=who,
        content=content.of(db, wanted, language, today=today),
        compared=compared.of(db, wanted, who),
    )
