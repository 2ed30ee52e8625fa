"""The leaflet for those who took part, in Word: one page, large letters. What it says is in `exports.leaflet`."""

from exports import leaflet
from exports.characters import printable
from exports.file import ExportFile, file_name
from exports.leaflet import Doing, Leaflet, Named, News
from exports.word import contents
from exports.word.closing import close
from exports.word.paper import Block, Mark, Paper, Piece, Symbol, block
from exports.word.phrases import sign_line
from exports.word.styles import SHORT
from exports.word.text import Said, slot
from workshop_kit.look import colours
from workshop_kit.report import WorkshopReport

BULLET = 18
"""Points of a mark or a symbol beside large letters."""


def export(report: WorkshopReport, language: str, template: bytes | None = None) -> ExportFile:
    """In the language of the report. Raises UnknownFormat or DamagedFile where the template cannot be used."""
    paper, told = Paper(language, template, SHORT), leaflet.of(report)
    title = printable(f"{told.title} · {told.occasion}")
    paper.add(sign_line(paper, report), *_head(told))
    paper.add(block("Heading2", told.decided), *map(_named, told.named))
    paper.add(*_next(told))
    paper.add(*_since(told))
    paper.add(block("LeafletThanks", told.thanks))
    contents.foot(paper, title, f"{slot(0)} / {slot(1)}")
    name = (
        file_name(report, f"{language}.docx")
        .replace("plan-", "leaflet-", 1)
        .replace(f".{language}", f"-{language}")
    )
    return close(paper, report, title, name)


def _head(told: Leaflet) -> list[Block]:
    question = Said(told.question, told.question_language, "Strong")
    return [
        block("Occasion", told.occasion),
        block("Heading1", told.title),
        block("LeafletQuestion", Said(told.asked + " "), question),
    ]


def _named(one: Named) -> Block:
    """Its pictures are silent: the words say what they stand for."""
    pieces: list[Piece] = []
    if one.mark:
        pieces += [Mark(one.mark, colours()[one.mark].solid, BULLET, ""), Said("  ")]
    if one.symbol:
        pieces += [Symbol(one.symbol, BULLET, silent=True), Said("  ")]
    return Block("LeafletText", (*pieces, Said(one.label, one.language, "Strong")))


def _next(told: Leaflet) -> list[Block]:
    blocks = [block("Heading2", told.next)]
    if told.plan:
        blocks.append(block("LeafletText", told.plan))
    for action in told.actions:
        blocks.append(_title(action))
        blocks += _service(action)
        blocks.append(block("LeafletFine", action.stands))
    return blocks


def _title(action: Doing | News) -> Block:
    return Block("LeafletTitle", (Said(action.title, action.language),))


def _service(action: Doing) -> list[Block]:
    service = action.service
    if service is None:
        return []
    body = [Said(" · "), Said(service.body, service.body_language)] if service.body else []
    return [Block("LeafletFine", (Said(service.name, service.name_language), *body))]


def _since(told: Leaflet) -> list[Block]:
    blocks = [block("Heading2", told.since)] if told.news else []
    for news in told.news:
        blocks.append(_title(news))
        blocks.append(block("LeafletFine", news.stands))
        if news.text:
            blocks.append(block("LeafletText", news.text, language=news.text_language))
    return blocks
