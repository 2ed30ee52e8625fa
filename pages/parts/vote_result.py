"""The result of a closed vote on the laptop: chart, ties, what is too close, and all of it as tables."""

import streamlit as st
from sqlmodel import Session

from models import Step, StepKind, VotingMethod, Workshop
from pages.parts import charts, look, opinion_map, say, shortlists
from pages.parts.language import _, current
from workshop_kit import captions, plan, votes
from workshop_kit.i18n import words


def show(db: Session, workshop: Workshop, step: Step) -> None:
    found = votes.result(db, step)
    if not found.tally.ranked:
        look.empty(_("Nobody voted for anything."))
        return
    charts.result(db, workshop, step, key=f"votes_chart_{step.id}")
    if not found.is_small:
        say.fine(votes.telling.units(words(current()), step, bool(found.by_hand)))
        if len(found.options) > charts.MOST:
            say.fine(_("The chart shows the first %(n)s, the table all.", n=charts.MOST))
        if plan.actions(db, workshop) and not votes.on_ideas(step):
            say.fine(_("Amber: an action of this plan answers it. Grey: no action yet."))
    if found.by_hand:
        say.fine(_("Hands and paper are counted in."), icon="front_hand")
    if step.kind == StepKind.VOTE:
        _ties(found, workshop)
        if near := votes.too_close(db, step):
            say.fine(_("Places 1 to %(n)s are too close to call: chance could turn them round.", n=near))
    with st.expander(_("As a table"), icon=":material/table_view:"):
        charts.table(db, workshop, step)
    _file(db, workshop, step, found)
    _duels(db, workshop, step)
    shortlists.show(db, workshop, step)
    opinion_map.show(db, workshop, step)


def _file(db: Session, workshop: Workshop, step: Step, found: votes.Result) -> None:
    """The ballots for other tools, without names: nothing where so few voted that they could be told apart."""
    polis = votes.method_of(step) == VotingMethod.STATEMENTS
    if found.is_small or not (polis or votes.has_rule(step)):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if polis:
            label, name = _("Answers as Polis writes them"), f"answers-{workshop.code}.csv"
            _offer(label, votes.opinion_groups.as_polis(db, step), name, f"polis_{step.id}")
        if votes.has_rule(step):
            label, name = _("Ballots as a Pabulib file"), f"ballots-{workshop.code}.pb"
            _offer(label, votes.pabulib.written(db, workshop, step), name, f"pabulib_{step.id}")
        say.fine(_("For other tools: without names, and in no order."))


def _offer(label: str, content: str, name: str, key: str) -> None:
    st.download_button(label, content, name, key=key, icon=":material/download:", on_click="ignore")


def _ties(found: votes.Result, workshop: Workshop) -> None:
    for tie in found.tally.ties:
        named = (captions.of_option(found.options[key], current(), workshop.language).text for key in tie)
        names = " · ".join(map(say.plain, named))
        st.info(_("Exactly as good as each other: %(names)s", names=names), icon=":material/drag_handle:")


def _duels(db: Session, workshop: Workshop, step: Step) -> None:
    """Schulze's order of a ranking, and the comparisons of two that it is made of."""
    found = votes.duels(db, step)
    if found is None:
        return
    names = [captions.of_option(option, current(), workshop.language).text for option in found.options]
    st.markdown("##### " + _("Two by two"))
    if found.same_order:
        st.markdown(_("Compared two by two (Schulze), the order is the same."))
    else:
        order = " · ".join(f"{place}. {say.plain(name)}" for place, name in zip(found.places, names, strict=True))
        st.markdown(_("Compared two by two (Schulze), the order is another: %(order)s", order=order))
        say.fine(_("Points count how far up something stands; two by two counts only who comes before whom."))
    head = [f"{place}. {name}" for place, name in zip(found.places, names, strict=True)]
    rows = [
        {_("More people prefer"): head[i], **{f"↔ {head[j]}": _told(cell) for j, cell in enumerate(row)}}
        for i, row in enumerate(found.prefer)
    ]
    with st.expander(_("Who is preferred to whom"), icon=":material/table_view:"):
        st.dataframe(rows, hide_index=True)


def _told(number: int | None) -> str:
    return "–" if number is None else str(number)
