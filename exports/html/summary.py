"""In one minute: what people want most, and how big the workshop was."""

from typing import NamedTuple

from markupsafe import Markup

from exports.html.phrases import Phrases, is_small
from exports.html.tongues import filled, joined, said
from workshop_kit.report import OptionResult, VoteResult, WorkshopReport

TOP = 3
"""Wishes that the summary names."""


class Figure(NamedTuple):
    name: str
    shown: str
    in_words: bool = False


def wishes(say: Phrases, report: WorkshopReport) -> Markup:
    """By votes, or by ideas where there was no vote; empty where there is neither."""
    vote = _deciding(report)
    if vote is not None and (best := _best(vote)):
        sentence = say.w._("What people want most: %(list)s.")
        top = [said(option.label, option.language) for option in best]
    else:
        sentence = say.w._("Most ideas were about %(list)s.")
        most = sorted(report.themes, key=lambda theme: -len(theme.ideas))
        top = [said(theme.label, theme.label_language) for theme in most]
    if not top:
        return Markup()
    strong = [Markup("<strong>{}</strong>").format(label) for label in top[:TOP]]
    return filled(sentence, list=joined(strong, say.language))


def _deciding(report: WorkshopReport) -> VoteResult | None:
    return next((vote for vote in report.votes if vote.decides), None)


def _best(vote: VoteResult) -> list[OptionResult]:
    """What goes on from it, best first; where few voted, the first place alone."""
    if is_small(vote.voters):
        return [option for option in vote.options if option.rank == 1]
    return [option for option in vote.options if option.goes_on]


def figures(say: Phrases, report: WorkshopReport) -> list[Figure]:
    w, took_part, vote = say.w, report.participation, _deciding(report)
    found = [
        _people(say, w._("People"), took_part.joined),
        Figure(w._("Languages"), say.number(took_part.languages)),
        Figure(w._("Ideas"), say.number(took_part.ideas)),
    ]
    if vote is not None:
        found.append(_people(say, w._("Voters"), vote.voters))
    return [*found, Figure(w._("Actions"), say.number(len(report.actions)))]


def _people(say: Phrases, name: str, count: int | None) -> Figure:
    return Figure(name, say.people(count), is_small(count))
