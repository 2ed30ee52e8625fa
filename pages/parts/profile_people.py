"""Who takes part: a chart with its table for each question."""

import streamlit as st

from exports import profile as words_of
from pages.parts import chart_card, insight_charts, look, say
from pages.parts.language import _, current, n
from workshop_kit.background import SENTENCES
from workshop_kit.i18n import Chosen, words
from workshop_kit.profile.facts import LANGUAGE, Asked, People


def show(people: People) -> None:
    if not people.questions:
        look.empty(_("Nobody is counted yet: five people are needed in a workshop that is over."))
        return
    for asked in people.questions:
        _question(asked)
    if len(people.questions) == 1:
        say.gray(_("Nothing was asked about the people. You can choose questions when you make a workshop."))


def _question(asked: Asked) -> None:
    w = words(current())
    lines = words_of.lines(w, asked)
    numbers = [words_of.least(w, words_of.number(w, people), at_least) for _name, people, at_least in lines]
    with st.container(border=True, key=f"card-profile-{asked.id}"):
        st.subheader(_title(asked.id), anchor=False)
        workshops = n("%(n)s workshop", "%(n)s workshops", asked.workshops)
        facts = {"people": words_of.number(w, asked.people), "workshops": workshops}
        told = _("%(people)s people in %(workshops)s.", **facts)
        say.fine(told if asked.id == LANGUAGE else _("%(people)s people in %(workshops)s were asked.", **facts))
        figure = insight_charts.bars(
            [Chosen(name, current(), True) for name, _people, _least in lines],
            [people for _name, people, _least in lines],
            numbers,
            amber=[place < len(asked.groups) for place in range(len(lines))],
        )
        rows = [
            {_("Group"): name, _("People"): people, _("At least"): _("yes") if at_least else ""}
            for name, people, at_least in lines
        ]
        chart_card.show(figure, rows, key=f"profile_asked_{asked.id}", name=f"profile-{asked.id}")
        if any(at_least for _name, _people, at_least in lines):
            say.fine(_("At least: some of the others may belong here, too, but they are too few to be told apart."))


def _title(id: str) -> str:
    return _("Languages on the phones") if id == LANGUAGE else _(SENTENCES[id])
