"""The last entries of a register, behind a press: corrected or taken back, with what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st
from babel.dates import format_date
from sqlmodel import Session

from models import EntryChannel, Indicator, Outcome, Programme
from pages.parts import database, look, outcome_form, outcome_numbers, say, state
from pages.parts.language import _, current, day_format, keyed
from workshop_kit import areas, background, programmes, store
from workshop_kit.figures import number
from workshop_kit.i18n import locale_of, words
from workshop_kit.outcomes import entries, indicators, register
from workshop_kit.outcomes.entries import Entry
from workshop_kit.outcomes.register import REASON_LIMIT, Draft

SHOWN, STEP = 10, 20
CHANNELS = {
    EntryChannel.PAGE: lambda: _("on the laptop"),
    EntryChannel.PHONE: lambda: _("on a phone"),
    EntryChannel.FILE: lambda: _("from a file"),
}


@dataclass(frozen=True)
class _Names:
    """What ids stand for."""

    indicators: Mapping[int, Indicator]
    areas: Mapping[int, str]


def show(db: Session, programme: Programme) -> None:
    id = programme.id or 0
    if not entries.counts(db, id):
        return
    if not st.toggle(_("Show the last entries"), key=f"outcome_entries_{id}"):
        say.fine(_("Single entries may be about fewer than five people. They are for those who keep the register."))
        return
    say.fine(_("For those who keep the register: do not show this list to others, and put it into no paper."))
    most = st.session_state.get(f"outcome_most_{id}", SHOWN)
    found = entries.last(db, id, most=most + 1)
    names = _Names(
        {each.id or 0: each for each in indicators.listed(db, id)},
        {area.id or 0: area.name for area in areas.listed(db)},
    )
    for entry in found[:most]:
        _entry(id, entry, names)
    if len(found) > most:
        st.button(_("Show more"), key="outcome_more", on_click=_more, args=(id, most + STEP))
    elif not found:
        look.empty(_("Nothing has been counted yet."))


def _more(programme_id: int, most: int) -> None:
    st.session_state[f"outcome_most_{programme_id}"] = most


def _entry(programme_id: int, entry: Entry, names: _Names) -> None:
    row = entry.row
    with st.container(border=True, key=f"card-entry-{row.uuid}"):
        text, correct, back = st.columns([5, 1.1, 1.2], vertical_alignment="center")
        with text:
            what = outcome_form.named(names.indicators[row.indicator_id])
            count = _("taken back") if entry.is_taken_back else number(words(current()), row.count)
            say.bold(f"{what}: {count}")
            say.facts(_date(row), names.areas.get(row.area_id or 0, ""), *_groups(row), CHANNELS[row.channel]())
            if entry.before:
                say.fine(trace(entry), icon="history")
        if entry.is_taken_back:
            return
        if correct.button(_("Correct"), icon=":material/edit:", key=f"entry_correct_{row.uuid}"):
            st.dialog(_("Correct this count"), width="large")(_correct)(programme_id, row.uuid)
        with back.popover(_("Take back"), icon=":material/undo:"):
            st.text_input(_("Why?"), key=f"entry_why_{row.uuid}", max_chars=REASON_LIMIT)
            st.button(
                _("Take this count back"), key=f"entry_back_{row.uuid}", on_click=_take_back, args=(row.uuid,)
            )


def trace(entry: Entry) -> str:
    """Such as “was 12, now 11: counted twice · 3 May”; of several corrections all, the first one first."""
    rows, w = [*entry.before, entry.row], words(current())
    told = []
    for old, new in zip(rows, rows[1:], strict=False):
        facts = {"old": number(w, old.count), "new": number(w, new.count), "reason": new.reason}
        if register.is_taken_back(new):
            sentence = _("was %(old)s, taken back: %(reason)s", **facts)
        elif old.count == new.count:
            sentence = _("%(new)s stays, other facts were changed: %(reason)s", **facts)
        else:
            sentence = _("was %(old)s, now %(new)s: %(reason)s", **facts)
        when = format_date(new.entered_at.date(), format="d MMMM", locale=locale_of(current()))
        told.append(f"{sentence} · {when}")
    return "; ".join(told)


def _date(row: Outcome) -> str:
    return str(format_date(row.day, format="medium", locale=locale_of(current())))


def _groups(row: Outcome) -> list[str]:
    w = words(current())
    genders = [f"{outcome_numbers.NAMES[each]()} {many}" for each, many in row.by_gender.items()]
    ages = [w._(background.AGE.answers[each]) + f": {many}" for each, many in row.by_age.items()]
    return [*genders, *ages]


@database.told
def _correct(programme_id: int, uuid: str) -> None:
    """Close the dialog where it could be kept; else the sentence stands in it, over what was written."""
    with database.looking() as db:
        row = register.by_uuid(db, uuid)
        programme = programmes.by_id(db, programme_id)
        places = outcome_form.choices(db, programme, row.area_id)
        indicator = indicators.by_id(db, programme_id, row.indicator_id)
        key = f"entry_new_{uuid}"
        say.gray(outcome_form.named(indicator))
        left, right = st.columns(2)
        when = left.date_input(_("Day"), row.day, key=f"{key}_day", format=day_format())
        area = right.selectbox(
            _("Area"), list(places), index=list(places).index(row.area_id or 0),
            format_func=lambda one: places[one], key=keyed(f"{key}_area"),
        )  # fmt: skip
        outcome_numbers.show(key, indicator, row)
        reason = st.text_input(_("Why is it corrected?"), key=f"{key}_reason", max_chars=REASON_LIMIT)
        say.fine(_("The old numbers stay in the register, with your reason. Please name no person."))
        if st.button(_("Save the correction"), type="primary", icon=":material/check:", key="entry_save"):
            given = {
                "day": when,
                "area_id": area or None,
                "workshop_id": row.workshop_id,
                **outcome_numbers.read(key),
            }
            _keep(uuid, row.indicator_id, given, reason)


def _keep(uuid: str, indicator_id: int, given: Mapping[str, Any], reason: str) -> None:
    draft = Draft(str(uuid4()), indicator_id, **given)
    with store.writing(database.engine()) as db:
        register.correct(db, register.by_uuid(db, uuid), draft, reason, now=store.now())
    state.tell_done(_("Corrected."))
    st.rerun()


def _take_back(uuid: str) -> None:
    reason = st.session_state.get(f"entry_why_{uuid}", "")
    database.act(
        lambda db: register.take_back(db, register.by_uuid(db, uuid), reason, now=store.now()),
        done=_("Taken back."),
    )
