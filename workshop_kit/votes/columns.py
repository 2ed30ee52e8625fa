"""A result as a table: the same columns on the laptop and in documents, and the number that a chart draws."""

from collections.abc import Callable

from models import Step, VotingMethod
from workshop_kit.figures import money, number, percent
from workshop_kit.i18n import Words
from workshop_kit.vote_settings import method_of
from workshop_kit.votes.results import Bar

Column = tuple[str, Callable[[Bar], str]]
"""Its heading, and what stands in it; nothing where that is not told."""


def columns(w: Words, step: Step) -> list[Column]:
    """What each choice got, beside its rank and its name."""
    people = (w._("People"), _people(w))
    share = w._("Share of people")
    found: dict[VotingMethod, Callable[[], list[Column]]] = {
        VotingMethod.DOTS: lambda: [(w._("Dots"), _score(w)), (share, _share(w))],
        VotingMethod.APPROVAL: lambda: [people, (share, _share(w))],
        VotingMethod.RATING: lambda: [
            (w._("Mean of 1 to 5"), _score(w)),
            (w._("Gave 4 or 5"), _share(w)),
            people,
            (w._("Not understood"), _part(w, 5)),
        ],
        VotingMethod.RANKING: lambda: [(w._("Points (Borda)"), _score(w)), (w._("Put it first"), _share(w))],
        VotingMethod.STATEMENTS: lambda: [
            (w._("Agree"), _part(w, 0)),
            (w._("Pass"), _part(w, 1)),
            (w._("Disagree"), _part(w, 2)),
            (w._("Share who agree"), _share(w)),
        ],
        VotingMethod.PAIRS: lambda: [
            (w._("Times chosen"), _part(w, 0)),
            (w._("Times compared"), _part(w, 1)),
            (w._("Share chosen"), _share(w)),
        ],
        VotingMethod.BUDGET: lambda: [(w._("Price"), _price(w)), people, (share, _share(w))],
    }
    return found[method_of(step)]()


def unit(w: Words, step: Step) -> str:
    """What the numbers of a chart are."""
    units: dict[VotingMethod, Callable[[], str]] = {
        VotingMethod.DOTS: lambda: w._("Dots"),
        VotingMethod.RATING: lambda: w._("Mean of 1 to 5"),
        VotingMethod.RANKING: lambda: w._("Points (Borda)"),
        VotingMethod.STATEMENTS: lambda: w._("Share who agree, %"),
        VotingMethod.PAIRS: lambda: w._("Share chosen, %"),
    }
    return units.get(method_of(step), lambda: w._("People"))()


def value(step: Step, bar: Bar) -> float:
    """The number in that unit."""
    if method_of(step) in (VotingMethod.STATEMENTS, VotingMethod.PAIRS):
        return round(100 * (bar.share or 0.0))
    return round(bar.score or 0.0, 1)


def _score(w: Words) -> Callable[[Bar], str]:
    return lambda bar: "" if bar.score is None else number(w, bar.score)


def _people(w: Words) -> Callable[[Bar], str]:
    return lambda bar: "" if bar.people is None else number(w, bar.people)


def _share(w: Words) -> Callable[[Bar], str]:
    return lambda bar: "" if bar.share is None else percent(w, bar.share)


def _part(w: Words, place: int) -> Callable[[Bar], str]:
    return lambda bar: number(w, bar.parts[place]) if bar.parts else ""


def _price(w: Words) -> Callable[[Bar], str]:
    return lambda bar: money(w, bar.option.cost or 0)
