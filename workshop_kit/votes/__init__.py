"""Votes: fix the options, take ballots, count. Nothing is shown before the vote closes."""

from workshop_kit.votes.casting import ballot_of, cast, cast_all
from workshop_kit.votes.options import close, follow_idea, forget_idea, is_gone, options, prepare, reopen
from workshop_kit.votes.results import Bar, bars, result
from workshop_kit.votes.state import cap_of, closed_votes, dots_of, is_closed, is_open, on_ideas, voters

__all__ = [
    "Bar",
    "ballot_of",
    "bars",
    "cap_of",
    "cast",
    "cast_all",
    "close",
    "closed_votes",
    "dots_of",
    "follow_idea",
    "forget_idea",
    "is_closed",
    "is_gone",
    "is_open",
    "on_ideas",
    "options",
    "prepare",
    "reopen",
    "result",
    "voters",
]
