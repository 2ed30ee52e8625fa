"""Those who took part beside those who live there."""

import streamlit as st

from exports import profile as words_of
from pages.parts import chart_card, insight_charts, look, say
from pages.parts.language import _, current
from workshop_kit.i18n import Chosen, Words, words
from workshop_kit.profile.facts import LANGUAGE, Beside, Comparison, Profile


def show(found: Profile) -> None:
    w, compared = words(current()), found.compared
    if compared.unknown:
        areas = say.plain(words_of.listed(w, compared.unknown))
        st.info(
            _("Nothing is kept yet of who lives in %(areas)s. You can add it on the page Programme.", areas=areas),
            icon=":material/info:",
        )
    if not compared.comparisons:
        look.empty(_("Nothing can be compared yet. It needs figures on every area, and people who answered."))
        return
    for comparison in compared.comparisons:
        _comparison(w, comparison)
    say.fine(
        _("More or fewer is said only where chance alone would hardly make the difference. Families come together, "
          "so take it as a reason to look.")
    )  # fmt: skip


def _comparison(w: Words, comparison: Comparison) -> None:
    with st.container(border=True, key=f"card-beside-{comparison.topic}"):
        st.subheader(words_of.topic(w, comparison.topic), anchor=False)
        if comparison.asked == LANGUAGE:
            say.gray(_("Nobody was asked for the home language. This is the language people read on their phones."))
        people = words_of.number(w, comparison.people)
        say.fine(_("%(people)s people answered.", people=people) + " " + words_of.source(w, [comparison]))
        told = [beside for beside in comparison.rows if beside.took_part is not None]
        labels, values, texts, amber = _bars(w, comparison, told)
        figure = insight_charts.bars(labels, values, texts, amber=amber)
        rows = [_row(w, comparison, beside) for beside in comparison.rows]
        chart_card.show(figure, rows, key=f"beside_{comparison.topic}", name=f"profile-beside-{comparison.topic}")
        _verdicts(w, comparison)


def _bars(
    w: Words, comparison: Comparison, told: list[Beside]
) -> tuple[list[Chosen], list[float], list[str], list[bool]]:
    """Two bars for each group: those who took part in amber, those who live there in grey."""
    labels, values, texts, amber = [], [], [], []
    for beside in told:
        name = words_of.answer(w, comparison.topic, beside.answer)
        took = words_of.least(w, words_of.share(w, beside.took_part or 0), beside.at_least)
        for label, share, text, is_here in (
            (_("%(group)s: took part", group=name), beside.took_part or 0, took, True),
            (_("%(group)s: live here", group=name), beside.lives, words_of.share(w, beside.lives), False),
        ):
            labels.append(Chosen(label, current(), True))
            values.append(share)
            texts.append(text)
            amber.append(is_here)
    return labels, values, texts, amber


def _row(w: Words, comparison: Comparison, beside: Beside) -> dict[str, str]:
    took = "–" if beside.took_part is None else words_of.share(w, beside.took_part)
    return {
        _("Group"): words_of.answer(w, comparison.topic, beside.answer),
        _("Took part"): words_of.least(w, took, beside.at_least),
        _("Live here"): words_of.share(w, beside.lives),
        _("In words"): words_of.verdict(w, beside.verdict),
    }


def _verdicts(w: Words, comparison: Comparison) -> None:
    for verdict in dict.fromkeys(beside.verdict for beside in comparison.rows):
        groups = [
            words_of.answer(w, comparison.topic, beside.answer)
            for beside in comparison.rows
            if beside.verdict == verdict
        ]
        st.markdown(f"**{words_of.verdict(w, verdict)}:** {say.plain(words_of.listed(w, groups))}")
