"""The marks as pictures."""

from io import BytesIO

import pytest
from PIL import Image

from exports.marks import png
from workshop_kit.look import MARKS


def covered(mark: str) -> float:
    """The share of the square that the mark covers."""
    alpha = Image.open(BytesIO(png(mark, "#0B5560"))).getchannel("A")
    return sum(alpha.tobytes()) / 255 / (alpha.width * alpha.height)


@pytest.mark.parametrize("mark", MARKS)
def test_each_mark_is_a_clear_shape_on_a_clear_ground(mark):
    assert 0.25 < covered(mark) < 0.7


@pytest.mark.parametrize(
    ("mark", "area"),
    [
        ("sun", 3.14159 * 10.2**2),
        ("ring", 3.14159 * (10.4**2 - 4.8**2)),
        ("spruce", 22 * 20 / 2),
        ("kite", 20 * 22.8 / 2),
        ("bowl", 3.14159 * 11.2**2 / 2),
        ("logs", 3 * 20 * 5),
        ("door", 3.14159 * 8.2**2 / 2 + 16.4 * 12.8),
        ("leaf", 19**2 - (2 - 3.14159 / 2) * 9.5**2),
    ],
)
def test_the_shapes_have_the_area_their_paths_describe(mark, area):
    assert covered(mark) == pytest.approx(area / 24**2, abs=0.01)


def test_a_mark_is_drawn_once():
    assert png("sun", "#0B5560") is png("sun", "#0B5560")
