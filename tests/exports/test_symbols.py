"""The symbols as pictures."""

from io import BytesIO

import pytest
from PIL import Image

from exports.symbols import png
from workshop_kit.look.symbols import NAMES


def alpha(symbol: str) -> Image.Image:
    return Image.open(BytesIO(png(symbol, "#12282D"))).getchannel("A")


@pytest.mark.parametrize("symbol", NAMES)
def test_each_symbol_is_an_outline_on_a_clear_ground(symbol):
    drawn = alpha(symbol)
    covered = sum(drawn.tobytes()) / 255 / (drawn.width * drawn.height)
    assert 0.1 < covered < 0.4


@pytest.mark.parametrize("symbol", NAMES)
def test_each_symbol_fills_its_square_and_stays_inside(symbol):
    left, top, right, bottom = alpha(symbol).getbbox()
    assert max(right - left, bottom - top) > 190
    assert min(left, top) >= 0 and max(right, bottom) <= 240


def test_a_closed_line_is_closed():
    ring = alpha("clock")
    middle = ring.crop((0, 115, 240, 125)).resize((240, 1)).tobytes()
    assert middle[:40].count(255) > 5 and middle[-40:].count(255) > 5
