"""The settings of a vote in the form of its step: how people vote, on what, and which rule chooses."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from models import Step, StepKind, VotingMethod
from pages.parts import say
from pages.parts.language import _, current, keyed
from workshop_kit import votes
from workshop_kit.i18n import words
from workshop_kit.vote_settings import MOST_DOTS, MOST_MONEY, MOST_SEATS, SHORTLISTED

METHODS: dict[str, Callable[[], str]] = {
    VotingMethod.DOTS: lambda: _("Dots"),
    VotingMethod.APPROVAL: lambda: _("Ticks: as many as you like"),
    VotingMethod.RATING: lambda: _("Numbers from 1 to 5"),
    VotingMethod.RANKING: lambda: _("An order"),
    VotingMethod.STATEMENTS: lambda: _("Agree, disagree or pass"),
    VotingMethod.PAIRS: lambda: _("Two at a time (up to six choices)"),
    VotingMethod.BUDGET: lambda: _("Prices and a purse"),
}
GOOD_FOR: dict[str, Callable[[], str]] = {
    VotingMethod.DOTS: lambda: _("Quick, and known to many. Up to twelve choices."),
    VotingMethod.APPROVAL: lambda: _("The easiest to understand. Good for up to twenty choices."),
    VotingMethod.RATING: lambda: _("Shows how much each matters, and what nobody understands. Up to ten choices."),
    VotingMethod.RANKING: lambda: _("When the order matters. Up to seven choices."),
    VotingMethod.STATEMENTS: lambda: _("Shows who agrees with whom. Best with thirty people or more."),
    VotingMethod.PAIRS: lambda: _("With pictures also for children and for those who do not read."),
    VotingMethod.BUDGET: lambda: _("When there is money to share out. Enter the prices on the page Votes."),
}
RULES: dict[str, Callable[[], str]] = {
    votes.Rule.MOST_VOTES: lambda: _("Most votes"),
    votes.Rule.EQUAL_SHARES: lambda: _("Equal shares: small groups get their part"),
}


def fields(step: Step, key: str) -> None:
    method = votes.method_of(step)
    left, right = st.columns([1.6, 1] if step.kind == StepKind.VOTE else [1, 1.6])
    if step.kind != StepKind.VOTE:
        left, right = right, left
    if step.kind == StepKind.VOTE:
        method = VotingMethod(
            left.selectbox(
                _("How people vote"), list(METHODS), index=list(METHODS).index(method),
                format_func=lambda one: METHODS[one](), key=keyed(f"{key}_method"),
            )
        )  # fmt: skip
    names = {"themes": _("Themes"), "ideas": _("Ideas")}
    right.radio(
        _("Vote on"), list(names), index=int(votes.on_ideas(step)), format_func=names.get,
        key=keyed(f"{key}_on"), horizontal=True,
    )  # fmt: skip
    say.fine(GOOD_FOR[method]())
    _amounts(step, method, key)
    draft = Step(
        workshop_id=0, position=0, kind=step.kind, minutes=1, settings={**step.settings, **given(step, key)}
    )
    if votes.are_sound({name: draft.settings[name] for name in given(step, key)}):
        w = words(current())
        told = " ".join(filter(None, (votes.telling.explained(w, draft), votes.telling.ruled(w, draft))))
        say.fine(_("The phones say: “%(sentence)s”", sentence=told))


def _amounts(step: Step, method: VotingMethod, key: str) -> None:
    columns = st.columns([1, 1, 2, 1], vertical_alignment="bottom")
    if method == VotingMethod.DOTS:
        most = int(
            columns[0].number_input(_("Dots for each person"), 1, MOST_DOTS, votes.dots_of(step), key=f"{key}_dots")
        )
        cap = min(votes.cap_of(step), most)
        columns[1].number_input(_("At most to one choice"), 1, most, cap, key=f"{key}_cap")
    if method == VotingMethod.BUDGET:
        columns[0].number_input(_("Money to spend, €"), 1, MOST_MONEY, votes.purse_of(step), key=f"{key}_purse")
    if step.kind != StepKind.VOTE:
        return
    if method in SHORTLISTED:
        columns[2].selectbox(
            _("What goes on to the plan"), list(RULES), index=list(RULES).index(votes.rule_of(step)),
            format_func=lambda one: RULES[one](), key=keyed(f"{key}_rule"),
        )  # fmt: skip
    if method != VotingMethod.BUDGET:
        columns[3].number_input(_("How many go on"), 1, MOST_SEATS, votes.seats_of(step), key=f"{key}_seats")


def given(step: Step, key: str) -> dict[str, Any]:
    """The settings as they stand in the form; those that it does not show stay as they are."""
    fields = st.session_state
    found = {name: fields.get(f"{key}_{name}") for name in ("dots", "cap", "purse", "seats")}
    found |= {name: fields.get(keyed(f"{key}_{name}")) for name in ("method", "on", "rule")}
    if step.kind != StepKind.VOTE:
        found["method"] = None
    return {name: str(one) if isinstance(one, str) else one for name, one in found.items() if one is not None}
