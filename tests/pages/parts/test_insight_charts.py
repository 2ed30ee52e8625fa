"""Charts of many workshops: what people typed as a name is no markup in them."""

from pages.parts import insight_charts
from workshop_kit.i18n import Chosen

TYPED = '<a href="https://example.org">R&D</a>'
SHOWN = '&lt;a href="https://example.org"&gt;R&amp;D&lt;/a&gt;'
ROW = [Chosen("Swimming", "en", True)]


def test_a_name_above_a_column_is_no_markup_and_keeps_its_lines():
    chart = insight_charts.heat(ROW, [(TYPED, "2 workshops")], [[1.0]], [["1"]])
    assert list(chart.layout.xaxis.ticktext) == [f"{SHOWN}<br>2 workshops"]


def test_the_name_of_a_line_is_no_markup():
    assert insight_charts.trend(["2025", "2026"], {TYPED: [1, 2]}).data[0].name == SHOWN


def test_the_name_of_a_part_is_no_markup():
    assert insight_charts.stacked(ROW, {TYPED: [1.0]}, {TYPED: ["12"]}).data[0].name == SHOWN


def test_what_is_written_behind_a_bar_is_no_markup():
    assert insight_charts.bars(ROW, [1.0], [TYPED]).layout.annotations[0].text == SHOWN
