"""A ballot on paper: what it asks, in the words of the phones where paper works as they do."""

from dataclasses import dataclass
from itertools import combinations

from exports.print.kit import Choice, PaperVote, PrintKit
from models import VotingMethod
from workshop_kit.figures import money
from workshop_kit.i18n import Chosen, Words, pick, words
from workshop_kit.vote_settings import cap_of
from workshop_kit.votes import telling

BLANK = 6
"""Lines to write choices on, where nothing is known yet to vote on."""
HALF_SHEET = {
    VotingMethod.DOTS: (6, 44),
    VotingMethod.APPROVAL: (6, 48),
    VotingMethod.RANKING: (6, 48),
    VotingMethod.BUDGET: (5, 40),
    VotingMethod.STATEMENTS: (5, 34),
    VotingMethod.RATING: (5, 26),
    VotingMethod.PAIRS: (0, 0),
}
"""How many choices, and of how many letters, fit on half a sheet."""
PROMPT = 90
"""Letters of the question above them there."""


@dataclass(frozen=True)
class Row:
    """One choice, in the reader's language; without words there is a line to write on."""

    words: Chosen
    original: Chosen | None
    by_machine: bool
    price: str
    choice: Choice


@dataclass(frozen=True)
class PaperBallot:
    method: VotingMethod
    heading: str
    explained: tuple[str, ...]
    rule: str
    prompt: Chosen
    rows: tuple[Row, ...]
    pairs: tuple[tuple[Row, Row], ...]
    circles: int  # for each choice

    @property
    def columns(self) -> str:
        """The class of so many circles beside each other."""
        return f"c{min(self.circles, 6)}"

    @property
    def is_short(self) -> bool:
        """Whether two of them fit on a sheet."""
        rows, letters = HALF_SHEET[self.method]
        one_line = all(len(row.words.text) <= letters and not row.original for row in self.rows)
        drawn = any(row.choice.photo for row in self.rows)
        return (
            len(self.rows) <= rows
            and one_line
            and not drawn
            and self.circles <= 6
            and len(self.prompt.text) <= PROMPT
        )


def ballot(kit: PrintKit, language: str) -> PaperBallot:
    w, vote = words(language), kit.vote
    rows = tuple(row(kit, choice, language) for choice in vote.choices or (Choice({}),) * BLANK)
    return PaperBallot(
        method=vote.method,
        heading=telling.heading(w, vote.step),
        explained=explained(w, vote),
        rule=telling.ruled(w, vote.step),
        prompt=pick(vote.prompt, language, kit.language),
        rows=rows,
        pairs=tuple(combinations(rows, 2)) if vote.method == VotingMethod.PAIRS else (),
        circles=cap_of(vote.step) if vote.method == VotingMethod.DOTS else 1,
    )


def row(kit: PrintKit, choice: Choice, language: str) -> Row:
    return Row(
        words=choice.said(language, kit.language),
        original=choice.original(language, kit.language),
        by_machine=choice.by_machine(language, kit.language),
        price="" if choice.cost is None else money(words(language), choice.cost),
        choice=choice,
    )


def explained(w: Words, vote: PaperVote) -> tuple[str, ...]:
    """As on phones; where they say “tap”, what a pen does."""
    if vote.method == VotingMethod.PAIRS:
        return (w._("Two at a time: tick the one that matters more to you."),)
    said = telling.explained(w, vote.step)
    if vote.method == VotingMethod.RANKING:
        return said, w._("Write 1 beside what comes first, 2 beside the next, and so on.")
    if vote.method == VotingMethod.DOTS:
        return said, w._("Fill in one circle for each dot.")
    return (said,)
