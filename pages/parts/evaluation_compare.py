"""Two methods beside each other: by what people said at the end, or by how the evenings went."""

from collections.abc import Sequence

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import evaluation_difference, evaluation_process, look, say
from pages.parts.evaluation_difference import Compared
from pages.parts.language import _, current, keyed, n
from workshop_kit import methods
from workshop_kit.evaluation import compare, process, said
from workshop_kit.evaluation.compare import Difference, Unit, Verdict
from workshop_kit.evaluation.process import MEASURES, SHARES
from workshop_kit.evaluation.questions import QUESTIONS
from workshop_kit.figures import number
from workshop_kit.i18n import pick, words

REST = ""
"""All methods but the first."""


def show(db: Session, workshops: Sequence[Workshop]) -> None:
    by_method: dict[str, list[Workshop]] = {}
    for workshop in workshops:
        by_method.setdefault(workshop.method, []).append(workshop)
    if len(by_method) < 2:
        look.empty(_("All workshops here were held by one method. With a second one you can compare."))
        return
    names = {id: pick(methods.named(db, id), current()).text for id in by_method}
    what, first, second = _asked({id: _counted(names[id], own) for id, own in by_method.items()})
    ours = by_method[first]
    theirs = by_method[second] if second else [w for id, own in by_method.items() if id != first for w in own]
    found = _question(db, what, ours, theirs) if what in QUESTIONS else _measure(db, what, ours, theirs)
    labels = names[first], names.get(second, _("All other methods"))
    written = _face if what in QUESTIONS else lambda value: evaluation_process.told(what, value)
    compared = Compared(*labels, found, written, is_share=what in SHARES)
    evaluation_difference.show([compared], key=f"evaluation_compare_{what}", name="compared")
    _caution(found)


def _counted(name: str, own: Sequence[Workshop]) -> str:
    count = n("%(n)s workshop", "%(n)s workshops", len(own))
    return f"{name} ({count})"


def _asked(names: dict[str, str]) -> tuple[str, str, str]:
    """What is compared, and the two methods; the second may be REST."""
    most = list(names)
    what, one, other = st.columns(3)
    with what:
        chosen = st.selectbox(
            _("Compare by"),
            [*QUESTIONS, *MEASURES],
            format_func=lambda id: _(QUESTIONS[id].sentence) if id in QUESTIONS else _(MEASURES[id][0]),
            key=keyed("evaluation_what"),
        )
    with one:
        first = st.selectbox(_("This method"), most, format_func=names.get, key=keyed("evaluation_first"))
    with other:
        rest = [id for id in most if id != first]
        second = st.selectbox(
            _("With"),
            [*rest, REST] if len(rest) > 1 else rest,
            format_func=lambda id: names.get(id, _("All other methods")),
            key=keyed(f"evaluation_second_{first}"),
        )
    return str(chosen), str(first), str(second)


def _question(db: Session, id: str, ours: Sequence[Workshop], theirs: Sequence[Workshop]) -> Difference:
    answers = said.of(db, [*ours, *theirs])
    sides = [said.clusters(answers, id, [workshop.id or 0 for workshop in side]) for side in (ours, theirs)]
    return compare.clusters(*sides)


def _measure(db: Session, id: str, ours: Sequence[Workshop], theirs: Sequence[Workshop]) -> Difference:
    read = MEASURES[id][1]
    values = [read(one) for one in process.of(db, [*ours, *theirs])]
    sides = values[: len(ours)], values[len(ours) :]
    return compare.workshops(*([value for value in side if value is not None] for side in sides))


def _face(value: float) -> str:
    return _("%(mean)s of 5", mean=number(words(current()), value))


def _caution(found: Difference) -> None:
    """What the comparison cannot tell."""
    if found.verdict == Verdict.TOO_SMALL:
        return
    if found.unit == Unit.PEOPLE:
        say.fine(
            _(
                "People of one evening are alike. With fewer than %(n)s workshops on a side this may mislead: it "
                "can show two rooms, not two methods.",
                n=compare.CLUSTERS,
            ),
            icon="warning",
        )
    say.fine(
        _("Nobody drew lots over which evening used which method. Place, people and season may be the reason, too.")
    )
