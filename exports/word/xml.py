"""WordprocessingML elements in as few words as possible."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any  # lxml has no types of its own


def w(kind: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element of the main namespace: `w("jc", val="right")` is `<w:jc w:val="right"/>`."""
    made = OxmlElement(f"w:{kind}", {qn(f"w:{key}"): str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


def text(words: str) -> Element:
    made = w("t")
    made.text = words
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def field(code: str, shown: list[Element]) -> list[Element]:
    """The runs of a field, with what it shows until Word computes it."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        *shown,
        w("r", w("fldChar", fldCharType="end")),
    ]
