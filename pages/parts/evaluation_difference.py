"""A difference told: in plain sentences, with its interval, and how sure that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts import chart_card, evaluation_charts, say
from pages.parts.language import _, current
from workshop_kit import privacy
from workshop_kit.evaluation.compare import CLUSTERS, Difference, Unit, Verdict
from workshop_kit.figures import number, percent
from workshop_kit.i18n import Chosen, words


@dataclass(frozen=True)
class Compared:
    """A difference between two groups that have names; `written` is how a value of one of them is told."""

    first: str
    second: str
    found: Difference
    written: Callable[[float], str]
    is_share: bool


def show(compared: Sequence[Compared], *, key: str, name: str) -> None:
    """Each in words; those that can be told as a chart with its table. All are shares, or none."""
    for one in compared:
        _sentences(one)
    told = [one for one in compared if one.found.verdict != Verdict.TOO_SMALL]
    if not told:
        return
    several = len(told) > 1
    labels = [Chosen(one.second if several else _("Difference"), current(), True) for one in told]
    ends = [(one.found.low or 0.0, one.found.difference or 0.0, one.found.high or 0.0) for one in told]
    left = _("More: the other") if several else _("More: %(name)s", name=told[0].second)
    sides = left, _("More: %(name)s", name=told[0].first)
    figure = evaluation_charts.intervals(labels, ends, sides=sides, written=lambda one: step(one, told[0].is_share))
    chart_card.show(figure, [_row(one) for one in compared], key=key, name=name)
    say.fine(
        _("The diamond is what was found. In 19 of 20 comparisons like this, the line holds the true difference.")
    )


def _sentences(one: Compared) -> None:
    found = one.found
    if found.verdict == Verdict.TOO_SMALL or found.means is None:
        st.info(_too_small(found), icon=":material/info:")
        return
    say.bold(_means(one), icon="check" if found.verdict == Verdict.CLEAR else "help")
    st.markdown(say.plain(_verdict(one)))
    if found.is_small:
        st.markdown(say.plain(_small(found)))


def _means(one: Compared) -> str:
    means = one.found.means or (0.0, 0.0)
    return _(
        "%(first)s: %(a)s. %(second)s: %(b)s.",
        first=one.first,
        second=one.second,
        a=one.written(means[0]),
        b=one.written(means[1]),
    )


def _verdict(one: Compared) -> str:
    low, high = (step(end or 0.0, one.is_share) for end in (one.found.low, one.found.high))
    if one.found.verdict == Verdict.CLEAR:
        if one.is_share:
            return _("The difference is clear: from %(low)s to %(high)s percentage points.", low=low, high=high)
        return _("The difference is clear: from %(low)s to %(high)s.", low=low, high=high)
    if one.is_share:
        return _(
            "The difference is not clear, it can be chance: from %(low)s to %(high)s percentage points.",
            low=low,
            high=high,
        )
    return _("The difference is not clear, it can be chance: from %(low)s to %(high)s.", low=low, high=high)


def _small(found: Difference) -> str:
    a, b = found.sizes
    if found.unit == Unit.WORKSHOPS:
        return _("This is a small sample: %(a)s and %(b)s workshops. More evenings can still change it.", a=a, b=b)
    return _("This is a small sample: %(a)s and %(b)s people. More people can still change it.", a=a, b=b)


def _too_small(found: Difference) -> str:
    a, b = found.sizes
    if found.unit == Unit.WORKSHOPS and min(a, b) < CLUSTERS:
        return _(
            "Too few to compare: this is known of %(a)s and %(b)s workshops. It takes %(least)s on each side.",
            a=a,
            b=b,
            least=CLUSTERS,
        )
    if min(a, b) < privacy.SMALL and found.unit == Unit.PEOPLE:
        return _("Too few to compare: it takes at least %(least)s people on each side.", least=privacy.SMALL)
    return _("All are the same on each side, so nobody can say what is chance. More evenings are needed.")


def step(value: float, is_share: bool) -> str:
    """A difference with its sign; of shares in percentage points."""
    points = 100 * value if is_share else value
    text = number(words(current()), abs(points if not is_share else round(points)))
    if text == number(words(current()), 0):
        return text
    return f"−{text}" if value < 0 else f"+{text}"


def _row(one: Compared) -> dict[str, object]:
    found = one.found
    verdicts = {
        Verdict.CLEAR: _("clear"),
        Verdict.NOT_CLEAR: _("not clear"),
        Verdict.TOO_SMALL: _("too few to compare"),
    }
    told: dict[str, object] = {_("Groups"): f"{one.first} – {one.second}"}
    if found.means is not None:
        told |= {
            _("First group"): round(found.means[0], 3),
            _("Second group"): round(found.means[1], 3),
            _("Difference"): round(found.difference or 0.0, 3),
            _("From"): round(found.low or 0.0, 3),
            _("To"): round(found.high or 0.0, 3),
            _("Sizes"): sizes(found),
        }
    return {**told, _("What it says"): verdicts[found.verdict]}


def sizes(found: Difference) -> str:
    a, b = found.sizes
    if found.unit == Unit.WORKSHOPS:
        return _("%(a)s and %(b)s workshops", a=a, b=b)
    return _("%(a)s and %(b)s people", a=a, b=b)


def as_percent(value: float) -> str:
    return percent(words(current()), value)
