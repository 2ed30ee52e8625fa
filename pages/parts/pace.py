"""Pace in the room: how it stands against the timetable, what to shorten, and what comes next."""

from datetime import datetime

import streamlit as st

from models import Step, Workshop
from pages.parts import database, say
from pages.parts.language import _, clock, current, n
from workshop_kit import pace, steps, workshops
from workshop_kit.i18n import pick
from workshop_kit.pace import Pace, Proposal, State
from workshop_kit.timetable import minutes_now

_ICONS = {State.GREEN: "check_circle", State.ORANGE: "schedule", State.RED: "running_with_errors"}
_TINTS = {
    State.GREEN: ("#DFF0E1", "#1F6B3A"),
    State.ORANGE: ("#FDEBC9", "#7A4100"),
    State.RED: ("#FBE4E6", "#AE1F38"),
}
_EARLY = 3
"""Minutes from which it is worth a word."""
_SOON = 5
"""Minutes before the next step at which what it needs should be in somebody's hands."""


def show(workshop: Workshop, agenda: list[Step], now: datetime) -> Pace | None:
    """One line that is always in the same place, with the way to catch up at its end."""
    found = pace.of(workshop, agenda, now)
    if found is None:
        return None
    ground, ink = _TINTS[found.state]
    st.html(
        f"<style>.st-key-pace {{ background: {ground}; border-radius: 14px; padding: 6px 14px; min-height: 52px; }}"
        f".st-key-pace p {{ color: {ink}; }} .st-key-pace button p {{ color: inherit; }}</style>"
    )
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="pace", gap="small"
    ):
        st.markdown(_line(found), width="content")
        _catch_up(workshop, agenda, found, now)
    return found


def _line(found: Pace) -> str:
    facts = " · ".join(say.plain(part) for part in (_late(found), _end(found)) if part)
    return f":material/{_ICONS[found.state]}: **{say.plain(_word(found))}** · {facts}"


def _word(found: Pace) -> str:
    if found.state == State.RED:
        return _("Too long")
    if found.state == State.ORANGE:
        return _("Behind") if found.late > 0 else _("Tight")
    return _("On time")


def _late(found: Pace) -> str:
    if found.late > 0:
        return n("%(n)s minute late", "%(n)s minutes late", found.late)
    if found.late <= -_EARLY:
        return n("%(n)s minute early", "%(n)s minutes early", -found.late)
    return ""


def _end(found: Pace) -> str:
    """Told to the minute; seconds are nobody's business."""
    ends, should = clock(found.ends.astimezone().time()), clock(found.should_end.time())
    if found.to_cut and ends != should:
        return _("ends %(time)s instead of %(planned)s", time=ends, planned=should)
    if not found.slack:  # to the second nobody ends: what holds, holds
        return _("ends %(time)s as planned", time=should)
    spare = n("%(n)s minute to spare", "%(n)s minutes to spare", found.slack)
    end = _("ends %(time)s", time=ends)
    return f"{end} · {spare}"


def _catch_up(workshop: Workshop, agenda: list[Step], found: Pace, now: datetime) -> None:
    less = pace.shortened(workshop, agenda)
    proposed = pace.proposal(workshop, agenda, now) if found.state != State.GREEN else None
    if less:
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            st.markdown(f":small[{say.plain(_less(workshop, less))}]", width="content")
            st.button(
                _("Take it back"), key=f"pace_back_{workshop.current_step_id}", type="tertiary",
                icon=":material/undo:", on_click=_give_back, args=(workshop.id,),
            )  # fmt: skip
    if proposed is not None:
        with st.popover(_("What shall I shorten?"), icon=":material/content_cut:"):
            _proposal(workshop, agenda, proposed, max(proposed.ends, found.should_end))


def _less(workshop: Workshop, less: list[Step]) -> str:
    given = sum(step.minutes - minutes_now(step) for step in less)
    return n("%(n)s minute taken from the steps to come", "%(n)s minutes taken from the steps to come", given)


def _proposal(workshop: Workshop, agenda: list[Step], proposed: Proposal, end: datetime) -> None:
    names = {step.id: pick(step.title, current(), workshop.language).text for step in agenda}
    say.bold(_("People leave at %(time)s", time=clock(end.astimezone().time())))
    out = _("left out")
    rows = [
        f"| {say.plain(names[cut.step_id])} | {cut.before} | **{cut.after if cut.after else out}** |"
        for cut in proposed.cuts
    ]
    head = " | ".join((_("Step"), _("Minutes"), _("then")))
    st.markdown("\n".join([f"| {head} |", "| :-- | --: | --: |", *rows]))
    if proposed.missing:
        say.fine(
            n(
                "Even so %(n)s minute is missing. Tell people now when they can leave.",
                "Even so %(n)s minutes are missing. Tell people now when they can leave.",
                proposed.missing,
            )
        )
    else:
        say.fine(_("The rules stay whole. You can take it back."))
    st.button(
        _("Do this"), key=f"pace_do_{workshop.current_step_id}", type="primary", icon=":material/check:",
        on_click=_shorten, args=(workshop.id, workshop.current_step_id, proposed.cuts),
    )  # fmt: skip


def _shorten(workshop_id: int, step_id: int | None, cuts: tuple[pace.Cut, ...]) -> None:
    database.act(lambda db: pace.shorten(db, workshops.by_id(db, workshop_id), cuts, during=step_id))


def _give_back(workshop_id: int) -> None:
    database.act(lambda db: pace.give_back(db, workshops.by_id(db, workshop_id)))


def coming(workshop: Workshop, found: Pace | None, here: Step, now: datetime) -> None:
    """The next step and what must be ready for it: quiet, and seen more when it is near."""
    if found is None or not found.ahead:
        return
    following = found.ahead[0]
    title = pick(following.step.title, current(), workshop.language).text
    at = clock(following.starts.astimezone().time())
    needs = pick(following.step.needs, current(), workshop.language).text
    if steps.clock(here, now=now).minutes_left > _SOON:
        ready = _("have ready: %(needs)s", needs=needs) if needs else ""
        say.fine(
            " · ".join(filter(None, (_("Coming: %(step)s at %(time)s", step=title, time=at), ready))),
            icon="upcoming",
        )
        return
    st.html("<style>.st-key-card-coming { background: #FDEBC9 !important; }</style>")
    with st.container(border=True, key="card-coming", gap=None):
        say.bold(_("Coming: %(step)s at %(time)s", step=title, time=at), icon="upcoming")
        if needs:
            st.markdown(say.plain(_("Have ready: %(needs)s", needs=needs)))
