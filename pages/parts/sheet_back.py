"""A workbook that a service manager has filled in: what it would change, and the button that lets it."""

from datetime import date

import streamlit as st
from sqlmodel import Session

from exports.excel import reading
from models import Workshop
from pages.parts import database, look, say, state
from pages.parts.language import _, current, day, n
from pages.parts.plan_form import STATUSES
from workshop_kit import plan, store, workshops
from workshop_kit.errors import WorkshopError

_ROUND = "documents_back_round"
FIELDS = {
    "role": lambda: _("Responsible person’s role"),
    "first_step": lambda: _("First step"),
    "first_step_by": lambda: _("First step by"),
    "deadline": lambda: _("Done by"),
    "indicator": lambda: _("Measured by"),
    "baseline": lambda: _("Now"),
    "target": lambda: _("Target"),
    "resources": lambda: _("What it needs"),
    "risks": lambda: _("What could go wrong"),
    "status": lambda: _("Status"),
    plan.NEWS: lambda: _("What has happened"),
}


def panel(db: Session, workshop: Workshop) -> None:
    with st.container(border=True, key="card-back"):
        st.subheader(_("A workbook has come back"), anchor=False)
        st.markdown(_("Put it here. You see what it changes before anything is changed."))
        uploaded = st.file_uploader(
            _("Excel workbook"), type=["xlsx"], key=f"documents_back_{st.session_state.get(_ROUND, 0)}"
        )
        if uploaded is None:
            return
        try:
            returned = _read(uploaded.file_id, uploaded.getvalue())
        except WorkshopError as error:
            say.error(error.in_language(current()))
            return
        if returned.code and returned.code != workshop.code:
            st.warning(_("It is of workshop %(code)s. Open that workshop first.", code=returned.code))
            return
        _show(db, workshop, returned)


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(file_id: str, _content: bytes) -> reading.Returned:
    """Once for each file, not at every click."""
    return reading.read_back(_content)


def _show(db: Session, workshop: Workshop, returned: reading.Returned) -> None:
    compared = plan.compare(db, workshop, returned.rows)
    for refused in returned.refused:
        where = _("Line %(line)s, %(column)s", line=refused.line, column=refused.column)
        why = _(refused.why)
        say.fine(f"{where}: {why}", icon="rule", colour="red")
    for line in compared.unknown:
        say.fine(_("Line %(line)s is of an action that is not in this plan.", line=line), icon="rule")
    if not compared.changes:
        look.empty(_("It changes nothing."))
        return
    st.dataframe([_row(change) for change in compared.changes], hide_index=True)
    if any(change.clash for change in compared.changes):
        say.fine(_("Marked: you have changed it here, too, since the workbook went out."), icon="sync_problem")
    st.button(
        n("Take over %(n)s change", "Take over %(n)s changes", len(compared.changes)),
        type="primary", icon=":material/check:", key="documents_take_over",
        on_click=_take_over, args=(workshop.id, returned, compared),
    )  # fmt: skip


def _row(change: plan.Change) -> dict[str, str]:
    return {
        _("Action"): change.action,
        _("What"): FIELDS[change.field](),
        _("In the plan"): _shown(change.field, change.before),
        _("In the workbook"): _shown(change.field, change.after),
        _("Note"): _("changed here, too") if change.clash else "",
    }


def _shown(field: str, value: str | date | None) -> str:
    if isinstance(value, date):
        return day(value)
    if field == "status":
        return next((name() for status, name in STATUSES.items() if status.value == value), "")
    return value or ""


def _take_over(workshop_id: int, returned: reading.Returned, shown: plan.Compared) -> None:
    """What was shown, and nothing else: where the plan has changed since, it is shown anew."""

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        if plan.compare(db, workshop, returned.rows) != shown:
            raise plan.PlanChanged()
        language = returned.language or workshop.language
        plan.take_over(db, workshop, shown.changes, language=language, now=store.now())

    if database.act(run):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        state.tell_done(_("Taken over."))
