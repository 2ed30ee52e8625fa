"""The output of `shortlist`, as in docs/reference/command-line.md."""

from typing import Any

from workshop_kit.analysis.shortlist import equal_shares
from workshop_kit.analysis.shortlist.election import Election, Round, Shortlist


def as_json(election: Election, found: Shortlist) -> dict[str, Any]:
    cost = sum((election.projects[place].cost for place in found.selected), election.budget * 0)
    return {
        "rule": found.rule,
        "selected": [election.projects[place].id for place in found.selected],
        "cost": _number(cost),
        "budget": _number(election.budget),
        "share": None if found.share is None else float(found.share),
        "rounds": [_round(election, found, step) for step in found.rounds],
        "voters": election.voters,
        "covered_voters": election.covered(found.selected),
    }


def _round(election: Election, found: Shortlist, step: Round) -> dict[str, Any]:
    project = election.projects[step.project]
    tied = [election.projects[place].id for place in step.tied]
    return {
        "id": project.id,
        "price_per_supporter": None if step.price is None else float(step.price),
        "supporters": step.supporters,
        "tied_with": tied,
        "why": " ".join(filter(None, [_why(election, found, step), _tie(tied)])),
    }


def _why(election: Election, found: Shortlist, step: Round) -> str:
    if found.rule != equal_shares.RULE or step.price is None:
        return (
            f"It has {election.score[step.project]} points from {step.supporters} people, and there was money left."
        )
    buyers = step.paid + step.spent_all
    who = (
        f"{buyers} people" if buyers == step.supporters else f"{buyers} of the {step.supporters} people who want it"
    )
    told = (
        f"It was bought by {who}: {step.paid} paid {'up to ' if step.differs else ''}{float(step.price):.2f} each"
    )
    return f"{told}, {step.spent_all} gave all they had left." if step.spent_all else f"{told}."


def _tie(tied: list[str]) -> str:
    return f"{', '.join(tied)} would have been as good: the first of the alphabet was taken." if tied else ""


def _number(value: Any) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
