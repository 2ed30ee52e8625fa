"""The agreed end on the agenda page: minutes to spare, or too many and what to do."""

from collections.abc import Sequence

import streamlit as st

from models import Step, Workshop
from pages.parts import say
from pages.parts.language import _, clock, n
from workshop_kit import pace
from workshop_kit.timetable import minutes_now, played, slack


def show(workshop: Workshop, agenda: Sequence[Step]) -> None:
    spare = slack(workshop, agenda)
    if spare is None or workshop.ends is None:
        say.fine(_("On the page Workshop you can say when people must be able to leave."))
        return
    leave = _("People must be able to leave at %(time)s.", time=clock(workshop.ends))
    if spare >= 0:
        words = n("%(n)s minute to spare.", "%(n)s minutes to spare.", spare) if spare else _("It fits exactly.")
        st.success(f"**{words}** {leave}", icon=":material/check_circle:")
        return
    long = n("%(n)s minute too long.", "%(n)s minutes too long.", -spare)
    advice = _what_to_do(agenda, -spare)
    st.warning(f"**{long}** {leave} {advice}", icon=":material/schedule:")


def _what_to_do(agenda: Sequence[Step], too_long: int) -> str:
    """Shortening is enough only where the steps have so much to give."""
    can_give = sum(max(0, minutes_now(step) - pace.least(step)) for step in played(agenda))
    if can_give >= too_long:
        return _("Give some steps fewer minutes, skip one, or begin earlier.")
    return _("Shorter steps alone are not enough: skip one, or begin earlier.")
