"""Lessons as they are read, and as they are written and changed."""

from collections.abc import Callable, Sequence

import streamlit as st
from sqlmodel import Session

from models import Lesson, LessonKind, Workshop
from pages.parts import database, look, say
from pages.parts.language import _, current, day, keyed
from workshop_kit import methods, store, workshops
from workshop_kit.evaluation import lessons
from workshop_kit.evaluation.lessons import Learnt
from workshop_kit.i18n import pick

KINDS: dict[LessonKind, Callable[[], str]] = {
    LessonKind.WORKED: lambda: _("What worked"),
    LessonKind.HARD: lambda: _("What was hard"),
    LessonKind.NEXT_TIME: lambda: _("Next time"),
}
MOST = 40
"""Lessons on a page."""
ICONS = {LessonKind.WORKED: "thumb_up", LessonKind.HARD: "warning", LessonKind.NEXT_TIME: "redo"}


def write(db: Session, workshop: Workshop) -> None:
    """The lessons of one workshop: its own by kind, each with a field for one more."""
    own = lessons.of_workshop(db, workshop)
    for column, kind in zip(st.columns(len(KINDS)), KINDS, strict=True):
        with column, st.container(border=True, key=f"card-lesson-{kind.value}", height="stretch"):
            say.bold(KINDS[kind](), icon=ICONS[kind])
            for lesson in own:
                if lesson.kind == kind:
                    _own(lesson)
            _new(workshop, kind)


def _own(lesson: Lesson) -> None:
    words, button = st.columns([5, 1], vertical_alignment="center")
    with words:
        st.markdown(say.plain(lesson.text))
    with button, st.popover("", icon=":material/edit:", help=_("Change")):
        key = f"lesson_{lesson.id}"
        st.text_area(_("Lesson"), lesson.text, key=f"{key}_text", max_chars=lessons.LIMIT)
        st.selectbox(
            _("Kind"),
            list(KINDS),
            index=list(KINDS).index(LessonKind(lesson.kind)),
            format_func=lambda one: KINDS[one](),
            key=keyed(f"{key}_kind"),
        )
        with st.container(horizontal=True):
            st.button(
                _("Save"), key=f"{key}_save", icon=":material/check:", on_click=_change, args=(lesson.id, key)
            )
            st.button(
                _("Delete"), key=f"{key}_remove", icon=":material/delete:", on_click=_remove, args=(lesson.id,)
            )


def _new(workshop: Workshop, kind: LessonKind) -> None:
    key = f"lesson_new_{workshop.id}_{kind.value}"
    field = f"{key}_{st.session_state.get(key, 0)}"
    st.text_area(
        _("One more"), key=field, max_chars=lessons.LIMIT, height=80, label_visibility="collapsed",
        placeholder=_("One sentence. No names of people."),
    )  # fmt: skip
    st.button(
        _("Keep"), key=f"{key}_add", icon=":material/add:", on_click=_add, args=(workshop.id, kind, key, field)
    )


def _add(workshop_id: int, kind: LessonKind, key: str, field: str) -> None:
    text = st.session_state[field]
    if database.act(lambda db: lessons.add(db, workshops.by_id(db, workshop_id), kind, text, now=store.now())):
        st.session_state[key] = st.session_state.get(key, 0) + 1


def _change(lesson_id: int, key: str) -> None:
    kind, text = st.session_state[keyed(f"{key}_kind")], st.session_state[f"{key}_text"]
    database.act(lambda db: lessons.change(db, lessons.by_id(db, lesson_id), kind, text), done=_("Saved."))


def _remove(lesson_id: int) -> None:
    database.act(lambda db: lessons.remove(db, lessons.by_id(db, lesson_id)))


def read(db: Session, found: Sequence[Learnt]) -> None:
    """Lessons of many workshops, each with where it comes from."""
    if not found:
        look.empty(_("No lesson here. Write one after your next workshop."))
    if len(found) > MOST:
        say.gray(_("The newest %(most)s of %(all)s. Choose above what you need.", most=MOST, all=len(found)))
    names = _names(db, found)
    for one in found[:MOST]:
        with st.container(border=True, key=f"card-lesson-read-{one.lesson.id}"):
            line(one, names)


def _names(db: Session, found: Sequence[Learnt]) -> dict[str, str]:
    """What the methods are called."""
    return {id: pick(methods.named(db, id), current()).text for id in {one.lesson.method for one in found}}


def line(one: Learnt, names: dict[str, str]) -> None:
    lesson, workshop = one.lesson, one.workshop
    kind = LessonKind(lesson.kind)
    st.markdown(f":material/{ICONS[kind]}: {say.plain(lesson.text)}")
    title = pick(workshop.title, current(), workshop.language).text if workshop else ""
    when = day(workshop.day if workshop else lesson.created_at.date())
    say.facts(KINDS[kind](), names.get(lesson.method, ""), lesson.area, title, when)


def before(db: Session, workshop: Workshop) -> None:
    """What was learnt before, for whoever prepares; nothing where there is nothing, or once it has begun."""
    if workshop.current_step_id or workshop.ended_at:
        return
    found = lessons.for_preparation(db, workshop)
    if not found:
        return
    names = _names(db, found)
    with st.expander(_("Learnt before"), icon=":material/school:"):
        for one in found:
            line(one, names)
