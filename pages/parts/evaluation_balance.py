"""Who was heard: each language's share of the people beside its share of the ideas, and how many voted."""

from collections.abc import Callable, Sequence

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import chart_card, evaluation_charts, look, say
from pages.parts.language import _, current, n
from pages.parts.missing_languages import name_of
from workshop_kit import privacy
from workshop_kit.evaluation import balance
from workshop_kit.evaluation.balance import OTHERS, Balance, Group, Heard, Voted
from workshop_kit.figures import percent
from workshop_kit.i18n import Chosen, words

HEARD: dict[Heard, Callable[[], str]] = {
    Heard.MORE: lambda: _("Heard more than their number."),
    Heard.AS_MUCH: lambda: _("Heard about as much as their number."),
    Heard.LESS: lambda: _("Heard less than their number."),
    Heard.UNKNOWN: lambda: "",
}


def show(db: Session, workshops: Sequence[Workshop]) -> None:
    found = balance.of(db, workshops)
    if not found.groups:
        look.empty(_("Fewer than five phones joined, so nothing is told about groups."))
        return
    ideas = found.ideas or 1
    figure = evaluation_charts.beside(
        [Chosen(named(group), current(), True) for group in found.groups],
        [_share(group, found) for group in found.groups],
        [group.ideas / ideas for group in found.groups],
        (_("share of the people"), _("share of the ideas")),
    )
    rows = [_row(group, found) for group in found.groups]
    chart_card.show(figure, rows, key="evaluation_balance", name="balance")
    st.markdown("\n".join(filter(None, (_told(group, found) for group in found.groups))))
    _explained(found)


def _share(group: Group, found: Balance) -> float:
    """Of the people; each workshop counts by its ideas, so that a room that wrote little tips nothing."""
    if found.ideas:
        return group.expected / found.ideas
    return group.present / (found.present or 1)


def named(group: Group) -> str:
    return _("Other languages") if group.language == OTHERS else name_of(group.language)


def _told(group: Group, found: Balance) -> str:
    """A line of a list in plain sentences; empty where there is nothing to say."""
    sentence = " ".join(filter(None, (HEARD[group.heard](), _voted(group.voted, found))))
    return f"- **{say.plain(named(group))}**: {say.plain(sentence)}" if sentence else ""


def _voted(one: Voted | None, found: Balance) -> str:
    """How many voted, in words or as a span where a number would tell of one to four people."""
    if one is None or (one.least == 0 and one.most == one.of > 0):
        return ""
    if one.is_told:
        return _("%(part)s of %(all)s voted.", part=one.most, all=one.of)
    if found.workshops > 1:
        return _("%(least)s to %(most)s of %(all)s voted.", least=one.least, most=one.most, all=one.of)
    return _("Nearly all voted.") if one.least > one.of // 2 else _("Few voted.")


def _row(group: Group, found: Balance) -> dict[str, object]:
    w = words(current())
    weighted = {_("Share, each workshop by its ideas"): percent(w, _share(group, found))}
    return {
        _("Language"): named(group),
        _("People"): group.present,
        _("Share of the people"): percent(w, group.present / (found.present or 1)),
        **(weighted if found.workshops > 1 else {}),
        _("Ideas"): group.ideas,
        _("Share of the ideas"): percent(w, group.ideas / (found.ideas or 1)),
        _("Votes"): _voted(group.voted, found) or _("not told"),
        _("Heard"): HEARD[group.heard](),
    }


def _explained(found: Balance) -> None:
    if all(group.heard == Heard.UNKNOWN for group in found.groups):
        say.gray(
            _("It takes two language groups and at least %(n)s ideas to say who was heard.", n=balance.FEWEST_IDEAS)
        )
    if found.workshops > 1:
        say.fine(
            _(
                "For the share of the people each workshop counts by its ideas, so that a room that wrote little "
                "makes nobody look unheard."
            )
        )
    if found.too_small:
        say.gray(
            n(
                "%(n)s workshop is left out: fewer than five phones joined.",
                "%(n)s workshops are left out: fewer than five phones joined.",
                found.too_small,
            )
        )
    say.fine(
        _(
            "People are counted by the language of their phones, ideas by the language they are written in. A "
            "language stands alone in a workshop with at least %(n)s phones. “More” and “less” are said only where "
            "it is hardly chance.",
            n=privacy.SMALL,
        ),
        icon="lock",
    )
