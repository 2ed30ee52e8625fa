"""Votes: what they are on, how many have voted, hands and paper, and the result once a vote is closed."""

import streamlit as st
from sqlmodel import Session

from models import Step, Workshop
from pages.parts import database, look, room_control, say, vote_hands, vote_prepare, vote_result
from pages.parts.language import _, current
from workshop_kit import participants, steps, votes, workshops
from workshop_kit.i18n import pick, words


@st.fragment(run_every=2.0)
@database.told
def progress(step_id: int, drawn: str) -> None:
    """How far a vote is. The page around it is drawn anew when it opens or closes, and at the first ballot."""
    with database.looking() as db:
        workshop = database.required(db)
        step = steps.by_id(db, workshop, step_id)
        if state(db, step) != drawn:
            st.rerun()
        if step.started_at is None:
            st.markdown(_("Not open yet. It opens when the room comes to this step."))
        elif not votes.is_closed(step):
            people = participants.count(db, workshop)
            voted = votes.helped.on_phones(db, step)
            st.markdown(_("**%(voted)s of %(people)s** have voted.", voted=voted, people=people))
            say.gray(_("Not yet: %(n)s", n=max(0, people - voted)))
            room_control.helped(db, step)
            say.gray(_("The result is hidden until you close the vote."))


def close(workshop_id: int, step_id: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        votes.close(db, workshop, steps.by_id(db, workshop, step_id))

    database.act(run)


def state(db: Session, step: Step) -> str:
    return f"{step.started_at} {votes.is_closed(step)} {votes.has_begun(db, step)} {len(votes.options(db, step))}"


def card(db: Session, workshop: Workshop, step: Step) -> None:
    st.subheader(say.plain(pick(step.title, current(), workshop.language).text), anchor=False)
    w = words(current())
    say.fine(" ".join(filter(None, (votes.telling.explained(w, step), votes.telling.ruled(w, step)))))
    progress(step.id or 0, state(db, step))
    if votes.is_open(step):
        st.button(
            _("Close the vote"), key=f"votes_close_{step.id}", icon=":material/lock:",
            on_click=close, args=(workshop.id, step.id),
        )  # fmt: skip
    vote_prepare.show(db, workshop, step)
    vote_hands.show(db, workshop, step)
    if votes.is_closed(step) and step.started_at is not None:
        vote_result.show(db, workshop, step)


st.title(_("Votes"))
with database.looking() as db:
    workshop = database.required(db)
    found = [step for step in steps.agenda(db, workshop) if votes.is_vote(step)]
    if not found:
        look.empty(_("This agenda has no vote. Add one on the agenda page."))
    for step in found:
        with st.container(border=True, key=f"card-vote-{step.id}"):
            card(db, workshop, step)
