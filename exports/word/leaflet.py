"""A leaflet for those who took part, in any language of the phones: one page, large letters, plain words.

It says what their phones say after the workshop, for those who have none and for the wall of the school.
"""

from exports.characters import printable
from exports.file import ExportFile, file_name
from exports.word import contents
from exports.word.closing import close
from exports.word.paper import Block, Mark, Paper, Piece, Symbol, block
from exports.word.phrases import day, sign_line
from exports.word.styles import SHORT
from exports.word.text import Said, slot
from workshop_kit.i18n import N_
from workshop_kit.look import colours
from workshop_kit.report import ActionPage, OptionResult, VoteResult, WorkshopReport

STANDS = {
    "proposed": N_("It is proposed"),
    "accepted": N_("It is agreed"),
    "in_progress": N_("It is being done"),
    "done": N_("It is done"),
    "not_possible": N_("It is not possible now"),
}
MOST = 5
"""Choices, and themes, that are named."""
BULLET = 18
"""Points of a mark or a symbol beside large letters."""


def export(report: WorkshopReport, language: str, template: bytes | None = None) -> ExportFile:
    """In the language of the report. Raises UnknownFormat or DamagedFile where the template cannot be used."""
    paper = Paper(language, template, SHORT)
    title = printable(f"{report.title} · {day(paper, report.day)}")
    paper.add(*_head(paper, report))
    paper.add(*_decided(paper, report))
    paper.add(*_next(paper, report))
    paper.add(*_since(paper, report))
    paper.add(block("LeafletThanks", paper.w._("Thank you for coming.")))
    contents.foot(paper, title, f"{slot(0)} / {slot(1)}")
    name = (
        file_name(report, f"{language}.docx")
        .replace("plan-", "leaflet-", 1)
        .replace(f".{language}", f"-{language}")
    )
    return close(paper, report, title, name)


def _head(paper: Paper, report: WorkshopReport) -> list[Block]:
    question = Said(report.question, report.question_language, "Strong")
    return [
        sign_line(paper, report),
        block("Occasion", day(paper, report.day)),
        block("Heading1", report.title),
        block("LeafletQuestion", Said(paper.w._("We asked:") + " "), question),
    ]


def _decided(paper: Paper, report: WorkshopReport) -> list[Block]:
    """What goes on from the vote, best first; where there was none, what most ideas were about."""
    w = paper.w
    vote = next((vote for vote in report.votes if vote.decides), None)
    if vote is not None and (chosen := _chosen(vote)):
        return [block("Heading2", w._("Together you chose these")), *map(_choice, chosen[:MOST])]
    if not report.themes:
        return [block("Heading2", w._("Nothing has been decided yet."))]
    most = sorted(report.themes, key=lambda theme: -len(theme.ideas))[:MOST]
    named = (_named(each.label, each.label_language, each.mark, each.symbol) for each in most)
    return [block("Heading2", w._("What you talked about")), *named]


def _chosen(vote: VoteResult) -> list[OptionResult]:
    """Where few voted, the first place alone."""
    if vote.voters is None:
        return [option for option in vote.options if option.rank == 1]
    return [option for option in vote.options if option.goes_on]


def _choice(option: OptionResult) -> Block:
    return _named(option.label, option.language, option.mark, option.symbol)


def _named(label: str, language: str, mark: str | None, symbol: str) -> Block:
    """Its pictures are silent: the words say what they stand for."""
    pieces: list[Piece] = []
    if mark:
        pieces += [Mark(mark, colours()[mark].solid, BULLET, ""), Said("  ")]
    if symbol:
        pieces += [Symbol(symbol, BULLET, silent=True), Said("  ")]
    return Block("LeafletText", (*pieces, Said(label, language, "Strong")))


def _next(paper: Paper, report: WorkshopReport) -> list[Block]:
    w = paper.w
    blocks = [block("Heading2", w._("What happens next"))]
    if not report.actions:
        blocks.append(block("LeafletText", w._("The plan is being made. It says who does what, and by when.")))
    for action in report.actions:
        blocks.append(_title(action))
        blocks += _service(action)
        blocks.append(block("LeafletFine", _stands(paper, action)))
    return blocks


def _title(action: ActionPage) -> Block:
    return Block("LeafletTitle", (Said(action.title, action.title_language),))


def _service(action: ActionPage) -> list[Block]:
    """Only what a person has confirmed."""
    service = action.service
    if service is None or not action.service_confirmed:
        return []
    body = [Said(" · "), Said(service.body, service.body_language)] if service.body else []
    return [Block("LeafletFine", (Said(service.name, service.name_language), *body))]


def _stands(paper: Paper, action: ActionPage) -> str:
    """Such as “It is agreed · by 15 January 2027”."""
    w, stands = paper.w, paper.w._(STANDS.get(action.status, action.status))
    if action.deadline is None or action.status in ("done", "not_possible"):
        return stands
    return f"{stands} · " + w._("by %(date)s", date=day(paper, action.deadline))


def _since(paper: Paper, report: WorkshopReport) -> list[Block]:
    """The latest of each action that has news."""
    told = [(action, action.since[0]) for action in report.actions if action.since]
    blocks = [block("Heading2", paper.w._("What has happened since"))] if told else []
    for action, news in told:
        stands = paper.w._(STANDS.get(news.status, news.status))
        blocks.append(_title(action))
        blocks.append(block("LeafletFine", f"{day(paper, news.day)} · {stands}"))
        if news.text:
            blocks.append(block("LeafletText", news.text, language=news.language))
    return blocks
