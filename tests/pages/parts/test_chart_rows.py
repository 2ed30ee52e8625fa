"""Rows of a chart: no label runs into the next one."""

import pytest

from pages.parts import chart_rows
from workshop_kit.i18n import Chosen

LONG = "A covered bench and a lamp at the bus stop by the school, so that children can wait when it rains"


def broken(text, language="en", width=36):
    return chart_rows.broken(Chosen(text, language, True), width)


@pytest.mark.parametrize("text", ["", "A", LONG, LONG * 5, "长" * 200, "x" * 100])
def test_a_label_has_few_short_lines(text):
    lines = broken(text).split("<br>")
    assert len(lines) <= chart_rows.MOST_LINES
    assert max(map(len, lines)) <= 36


def test_a_label_that_fits_is_whole():
    assert broken(LONG).replace("<br>", " ") == LONG


def test_what_people_wrote_is_no_markup():
    assert broken('<b>x "y"') == '&lt;b&gt;x "y"'


def test_each_line_from_right_to_left_is_set_so():
    assert all(
        line[0] == "\u202b" and line[-1] == "\u202c" for line in broken("نادٍ رياضي مجاني " * 4, "ar").split("<br>")
    )


@pytest.mark.parametrize("texts", [["A"], ["A", LONG], [LONG] * 8, ["A"] * 8])
def test_rows_hold_their_labels(texts):
    labels = [broken(text) for text in texts]
    rows = chart_rows.rows(labels, 15)
    halves = [(label.count("<br>") + 1) * 1.3 * 15 / 2 for label in labels]
    edges = list(zip(rows.middles, halves, strict=True))
    for (above, high), (below, low) in zip(edges, edges[1:], strict=False):
        assert above + high < below - low


def test_without_options_there_are_no_rows():
    assert chart_rows.rows([], 15).middles == ()
