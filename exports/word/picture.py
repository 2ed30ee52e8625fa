"""Pictures in the line of text. Each says in words what it shows."""

from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from exports.characters import printable
from exports.word import xml
from exports.word.xml import Element

EMU = 12700  # English metric units in a point

_INLINE = """<w:drawing %(spaces)s><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="%(cx)d" cy="%(cy)d"/>%(says)s
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="%(uri)s">%(inside)s</a:graphicData></a:graphic>
</wp:inline></w:drawing>"""

_PICTURE = """<pic:pic><pic:nvPicPr><pic:cNvPr id="%(number)d" name="%(name)s" descr=%(alt)s/><pic:cNvPicPr/>
</pic:nvPicPr><pic:blipFill><a:blip r:embed="%(relation)s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%(cx)d" cy="%(cy)d"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"""

_SAYS = """<wp:docPr id="%(number)d" name="%(name)s" descr=%(alt)s/>"""

_SILENT = """<wp:docPr id="%(number)d" name="%(name)s" descr=""><a:extLst>
<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"
 xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst></wp:docPr>"""
"""Marked as decorative, so that nothing is read aloud ([MS-ODRAWXML] 2.21)."""

_CHART = """<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="%(relation)s"/>"""


def picture(number: int, relation: str, alt: str, width: float, height: float) -> Element:
    """A run with a picture, sized in points. `number` is unique in the document; without `alt` it is decoration."""
    return _drawing(number, "Picture", relation, alt, (width, height), "pic")


def chart(number: int, relation: str, alt: str, width: float, height: float) -> Element:
    """A run with a chart, sized in points."""
    return _drawing(number, "Chart", relation, alt, (width, height), "c")


def _drawing(number: int, kind: str, relation: str, alt: str, size: tuple[float, float], space: str) -> Element:
    facts = {
        "number": number,
        "name": f"{kind} {number}",
        "relation": relation,
        "alt": quoteattr(printable(alt)),
        "cx": size[0] * EMU,
        "cy": size[1] * EMU,
    }
    facts["says"] = (_SAYS if alt else _SILENT) % facts
    facts["inside"] = (_PICTURE if space == "pic" else _CHART) % facts
    facts["spaces"] = nsdecls("w", "wp", "a", "pic", "r")
    facts["uri"] = f"http://schemas.openxmlformats.org/drawingml/2006/{_URI[space]}"
    return xml.w("r", parse_xml(_INLINE % facts))


_URI = {"pic": "picture", "c": "chart"}
