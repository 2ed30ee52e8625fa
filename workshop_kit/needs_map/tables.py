"""Needs by area, by year and by language, and what no service answers yet. Computed from `standing`.

Ideas and their languages are public texts: their number is told as it is, and the ideas behind it name theirs. A
language is named beside a need from five ideas on (`privacy.grouped`), which hides nothing: a line of few languages
is calmer to read, and no single voice is held up as that of its language.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models import Need, NeedKind, Texts, Workshop
from workshop_kit import insights, privacy
from workshop_kit.needs_map.standing import Said

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Cell:
    ideas: int = 0
    workshops: int = 0


NOTHING = Cell()


@dataclass(frozen=True)
class Row:
    """One need as it was said in the workshops that were asked for."""

    need_id: int
    uuid: str
    label: Texts
    kind: NeedKind
    themes: tuple[Said, ...]  # those with most ideas first
    total: Cell
    areas: Mapping[str, Cell]  # as they are shown; empty for "no area named"
    years: Mapping[int, Cell]
    languages: privacy.Groups
    no_service: int  # in how many workshops a person said that no service fits
    services: frozenset[int]  # that actions of plans name, in whatever workshop

    @property
    def suggested(self) -> int:
        """How many of its themes the machine put there and nobody has confirmed."""
        return sum(not theme.by_person for theme in self.themes)

    @property
    def is_gap(self) -> bool:
        """Strengths need no service."""
        return self.kind != NeedKind.STRENGTH and (self.no_service > 0 or not self.services)


@dataclass(frozen=True)
class Tables:
    needs: tuple[Row, ...]  # those with most ideas first
    workshops: int  # that have themes
    loose: int  # themes that nobody has put into a need yet
    held: Mapping[str, int]  # area -> how many workshops with themes were held there
    years: tuple[int, ...]  # every year from the first to the last

    @property
    def areas(self) -> tuple[str, ...]:
        """By name; "no area named" comes last."""
        return tuple(sorted(self.held, key=lambda area: (not area, insights.folded(area))))

    @property
    def gaps(self) -> tuple[Row, ...]:
        """First where a person said that nothing fits, and no plan elsewhere found something; most ideas first."""
        found = [row for row in self.needs if row.is_gap]
        return tuple(sorted(found, key=lambda row: (_weight(row), -row.total.ideas, row.need_id)))


def of(themes: Sequence[Said], needs: Mapping[int, Need], workshops: Sequence[Workshop]) -> Tables:
    """`themes` are those of the `workshops`; `needs` all that there are."""
    together: dict[int, list[Said]] = defaultdict(list)
    for theme in themes:
        if theme.need_id in needs:
            together[theme.need_id or 0].append(theme)
    rows = [_row(needs[id], own) for id, own in together.items()]
    with_themes = {theme.workshop_id: theme for theme in themes}
    years = {theme.year for theme in themes}
    return Tables(
        needs=tuple(sorted(rows, key=lambda row: (-row.total.ideas, row.need_id))),
        workshops=len(with_themes.keys() & {workshop.id for workshop in workshops}),
        loose=sum(theme.need_id not in needs for theme in themes),
        held=Counter(theme.area for theme in with_themes.values()),
        years=tuple(range(min(years), max(years) + 1)) if years else (),
    )


def _weight(row: Row) -> int:
    if not row.no_service:
        return 2
    return 1 if row.services else 0


def _row(need: Need, themes: Sequence[Said]) -> Row:
    spoken = sum((theme.languages for theme in themes), Counter[str]())
    return Row(
        need_id=need.id or 0,
        uuid=need.uuid,
        label=need.label,
        kind=need.kind,
        themes=tuple(sorted(themes, key=lambda theme: (-theme.ideas, theme.id))),
        total=_cell(themes),
        areas=_cells(themes, lambda theme: theme.area),
        years=_cells(themes, lambda theme: theme.year),
        languages=privacy.grouped(spoken),
        no_service=len({theme.workshop_id for theme in themes if theme.no_service}),
        services=frozenset().union(*(theme.services for theme in themes)),
    )


def _cells(themes: Sequence[Said], key: Callable[[Said], Key]) -> dict[Key, Cell]:
    parts: dict[Key, list[Said]] = defaultdict(list)
    for theme in themes:
        parts[key(theme)].append(theme)
    return {name: _cell(own) for name, own in parts.items()}


def _cell(themes: Sequence[Said]) -> Cell:
    return Cell(sum(theme.ideas for theme in themes), len({theme.workshop_id for theme in themes}))
