"""Before anybody votes: which choices there are, and what they cost."""

import streamlit as st
from sqlmodel import Session

from models import Option, Step, VotingMethod, Workshop
from pages.parts import database, say
from pages.parts.language import _, current, keyed, n
from workshop_kit import captions, steps, votes, workshops
from workshop_kit.vote_settings import MOST_MONEY
from workshop_kit.votes.methods import pairs


def show(db: Session, workshop: Workshop, step: Step) -> None:
    """Nothing once somebody has voted: from then on the choices stay."""
    possible = votes.possible(db, workshop, step)
    if votes.is_closed(step) or votes.has_begun(db, step) or not possible:
        return
    method = votes.method_of(step)
    heading = _("Choices and prices") if method == VotingMethod.BUDGET else _("Choices")
    with st.expander(heading, icon=":material/checklist:", expanded=method == VotingMethod.BUDGET):
        numbered = enumerate(possible, start=1)  # two choices may have the same name
        names = {votes.key_of(option): _name(option, workshop, place) for place, option in numbered}
        kept = [key for key in votes.chosen_from(step) if key in names]
        key = keyed(f"vote_only_{step.id}")
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
    options = votes.rows(db, step)
    if not options:
        st.button(
            _("Enter the prices"), key=f"vote_fix_{step.id}", icon=":material/euro:",
            on_click=_fix, args=(workshop.id, step.id),
        )  # fmt: skip
        return
    unpriced(db, step)
    dear = sum((option.cost or 0) > votes.purse_of(step) for option in options)
    if dear:
        say.fine(
            n("%(n)s choice costs more than there is.", "%(n)s choices cost more than there is.", dear), icon="info"
        )
    for option in options:
        key = f"vote_cost_{option.id}"
        st.number_input(
            f"{_name(option, workshop)}, €", 0, MOST_MONEY, option.cost, step=10, key=key,
            on_change=_price, args=(workshop.id, step.id, option.id, key), placeholder=_("No price yet"),
        )  # fmt: skip


def unpriced(db: Session, step: Step) -> None:
    """A warning where choices are left out of a vote on a budget."""
    missing = len(votes.unpriced(db, step))
    if missing:
        left_out = n(
            "%(n)s choice has no price yet and is left out.",
            "%(n)s choices have no price yet and are left out.",
            missing,
        )
        say.fine(left_out, icon="warning", colour="orange")


def _name(option: Option, workshop: Workshop, place: int | None = None) -> str:
    """With the number of an idea, or its place."""
    name, number = say.plain(captions.of_option(option, current(), workshop.language).text), option.number or place
    return f"{number}. {name}" if number else name


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
        price = None if cost is None else int(cost)
        votes.set_costs(db, workshop, steps.by_id(db, workshop, step_id), {option_id: price})

    database.act(run)
