"""A chart with its table, and both to take along."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

import plotly.graph_objects as go
import streamlit as st

from exports.csv import harmless
from pages.parts import charts, picture_save
from pages.parts.language import _


def show(figure: go.Figure, rows: Sequence[Mapping[str, object]], *, key: str, name: str) -> None:
    """`rows` are what the chart shows, head -> cell; `name` is that of the files, without a suffix."""
    with st.container(key=f"chart-{key}"):
        charts.show(figure, key=key)
    with st.expander(_("As a table, and to take along"), icon=":material/table_view:"):
        st.dataframe(cells(rows), hide_index=True)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                _("Save as CSV"), as_csv(rows), f"{name}.csv", "text/csv", key=f"{key}_csv", on_click="ignore"
            )
            picture_save.show(chart=f"chart-{key}", name=name, key=f"{key}_picture")


def cells(rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Rows for `st.dataframe`, whose own button saves them as CSV: no words can become a formula."""
    return [
        {harmless(head): harmless(cell) if isinstance(cell, str) else cell for head, cell in row.items()}
        for row in rows
    ]


def as_csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    """UTF-8 with a mark, so that office programs read it rightly; no cell can become a formula."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    text = StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(map(harmless, heads))
    table.writerows([_cell(row.get(head)) for head in heads] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    return str(value) if isinstance(value, int | float) else harmless("" if value is None else str(value))
