"""The ballots of a vote for other tools, in the format of Pabulib."""

from fractions import Fraction

import numpy as np
from sqlmodel import Session

from models import Step, VotingMethod, Workshop
from workshop_kit.analysis.shortlist import pabulib
from workshop_kit.analysis.shortlist.election import Election, Project
from workshop_kit.errors import VoteNotReady
from workshop_kit.i18n import pick
from workshop_kit.vote_settings import has_rule, method_of, purse_of, seats_of
from workshop_kit.votes.results import result
from workshop_kit.votes.wishes import wishes


def written(db: Session, workshop: Workshop, step: Step) -> str:
    """The ballots from phones of a closed vote for other tools, in the format of Pabulib: no names, in no order.

    Choices are numbered as they stand in the vote. Raises VoteNotReady while the vote is open, where no rule
    chooses, and where fewer than five voted.
    """
    found = result(db, step)
    priced = method_of(step) == VotingMethod.BUDGET
    if not has_rule(step) or found.is_small or not found.ballots:
        raise VoteNotReady()
    prices = [(option.cost or 0) if priced else 1 for option in found.options.values()]
    labels = [pick(option.label, workshop.language).text for option in found.options.values()]
    named = enumerate(zip(prices, labels, strict=True), start=1)
    projects = tuple(Project(str(place), Fraction(price), label) for place, (price, label) in named)
    ballots = np.array(sorted(wishes(found, found.ballots).tolist()), dtype=np.int64)
    kind = pabulib.CUMULATIVE if method_of(step) == VotingMethod.DOTS else pabulib.APPROVAL
    told = {
        "description": pick(workshop.title, workshop.language).text,
        "unit": workshop.area,
        "instance": pick(step.title, workshop.language).text,
        "date_begin": workshop.day.strftime("%d.%m.%Y"),
        "date_end": workshop.day.strftime("%d.%m.%Y"),
    }
    whole = purse_of(step) if priced else seats_of(step)
    return pabulib.written(Election(projects, Fraction(whole), ballots), kind, None, **told)
