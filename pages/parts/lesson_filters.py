"""What the lessons that are read are narrowed to, beside programme, area and year."""

import streamlit as st
from sqlmodel import Session

from models import LessonKind
from pages.parts.language import _, current, keyed
from pages.parts.lesson_cards import KINDS
from workshop_kit import methods
from workshop_kit.evaluation import lessons
from workshop_kit.i18n import pick


def show(db: Session) -> tuple[str, LessonKind | None]:
    """The method, "" for all; the kind, None for all."""
    left, right = st.columns(2)
    names = {id: pick(methods.named(db, id), current()).text for id in lessons.methods(db)}
    with left:
        method = st.selectbox(
            _("Method"),
            ["", *names],
            format_func=lambda id: names.get(id) or _("All methods"),
            key=keyed("lesson_method"),
        )
    with right:
        kind = st.selectbox(
            _("Kind"),
            ["", *KINDS],
            format_func=lambda one: KINDS[LessonKind(one)]() if one else _("All kinds"),
            key=keyed("lesson_kind"),
        )
    return str(method or ""), LessonKind(kind) if kind else None
