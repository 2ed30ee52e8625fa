"""What people said in a year: needs beside those of the year before, gaps, and a few ideas in their own words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select as choose
from sqlmodel import Session, and_, col

from models import Idea, IdeaState, NeedKind, Source, Translation, Workshop
from workshop_kit import insights
from workshop_kit.i18n import pick
from workshop_kit.insights import Filter
from workshop_kit.needs_map import standing, tables
from workshop_kit.needs_map.tables import Row, Tables
from workshop_kit.yearly.facts import Gap, Need, Quote, Said
from workshop_kit.yearly.meetings import held, named

MOST_QUOTES = 8
GOOD_LENGTH = 80
"""Letters: an idea of about this length is a thought, and quickly read."""
LONGEST = 240
_BATCH = 500  # SQLite takes at most 999 values in one question on old systems


def of(db: Session, wanted: Filter, met: Sequence[Workshop], language: str) -> Said:
    """Of the workshops of a year that were held."""
    now = _tables(db, met)
    before = _tables(db, held(db, insights.workshops(db, replace(wanted, year=(wanted.year or 0) - 1))))
    if not now.needs:
        return _of_themes(db, met, language)
    earlier = {row.need_id: row.total.ideas for row in before.needs}
    known = before.workshops > 0 and bool(before.needs)
    of_kind = {
        kind: [_need(row, language, earlier.get(row.need_id, 0) if known else None) for row in now.needs
               if row.kind == kind]
        for kind in NeedKind
    }  # fmt: skip
    return Said(
        needs=tuple(of_kind[NeedKind.NEED]),
        strengths=tuple(of_kind[NeedKind.STRENGTH]),
        barriers=tuple(of_kind[NeedKind.BARRIER]),
        gaps=tuple(Gap(named(pick(row.label, language)), row.no_service) for row in now.gaps),
        quotes=_quotes(db, [[theme.id for theme in row.themes] for row in now.needs], language),
        are_joined=True,
        themes=sum(len(row.themes) for row in now.needs),
        unconfirmed=sum(row.suggested for row in now.needs),
        before=before.workshops if known else 0,
    )


def _tables(db: Session, met: Sequence[Workshop]) -> Tables:
    return tables.of(standing.themes(db, met), standing.needs(db), met)


def _need(row: Row, language: str, before: int | None) -> Need:
    return Need(named(pick(row.label, language)), row.total.ideas, row.total.workshops, before)


def _of_themes(db: Session, met: Sequence[Workshop], language: str) -> Said:
    """Where no theme is in a need yet, themes stand for themselves; nothing can be said of the year before."""
    found = sorted(standing.themes(db, met), key=lambda theme: (-theme.ideas, theme.id))
    return Said(
        needs=tuple(Need(named(theme.name(language)), theme.ideas, 1, None) for theme in found),
        strengths=(),
        barriers=(),
        gaps=tuple(Gap(named(theme.name(language)), 1) for theme in found if theme.no_service),
        quotes=_quotes(db, [[theme.id] for theme in found], language) or _loose_quotes(db, met, language),
        are_joined=False,
        themes=0,
        unconfirmed=0,
        before=0,
    )


# --- in their own words ---------------------------------------------------------------------------------


def _quotes(db: Session, groups: Sequence[Sequence[int]], language: str) -> tuple[Quote, ...]:
    """One idea of each of the first groups of themes, each in another language as long as there is one."""
    place = {theme_id: number for number, ids in enumerate(groups[:MOST_QUOTES]) for theme_id in ids}
    found: dict[int, list[tuple[int, Quote]]] = {}
    for id, theme_id, quote in _readable(db, col(Idea.theme_id), list(place), language):
        found.setdefault(place[theme_id], []).append((id, quote))
    chosen: list[Quote] = []
    taken: set[int] = set()
    while len(chosen) < MOST_QUOTES and any(found.values()):
        for number in sorted(found):
            left = [one for one in found[number] if one[0] not in taken]
            found[number] = left
            if left and len(chosen) < MOST_QUOTES:
                id, quote = min(left, key=lambda one: _rank(one, chosen, language))
                taken.add(id)
                chosen.append(quote)
    return tuple(chosen)


def _loose_quotes(db: Session, met: Sequence[Workshop], language: str) -> tuple[Quote, ...]:
    """Before there are themes: of all ideas on the wall."""
    ids = [workshop.id or 0 for workshop in met]
    left = [(id, quote) for id, _workshop, quote in _readable(db, col(Idea.workshop_id), ids, language)]
    chosen: list[Quote] = []
    while left and len(chosen) < MOST_QUOTES:
        best = min(left, key=lambda one: _rank(one, chosen, language))
        left.remove(best)
        chosen.append(best[1])
    return tuple(chosen)


def _rank(one: tuple[int, Quote], chosen: Iterable[Quote], language: str) -> tuple[int, int, int]:
    """The language that was quoted least, where a reader who cannot follow it counts double; then the length."""
    id, quote = one
    spoken = sum(other.language == quote.language for other in chosen)
    understood = quote.language == language or bool(quote.translation)
    return spoken + (0 if understood else 2), abs(len(quote.text) - GOOD_LENGTH), id


def _readable(db: Session, column: Any, keys: Sequence[int], language: str) -> Iterable[tuple[int, int, Quote]]:
    """(Idea, key, quotation) of the ideas on the wall that have words, and not too many of them."""
    into = and_(col(Translation.idea_id) == col(Idea.id), col(Translation.language) == language)
    query = choose(
        col(Idea.id), column, col(Idea.text), col(Idea.language), col(Translation.text), col(Translation.source)
    )
    query = query.outerjoin(Translation, into).where(col(Idea.state) == IdeaState.SHOWN, col(Idea.text) != "")
    for start in range(0, len(keys), _BATCH):
        rows = query.where(column.in_(keys[start : start + _BATCH])).order_by(col(Idea.id))
        for id, key, text, spoken, meaning, source in db.connection().execute(rows):
            if len(text) <= LONGEST:
                told = meaning if meaning and spoken != language else ""
                yield id, key, Quote(text, spoken, told, bool(told) and source == Source.MACHINE)
