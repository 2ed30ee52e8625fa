"""Choosing a picture: none, one of the kit's symbols, or a photo."""

import base64
from html import escape

import streamlit as st

from models import Workshop
from pages.parts import look, pictured
from pages.parts.language import _, current, keyed
from workshop_kit import pictures
from workshop_kit.errors import WorkshopError
from workshop_kit.look import symbols
from workshop_kit.pictures import Photo

KINDS = {"": lambda: _("No picture"), "symbol": lambda: _("Drawing"), "photo": lambda: _("Photo")}


def fields(workshop: Workshop, picture: str, key: str) -> None:
    """Draw the choice; `read` takes what was chosen."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        kind = st.segmented_control(
            _("Picture beside the text"),
            list(KINDS),
            default=_kind(picture),
            format_func=lambda kind: KINDS[kind](),
            key=keyed(f"{key}_kind"),
            required=True,
        )
        if kind == "symbol":
            _symbol(picture, key)
        if kind == "photo":
            st.file_uploader(_("A photo from this laptop"), type=["jpg", "jpeg", "png", "webp"], key=f"{key}_photo")
    with right:
        _preview(workshop, picture, key)


def read(picture: str, key: str) -> str | Photo:
    """What was chosen, also inside a callback: a reference, or a photo that is not kept yet. Raises Wrong."""
    given = st.session_state
    kind = given.get(keyed(f"{key}_kind"))
    if kind == "symbol":
        return pictures.checked_symbol(given.get(keyed(f"{key}_symbol")) or "")
    if kind == "photo":
        uploaded = given.get(f"{key}_photo")
        return pictures.shrunk(uploaded.getvalue()) if uploaded else picture if pictures.is_photo(picture) else ""
    return ""


def show(workshop: Workshop, picture: str, size: int = 44) -> None:
    """A picture in small; nothing where there is none."""
    if name := pictures.symbol_of(picture):
        st.html(look.symbol(name, size), width="content")
    elif source := pictured.address(workshop.id, picture):
        _photo(source, size)


def _kind(picture: str) -> str:
    if pictures.is_photo(picture):
        return "photo"
    return "symbol" if pictures.symbol_of(picture) else ""


def _symbol(picture: str, key: str) -> None:
    names = sorted(symbols.NAMES, key=lambda name: _(symbols.NAMES[name]))
    before = pictures.symbol_of(picture)
    st.selectbox(
        _("Drawing"),
        names,
        index=names.index(before) if before else None,
        format_func=lambda name: _(symbols.NAMES[name]),
        key=keyed(f"{key}_symbol"),
        placeholder=_("Choose a drawing"),
    )


def _preview(workshop: Workshop, picture: str, key: str) -> None:
    """What is chosen now; a file that is no photo is told at once."""
    try:
        chosen = read(picture, key)
    except WorkshopError as error:
        st.error(error.in_language(current()), icon=":material/error:")
        return
    if isinstance(chosen, Photo):
        _photo(f"data:image/jpeg;base64,{base64.b64encode(chosen.content).decode()}", 120)
    else:
        show(workshop, chosen, 120 if pictures.is_photo(chosen) else 96)


def _photo(source: str, height: int) -> None:
    alt = escape(_("Photo"))
    st.html(
        f'<img src="{source}" alt="{alt}" style="display:block;height:{height}px;'
        f'max-width:{height * 2}px;object-fit:cover;border-radius:8px">',
        width="content",
    )
