"""Before anybody votes: which choices there are, and what they cost."""

import streamlit as st
from sqlmodel import Session

from models import Option, Step, VotingMethod, Workshop
from pages.parts import database, say
from pages.parts.language import _, current, n
from workshop_kit import captions, steps, votes, workshops
from workshop_kit.vote_settings import MOST_MONEY
from workshop_kit.votes.methods import pairs


def show(db: Session, workshop: Workshop, step: Step) -> None:
    """Nothing once somebody has voted: from then on the choices stay."""
    possible = votes.possible(db, workshop, step)
    if votes.is_closed(step) or votes.voters(db, step) or not possible:
        return
    method = votes.method_of(step)
    heading = _("Choices and prices") if method == VotingMethod.BUDGET else _("Choices")
    with st.expander(heading, icon=":material/checklist:", expanded=method == VotingMethod.BUDGET):
        names = {votes.key_of(option): _name(option, workshop) for option in possible}
        kept = [key for key in votes.chosen_from(step) if key in names]
        key = f"vote_only_{step.id}"
        st.multiselect(
            _("Vote on these only (empty: on all)"), list(names), default=kept, format_func=names.get,
            key=key, on_change=_narrow, args=(workshop.id, step.id, key), placeholder=_("All"),
        )  # fmt: skip
        wanted = len(kept) or len(possible)
        if method == VotingMethod.PAIRS and wanted > pairs.MOST:
            say.fine(_("Only the first six are compared. Choose which."), icon="info")
        if method == VotingMethod.BUDGET:
            _prices(db, workshop, step)


def _prices(db: Session, workshop: Workshop, step: Step) -> None:
    options = votes.options(db, step)
    if not options:
        st.button(
            _("Enter the prices"), key=f"vote_fix_{step.id}", icon=":material/euro:",
            on_click=_fix, args=(workshop.id, step.id),
        )  # fmt: skip
        return
    missing = sum(option.cost is None for option in options)
    if missing:
        say.fine(n("%(n)s choice has no price yet.", "%(n)s choices have no price yet.", missing), icon="info")
    for option in options:
        key = f"vote_cost_{option.id}"
        st.number_input(
            f"{_name(option, workshop)}, €", 0, MOST_MONEY, option.cost, step=10, key=key,
            on_change=_price, args=(workshop.id, step.id, option.id, key), placeholder=_("No price yet"),
        )  # fmt: skip


def _name(option: Option, workshop: Workshop) -> str:
    name = say.plain(captions.of_option(option, current(), workshop.language).text)
    return f"{option.number}. {name}" if option.number else name


def _narrow(workshop_id: int, step_id: int, key: str) -> None:
    keys = list(st.session_state[key])

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        votes.narrow(db, workshop, steps.by_id(db, workshop, step_id), keys)

    database.act(run)


def _fix(workshop_id: int, step_id: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        votes.prepare(db, workshop, steps.by_id(db, workshop, step_id))

    database.act(run)


def _price(workshop_id: int, step_id: int, option_id: int, key: str) -> None:
    cost = st.session_state[key]

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        votes.set_costs(db, workshop, steps.by_id(db, workshop, step_id), {option_id: int(cost)})

    if cost is not None:
        database.act(run)
