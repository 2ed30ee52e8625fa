"""The Streamlit script: page, language, menu. It runs first for every address, so nothing is shown without it."""

import streamlit as st

from pages.parts import database, language, language_choice, look
from pages.parts.language import _
from workshop_kit.errors import WorkshopError


def main() -> None:
    st.set_page_config(page_title="Workshop kit", page_icon=look.favicon(), layout="wide")
    try:
        language_choice.remember()
        _navigate()
    except WorkshopError as error:
        st.error(error.in_language(language.current()), icon=":material/error:")


def _navigate() -> None:
    screen = st.Page("room/screen.py", title=_("Big screen"), url_path="screen", visibility="hidden")
    page = st.navigation({"": [_home()], **_sections(), " ": [screen]}, expanded=True)
    if page.url_path == "screen":
        page.run()
        return
    look.style()
    if page.url_path not in ("", "home"):
        database.stay()
    with st.sidebar:
        look.which_workshop()
        language_choice.show()
    database.tell()
    page.run()


def _home() -> st.Page:
    return st.Page("start/home.py", title=_("Workshops"), icon=":material/home:", url_path="home", default=True)


def _sections() -> dict[str, list[st.Page]]:
    """One entry a section of the menu; a section is a folder of `pages/`."""
    return {
        _("Prepare"): [
            _page("prepare/workshop", _("Workshop"), "edit_note"),
            _page("prepare/methods", _("Methods"), "menu_book"),
            _page("prepare/agenda", _("Agenda"), "event_note"),
            _page("prepare/tables", _("Tables"), "table_restaurant"),
            _page("prepare/services", _("Services"), "account_balance"),
            _page("prepare/print_kit", _("Print kit"), "print"),
            _page("prepare/connect", _("Connect phones"), "wifi"),
        ],
        _("In the room"): [
            _page("room/now", _("Now"), "play_circle"),
            _page("room/ideas", _("Ideas"), "lightbulb"),
            _page("room/paper", _("Paper cards"), "edit_document"),
            _page("room/hands", _("Helpers"), "group_add"),
        ],
        _("Decide"): [
            _page("decide/themes", _("Themes"), "category"),
            _page("decide/votes", _("Votes"), "how_to_vote"),
            _page("decide/needs", _("Needs and services"), "handshake"),
        ],
        _("Follow up"): [
            _page("follow_up/plan", _("Plan"), "checklist"),
            _page("follow_up/documents", _("Documents"), "description"),
        ],
    }


def _page(path: str, title: str, icon: str) -> st.Page:
    return st.Page(f"{path}.py", title=title, icon=f":material/{icon}:", url_path=path.split("/")[1])


main()
