"""The facilitator's hand: what is on now, the next step, the time, the big screen."""

import streamlit as st
from sqlmodel import Session

from models import PhoneMode, Step, Workshop
from pages.parts import database, look, nudge_list, pace, question_result, room_side, say, vote_prepare
from pages.parts import room_control as control
from pages.parts.language import _, current, keyed
from workshop_kit import steps, store, votes
from workshop_kit.i18n import pick


@st.fragment(run_every=1.0)
@database.told
def now() -> None:
    database.tell()
    with database.looking() as db:
        workshop = database.required(db)
        step = steps.current(db, workshop)
        agenda, at = steps.agenda(db, workshop), store.now()
        look.agenda_line(workshop, agenda)
        stands = pace.show(workshop, agenda, at)
        left, right = st.columns([1.55, 1], gap="medium")
        with left:
            if step is None:
                room_side.before_or_after(db, workshop)
            else:
                present(db, workshop, step)
                pace.coming(workshop, stands, step, at)
                nudge_list.show(db, workshop, step, at)
                control.waiting_ideas(db, workshop)
        with right:
            room_side.big_screen(db, workshop)
            room_side.figures(db, workshop)
            if step is not None:
                room_side.joining(db, workshop)
            room_side.when_it_goes_wrong(db, workshop)


def present(db: Session, workshop: Workshop, step: Step) -> None:
    with st.container(border=True, key="card-now"):
        name, time = st.columns([2.4, 1], vertical_alignment="center")
        name.subheader(say.plain(pick(step.title, current(), workshop.language).text), anchor=False)
        clock = steps.clock(step, now=store.now())
        left = _("%(n)s min left", n=clock.minutes_left) if clock.minutes_left else _("time is up")
        with time:
            say.bold(_("Paused") if clock.paused else left, icon="timer", text_alignment="right")
        st.segmented_control(
            _("Phones"),
            list(control.PHONES),
            format_func=lambda mode: control.phones_word(step, mode),
            default=step.phones,
            key=(key := f"{keyed('now_phones')}_{step.id}_{step.phones}"),
            on_change=control.set_phones,
            args=(workshop.id, step.id, key),
            help=_("What people can do on their phones now"),
        )
        if votes.is_open(step) or (votes.is_vote(step) and step.phones != PhoneMode.CLOSED):
            control.progress(db, workshop, step)
            vote_prepare.unpriced(db, step)
        question_result.state(db, workshop, step)
        control.to_themes(db, workshop, step)
        control.buttons(db, workshop, step, clock)
    if said := pick(step.say, current(), workshop.language).text:
        with st.container(border=True, key="card-say"):
            say.fine(_("What you say and do"))
            for line in said.splitlines():
                st.markdown(say.plain(line))


with database.looking() as db:
    workshop = database.required(db)
    head, code = st.columns([3, 1], vertical_alignment="bottom")
    head.title(say.plain(pick(workshop.title, current(), workshop.language).text))
    with code.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        look.sign(workshop.code)
        st.badge(_("Room %(code)s", code=workshop.code), color="blue", icon=":material/meeting_room:")
now()
