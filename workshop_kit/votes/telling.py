"""What people are told of a vote: what to do, which rule chooses, and what each choice got."""

from collections.abc import Callable, Sequence

from models import Step, StepKind, VotingMethod
from workshop_kit.figures import money, number, percent
from workshop_kit.i18n import N_, Words
from workshop_kit.vote_settings import (
    Rule,
    adds_up,
    cap_of,
    dots_of,
    method_of,
    purse_of,
    rule_of,
    seats_of,
)
from workshop_kit.votes.results import Bar

TITLE = N_("Opinions")
"""Of a step in which opinions are heard; a vote's title is in the methods."""


def heading(w: Words, step: Step) -> str:
    """What to do, in a few words."""
    headings: dict[VotingMethod, Callable[[], str]] = {
        VotingMethod.DOTS: lambda: w.n("Put your dot", "Put your %(n)s dots", dots_of(step)),
        VotingMethod.APPROVAL: lambda: w._("Tick what you want"),
        VotingMethod.RATING: lambda: w._("How important is it?"),
        VotingMethod.RANKING: lambda: w._("Put them in your order"),
        VotingMethod.STATEMENTS: lambda: w._("Do you agree?"),
        VotingMethod.PAIRS: lambda: w._("Which matters more?"),
        VotingMethod.BUDGET: lambda: w._("Spend the money"),
    }
    return headings[method_of(step)]()


def explained(w: Words, step: Step) -> str:
    """The method in a plain sentence or two."""
    sentences: dict[VotingMethod, Callable[[], str]] = {
        VotingMethod.DOTS: lambda: _dots(w, step),
        VotingMethod.APPROVAL: lambda: w._("Tick everything that you would be glad of, as much as you like."),
        VotingMethod.RATING: lambda: w._("Give each a number: 1 is not important, 5 is very important."),
        VotingMethod.RANKING: lambda: w._("What matters most to you comes first. You can leave things out."),
        VotingMethod.STATEMENTS: lambda: w._("Say what you think of each, one at a time. You may pass."),
        VotingMethod.PAIRS: lambda: w._("Two at a time: tap the one that matters more to you."),
        VotingMethod.BUDGET: lambda: w._(
            "There are %(money)s to spend. Tick what you would buy.", money=money(w, purse_of(step))
        ),
    }
    return sentences[method_of(step)]()


def _dots(w: Words, step: Step) -> str:
    dots, cap = dots_of(step), cap_of(step)
    have = w.n(
        "You have %(n)s dot: put it on what matters most to you.",
        "You have %(n)s dots: put them on what matters most to you.",
        dots,
    )
    most = w.n("At most %(n)s to one choice.", "At most %(n)s to one choice.", cap)
    return f"{have} {most}" if cap < dots else have


def ruled(w: Words, step: Step) -> str:
    """How the choices that go on are found; empty for opinions, where nothing is chosen."""
    if step.kind == StepKind.OPINIONS:
        return ""
    seats, equal = seats_of(step), rule_of(step) == Rule.EQUAL_SHARES
    if method_of(step) == VotingMethod.BUDGET:
        if equal:
            return w._("Everyone has an equal share of the money, so that small groups can buy something too.")
        return w._("What most people want is bought, until the money is spent.")
    if equal:
        return w.n(
            "%(n)s choice goes on. Everyone has an equal share in it.",
            "%(n)s choices go on. Everyone has an equal share in them, so that small groups are heard too.",
            seats,
        )
    if not adds_up(step):
        return w.n("The first one goes on.", "The first %(n)s go on.", seats)
    return w.n("The choice with the most votes goes on.", "The %(n)s choices with the most votes go on.", seats)


def figure(w: Words, step: Step, bar: Bar) -> str:
    """What a choice got, in words; empty where it is not told."""
    if bar.score is None:
        return ""
    score, parts = bar.score, [number(w, part) for part in bar.parts]
    figures: dict[VotingMethod, Callable[[], str]] = {
        VotingMethod.DOTS: lambda: w.n("%(n)s dot", "%(n)s dots", round(score)),
        VotingMethod.APPROVAL: lambda: w.n("%(n)s person", "%(n)s people", round(score)),
        VotingMethod.RATING: lambda: w._("%(mean)s of 5", mean=number(w, score)),
        VotingMethod.RANKING: lambda: w.n(
            "%(points)s point", "%(points)s points", int(score), points=number(w, score)
        ),
        VotingMethod.STATEMENTS: lambda: w._(
            "%(agree)s agree · %(passed)s pass · %(disagree)s disagree",
            agree=parts[0],
            passed=parts[1],
            disagree=parts[2],
        ),
        VotingMethod.PAIRS: lambda: w._("chosen %(won)s times of %(all)s", won=parts[0], all=parts[1]),
        VotingMethod.BUDGET: lambda: w.n("%(n)s person", "%(n)s people", round(score)),
    }
    return figures[method_of(step)]()


def short(w: Words, step: Step, bar: Bar) -> str:
    """The same in figures, for the end of a bar."""
    if bar.score is None:
        return ""
    if method_of(step) in (VotingMethod.STATEMENTS, VotingMethod.PAIRS):
        return percent(w, bar.share or 0.0)
    own = number(w, bar.score)
    return own if bar.share is None or not adds_up(step) else f"{own} · {percent(w, bar.share)}"


def share(w: Words, step: Step, bar: Bar) -> str:
    """Which part of the people it was, in words; empty where that is not told."""
    if bar.share is None:
        return ""
    part = percent(w, bar.share)
    shares: dict[VotingMethod, Callable[[], str]] = {
        VotingMethod.RATING: lambda: w._("%(share)s gave 4 or 5", share=part),
        VotingMethod.RANKING: lambda: w._("%(share)s put it first", share=part),
        VotingMethod.STATEMENTS: lambda: w._("%(share)s agree", share=part),
        VotingMethod.PAIRS: lambda: w._("chosen in %(share)s", share=part),
    }
    return shares.get(method_of(step), lambda: w._("%(share)s of the people", share=part))()


def tied(w: Words, names: Sequence[str]) -> str:
    """What would have gone on just as well; empty where nothing would."""
    return w._("Just as good, but it does not go on: %(names)s", names=" · ".join(names)) if names else ""


def units(w: Words, step: Step, by_hand: bool) -> str:
    """What the numbers of a result are, in a sentence."""
    if by_hand and method_of(step) == VotingMethod.DOTS:  # of dots on paper nobody knows whose they are
        return w._("How many dots each got.")
    sentences: dict[VotingMethod, Callable[[], str]] = {
        VotingMethod.DOTS: lambda: w._("Dots, and the share of people who gave one."),
        VotingMethod.APPROVAL: lambda: w._("How many people want it, and their share."),
        VotingMethod.RATING: lambda: w._("The mean of all numbers from 1 to 5."),
        VotingMethod.RANKING: lambda: w._("Points: one each time somebody puts it before another."),
        VotingMethod.STATEMENTS: lambda: w._("✓ agree, – pass, ✗ disagree; at the end the share who agree."),
        VotingMethod.PAIRS: lambda: w._("How often it was chosen when somebody compared it."),
        VotingMethod.BUDGET: lambda: w._("How many people would buy it, and their share."),
    }
    return sentences[method_of(step)]()
