"""The shortlist by each rule, side by side: what goes on, why, and who gains."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import streamlit as st
from sqlmodel import Session

from models import Step, VotingMethod, Workshop
from pages.parts import look, say
from pages.parts.language import _, current, n
from pages.parts.vote_form import RULES
from workshop_kit import captions, votes
from workshop_kit.figures import money, percent
from workshop_kit.i18n import language_of, words
from workshop_kit.votes.gains import Gain
from workshop_kit.votes.shortlists import Chosen, Shortlist


def show(db: Session, workshop: Workshop, step: Step) -> None:
    found = votes.side_by_side(db, workshop, step)
    if not found:
        return
    st.markdown("##### " + _("What goes on to the plan"))
    own = votes.rule_of(step)
    for (rule, one), column in zip(found.items(), st.columns(len(found)), strict=True):
        with column.container(border=True, key=f"{'card' if rule == own else 'suggested'}-rule-{step.id}-{rule}"):
            say.bold(RULES[rule]())
            if rule == own:
                st.badge(_("Set before the vote"), color="green", icon=":material/check:")
            else:
                st.badge(_("To compare"), color="gray", icon=":material/compare_arrows:")
            _list(workshop, step, one)
    _gains(found)
    if votes.result(db, step).by_hand:
        say.fine(_("Nobody knows which hands were the same person’s: they are shared out as evenly as can be."))


def _list(workshop: Workshop, step: Step, found: Shortlist) -> None:
    if not found.chosen:
        look.empty(_("Nothing: nobody voted for anything."))
    for place, one in enumerate(found.chosen, start=1):
        name = say.plain(captions.of_choice(one.option, current(), workshop.language).text)
        told = why(workshop, step, found, one)
        st.markdown(f"**{place}. {name}**" + (f"  \n:small[:gray[{told}]]" if told else ""))
    if found.cost:
        w = words(current())
        spent, all_of_it = money(w, found.cost), money(w, votes.purse_of(step))
        say.fine(_("%(spent)s of %(money)s spent.", spent=spent, money=all_of_it))


def why(workshop: Workshop, step: Step, found: Shortlist, one: Chosen) -> str:
    """What brought it onto the list, in words."""
    if one.supporters is None:
        return _ties(workshop, one)
    parts = [n("%(n)s person wants it.", "%(n)s people want it.", one.supporters)]
    if found.rule == votes.Rule.EQUAL_SHARES and one.is_filler:
        parts.append(_("No group could buy it alone any more: it has most of the votes that are left."))
    elif found.rule == votes.Rule.EQUAL_SHARES and one.price is not None and found.purse:
        parts.append(_paid(step, one, one.price, found.purse))
    return " ".join(filter(None, (*parts, _ties(workshop, one))))


def _ties(workshop: Workshop, one: Chosen) -> str:
    names = [captions.of_option(other, current(), workshop.language).text for other in one.tied]
    return votes.telling.tied(words(current()), [say.plain(name) for name in names])


def _paid(step: Step, one: Chosen, price: Fraction, purse: Fraction) -> str:
    w = words(current())
    each = percent(w, float(price / purse))
    if votes.method_of(step) == VotingMethod.BUDGET:
        each = money(w, float(Decimal(float(price)).quantize(Decimal("0.01"), ROUND_HALF_UP)))
    if one.differs:
        each = _("at most %(amount)s", amount=each)
    paid = n(
        "%(n)s person bought it, paying %(each)s of what they had.",
        "%(n)s people bought it, each paying %(each)s of what they had.",
        one.paid,
        each=each,
    )
    rest = n("%(n)s more gave all they had left.", "%(n)s more gave all they had left.", one.spent_all)
    return f"{paid} {rest}" if one.spent_all else paid


def _gains(found: votes.Both) -> None:
    """How many people get at least one of their choices, by each rule: everybody, and each larger language."""
    by_rule = {rule: {gain.language: gain for gain in one.gains} for rule, one in found.items()}
    languages = next(iter(by_rule.values()), {})
    if not languages:
        return
    rows = []
    for code, gain in languages.items():
        name = language_of(code).name if code else _("All phones")
        told = {RULES[rule](): _covered(gains[code]) for rule, gains in by_rule.items()}
        rows.append({_("Who"): name, _("People"): gain.people, **told})
    say.bold(_("Who gets at least one of their choices"))
    st.dataframe(rows, hide_index=True)
    say.fine(_("By the language of the phone. A number that would tell of fewer than five people is put in words."))


def _covered(gain: Gain) -> str:
    if gain.covered is not None:
        return f"{gain.covered} ({percent(words(current()), gain.covered / gain.people)})"
    return _("most") if gain.most else _("half or fewer")
