"""What people said: as written, in their language, with the translation below it."""

from collections.abc import Sequence
from dataclasses import replace

from exports.characters import printable
from exports.word.paper import Block, Cell, Paper, Photograph, Symbol, Table, block
from exports.word.phrases import language_name
from exports.word.text import Said
from workshop_kit.report import Line

LONGEST_QUOTE = 360
"""Letters. A longer idea is quoted by its start."""


ALONE, SEVERAL = 142, 80
"""Points of a photo among the quotations: 5 cm, less where there are several, so that an action is one page."""


def voices(paper: Paper, lines: Sequence[Line]) -> Table:
    """Quotations on the colour of what people give: the words, their meaning, their language."""
    w = paper.w
    photos = sum(line.photo is not None for line in lines)
    side = SEVERAL if photos > 1 else ALONE
    rows = [((block("VoiceNumber", str(line.number)),), _voice(paper, excerpt(line), side)) for line in lines]
    head = (w._("No."), w._("As written"))
    together = not photos  # they may need more than what is left of the page
    return Table(w._("What people said"), head, rows, (10, 90), "KitVoices", "TableLabel", together=together)


def excerpt(line: Line, letters: int = LONGEST_QUOTE) -> Line:
    """The idea short enough to be quoted; the annex has the whole of it."""
    translation = start(line.translation, letters) if line.translation else line.translation
    return replace(line, text=start(line.text, letters), translation=translation)


def start(text: str, letters: int) -> str:
    """The text, or as many of its first words as fit."""
    text = printable(text)
    if len(text) <= letters:
        return text
    cut = text[:letters]
    return (cut.rpartition(" ")[0] or cut) + " …"


def pictured(style: str, line: Line, side: float) -> Cell:
    """The picture of an idea above its words, in their direction; nothing where it has none."""
    if line.photo:
        return (Block(style, (Photograph(line.number, line.photo, side),), line.language),)
    return (Block(style, (Symbol(line.symbol, 30),), line.language),) if line.symbol else ()


def _voice(paper: Paper, line: Line, side: float) -> Cell:
    blocks = list(pictured("Voice", line, side))
    if line.text:
        blocks.append(block("Voice", line.text, language=line.language))
    if line.translation:
        blocks.append(block("VoiceMeaning", line.translation))
    return (*blocks, Block("VoiceSource", _source(paper, line)))


def _source(paper: Paper, line: Line) -> tuple[Said, ...]:
    """Such as “العربية · translated by the computer”."""
    notes = [note for note in (translator(paper, line), corrected(paper, line)) if note]
    return language_name(line.language), *(Said(f" · {note}") for note in notes)


def translator(paper: Paper, line: Line) -> str:
    if not line.translation:
        return ""
    w = paper.w
    return w._("translated by the computer") if line.translated_by_machine else w._("translated by a person")


def corrected(paper: Paper, line: Line) -> str:
    return paper.w._("a typing error was corrected") if line.edited else ""
