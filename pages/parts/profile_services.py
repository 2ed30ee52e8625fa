"""Which services people use, know, or hear of for the first time."""

import streamlit as st

from exports import profile as words_of
from pages.parts import chart_card, insight_charts, look, say
from pages.parts.language import _, current
from workshop_kit.i18n import Chosen, words
from workshop_kit.profile.facts import Content, ServiceKnown


def show(said: Content) -> None:
    if not said.services:
        look.empty(_("Nobody was asked yet which services they know. A step “Feedback” of the agenda can ask it."))
        return
    with st.container(border=True, key="card-profile-services"):
        st.subheader(_("New to people"), anchor=False)
        told = [service for service in said.services if service.new is not None]
        if told:
            figure = insight_charts.bars(
                [Chosen(service.name, service.language, True) for service in told],
                [_share(service) for service in told],
                [_new(service) for service in told],
                amber=[True] * len(told),
                most=1,
            )
            rows = [_row(service) for service in said.services]
            chart_card.show(figure, rows, key="profile_services", name="profile-services")
        else:
            say.gray(_("Too few people answered to tell their answers apart."))
            st.dataframe(chart_card.cells([_row(service) for service in said.services]), hide_index=True)
        if any(count is None for service in said.services for count in (service.use, service.know, service.new)):
            say.fine(_("A dash stands where fewer than five people could be told apart."))


def _share(service: ServiceKnown) -> float:
    return service.new.people / service.answered if service.new else 0


def _new(service: ServiceKnown) -> str:
    w = words(current())
    share = words_of.share(w, _share(service))
    of = _("%(share)s of %(people)s", share=share, people=words_of.number(w, service.answered))
    return words_of.least(w, of, bool(service.new and service.new.at_least))


def _row(service: ServiceKnown) -> dict[str, object]:
    w = words(current())
    return {
        _("Service"): service.name,
        _("Answered"): service.answered,
        _("They use it"): words_of.count(w, service.use),
        _("They know it"): words_of.count(w, service.know),
        _("New to them"): words_of.count(w, service.new),
    }
