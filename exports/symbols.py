"""The kit's symbols as pictures, drawn from the same outlines as on screen (`workshop_kit/look/symbols.json`)."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image, ImageDraw

from exports.marks import FINE, GRID, Point, Polygon, outlines
from workshop_kit.look.symbols import drawings

STROKE = 1.8  # on the grid


@cache
def png(symbol: str, colour: str, pixels: int = 240) -> bytes:
    """A symbol in one colour on a transparent square of `pixels`."""
    size = pixels * FINE
    layer = Image.new("L", (size, size), 0)
    for line in _lines(symbol):
        _stroke(ImageDraw.Draw(layer), [point * size / GRID for point in line], STROKE * size / GRID)
    picture = Image.new("RGBA", (pixels, pixels), colour)
    picture.putalpha(layer.resize((pixels, pixels), Image.Resampling.LANCZOS))
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _lines(symbol: str) -> Iterator[Polygon]:
    for element in ElementTree.fromstring(f"<g>{drawings()[symbol]}</g>"):
        for line in outlines(element):
            yield line if element.tag == "path" else [*line, line[0]]


def _stroke(draw: ImageDraw.ImageDraw, line: list[Point], width: float) -> None:
    """A line with round ends and round corners."""
    points = [(point.real, point.imag) for point in line]
    draw.line(points, fill=255, width=round(width))
    for x, y in points:
        draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
