"""Votes: how many have voted, and the result once the vote is closed."""

import streamlit as st
from sqlmodel import Session

from models import Step, StepKind, Workshop
from pages.parts import charts, database, look, say
from pages.parts.language import _, current, n
from workshop_kit import captions, participants, steps, votes
from workshop_kit.i18n import pick


@st.fragment(run_every=2.0)
@database.told
def voting() -> None:
    with database.looking() as db:
        workshop = database.required(db)
        found = [step for step in steps.agenda(db, workshop) if step.kind == StepKind.VOTE]
        if not found:
            look.empty(_("This agenda has no vote. Add one on the agenda page."))
        for step in found:
            with st.container(border=True, key=f"card-vote-{step.id}"):
                vote(db, workshop, step)


def vote(db: Session, workshop: Workshop, step: Step) -> None:
    st.subheader(say.plain(pick(step.title, current(), workshop.language).text), anchor=False)
    dots, cap = votes.dots_of(step), votes.cap_of(step)
    rule = n("Each person has %(n)s dot.", "Each person has %(n)s dots.", dots)
    say.fine(f"{rule} {_at_most(cap)}")
    if step.started_at is None:
        st.markdown(_("Not open yet. It opens when the room comes to this step."))
    elif not votes.is_closed(step):
        people = participants.count(db, workshop)
        st.markdown(_("**%(voted)s of %(people)s** have voted.", voted=votes.voters(db, step), people=people))
        say.gray(_("The result is hidden until you close the vote."))
    else:
        result(db, workshop, step)


def _at_most(cap: int) -> str:
    return _("At most %(cap)s to one choice.", cap=cap)


def result(db: Session, workshop: Workshop, step: Step) -> None:
    tally = votes.result(db, step)
    if not tally.dots:
        look.empty(_("Nobody gave a dot."))
        return
    charts.result(db, workshop, step, key=f"votes_chart_{step.id}")
    if tally.ties:
        options = {str(option.id): option for option in votes.options(db, step)}
        for tie in tally.ties:
            names = ", ".join(captions.of_option(options[key], current(), workshop.language).text for key in tie)
            st.info(_("Equally many dots: %(names)s.", names=say.plain(names)), icon=":material/drag_handle:")
    if near := votes.too_close(db, step):
        say.fine(_("Places 1 to %(n)s are too close to call: chance could turn them round.", n=near))
    with st.expander(_("As a table"), icon=":material/table_view:"):
        charts.table(db, workshop, step)


st.title(_("Votes"))
voting()
