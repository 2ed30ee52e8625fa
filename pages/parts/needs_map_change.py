"""What a person changes of a need: its name and kind, what belongs to it, and whether two needs are one."""

from functools import partial

import streamlit as st
from sqlmodel import Session

from models import NeedKind
from pages.parts import needs_map_run
from pages.parts.language import _, current, day, keyed
from pages.parts.needs_map_seen import KINDS, Seen, called, told_apart
from workshop_kit import store
from workshop_kit.needs_map import deciding
from workshop_kit.needs_map.standing import Said
from workshop_kit.needs_map.tables import Row
from workshop_kit.themes import LABEL_LIMIT


def show(seen: Seen, row: Row) -> None:
    with st.expander(_("Change this need"), icon=":material/edit:"):
        _name(seen, row)
        _kind(row)
        _join(seen, row)
        _part(seen, row)


def _name(seen: Seen, row: Row) -> None:
    """The key has the name: after undo the field shows what is kept."""
    name = called(row).text
    key = f"needs_map_name_{row.need_id}_{current()}_{name}"
    st.text_input(_("Name"), name, max_chars=LABEL_LIMIT, key=key, on_change=_rename, args=(row.need_id, key))


def _rename(need_id: int, key: str) -> None:
    label = {current(): st.session_state[key]}
    needs_map_run.act(lambda db: deciding.rename(db, deciding.by_id(db, need_id), label, now=store.now()))


def _kind(row: Row) -> None:
    key = keyed(f"needs_map_kind_{row.need_id}_{row.kind}")
    st.segmented_control(
        _("What is it?"),
        list(NeedKind),
        default=row.kind,
        format_func=lambda kind: KINDS[kind](),
        key=key,
        on_change=_set_kind,
        args=(row.need_id, key),
        required=True,
    )


def _set_kind(need_id: int, key: str) -> None:
    kind = st.session_state[key]
    if kind is not None:
        change = partial(deciding.set_kind, kind=NeedKind(kind), now=store.now())
        needs_map_run.act(lambda db: change(db, deciding.by_id(db, need_id)))


def _join(seen: Seen, row: Row) -> None:
    others = {id: need for id, need in seen.needs.items() if id != row.need_id}
    if not others:
        return
    names = dict(zip(others, told_apart(others.values()), strict=True))
    key = keyed(f"needs_map_join_{row.need_id}_{len(others)}")
    st.selectbox(
        _("The same as this other need, which goes into this one"),
        list(others),
        index=None,
        format_func=lambda id: names[id],
        placeholder=_("Choose a need"),
        key=key,
        on_change=_merge,
        args=(row.need_id, key),
    )


def _merge(need_id: int, key: str) -> None:
    other = st.session_state[key]

    def run(db: Session) -> None:
        deciding.merge(db, deciding.by_id(db, need_id), deciding.by_id(db, other), now=store.now())

    if other is not None:
        needs_map_run.act(run)


def _part(seen: Seen, row: Row) -> None:
    """Some of its themes say something else: a new need of them."""
    if len(row.themes) < 2:
        return
    themes = {theme.id: theme for theme in row.themes}
    key = keyed(f"needs_map_part_{row.need_id}_{len(themes)}")
    chosen = st.multiselect(
        _("Themes that say something else"),
        list(themes),
        format_func=lambda id: _theme(seen, themes[id]),
        placeholder=_("Choose themes"),
        key=key,
    )
    if chosen:
        name = st.text_input(_("Name of the new need"), max_chars=LABEL_LIMIT, key=f"{key}_name")
        st.button(
            _("Make a need of them"), icon=":material/call_split:", key=f"{key}_go",
            on_click=_split, args=(tuple(chosen), name, current()),
        )  # fmt: skip


def _theme(seen: Seen, theme: Said) -> str:
    workshop = seen.workshops[theme.workshop_id]
    name = theme.name(current()).text or _("Without a name")
    return " · ".join(part for part in (name, theme.area, day(workshop.day)) if part)


def _split(theme_ids: tuple[int, ...], name: str, language: str) -> None:
    def run(db: Session) -> None:
        themes = [deciding.theme_by_id(db, id) for id in theme_ids]
        deciding.split(db, themes, {language: name}, now=store.now())

    needs_map_run.act(run)
