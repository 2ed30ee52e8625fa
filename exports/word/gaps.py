"""What is still open: the list for the first meeting after the workshop."""

from collections.abc import Iterator

from exports.open_ends import missing
from exports.word.paper import Paper, Piece, Table, block
from exports.word.phrases import asked_by
from exports.word.text import Said, slot, weave
from workshop_kit.report import Need, WorkshopReport

Gap = tuple[str, tuple[Piece, ...]]  # what is missing, and where


def write(paper: Paper, report: WorkshopReport) -> None:
    w = paper.w
    paper.chapter([w._("Before the first meeting")], Said(w._("What is still open")))
    gaps = list(_gaps(paper, report))
    if not report.actions and not report.themes:
        paper.add(block("Empty", w._("There are no themes and no actions yet. What they lack will stand here.")))
        return
    if not gaps:
        paper.add(
            block("Lead", w._("Every theme has an action, and every action a service, a date and a measure."))
        )
        return
    paper.add(block("Lead", w._("Settle these first. Then every wish has an owner and a date.")))
    rows = [((block("TableLabel", what),), (block("TableText", *where),)) for what, where in gaps]
    paper.table(Table(w._("What is still open"), (w._("What is open"), w._("Where")), rows, (34, 66)))
    _without_service(paper, report)


def _without_service(paper: Paper, report: WorkshopReport) -> None:
    w = paper.w
    if not report.unanswered:
        return
    paper.add(block("Heading2", w._("Needs without a service")))
    paper.add(
        block("Lead", w._("No service of the catalogue answers these. Somebody has to decide whose they are."))
    )
    rows = [
        ((block("TableText", need.name, language=need.language),), (block("TableText", _behind(paper, need)),))
        for need in report.unanswered
    ]
    paper.table(Table(w._("Needs without a service"), (w._("Need"), w._("Behind it")), rows, (60, 40)))


def _behind(paper: Paper, need: Need) -> str:
    return asked_by(paper, need.theme) if need.theme else "–"


def _gaps(paper: Paper, report: WorkshopReport) -> Iterator[Gap]:
    for action in report.actions:
        for what in missing(paper.w, action):
            yield what, (Said(f"{action.number}. {action.title}", action.title_language),)
    answered = {action.theme.number for action in report.actions if action.theme}
    for theme in report.themes:
        if theme.number not in answered:
            ideas = paper.w.n("%(n)s idea", "%(n)s ideas", len(theme.ideas))
            sentence = paper.w._("%(theme)s (%(ideas)s)", theme=slot(0), ideas=ideas)
            yield paper.w._("No action yet"), weave(sentence, Said(theme.label, theme.label_language))
