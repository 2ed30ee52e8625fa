"""Changing one idea: the form, and the verbs behind the buttons."""

from typing import Any
from zlib import crc32

import streamlit as st
from sqlmodel import Session

from models import Idea, Source, Translation, Workshop
from pages.parts import database, look
from pages.parts.language import _
from workshop_kit import ideas, moderation, pictures, store, workshops
from workshop_kit.i18n import LANGUAGES, direction, language_of
from workshop_kit.text import LIMIT


def act_on(workshop_id: int, idea_id: int, verb: Any, *facts: object) -> bool:
    """Run a verb of `workshop_kit.moderation`, or `_save`, on one idea."""

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        verb(db, workshop, ideas.by_id(db, workshop, idea_id), *facts, now=store.now())

    return database.act(run)


def edit_idea(workshop: Workshop, idea: Idea, own: dict[str, Translation]) -> None:
    """Open the dialog, under a title in the language of the moment."""
    title = _("Words for the photo") if pictures.is_photo(idea.picture) else _("Mend or translate")
    st.dialog(title, width="large")(_form)(workshop, idea, own)


@database.told
def _form(workshop: Workshop, idea: Idea, own: dict[str, Translation]) -> None:
    assert workshop.id is not None and idea.id is not None
    if idea.picture:
        st.html(f'<div class="kit-idea">{look.idea_picture(idea, large=True)}</div>')
    text = _text(idea)
    languages = [code for code in dict.fromkeys(("en", "fi", *workshop.languages)) if code != idea.language]
    translated = {
        code: st.text_area(
            _label(own, code),
            own[code].text if code in own else "",
            max_chars=LIMIT,
            key=_key(f"idea_translation_{code}_{direction(code)}", idea, _now(own, code)),
            help=_("Change it, and it counts as a person’s.") if _by_machine(own, code) else None,
        )
        for code in languages
    }
    if st.button(_("Save"), type="primary", icon=":material/check:", key="idea_save"):
        changed = {code: words for code, words in translated.items() if words != _now(own, code)}
        saved = act_on(workshop.id, idea.id, _save, idea.text, text, changed)
        if saved:
            st.rerun()
        database.tell()


def _text(idea: Idea) -> str:
    language = language_of(idea.language).name
    label = _("Idea %(number)s, in %(language)s", number=idea.number, language=language)
    hint = _("Mend typos only. The first wording is kept, and the writer sees the change on her phone.")
    if pictures.is_photo(idea.picture) and not idea.text:
        label = _("Words under the photo, in %(language)s", language=language)
        hint = _("If you do not write this language, write a translation below.")
    return st.text_area(label, idea.text, max_chars=LIMIT, key=_key("idea_text", idea, idea.text), help=hint)


def _key(name: str, idea: Idea, words: str) -> str:
    """The key of a field: a draft for one idea and its words never shows with another, or with new words."""
    return f"{name}_{idea.id}_{crc32(f'{idea.text} {words}'.encode())}"


def _label(own: dict[str, Translation], code: str) -> str:
    language = LANGUAGES[code].name
    if _by_machine(own, code):
        return _("Translation, %(language)s, by machine", language=language)
    return _("Translation, %(language)s", language=language)


def _by_machine(own: dict[str, Translation], code: str) -> bool:
    return code in own and own[code].source == Source.MACHINE


def _now(own: dict[str, Translation], code: str) -> str:
    return own[code].text if code in own else ""


def _save(
    db: Session, workshop: Workshop, idea: Idea, seen: str, text: str, changed: dict[str, str], *, now: Any
) -> None:
    """Keep what the facilitator changed, and only that. `seen` are the words she was shown. Raises Rewritten."""
    if text == seen and not changed:
        return
    moderation.refuse_unread(idea, seen)
    if text != seen:
        moderation.correct(db, workshop, idea, text, now=now)
    for code, words in changed.items():
        ideas.translate(db, idea, code, words)
