"""The papers of a workshop as cards: for those who decide, for a service, for those who took part, to keep."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from models import Workshop
from pages.parts import papers
from pages.parts.language import _
from workshop_kit.i18n import LANGUAGES


def offer(title: str, words: str, icon: str, label: str, data: Callable[[], bytes], name: str, **more: str) -> None:
    """One card: what the file is for, and the button that saves it."""
    with st.container(border=True, key=f"card-{icon}", height="stretch"):
        st.subheader(title, anchor=False)
        st.markdown(f":material/{icon}: {words}")
        st.download_button(
            label, data, name, icon=":material/download:", key=f"documents_{icon}", on_click="ignore", **more
        )


def for_those_who_decide(workshop: Workshop, id: int, language: str) -> None:
    name = partial(papers.file_name, workshop)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        words = _("For the service managers: who does what by when, and what people said.")
        data = partial(papers.document, id, "docx", language)
        offer(_("Action plan"), words, "description", _("Save as Word"), data, name(f"plan-{language}", "docx"),
              type="primary")  # fmt: skip
    with middle:
        words = _("To fill in and send back: status, dates, what has happened. With all ideas and votes.")
        data = partial(papers.document, id, "xlsx", language)
        offer(_("Workbook"), words, "table_view", _("Save as Excel"), data, name(f"plan-{language}", "xlsx"))
    with right:
        words = _("The same plan as one page for a browser, a phone or a screen reader.")
        data = partial(papers.document, id, "html", language)
        offer(_("Web page"), words, "public", _("Save as HTML"), data, name(f"plan-{language}", "html"))


def for_services_and_people(workshop: Workshop, id: int, language: str) -> None:
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, key="card-brief", height="stretch"):
        st.subheader(_("For one service"), anchor=False)
        st.markdown(_("Two pages with what concerns it, and nothing else."))
        known = papers.addressees(id)
        chosen = st.selectbox(
            _("Service or partner"), list(known), key="documents_service",
            format_func=lambda one: known[one],
            placeholder=_("The plan names no service yet"),
        )  # fmt: skip
        if chosen is not None:
            data = partial(papers.for_service, id, language, chosen)
            named = papers.file_name(workshop, f"brief-{chosen[0] or 'body'}-{language}", "docx")
            st.download_button(_("Save the brief"), data, named, key="documents_brief", on_click="ignore")
    with right, st.container(border=True, key="card-leaflet", height="stretch"):
        st.subheader(_("For those who took part"), anchor=False)
        st.markdown(_("One sheet to print: what was decided, and what has happened since."))
        read = st.selectbox(
            _("Language"), workshop.languages, format_func=lambda code: LANGUAGES[code].name, key="documents_reader"
        )
        data = partial(papers.for_participants, id, read)
        named = papers.file_name(workshop, f"leaflet-{read}", "docx")
        st.download_button(_("Save the sheet"), data, named, key="documents_leaflet", on_click="ignore")


def the_rest(workshop: Workshop, id: int, language: str) -> None:
    name = partial(papers.file_name, workshop)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        words = _("All of these papers, a brief for each service, and a sheet in each language.")
        data = partial(papers.all_of_them, id, language, list(workshop.languages))
        offer(_("Everything"), words, "folder_zip", _("Save as zip"), data, name("papers", "zip"))
    with middle:
        words = _("A table for a spreadsheet: number, language, words, theme.")
        offer(_("All ideas"), words, "format_list_numbered", _("Save as CSV"),
              partial(papers.document, id, "csv", language), name("ideas", "csv"))  # fmt: skip
    with right:
        words = _("One file that another laptop can bring in. It names no participant.")
        offer(_("The whole workshop"), words, "inventory_2", _("Save as JSON"), partial(papers.whole, id),
              name("workshop", "json"))  # fmt: skip
