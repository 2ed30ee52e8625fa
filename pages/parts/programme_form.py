"""The dialogs that make a programme, change it and erase it."""

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import closing, database, say
from pages.parts.language import _, day_format, n
from workshop_kit import programmes, store

MADE = "programme_made"
"""The programme that was just made, to be chosen at the next run."""


def new() -> None:
    closing.opened(_new, _("New programme"), large=True)


def edit(programme: Programme) -> None:
    closing.opened(_edit, _("Change the programme"), programme.id, large=True)


def remove(programme: Programme) -> None:
    closing.opened(_remove, _("Erase this programme?"), programme.id)


def _new() -> None:
    _fields(None)
    st.button(
        _("Make the programme"), type="primary", icon=":material/check:", key="programme_save", on_click=_make
    )


def _make() -> None:
    def run(db: Session) -> None:
        st.session_state[MADE] = programmes.create(db, _read(None), now=store.now()).uuid

    closing.keep(run, _("The programme is there now. Add its areas."))


def _edit(programme_id: int) -> None:
    with database.looking() as db:
        _fields(programmes.by_id(db, programme_id))
    st.button(
        _("Save"), type="primary", icon=":material/check:", key="programme_save", on_click=_save,
        args=(programme_id,),
    )  # fmt: skip


def _save(programme_id: int) -> None:
    given = _read(programme_id)
    closing.keep(lambda db: programmes.revise(db, programmes.by_id(db, programme_id), given), _("Saved."))


def _key(programme_id: int | None) -> str:
    return f"programme_{programme_id or 'new'}"


def _fields(programme: Programme | None) -> None:
    key, most = _key(programme.id if programme else None), programmes.NAME_LIMIT
    name, funder = st.columns(2)
    starts, ends = st.columns(2)
    name.text_input(_("Name"), programme.name if programme else "", max_chars=most, key=f"{key}_name")
    funder.text_input(_("Funder"), programme.funder if programme else "", max_chars=most, key=f"{key}_funder")
    first, last = (programme.starts, programme.ends) if programme else (None, None)
    starts.date_input(_("Starts"), first, key=f"{key}_starts", format=day_format())
    ends.date_input(_("Ends"), last, key=f"{key}_ends", format=day_format())
    st.text_area(
        _("What it is for"),
        programme.about if programme else "",
        max_chars=programmes.ABOUT_LIMIT,
        height=110,
        key=f"{key}_about",
    )


def _read(programme_id: int | None) -> programmes.Draft:
    """The form as it stands at this moment."""
    given, key = st.session_state, _key(programme_id)
    return programmes.Draft(
        *(given[f"{key}_{name}"] for name in ("name", "about", "funder")),
        given[f"{key}_starts"],
        given[f"{key}_ends"],
    )


def _remove(programme_id: int) -> None:
    with database.looking() as db:
        programme = programmes.by_id(db, programme_id)
        name, counted = programme.name, programmes.outcomes(db, programme)
        held = len(programmes.workshops(db, programme))
    st.markdown(_("“%(name)s” will be erased. This cannot be undone.", name=say.plain(name)))
    st.markdown(_("Its areas, places, partners and workshops stay."))
    if held:
        say.fine(n("%(n)s workshop then belongs to none.", "%(n)s workshops then belong to none.", held))
    sure = not counted or st.checkbox(
        n(
            "Erase also the %(n)s count in its register of outcomes",
            "Erase also the %(n)s counts in its register of outcomes",
            counted,
        ),
        key=f"programme_{programme_id}_outcomes",
    )
    st.button(
        _("Erase"), type="primary", key="programme_remove_sure", disabled=not sure, on_click=_erase,
        args=(programme_id, counted > 0),
    )  # fmt: skip


def _erase(programme_id: int, with_outcomes: bool) -> None:
    """The counts go with it only where that was ticked: nothing that was added meanwhile."""
    closing.keep(
        lambda db: programmes.remove(db, programmes.by_id(db, programme_id), with_outcomes=with_outcomes),
        _("Erased."),
    )
    store.forget(database.engine())
