"""The bars of a vote as a real Word chart: it can be edited, restyled and copied into slides.

It follows the look: horizontal bars, best first, the number at the end, and nothing else. Word needs an
embedded workbook to edit the data; the values are also in the chart itself, so every reader can draw it.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from openpyxl import Workbook

from exports.characters import printable

CHOSEN, CHOSEN_EDGE = "F5A623", "12282D"
OTHER, OTHER_EDGE = "E3DDCF", "7E786B"
INK = "12282D"
LONGEST_LABEL = 60
"""Letters; the table beside the chart has the whole label."""


_RIGHT_TO_LEFT, _LEFT_TO_RIGHT, _BACK = "\u202b", "\u202a", "\u202c"


class Bar(NamedTuple):
    label: str
    value: float
    chosen: bool
    rtl: bool = False


def add_part(package: Package, bars: Sequence[Bar], unit: str, rtl: bool) -> Part:
    """The chart as a part of the package, with its workbook. Bars grow from the start side of the script."""
    book = Part(
        PackURI(_free(package, "/word/embeddings/chart%d.xlsx")), CONTENT_TYPE.SML_SHEET, _workbook(bars, unit)
    )
    part = Part(PackURI(_free(package, "/word/charts/chart%d.xml")), CONTENT_TYPE.DML_CHART, b"", package)
    relation = part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = _chart(bars, unit, rtl, relation).encode()
    return part


def short(label: str) -> str:
    """The label on one line, cut at a word."""
    line = " ".join(printable(label).split())
    if len(line) <= LONGEST_LABEL:
        return line
    cut = line[: LONGEST_LABEL - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _turned(bar: Bar, rtl: bool) -> str:
    """Text in a chart takes one direction for all labels; these switches turn the ones that run against it."""
    if bar.rtl == rtl:
        return short(bar.label)
    return f"{_LEFT_TO_RIGHT if rtl else _RIGHT_TO_LEFT}{short(bar.label)}{_BACK}"


def _free(package: Package, template: str) -> str:
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(number for number in range(1, 10_000) if template % number not in taken)
    return template % number


def _workbook(bars: Sequence[Bar], unit: str) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.cell(1, 2, unit)
    for row, bar in enumerate(bars, 2):
        sheet.cell(row, 1, short(bar.label)).data_type = "s"  # a label that starts with = is no formula
        sheet.cell(row, 2, bar.value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _chart(bars: Sequence[Bar], unit: str, rtl: bool, relation: str) -> str:
    last = len(bars) + 1
    return _CHART % {
        "unit": escape(unit),
        "relation": relation,
        "style": _fill(CHOSEN, CHOSEN_EDGE),
        "points": "".join(_point(index) for index, bar in enumerate(bars) if not bar.chosen),
        "labels": _cache("str", [escape(_turned(bar, rtl)) for bar in bars]),
        "values": _cache("num", [f"{bar.value:g}" for bar in bars]),
        "label_cells": f"Sheet!$A$2:$A${last}",
        "value_cells": f"Sheet!$B$2:$B${last}",
        "direction": "maxMin" if rtl else "minMax",
        "side": "r" if rtl else "l",
        "left": "0.08" if rtl else "0.40",
        "text": _TEXT % {"weight": 0, "rtl": int(rtl)},
        "strong": _TEXT % {"weight": 1, "rtl": 0},
    }


def _point(index: int) -> str:
    return (
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{_fill(OTHER, OTHER_EDGE)}</c:dPt>"
    )


def _fill(colour: str, edge: str) -> str:
    return (
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln w="14288"><a:solidFill>'
        f'<a:srgbClr val="{edge}"/></a:solidFill></a:ln></c:spPr>'
    )


def _cache(kind: str, values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{value}</c:v></c:pt>' for index, value in enumerate(values))
    form = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return f'<c:{kind}Cache>{form}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'


_TEXT = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr rtl="%(rtl)d"><a:defRPr sz="1000" b="%(weight)d"><a:solidFill>'
    f'<a:srgbClr val="{INK}"/></a:solidFill><a:latin typeface="Calibri"/><a:cs typeface="Arial"/></a:defRPr>'
    '</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
)

_NONE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"

_CHART = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<c:date1904 val="0"/><c:roundedCorners val="0"/>
<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>
<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>
<c:x val="%(left)s"/><c:y val="0.01"/><c:w val="0.52"/><c:h val="0.98"/></c:manualLayout></c:layout>
<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>
<c:ser><c:idx val="0"/><c:order val="0"/>
<c:tx><c:strRef><c:f>Sheet!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%(unit)s</c:v></c:pt>
</c:strCache></c:strRef></c:tx>
%(style)s<c:invertIfNegative val="0"/>%(points)s
<c:dLbls>{_NONE}%(strong)s<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>
<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>
<c:cat><c:strRef><c:f>%(label_cells)s</c:f>%(labels)s</c:strRef></c:cat>
<c:val><c:numRef><c:f>%(value_cells)s</c:f>%(values)s</c:numRef></c:val></c:ser>
<c:gapWidth val="54"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>
<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>
<c:axPos val="%(side)s"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>
<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_NONE}%(text)s<c:crossAx val="1002"/>
<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>
<c:noMultiLvlLbl val="0"/></c:catAx>
<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="%(direction)s"/><c:min val="0"/></c:scaling>
<c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/>
<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1001"/>
<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>
{_NONE}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>
{_NONE}<c:externalData r:id="%(relation)s"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>"""
