"""The result of a vote: the lengths of its bars, the columns of its table, and the sentences about it."""

from typing import NamedTuple

from exports.html.phrases import Phrases, is_small
from workshop_kit.report import OptionResult, VoteResult

MOST_BARS = 10
"""More are no picture any more; the table has all."""


class Bar(NamedTuple):
    option: OptionResult
    length: int  # of the longest, in per cent


def has_result(vote: VoteResult) -> bool:
    return any(option.rank for option in vote.options)


def is_told(vote: VoteResult) -> bool:
    """Whether numbers may be shown: not where so few voted that they would tell who."""
    return not is_small(vote.voters)


def bars(vote: VoteResult) -> list[Bar]:
    shown = [option for option in vote.options if option.rank][:MOST_BARS]
    longest = max((option.value for option in shown), default=0)
    return [Bar(option, _length(option.value, longest)) for option in shown]


def _length(value: float, longest: float) -> int:
    return max(round(100 * value / longest), 1) if value > 0 else 0


def how(say: Phrases, vote: VoteResult) -> str:
    """Only told for five voters and more."""
    w = say.w
    voted = w.n("%(n)s person voted.", "%(n)s people voted.", vote.voters or 0)
    hands = w._("Hands and paper are counted in.") if vote.by_hand else ""
    close = w._("Places 1 to %(n)s are too close to call: chance could turn them round.", n=vote.close)
    return " ".join(filter(None, (voted, hands, close if vote.close else "")))


def legend(say: Phrases, vote: VoteResult) -> str:
    w, shown = say.w, bars(vote)
    notes = [w._("The numbers are: %(unit)s.", unit=vote.unit)]
    if any(bar.option.chosen for bar in shown):
        notes.append(w._("Amber: an action of this plan answers it. Grey: no action yet."))
    if len(vote.options) > len(shown):
        notes.append(w.n("The chart shows the first %(n)s.", "The chart shows the first %(n)s.", len(shown)))
    return " ".join(notes)


def tells_what_goes_on(vote: VoteResult) -> bool:
    return any(option.goes_on for option in vote.options)


def tells_what_is_planned(vote: VoteResult) -> bool:
    """Actions answer themes, so where only ideas were voted on nothing is planned for any."""
    return any(option.number is None for option in vote.options)
