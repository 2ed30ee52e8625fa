"""What a programme counts: ready-made indicators with one press, its own ones, their order and their targets."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st
from babel.dates import format_date
from sqlmodel import Session

from models import Counted, Indicator, Programme
from pages.parts import database, indicator_form, look, say
from pages.parts.language import _, current
from workshop_kit.figures import number
from workshop_kit.i18n import locale_of, pick, words
from workshop_kit.outcomes import entries, indicators


def show(db: Session, programme: Programme) -> None:
    id = programme.id or 0
    rows, counted = indicators.listed(db, id), entries.counts(db, id)
    if not rows:
        look.empty(_("Nothing is counted yet. Take what other projects count, or write your own."))
    _presets(id, rows)
    whole = {row.id: row for row in rows}
    for activity, group in groupby(rows, key=lambda row: whole.get(row.part_of_id, row).activity):
        own = list(group)
        st.subheader(say.plain(activity), anchor=False)
        with st.container(border=True, key=f"card-indicators-{own[0].id}"):
            for row in own:
                _row(row, rows, counted)


def _presets(programme_id: int, rows: Sequence[Indicator]) -> None:
    w = words(current())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("As in SMILE: all three"), type="secondary" if rows else "primary", icon=":material/playlist_add:",
            key="indicators_smile", on_click=_add, args=(programme_id, [each.id for each in indicators.presets()]),
            help=_("Job coaching with its results, parental corners, and activities for children."),
        )  # fmt: skip
        for preset in indicators.presets():
            st.button(
                w._(preset.activity), icon=":material/add:", key=f"indicators_{preset.id}",
                on_click=_add, args=(programme_id, [preset.id]),
            )  # fmt: skip
        if st.button(_("Something of your own"), icon=":material/edit:", key="indicators_new"):
            indicator_form.new(programme_id)


def _add(programme_id: int, preset_ids: Sequence[str]) -> None:
    """What is there already stays and is not added again."""

    def run(db: Session) -> None:
        for preset_id in preset_ids:
            indicators.add_preset(db, programme_id, preset_id, current())

    database.act(run, done=_("Added."))


def _row(row: Indicator, rows: Sequence[Indicator], counted: Mapping[int, int]) -> None:
    text, up, down, edit, out = st.columns([6, 0.6, 0.6, 1, 1], vertical_alignment="center")
    with text:
        name = pick(row.name, current()).text
        say.bold(name if row.part_of_id is None else _("of them: %(name)s", name=name))
        say.facts(*_facts(row))
    facts = (row.programme_id, row.id)
    up.button(
        "", icon=":material/arrow_upward:", key=f"indicator_up_{row.id}", on_click=_move, args=(*facts, -1),
        help=_("Move “%(name)s” up", name=say.plain(name)),
    )  # fmt: skip
    down.button(
        "", icon=":material/arrow_downward:", key=f"indicator_down_{row.id}", on_click=_move, args=(*facts, 1),
        help=_("Move “%(name)s” down", name=say.plain(name)),
    )  # fmt: skip
    if edit.button(_("Change"), key=f"indicator_edit_{row.id}"):
        indicator_form.edit(row)
    family = [row, *(each for each in rows if each.part_of_id == row.id)]
    is_used = any(counted.get(each.id or 0) for each in family)
    out.button(
        _("Remove"), key=f"indicator_remove_{row.id}", on_click=_remove, args=facts, disabled=is_used,
        help=_("There are counts of it, so it stays.") if is_used else None,
    )  # fmt: skip


def _facts(row: Indicator) -> list[str]:
    found = [_("people") if row.counted == Counted.PEOPLE else _("visits")]
    if row.by_gender:
        found.append(_("asked by gender"))
    if row.by_age:
        found.append(_("asked by age"))
    if row.target is not None:
        found.append(_("Target: %(target)s", target=number(words(current()), row.target)))
    if row.target_by is not None:
        found.append(str(format_date(row.target_by, format="medium", locale=locale_of(current()))))
    return found


def _move(programme_id: int, indicator_id: int, by: int) -> None:
    database.act(lambda db: indicators.move(db, indicators.by_id(db, programme_id, indicator_id), by))


def _remove(programme_id: int, indicator_id: int) -> None:
    database.act(
        lambda db: indicators.remove(db, indicators.by_id(db, programme_id, indicator_id)), done=_("Removed.")
    )
