"""What is set for a vote: how people vote, on what, and which rule makes the shortlist."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from models import Step, StepKind, VotingMethod

DOTS, PURSE, SEATS = 5, 1000, 3
MOST_DOTS, MOST_MONEY, MOST_SEATS = 20, 100_000_000, 50


class Rule(StrEnum):
    """Which choices come on the shortlist."""

    MOST_VOTES = "most-votes"
    EQUAL_SHARES = "equal-shares"


SHORTLISTED = (
    VotingMethod.DOTS,
    VotingMethod.APPROVAL,
    VotingMethod.BUDGET,
    VotingMethod.RATING,
    VotingMethod.STATEMENTS,
)
"""The methods whose ballots say what each person would be glad of, so that a rule can choose."""


def _whole(most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and 1 <= value <= most


CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "method": lambda value: value in tuple(VotingMethod),
    "dots": _whole(MOST_DOTS),
    "cap": _whole(MOST_DOTS),
    "on": lambda value: value in ("themes", "ideas"),
    "purse": _whole(MOST_MONEY),
    "rule": lambda value: value in tuple(Rule),
    "seats": _whole(MOST_SEATS),
}
"""Setting -> whether a value can be meant."""


def are_sound(settings: Mapping[str, Any]) -> bool:
    """Whether a vote can be held with these."""
    known = all(name in CHECKS and CHECKS[name](value) for name, value in settings.items())
    return known and settings.get("cap", 1) <= settings.get("dots", MOST_DOTS)


def usual(kind: StepKind) -> dict[str, Any]:
    """What a new step of this kind begins with."""
    begins: dict[StepKind, dict[str, Any]] = {
        StepKind.VOTE: {"method": VotingMethod.DOTS.value, "dots": DOTS, "cap": 3, "on": "themes"},
        StepKind.OPINIONS: {"method": VotingMethod.STATEMENTS.value, "on": "ideas"},
    }
    return begins.get(kind, {})


def other_ballots(step: Step, settings: Mapping[str, Any]) -> bool:
    """Whether ballots that were cast in this step would mean something else, or nothing, with these settings."""
    wanted = Step(workshop_id=0, position=0, kind=step.kind, minutes=1, settings={**step.settings, **settings})
    fixed = {"method", "on", "rule", "seats"} | _OF_METHOD.get(method_of(step), set())
    return any(_SET[name](step) != _SET[name](wanted) for name in fixed)


def method_of(step: Step) -> VotingMethod:
    """How people vote in this step."""
    usual = VotingMethod.STATEMENTS if step.kind == StepKind.OPINIONS else VotingMethod.DOTS
    return VotingMethod(step.settings.get("method", usual))


def on_ideas(step: Step) -> bool:
    """Whether ideas are voted on; else it is themes."""
    usual = "ideas" if step.kind == StepKind.OPINIONS else "themes"
    return bool(step.settings.get("on", usual) == "ideas")


def dots_of(step: Step) -> int:
    return int(step.settings.get("dots", DOTS))


def cap_of(step: Step) -> int:
    """The most dots that one option can get from one person."""
    return int(step.settings.get("cap", dots_of(step)))


def purse_of(step: Step) -> int:
    """The euros that there are to spend, in a vote on a budget: each person says how she would spend them."""
    return int(step.settings.get("purse", PURSE))


def has_rule(step: Step) -> bool:
    """Whether a rule chooses what goes on; opinions are heard, and nothing is chosen by them."""
    return step.kind == StepKind.VOTE and method_of(step) in SHORTLISTED


def rule_of(step: Step) -> Rule:
    """Most votes too where the ballots say only what is better than what."""
    return Rule(step.settings.get("rule", Rule.MOST_VOTES)) if has_rule(step) else Rule.MOST_VOTES


def seats_of(step: Step) -> int:
    """How many choices the shortlist has, where they have no price."""
    return int(step.settings.get("seats", SEATS))


def adds_up(step: Step) -> bool:
    """Whether what several choices got can be added up."""
    return method_of(step) in (VotingMethod.DOTS, VotingMethod.APPROVAL, VotingMethod.BUDGET)


def chosen_from(step: Step) -> tuple[str, ...]:
    """The choices to which the facilitator has narrowed the vote, as `theme:ID` or `idea:ID`; empty for all."""
    return tuple(step.settings.get("only", ()))


_SET: Mapping[str, Callable[[Step], Any]] = {
    "method": method_of,
    "dots": dots_of,
    "cap": cap_of,
    "on": on_ideas,
    "purse": purse_of,
    "rule": rule_of,
    "seats": seats_of,
}
_OF_METHOD: Mapping[VotingMethod, set[str]] = {
    VotingMethod.DOTS: {"dots", "cap"},
    VotingMethod.BUDGET: {"purse"},
}
