"""The controls of the room: next and back, time, phones, the big screen, ideas that wait."""

from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from models import Idea, PhoneMode, Screen, Step, StepKind, Workshop
from pages.parts import database, look, say
from pages.parts.language import _, current, keyed, n
from pages.parts.screen_text import asked
from workshop_kit import ideas, moderation, participants, steps, store, themes, votes, workshops
from workshop_kit.i18n import pick

WRITE = {
    StepKind.VOTE: lambda: _("Vote"),
    StepKind.OPINIONS: lambda: _("Vote"),
    StepKind.THEMES: lambda: _("Sort"),
    StepKind.PLAN: lambda: _("Help"),
    StepKind.FEEDBACK: lambda: _("Answer"),
}
"""What writing is, where it is something else."""
PHONES = {
    PhoneMode.WRITE: lambda: _("Write"),
    PhoneMode.LISTEN: lambda: _("Listen"),
    PhoneMode.CLOSED: lambda: _("Closed"),
}
SCREENS = {
    "": lambda: _("Follow the step"),
    Screen.JOIN: lambda: _("Join"),
    Screen.IDEAS: lambda: _("Ideas"),
    Screen.THEMES: lambda: _("Themes"),
    Screen.RESULT: lambda: _("Result"),
    Screen.PLAN: lambda: _("Plan"),
    Screen.EFFORT: lambda: _("Effort and benefit"),
    Screen.LAST: lambda: _("Last time"),
    Screen.SUN: lambda: _("Sun"),
}


def buttons(db: Session, workshop: Workshop, step: Step, clock: steps.Clock) -> None:
    if step.kind == StepKind.IDEAS:  # what the phones and the big screen ask in this step
        say.facts(_("On the phones"), _("On the big screen"))
        say.bold(asked(workshop, step)[0].text)
    with st.container(horizontal=True):
        if votes.is_open(step):
            _button(
                _("Close the sorting") if step.kind == StepKind.THEMES else _("Close the vote"),
                "close",
                "lock",
                lambda db, w, s: votes.close(db, w, s),
                workshop,
                step,
                main=True,
            )
        elif following := steps.next_step(db, workshop):
            title = say.plain(pick(following.title, current(), workshop.language).text)
            _move(_("Next: %(step)s", step=title), "next", "arrow_forward", workshop, following, main=True)
        else:
            st.button(
                _("End the evening"), type="primary", key="now_end", icon=":material/flag:",
                on_click=end, args=(workshop.id,),
            )  # fmt: skip
        _button(
            _("5 more minutes"),
            "more",
            "more_time",
            lambda db, w, s: steps.add_minutes(db, w, s, 5),
            workshop,
            step,
        )
        if clock.paused:
            _button(
                _("Go on"),
                "resume",
                "play_arrow",
                lambda db, w, s: steps.resume(db, w, s, now=store.now()),
                workshop,
                step,
            )
        else:
            _button(
                _("Pause"),
                "pause",
                "pause",
                lambda db, w, s: steps.pause(db, w, s, now=store.now()),
                workshop,
                step,
            )
        if votes.shows_result(step) and step.ended_at is None:
            _button(
                _("Open the vote again"),
                "reopen",
                "lock_open",
                lambda db, w, s: votes.reopen(db, w, s),
                workshop,
                step,
            )
        if before := steps.previous_step(db, workshop):
            _move(_("Back"), "back", "arrow_back", workshop, before)


def phones_word(step: Step, mode: PhoneMode) -> str:
    return WRITE[step.kind]() if mode == PhoneMode.WRITE and step.kind in WRITE else PHONES[mode]()


def progress(db: Session, workshop: Workshop, step: Step) -> None:
    """How many phones have sent something in a vote or a card sort."""
    done, people = votes.helped.on_phones(db, step), participants.count(db, workshop)
    if step.kind == StepKind.THEMES:
        st.markdown(_("**%(sorting)s of %(people)s** phones are sorting.", sorting=done, people=people))
    else:
        st.markdown(_("**%(voted)s of %(people)s** have voted.", voted=done, people=people))
        helped(db, step)


def helped(db: Session, step: Step) -> None:
    """How many more have voted without a phone."""
    if more := votes.helped.told(db, step):
        say.gray(n("%(n)s person has voted with a helper.", "%(n)s people have voted with a helper.", more))


