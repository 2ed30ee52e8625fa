"""One page for those who read one page: what was asked, how big it was, who does what."""

from exports.word.chart import short
from exports.word.paper import Block, Cell, Paper, Table, block
from exports.word.phrases import is_small, joined, number, people, short_day
from exports.word.text import Said, slot
from workshop_kit.report import ActionPage, OptionResult, VoteResult, WorkshopReport

TOP = 3
"""Themes that the summary names."""


def write(paper: Paper, report: WorkshopReport) -> None:
    w = paper.w
    paper.chapter([w._("Summary")], Said(w._("In one minute")))
    paper.add(block("Note", w._("We asked")))
    paper.add(block("Lead", report.question, language=report.question_language))
    paper.add(*_wishes(paper, report))
    paper.table(_figures(paper, report))
    paper.add(block("Heading2", w._("Who does what by when")))
    if report.actions:
        paper.table(_actions(paper, report))
    else:
        paper.add(
            block("Empty", w._("No actions have been agreed yet. They will stand here, with a service each."))
        )
    paper.add(
        block(
            "Note",
            w._("No figure about a group of fewer than five people is shown. Votes are told as they were counted."),
        )
    )


def _deciding(report: WorkshopReport) -> VoteResult | None:
    return next((vote for vote in report.votes if vote.decides), None)


def _best(vote: VoteResult) -> list[OptionResult]:
    """What goes on from it, best first; where few voted, the first place alone."""
    if vote.voters is None:
        return [option for option in vote.options if option.rank == 1]
    return [option for option in vote.options if option.goes_on]


def _wishes(paper: Paper, report: WorkshopReport) -> list[Block]:
    """The sentence on what people want most: by votes, or by ideas where there was no vote."""
    w = paper.w
    vote = _deciding(report)
    if vote is not None and (best := _best(vote)):
        top = [(option.label, option.language) for option in best]
        sentence = w._("What people want most: %(list)s.", list=slot(0))
    elif report.themes:
        most = sorted(report.themes, key=lambda theme: -len(theme.ideas))
        top = [(theme.label, theme.label_language) for theme in most]
        sentence = w._("Most ideas were about %(list)s.", list=slot(0))
    else:
        return []
    named = [Said(short(label), language, "Strong") for label, language in top[:TOP]]
    return [Block("Lead", joined(paper, sentence, *named))]


def _figures(paper: Paper, report: WorkshopReport) -> Table:
    w, took_part = paper.w, report.participation
    figures = [(w._("People"), people(paper, took_part.joined), is_small(took_part.joined))]
    figures.append((w._("Languages"), number(paper, took_part.languages), False))
    figures.append((w._("Ideas"), number(paper, took_part.ideas), False))
    if (vote := _deciding(report)) is not None:
        voters = vote.voters
        figures.append((w._("Voters"), people(paper, voters), is_small(voters)))
    figures.append((w._("Actions"), number(paper, len(report.actions)), False))
    cells = tuple((block("FigureWords" if small else "Figure", shown),) for _name, shown, small in figures)
    return Table(
        w._("The workshop in figures"),
        tuple(name for name, _shown, _small in figures),
        [cells],
        (1,) * len(figures),
        style="KitFigures",
        head_style="TableLabel",
    )


def _actions(paper: Paper, report: WorkshopReport) -> Table:
    w = paper.w
    head = (w._("Action"), w._("Responsible"), w._("By when"), w._("Measured by"))
    rows = [_action(paper, action) for action in report.actions]
    return Table(w._("The actions of this plan"), head, rows, (32, 30, 17, 21))


def _action(paper: Paper, action: ActionPage) -> tuple[Cell, ...]:
    title = [block("TableSmall", Said(f"{action.number}. {action.title}", action.title_language, "Strong"))]
    if action.got:
        title.append(block("TableFine", action.got))
    when = short_day(paper, action.deadline) if action.deadline else ""
    return (
        tuple(title),
        responsible(paper, action),
        (_or_open(paper, when),),
        (_or_open(paper, action.indicator), *_target(paper, action)),
    )


def responsible(paper: Paper, action: ActionPage) -> Cell:
    """The service and the body that owns it; a service nobody has confirmed says so."""
    service = action.service
    if service is None:
        return (_or_open(paper, paper.w._("No service fits: a gap") if action.is_gap else ""),)
    blocks = [block("TableSmall", service.name, language=service.name_language)]
    if service.body:
        blocks.append(block("TableFine", service.body, language=service.body_language))
    if not action.service_confirmed:
        blocks.append(block("TableFine", paper.w._("Suggested by the computer, not yet confirmed")))
    return tuple(blocks)


def _target(paper: Paper, action: ActionPage) -> list[Block]:
    if not action.target:
        return []
    return [block("TableFine", paper.w._("Target: %(target)s", target=action.target))]


def _or_open(paper: Paper, text: str) -> Block:
    return block("TableSmall", Said(text) if text else Said(paper.w._("Not decided yet"), None, "Open"))
