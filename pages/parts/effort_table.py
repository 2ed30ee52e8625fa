"""What the picture of effort and benefit shows, as a table."""

from collections.abc import Sequence

import streamlit as st

from models import Action, Workshop
from pages.parts.effort import named
from pages.parts.language import _, current


def show(actions: Sequence[Action], workshop: Workshop) -> None:
    """The same as the picture, as a table."""
    names = {number: title.text for number, title in named(actions, workshop, current())}
    rows = [
        {_("No."): number, _("Action"): names[number], _("Effort"): action.effort, _("Benefit"): action.benefit}
        for number, action in enumerate(actions, start=1)
        if number in names
    ]
    wide = {_("Action"): st.column_config.TextColumn(width="medium")}
    st.dataframe(rows, hide_index=True, column_config=wide)