def to_themes(db: Session, workshop: Workshop, step: Step) -> None:
    """The way to the page Themes where it is needed now; where there are none yet, that is said."""
    nothing = votes.is_vote(step) and not votes.on_ideas(step) and not votes.options(db, step)
    if nothing:
        st.warning(_("There is nothing to vote on yet. Make themes first."), icon=":material/category:")
    if step.kind != StepKind.THEMES and not nothing:
        return
    label = _("To the themes")
    if votes.last_sorting(db, [step]):
        label = _("See what people sorted")
    elif not themes.board(db, workshop).columns:
        label = _("Suggest themes")
    st.page_link("decide/themes.py", label=label, icon=":material/category:")


def start_button(db: Session, workshop: Workshop) -> None:
    agenda = steps.played(steps.agenda(db, workshop))
    first = agenda[-1] if workshop.ended_at and agenda else steps.next_step(db, workshop)
    if first is None:
        st.info(_("The agenda is empty. Add a step first."), icon=":material/info:")
        return
    label = _("Open the last step again") if workshop.ended_at else _("Start the evening")
    _move(label, "start", "play_arrow", workshop, first, main=not workshop.ended_at)


def screen_choice(workshop: Workshop) -> None:
    key = f"{keyed('now_screen')}_{workshop.screen or ''}"
    st.selectbox(
        _("Show"),
        list(SCREENS),
        index=list(SCREENS).index(workshop.screen or ""),
        format_func=lambda screen: SCREENS[screen](),
        key=key,
        on_change=_choose_screen,
        args=(workshop.id, key),
        label_visibility="collapsed",
    )


def waiting_ideas(db: Session, workshop: Workshop) -> None:
    waiting = ideas.waiting(db, workshop)
    if not waiting:
        return
    with st.container(border=True, key="card-waiting"):
        say.bold(n("%(n)s idea waits for you", "%(n)s ideas wait for you", len(waiting)))
        for idea in waiting[:8]:
            words, keep = st.columns([2.3, 1], vertical_alignment="center")
            with words:
                look.idea_row(idea, large=True)
            with keep.container(horizontal=True, horizontal_alignment="right"):
                _judge(workshop, idea, _("Show"), "show", "check")
                _judge(workshop, idea, _("Hide"), "hide", "visibility_off")


def set_phones(workshop_id: int, step_id: int, key: str) -> None:
    mode, before = st.session_state[key], PhoneMode(key.rsplit("_", 1)[1])
    if mode is None or _is_echo(key, mode):
        return
    if not _act(workshop_id, step_id, lambda db, w, s: steps.set_phones(db, w, s, mode)):
        st.session_state[key] = before  # refused: the switch shows what the phones do


def _is_echo(key: str, value: object) -> bool:
    """A refresh that was under way may send the value again that the key already names: nobody pressed anything."""
    return key.endswith(f"_{value}")


def end(workshop_id: int) -> None:
    database.act(lambda db: steps.end(db, workshops.by_id(db, workshop_id), now=store.now()))


Change = Callable[[Session, Workshop, Step], object]


def _act(workshop_id: int, step_id: int, change: Change) -> bool:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        change(db, workshop, steps.by_id(db, workshop, step_id))

    return database.act(run)


def _button(
    label: str, key: str, icon: str, change: Change, workshop: Workshop, step: Step, *, main: bool = False
) -> None:
    """A button for what is on now and for nothing else: pressed twice, or sent twice, it never skips a step."""
    st.button(
        label,
        key=f"now_{key}_{workshop.current_step_id}_{step.id}_{step.added_minutes}",
        icon=f":material/{icon}:",
        type="primary" if main else "secondary",
        on_click=_act,
        args=(workshop.id, step.id, change),
    )


def _move(label: str, key: str, icon: str, workshop: Workshop, to: Step, *, main: bool = False) -> None:
    """A button to another step. Where somebody else has moved the room meanwhile it does nothing."""
    here = workshop.current_step_id

    def start(db: Session, fresh: Workshop, step: Step) -> None:
        if fresh.current_step_id == here:
            steps.start(db, fresh, step, now=store.now())

    _button(label, key, icon, start, workshop, to, main=main)


def _judge(workshop: Workshop, idea: Idea, label: str, verb: str, icon: str) -> None:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        now_there = ideas.by_id(db, fresh, idea.id or 0)
        if verb == "show":
            moderation.show(db, fresh, now_there, now=store.now(), seen=idea.text)
        else:
            moderation.hide(db, fresh, now_there, now=store.now())

    st.button(label, key=f"now_{verb}_{idea.id}", icon=f":material/{icon}:", on_click=database.act, args=(run,))


def _choose_screen(workshop_id: int, key: str) -> None:
    if _is_echo(key, st.session_state[key]):
        return
    screen = st.session_state[key] or None
    database.act(lambda db: workshops.show(db, workshops.by_id(db, workshop_id), screen))
