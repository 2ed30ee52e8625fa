"""The profile of a community: who takes part, beside who lives there, what they say, and what is not known."""

from datetime import date

import streamlit as st

from pages.parts import (
    database,
    insight_filters,
    look,
    profile_beside,
    profile_paper,
    profile_people,
    profile_said,
    profile_services,
    say,
)
from pages.parts.language import _, current, keyed
from workshop_kit import profile

PARTS = {
    "people": lambda: _("Who takes part"),
    "beside": lambda: _("Beside those who live here"),
    "said": lambda: _("What they say"),
    "services": lambda: _("Services they know"),
    "unknown": lambda: _("What is not known"),
}

with database.looking() as db:
    st.title(_("Community profile"))
    wanted = insight_filters.show(db)
    found = profile.of(db, wanted, current(), today=date.today())

if found.is_empty:
    look.empty(_("No workshop here yet. Hold one, or choose another area or year."))
else:
    profile_paper.head(found)
    part = st.segmented_control(
        _("What to look at"),
        list(PARTS),
        default="people",
        format_func=lambda id: PARTS[id](),
        key=keyed("profile_part"),
        label_visibility="collapsed",
        required=True,
    )
    if part == "people":
        profile_people.show(found.people)
    elif part == "beside":
        profile_beside.show(found)
    elif part == "said":
        profile_said.show(found.content)
    elif part == "services":
        profile_services.show(found.content)
    else:
        profile_paper.unknown(found)
    say.fine(
        _("No figure stands here for fewer than five people, and none can be worked out from others."), icon="lock"
    )
