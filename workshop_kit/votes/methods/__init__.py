"""The ways to vote: what each takes as a ballot, and what its ballots add up to.

| method | a ballot holds, for each option | it is ordered by |
| --- | --- | --- |
| dots | how many dots | all dots |
| approval | 1 where she would be glad of it | people |
| rating | 1 to 5; 0 where she does not understand it | the mean |
| ranking | its place, from 1 | Borda's points; Schulze's order beside them |
| statements | 1 agree, 0 pass, -1 disagree | (agree + 1) / (answers + 2) |
| pairs | for each pair "A-B": which of the two, or 0 | Bradley and Terry's strength |
| budget | 1 where she would buy it with her purse | people |
"""

from collections.abc import Sequence

from models import Option, Step, VotingMethod
from workshop_kit.vote_settings import cap_of, dots_of, method_of, purse_of
from workshop_kit.votes.methods.approval import Approval
from workshop_kit.votes.methods.budget import Budget
from workshop_kit.votes.methods.dots import Dots
from workshop_kit.votes.methods.pairs import Pairs
from workshop_kit.votes.methods.ranking import Ranking
from workshop_kit.votes.methods.rating import Rating
from workshop_kit.votes.methods.rules import Method as Method
from workshop_kit.votes.methods.rules import Rules as Rules
from workshop_kit.votes.methods.statements import Statements


def method(step: Step, options: Sequence[Option]) -> Method:
    """How this step votes on these options."""
    ids = [str(option.id) for option in options]
    costs = {str(option.id): option.cost or 0 for option in options}
    methods: dict[VotingMethod, Method] = {
        VotingMethod.DOTS: Dots(dots_of(step), cap_of(step)),
        VotingMethod.APPROVAL: Approval(),
        VotingMethod.RATING: Rating(len(ids)),
        VotingMethod.RANKING: Ranking(len(ids)),
        VotingMethod.STATEMENTS: Statements(len(ids)),
        VotingMethod.PAIRS: Pairs(len(ids)),
        VotingMethod.BUDGET: Budget(purse_of(step), costs),
    }
    return methods[method_of(step)]
