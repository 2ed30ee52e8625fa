"""What people would be glad of, as a rule that chooses reads it from their ballots."""

from collections.abc import Mapping, Sequence

import numpy as np

from models import Step, VotingMethod
from workshop_kit.analysis.shortlist.election import Whole
from workshop_kit.vote_settings import method_of
from workshop_kit.votes.methods.rating import GLAD
from workshop_kit.votes.results import Result


def wishes(found: Result, ballots: Sequence[Mapping[str, int]]) -> Whole:
    """Voters × options, in the order of the options."""
    rows = [[points(found.step, ballot.get(key)) for key in found.options] for ballot in ballots]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(found.options))


def points(step: Step, given: int | None) -> int:
    """What a ballot's number is worth to a rule that chooses: dots as many as they are, all else yes or no."""
    if given is None:
        return 0
    method = method_of(step)
    if method == VotingMethod.RATING:
        return int(given >= GLAD)
    return max(0, given) if method == VotingMethod.DOTS else int(given > 0)
