"""The twelve marks as pictures, drawn from the same paths as on screen (`workshop_kit/look/marks.json`).

Pillow knows no SVG, and the marks use little of it: paths of straight lines, cubic curves and circular
arcs, circles, and one rounded square. So they are flattened to polygons here.
"""

import math
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image, ImageChops, ImageDraw

from workshop_kit.look import shapes

GRID = 24
FINE = 4  # supersampling: edges are smooth
_STEPS = 24  # lines for one curve
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}

Point = complex  # x + y·i
Polygon = list[Point]


@cache
def png(mark: str, colour: str, pixels: int = 240) -> bytes:
    """A mark in one colour on a transparent square of `pixels`."""
    size = pixels * FINE
    shape = _filled(mark, size).resize((pixels, pixels), Image.Resampling.LANCZOS)
    picture = Image.new("RGBA", (pixels, pixels), colour)
    picture.putalpha(shape)
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _filled(mark: str, size: int) -> Image.Image:
    whole = Image.new("L", (size, size), 0)
    for element in ElementTree.fromstring(f"<g>{shapes()[mark]}</g>"):
        whole = ImageChops.lighter(whole, _element(element, size))
    return whole


def _element(element: ElementTree.Element, size: int) -> Image.Image:
    """One SVG element; the outlines of one path are filled even-odd, which makes the hole of the ring."""
    layer = Image.new("L", (size, size), 0)
    scale = size / GRID
    for polygon in outlines(element):
        one = Image.new("L", (size, size), 0)
        ImageDraw.Draw(one).polygon([(p.real * scale, p.imag * scale) for p in polygon], fill=255)
        layer = ImageChops.difference(layer, one)
    return layer


def outlines(element: ElementTree.Element) -> Iterator[Polygon]:
    """The lines of one SVG element, on the grid."""
    if element.tag == "path":
        return _path(element.get("d", ""))
    at = {name: float(value) for name, value in element.items()}
    if element.tag == "circle":
        return iter([_circle(complex(at["cx"], at["cy"]), at["r"])])
    if element.tag == "ellipse":
        flat = at["ry"] / at["rx"]
        around = [_stretched(point, flat) for point in _circle(0j, at["rx"])]
        return iter([[complex(at["cx"], at["cy"]) + point for point in around]])
    return iter([_square(complex(at["x"], at["y"]), at["width"], at["height"], at.get("rx", 0.0))])


def _circle(centre: Point, r: float) -> Polygon:
    return [centre + r * _turn(step / (4 * _STEPS) * math.tau) for step in range(4 * _STEPS)]


def _square(corner: Point, width: float, height: float, r: float) -> Polygon:
    centres = [(width - r, height - r), (r, height - r), (r, r), (width - r, r)]
    quarters = range(_STEPS + 1)
    return [
        corner + complex(*centre) + r * _turn((quarter + step / _STEPS) * math.pi / 2)
        for quarter, centre in enumerate(centres)
        for step in quarters
    ]


def _turn(angle: float) -> Point:
    return complex(math.cos(angle), math.sin(angle))


def _path(d: str) -> Iterator[Polygon]:
    """The outlines of an SVG path; a closed one ends where it began."""
    line: Polygon = []
    control = 0j
    for letter, numbers in _commands(d):
        if letter in "Mm":
            if line:
                yield line
            start = line[-1] if line and letter == "m" else 0j
            line = [start + complex(*numbers)]
        elif letter in "Zz":
            line.append(line[0])
        else:
            points, control = _segment(letter, numbers, line[-1], control)
            line.extend(points)
    yield line


def _commands(d: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(d)
    letter = ""
    while tokens:
        if tokens[0].isalpha():
            letter = tokens.pop(0)
        elif letter in "Mm":
            letter = "L" if letter == "M" else "l"  # further points of a move are lines
        takes = _TAKES[letter.upper()]
        yield letter, [float(number) for number in tokens[:takes]]
        del tokens[:takes]


def _segment(letter: str, numbers: list[float], at: Point, control: Point) -> tuple[Polygon, Point]:
    """The points after `at`, and the last control point, which a smooth curve mirrors."""
    base = at if letter.islower() else 0j
    kind = letter.upper()
    if kind == "H":
        end = complex(base.real + numbers[0], at.imag)
    elif kind == "V":
        end = complex(at.real, base.imag + numbers[0])
    elif kind == "A":
        end = base + complex(*numbers[5:])
        flat = numbers[0] / numbers[1]  # an ellipse is a circle seen from the side
        arc = _arc(_stretched(at, flat), _stretched(end, flat), numbers[0], bool(numbers[3]), bool(numbers[4]))
        return [_stretched(point, 1 / flat) for point in arc], end
    elif kind in "CS":
        points = [base + complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        first = points[0] if kind == "C" else 2 * at - control
        return _curve(at, first, points[-2], points[-1]), points[-2]
    else:
        end = base + complex(*numbers)
    return [end], end


def _curve(a: Point, b: Point, c: Point, d: Point) -> Polygon:
    steps = [step / _STEPS for step in range(1, _STEPS + 1)]
    return [(1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d for t in steps]


def _stretched(point: Point, times: float) -> Point:
    return complex(point.real, point.imag * times)


def _arc(start: Point, end: Point, r: float, large: bool, clockwise: bool) -> Polygon:
    """A circular arc between two points (SVG 1.1, F.6, with equal radii)."""
    half = (end - start) / 2
    r = max(r, abs(half))
    away = math.sqrt(max(r * r - abs(half) ** 2, 0)) * (1j * half / abs(half))
    centre = start + half + (away if large != clockwise else -away)
    first = math.atan2((start - centre).imag, (start - centre).real)
    sweep = math.atan2((end - centre).imag, (end - centre).real) - first
    sweep = sweep % math.tau if clockwise else sweep % math.tau - math.tau
    return [centre + r * _turn(first + sweep * step / _STEPS) for step in range(1, _STEPS + 1)]
