"""A programme: what it is for, where it works, with whom, and the workshops that belong to it."""

import streamlit as st

from pages.parts import (
    area_cards,
    area_figures,
    area_shapes,
    database,
    programme_card,
    programme_choice,
    programme_partners,
    programme_workshops,
    yearly_offer,
)
from pages.parts.language import _

with database.looking() as db:
    programme = programme_choice.show(db)
    if programme is not None:
        programme_card.show(db, programme)
        areas, workshops, partners, shapes, figures, report = st.tabs(
            [
                _("Areas and places"),
                _("Workshops"),
                _("Partners"),
                _("Shapes on the map"),
                _("Who lives there"),
                _("Yearly report"),
            ]
        )
        with areas:
            area_cards.show(db, programme)
        with workshops:
            programme_workshops.show(db, programme)
        with partners:
            programme_partners.show(db, programme)
        with shapes:
            area_shapes.show(db, programme)
        with figures:
            area_figures.show(db, programme)
        with report:
            yearly_offer.show(db, programme)
