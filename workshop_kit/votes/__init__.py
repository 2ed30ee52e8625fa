"""Votes: fix the options, take ballots, count. Nothing is shown before the vote closes."""

from workshop_kit.votes.agreement import Agreement, SortedCard, agreement, last_sorting
from workshop_kit.votes.casting import Rules, ballot_of, cast, cast_all, rules
from workshop_kit.votes.options import close, follow_idea, forget_idea, is_gone, options, prepare, reopen
from workshop_kit.votes.results import Bar, bars, result, too_close
from workshop_kit.votes.sorting import check_board
from workshop_kit.votes.state import (
    cap_of,
    closed_votes,
    dots_of,
    is_closed,
    is_open,
    on_ideas,
    shows_result,
    voters,
)

__all__ = [
    "Agreement",
    "Bar",
    "Rules",
    "SortedCard",
    "agreement",
    "ballot_of",
    "bars",
    "cap_of",
    "cast",
    "cast_all",
    "check_board",
    "close",
    "closed_votes",
    "dots_of",
    "follow_idea",
    "forget_idea",
    "is_closed",
    "is_gone",
    "is_open",
    "last_sorting",
    "on_ideas",
    "options",
    "prepare",
    "reopen",
    "result",
    "rules",
    "shows_result",
    "too_close",
    "voters",
]
