"""The Streamlit script: page, language, menu. It runs first for every address, so nothing is shown without it."""

import streamlit as st

from pages.parts import database, language, language_choice, look, menu, say
from pages.parts.language import _
from workshop_kit.errors import WorkshopError


def main() -> None:
    st.set_page_config(page_title="Workshop kit", page_icon=look.favicon(), layout="wide")
    try:
        language_choice.remember()
        _navigate()
    except WorkshopError as error:
        say.error(error.in_language(language.current()))


def _navigate() -> None:
    screen = st.Page("room/screen.py", title=_("Big screen"), url_path="screen", visibility="hidden")
    page = st.navigation({"": [_home()], **menu.sections(), " ": [screen]}, expanded=True)
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


main()
