"""What people said: as written, in their language, with the translation below it."""

from collections.abc import Sequence
from dataclasses import replace

from exports.characters import printable
from exports.word.paper import Block, Cell, Paper, Table, block
from exports.word.phrases import language_name
from exports.word.text import Said
from workshop_kit.report import Line

LONGEST_QUOTE = 360
"""Letters. A longer idea is quoted by its start."""


def voices(paper: Paper, lines: Sequence[Line]) -> Table:
    """Quotations on the colour of what people give: the words, their meaning, their language."""
    w = paper.w
    rows = [((block("VoiceNumber", str(line.number)),), _voice(paper, excerpt(line))) for line in lines]
    head = (w._("No."), w._("As written"))
    return Table(w._("What people said"), head, rows, (10, 90), "KitVoices", "TableLabel", together=True)


def excerpt(line: Line) -> Line:
    """The idea short enough to be quoted; the annex has the whole of it."""
    translation = _start(line.translation) if line.translation else line.translation
    return replace(line, text=_start(line.text), translation=translation)


def _start(text: str) -> str:
    text = printable(text)
    if len(text) <= LONGEST_QUOTE:
        return text
    cut = text[:LONGEST_QUOTE]
    return (cut.rpartition(" ")[0] or cut) + " …"


def _voice(paper: Paper, line: Line) -> Cell:
    blocks = [block("Voice", line.text, language=line.language)]
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
