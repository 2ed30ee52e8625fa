"""The head of a community profile with its Word paper, and what it does not know."""

from datetime import date
from functools import partial

import streamlit as st

from exports import profile as words_of
from exports.word import profile as paper
from pages.parts import database, say
from pages.parts.language import _, current
from workshop_kit import profile, templates
from workshop_kit.i18n import words
from workshop_kit.insights import Filter
from workshop_kit.profile.facts import Profile

LANGUAGES = {"en": "English", "fi": "Suomi"}


def head(found: Profile) -> None:
    """Size in numbers, and the paper."""
    w = words(current())
    left, right = st.columns([3, 2], gap="large", vertical_alignment="bottom")
    with left:
        say.gray(words_of.size(found))
        figures = (
            (_("People"), found.people.people),
            (_("Workshops"), found.workshops),
            (_("Ideas"), found.content.ideas),
        )
        with st.container(horizontal=True, gap="large"):
            for name, number in figures:
                st.metric(name, words_of.number(w, number), width="content")
    with right, st.container(border=True, key="card-profile-paper"):
        _paper(found)


def _paper(found: Profile) -> None:
    say.bold(_("Two pages in Word"), icon="description")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = st.segmented_control(
            _("Language of the document"),
            list(LANGUAGES),
            default=current(),
            format_func=LANGUAGES.get,
            key="profile_paper_language",
            label_visibility="collapsed",
            required=True,
        )
        st.download_button(
            _("Save as Word"),
            partial(written, found.wanted, language),
            words_of.file_name(found).replace(f"{found.language}.docx", f"{language}.docx"),
            icon=":material/download:",
            key="profile_word",
            on_click="ignore",
            type="primary",
        )


def written(wanted: Filter, language: str) -> bytes:
    """The paper, drawn when its button is pressed and not before."""
    with database.looking() as db:
        found = profile.of(db, wanted, language, today=date.today())
        return paper.export(found, templates.content(db)).data


def unknown(found: Profile) -> None:
    for sentence in words_of.unknown(found):
        st.markdown(f":material/help: {say.plain(sentence)}")
