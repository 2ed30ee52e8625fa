"""The form that edits one step: its words in every language, its picture, and what its kind needs."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Step, StepKind, Workshop
from pages.parts import agenda_undo, database, language, picture_choice, question_form, texts, vote_form
from pages.parts.language import _
from workshop_kit import pace, steps, store, votes, workshops
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import LANGUAGES
from workshop_kit.pictures import Photo

_DONE = "step_done"
SWITCHES: dict[str, tuple[bool, Callable[[], str]]] = {
    "by_table": (False, lambda: _("People write by table, and move on in the next such step")),
    "show_others": (False, lambda: _("People see each other’s ideas on their phones")),
    "photos": (True, lambda: _("Photos")),
    "symbols": (False, lambda: _("Pictures instead of words")),
}
"""Setting of an ideas step -> what it is where nothing was chosen, and its name."""


def edit_step(workshop: Workshop, step: Step) -> None:
    """Open the dialog, under a title in the language of the moment."""
    st.session_state.pop(_DONE, None)
    st.dialog(_("Edit the step"), width="large")(_form)(workshop, step)


@database.told
def _form(workshop: Workshop, step: Step) -> None:
    if st.session_state.pop(_DONE, False):
        st.rerun()
    database.tell()
    key = _key(step)
    _settings(workshop, step, key)
    _words(workshop, step, key)
    with st.container(border=True, key=f"card-picture-{key}"):
        picture_choice.fields(workshop, step.picture, key)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            _("Save"),
            type="primary",
            key="step_save",
            icon=":material/check:",
            on_click=_save,
            args=(workshop, step),
        )
        if step.started_at is None:
            st.button(
                _("Take this step off the agenda"), key="step_remove", icon=":material/delete:",
                on_click=_act, args=(workshop, step, agenda_undo.remove),
            )  # fmt: skip


def _key(step: Step) -> str:
    return f"step_{step.id}"


def _words(workshop: Workshop, step: Step, key: str) -> None:
    """What phones show in each of their languages; what the facilitator says in those that she reads."""
    own = workshop.language
    name = texts.Field("title", _("Name"), step.title, steps.TITLE_LIMIT)
    prompt = texts.Field("prompt", _("On the phones"), step.prompt, steps.TEXT_LIMIT, long=True)
    left, right = st.columns(2)
    with left:
        name.draw(key, own)
        prompt.draw(key, own)
        ideas = step.kind == StepKind.IDEAS
        empty = _("Empty: the question to the room.") if ideas else _("Empty: a sentence of the kit’s own.")
        st.markdown(f":small[:gray[{empty}]]")
    with right:
        spoken = list(dict.fromkeys((own, *language.OFFERED)))
        said = texts.Field("say", _("What you say and do"), step.say, steps.TEXT_LIMIT, long=True, height=190)
        needs = texts.Field("needs", _("Have ready before it begins"), step.needs, steps.TEXT_LIMIT, long=True)
        for tab, code in zip(st.tabs([LANGUAGES[code].name for code in spoken]), spoken, strict=True):
            with tab:
                said.draw(key, code)
                needs.draw(key, code)
    texts.others(key, own, workshop.languages, [name, prompt])


def _settings(workshop: Workshop, step: Step, key: str) -> None:
    left, middle, right = st.columns([1, 1.2, 2.6], vertical_alignment="bottom")
    left.number_input(_("Minutes"), 1, steps.MOST_MINUTES, step.minutes, key=f"{key}_minutes")
    middle.number_input(
        _("Minutes at least"), 1, steps.MOST_MINUTES, step.shortest, key=f"{key}_shortest",
        placeholder=str(pace.least(step)),
        help=_("To how many minutes it may be cut when the evening runs late. Empty: the kit decides by its kind."),
    )  # fmt: skip
    if votes.is_vote(step):
        with st.container(border=True, key=f"card-vote-{key}"):
            vote_form.fields(step, key)
    if step.kind == StepKind.FEEDBACK:
        with st.container(border=True, key=f"card-questions-{key}"):
            question_form.fields(workshop, step, key)
    if step.kind == StepKind.IDEAS:
        with right:
            _ideas(step, key)


def _ideas(step: Step, key: str) -> None:
    with st.container(horizontal=True, gap="large"):
        for name, (usual, label) in SWITCHES.items():
            st.toggle(label(), bool(step.settings.get(name, usual)), key=f"{key}_{name}")


def _given(step: Step, key: str) -> dict[str, Any]:
    """The settings as they stand in the form."""
    if votes.is_vote(step):
        return vote_form.given(step, key)
    given = st.session_state
    return {name: given[f"{key}_{name}"] for name in SWITCHES} if step.kind == StepKind.IDEAS else {}


def _save(workshop: Workshop, step: Step) -> None:
    """A callback, so that a click beside the dialog right after it does not overtake it."""
    key = _key(step)
    try:
        picture = picture_choice.read(step.picture, key)
    except WorkshopError as error:
        database.tell_error(error)
        return

    _act(workshop, step, lambda db, fresh, own: _edit(db, fresh, own, key, picture))


def _edit(db: Session, workshop: Workshop, step: Step, key: str, picture: str | Photo) -> None:
    """What stands in the form; texts in languages that it does not show are kept."""
    steps.edit(
        db,
        workshop,
        step,
        title={**step.title, **texts.read(key, "title")},
        prompt={**step.prompt, **texts.read(key, "prompt")},
        say={**step.say, **texts.read(key, "say")},
        needs={**step.needs, **texts.read(key, "needs")},
        minutes=int(st.session_state[f"{key}_minutes"]),
        shortest=st.session_state[f"{key}_shortest"],
        settings=_given(step, key),
    )
    if step.kind == StepKind.FEEDBACK:
        question_form.keep(db, workshop, step, key)
    steps.illustrate(db, workshop, step, picture, now=store.now())


def _act(workshop: Workshop, step: Step, change: Callable[[Session, Workshop, Step], None]) -> None:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        change(db, fresh, steps.by_id(db, fresh, step.id or 0))

    st.session_state[_DONE] = database.act(run)
