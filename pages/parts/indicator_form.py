"""One indicator: what is counted, of what it is a part, what is asked for, and the target."""

from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from models import Counted, Indicator, Texts
from pages.parts import database, state
from pages.parts.language import OFFERED, _, current, day_format, keyed
from workshop_kit import store
from workshop_kit.i18n import LANGUAGES, pick
from workshop_kit.outcomes import indicators
from workshop_kit.outcomes.indicators import LIMIT, Draft
from workshop_kit.outcomes.register import MOST

KINDS = {Counted.PEOPLE: lambda: _("People"), Counted.VISITS: lambda: _("Visits")}


def new(programme_id: int) -> None:
    st.dialog(_("Something of your own to count"), width="large")(_new)(programme_id)


def edit(indicator: Indicator) -> None:
    st.dialog(_("Change what is counted"), width="large")(_edit)(indicator.programme_id, indicator.id or 0)


@database.told
def _new(programme_id: int) -> None:
    with database.looking() as db:
        draft = _fields(db, programme_id, None)
    if st.button(_("Add"), type="primary", icon=":material/add:", key="indicator_save"):
        _keep(lambda db: indicators.add(db, programme_id, draft))


@database.told
def _edit(programme_id: int, indicator_id: int) -> None:
    with database.looking() as db:
        row = indicators.by_id(db, programme_id, indicator_id)
        draft = _fields(db, programme_id, row)
    if st.button(_("Save"), type="primary", icon=":material/check:", key="indicator_save"):
        _keep(lambda db: indicators.change(db, indicators.by_id(db, programme_id, indicator_id), draft))


def _keep(change: Callable[[Session], object]) -> None:
    """Close the dialog where it could be kept; else the sentence stands in it, over what was written."""
    with store.writing(database.engine()) as db:
        change(db)
    state.tell_done(_("Saved."))
    st.rerun()


def _fields(db: Session, programme_id: int, row: Indicator | None) -> Draft:
    key = f"indicator_{row.id if row else 'new'}"
    rows = indicators.listed(db, programme_id)
    activity = _activity(key, row, rows)
    name = _names(key, row)
    counted = _counted(key, row)
    part_of = _part_of(key, row, rows, counted)
    left, right = st.columns(2)
    by_gender = left.checkbox(_("Ask by gender"), row.by_gender if row else True, key=f"{key}_gender")
    by_age = right.checkbox(_("Ask by age"), row.by_age if row else True, key=f"{key}_age")
    target = left.number_input(
        _("Target, if there is one"), min_value=1, max_value=MOST * 10, step=1, key=f"{key}_target",
        value=row.target if row else None,
    )  # fmt: skip
    by = right.date_input(
        _("To be reached by"), row.target_by if row else None, key=f"{key}_by", format=day_format()
    )
    return Draft(activity, name, counted, part_of, by_gender, by_age, int(target) if target else None, by)


def _activity(key: str, row: Indicator | None, rows: list[Indicator]) -> str:
    known = list(dict.fromkeys(each.activity for each in rows))
    chosen = st.selectbox(
        _("Activity"), known, index=known.index(row.activity) if row else None, key=f"{key}_activity",
        accept_new_options=True, placeholder=_("Choose or write, such as job coaching"),
    )  # fmt: skip
    return str(chosen or "")


def _names(key: str, row: Indicator | None) -> Texts:
    """In the languages of the laptop. Where the words are new, those in other languages do not fit any more."""
    have = row.name if row else {}
    given = {
        code: st.text_input(
            _("What is counted, in %(language)s", language=LANGUAGES[code].name), have.get(code, ""),
            max_chars=LIMIT, key=f"{key}_name_{code}",
        )
        for code in OFFERED
    }  # fmt: skip
    own = {code: text for code, text in given.items() if text.strip()}
    is_same = all(have.get(code, "") == text for code, text in given.items())
    return {**have, **own} if is_same else own


def _counted(key: str, row: Indicator | None) -> Counted:
    chosen: Counted = st.segmented_control(
        _("People or visits?"), list(KINDS), default=row.counted if row else Counted.PEOPLE, required=True,
        format_func=lambda one: KINDS[one](), key=keyed(f"{key}_kind"),
        help=_("The same person may come to many visits."),
    )  # fmt: skip
    return chosen


def _part_of(key: str, row: Indicator | None, rows: list[Indicator], counted: Counted) -> int | None:
    """A part of a whole, such as those of the coached who found work. Nobody is in two parts of it."""
    own = row.id if row else None
    wholes = [each for each in rows if each.part_of_id is None and each.id != own and each.counted == counted]
    named = {None: _("It stands for itself"), **{each.id: _named(each) for each in wholes}}
    before = row.part_of_id if row and row.part_of_id in named else None
    return st.selectbox(
        _("Part of"), list(named), index=list(named).index(before), format_func=lambda one: named[one],
        key=keyed(f"{key}_part_{counted}"),
        help=_("Such as those who found work, of all who were coached. Count nobody in two parts."),
    )  # fmt: skip


def _named(row: Indicator) -> str:
    return f"{row.activity} – {pick(row.name, current()).text}"
