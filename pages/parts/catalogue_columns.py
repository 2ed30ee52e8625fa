"""What the columns of a CSV file mean: guessed, and put right by a person."""

import streamlit as st

from pages.parts import say
from pages.parts.language import _, keyed
from workshop_kit import catalogue
from workshop_kit.catalogue import CHOICES, Headings
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import LANGUAGES

FIELDS = {
    "id": lambda: _("Id"),
    "kind": lambda: _("Kind: service or partner"),
    "name": lambda: _("Name"),
    "description": lambda: _("Description"),
    "body": lambda: _("Responsible body"),
    "languages": lambda: _("Languages served"),
    "area": lambda: _("Area"),
    "url": lambda: _("Website"),
    "contact": lambda: _("Contact of the service"),
    "classes": lambda: _("What it does"),
    "target_groups": lambda: _("For whom"),
    "licence": lambda: _("Licence"),
    "source": lambda: _("Source"),
}


def ask(file_id: str, content: bytes) -> dict[str, str]:
    """Column -> field, of the columns whose guess a person has put right; nothing where it is no CSV file."""
    found = _headings(file_id, content)
    if found is None:
        return {}
    lost = not any(column.field.startswith("name") for column in found.columns)
    with st.expander(_("What the columns mean"), icon=":material/view_column:", expanded=lost):
        say.fine(_("Check it once. Columns that mean nothing here are left out."))
        chosen = {column.name: _choose(file_id, place, column) for place, column in enumerate(found.columns)}
    guessed = {column.name: column.field for column in found.columns}
    return {name: field for name, field in chosen.items() if field != guessed[name]}


@st.cache_resource(max_entries=2, show_spinner=False)
def _headings(file_id: str, _content: bytes) -> Headings | None:
    try:
        return catalogue.headings(_content)
    except WorkshopError:
        return None


def _choose(file_id: str, place: int, column: catalogue.Heading) -> str:
    words, meaning = st.columns([1.3, 1], vertical_alignment="center")
    with words:
        say.bold(column.name)
        say.fine(" · ".join(column.samples))
    options = ["", *CHOICES]
    picked = meaning.selectbox(
        column.name,
        options,
        index=options.index(column.field) if column.field in options else 0,
        format_func=title,
        key=f"{keyed('services_column')}_{file_id}_{place}",
        label_visibility="collapsed",
    )
    return picked or ""


def title(field: str) -> str:
    """Such as “Name, Suomi”."""
    if not field:
        return _("Left out")
    if field in FIELDS:
        return FIELDS[field]()
    base, _sep, language = field.rpartition("_")
    return f"{FIELDS[base]()}, {LANGUAGES[language].name}"
