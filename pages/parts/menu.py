"""The menu: what is found where, in the order in which a workshop is prepared, held, decided and added up."""

import streamlit as st

from pages.parts.language import _


def sections() -> dict[str, list[st.Page]]:
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
        _("Insights"): [
            _page("insights/programme", _("Programme"), "flag"),
            _page("insights/needs_map", _("Needs map"), "map"),
            _page("insights/profile", _("Community profile"), "diversity_3"),
            _page("insights/outcomes", _("Outcomes"), "monitoring"),
            _page("insights/evaluation", _("Evaluation"), "balance"),
            _page("insights/lessons", _("Lessons"), "school"),
        ],
    }


def _page(path: str, title: str, icon: str) -> st.Page:
    return st.Page(f"{path}.py", title=title, icon=f":material/{icon}:", url_path=path.split("/")[1])
