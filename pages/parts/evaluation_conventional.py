"""What became of the people of a programme, beside a conventional service: found work, for example."""

from collections.abc import Sequence

import streamlit as st
from sqlmodel import Session

from models import Conventional
from pages.parts import database, evaluation_difference, look, say
from pages.parts.evaluation_difference import Compared, as_percent
from pages.parts.language import _, current, keyed
from workshop_kit import insights
from workshop_kit.evaluation import conventional
from workshop_kit.evaluation.conventional import SOURCE_LIMIT, Draft, Told
from workshop_kit.i18n import pick
from workshop_kit.insights import Filter

_FORM = "evaluation_conventional"


def show(db: Session, wanted: Filter) -> None:
    programme_id = wanted.programme_id or _only_programme(db)
    if programme_id is None:
        look.empty(_("Choose a programme above. Its counted outcomes can stand beside those of another service."))
        return
    told = conventional.told(db, programme_id, area=wanted.area, year=wanted.year)
    if not told:
        look.empty(
            _(
                "Nothing to compare yet. On the page Outcomes, count people, and those of them who found work or "
                "study. Shares are told from five people on."
            )
        )
        return
    ours = told[_chosen(told)]
    theirs = conventional.listed(db, ours.figures.indicator_id)
    _compared(ours, theirs)
    _list(theirs)
    _form(ours.figures.indicator_id)


def _only_programme(db: Session) -> int | None:
    found = insights.programmes(db)
    return found[0].id if len(found) == 1 else None


def _chosen(told: Sequence[Told]) -> int:
    place = st.selectbox(
        _("Compare by"),
        list(range(len(told))),
        format_func=lambda place: named(told[place]),
        key=keyed(f"evaluation_indicator_{told[0].figures.indicator_id}_{len(told)}"),
    )
    return place or 0


def named(one: Told) -> str:
    name = pick(one.figures.name, current()).text
    whole = _("%(name)s: any of its outcomes", name=name) if one.is_all_parts else name
    return f"{one.figures.activity}: {whole}" if one.figures.activity else whole


def _compared(ours: Told, theirs: Sequence[Conventional]) -> None:
    share = ours.share
    facts = {"part": share.count, "all": share.of, "share": as_percent(share.count / share.of)}
    say.bold(_("This programme: %(part)s of %(all)s people (%(share)s).", **facts))
    _widened(ours)
    if not theirs:
        say.gray(_("Write below what a conventional service reached, and both stand beside each other."))
        return
    found = conventional.compared(ours, theirs)
    name = _("This programme")
    compared = [
        Compared(name, row.name, one, as_percent, is_share=True) for row, one in zip(theirs, found, strict=True)
    ]
    evaluation_difference.show(compared, key="evaluation_conventional_chart", name="compared")
    say.fine(
        _("They had other people, and may count in other ways. A clear difference does not say why."),
        icon="warning",
    )


def _widened(ours: Told) -> None:
    """Where the share is told for more than was asked for."""
    told = ours.figures.parts if ours.is_all_parts else ours.figures.total
    others = [*(told.other_areas if told else ()), *map(str, told.other_years if told else ())]
    if others:
        say.fine(
            _("So that nobody can be recognised, it is told together with %(others)s.", others=", ".join(others))
        )


def _list(theirs: Sequence[Conventional]) -> None:
    for row in theirs:
        with st.container(border=True, key=f"card-conventional-{row.id}"):
            words, button = st.columns([6, 1], vertical_alignment="center")
            with words:
                say.bold(row.name)
                reached = _("%(part)s of %(all)s people", part=row.reached, all=row.people)
                say.facts(reached, as_percent(row.reached / row.people), row.source)
            button.button(
                "", icon=":material/delete:", help=_("Remove"), key=f"conventional_remove_{row.id}",
                on_click=_remove, args=(row.id,),
            )  # fmt: skip


def _remove(id: int) -> None:
    database.act(lambda db: conventional.remove(db, id))


def _form(indicator_id: int) -> None:
    key = f"{_FORM}_{indicator_id}_{st.session_state.get(_FORM, 0)}"
    with st.expander(_("Add a conventional service"), icon=":material/add:"):
        name, reached, people = st.columns([2, 1, 1])
        name.text_input(_("Name of the service"), key=f"{key}_name", max_chars=conventional.NAME_LIMIT)
        people.number_input(_("People it had"), min_value=0, step=1, key=f"{key}_people")
        reached.number_input(_("Reached this"), min_value=0, step=1, key=f"{key}_reached")
        st.text_input(_("Where the numbers come from"), key=f"{key}_source", max_chars=SOURCE_LIMIT)
        st.button(_("Add"), icon=":material/add:", key=f"{_FORM}_add", on_click=_add, args=(indicator_id, key))


def _add(indicator_id: int, key: str) -> None:
    given = st.session_state
    draft = Draft(given[f"{key}_name"], given[f"{key}_reached"], given[f"{key}_people"], given[f"{key}_source"])
    if database.act(lambda db: conventional.add(db, indicator_id, draft)):
        given[_FORM] = given.get(_FORM, 0) + 1
