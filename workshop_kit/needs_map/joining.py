"""Which themes of different workshops may say one need. Pure: no database.

A theme is the mean of its ideas and of the name that a person gave it, as points of `features` (the same that
suggest themes from ideas). Labels of the machine are not read: they only repeat what it saw in the ideas.
Themes are then grouped by average linkage (`cluster`) down to a bar. What a person has put into one need is one
block, and two blocks of hers are never merged. Two themes of one workshop are kept apart: the room held them apart.
Without a model names and ideas are compared by the letters of their words, so languages hardly meet.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from workshop_kit.analysis import features, learned, words
from workshop_kit.analysis.centre import unit
from workshop_kit.analysis.cluster import Group, Similarities, tree
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.links import Constraints, Link, constraints

BAR = 0.55
"""Themes less alike than this (mean cosine) are not proposed as one need. Chosen with `bench/needs_map.py`."""
BAR_BY_WORDS = 0.12
"""The same where letters are compared."""
NAME = 0.3
"""What two equal names count for where letters are compared: they tell more than the ideas do."""


@dataclass(frozen=True)
class ThemeText:
    id: int
    workshop_id: int
    name: str  # as a person gave it, else empty
    language: str  # of the name
    ideas: tuple[tuple[str, str], ...]  # text and language of each
    need_id: int | None = None  # the need that a person put it into


@dataclass(frozen=True)
class Joined:
    """Themes that may say one need; `need_id` is that of a person, where one of the themes is in it."""

    need_id: int | None
    theme_ids: tuple[int, ...]  # the most central first
    sure: Mapping[int, float]  # theme id -> mean cosine to the others, 1 where there are none


def texts(themes: Sequence[ThemeText]) -> list[tuple[str, str]]:
    """All that is read of the themes, with its language, in their order: the name, then the ideas."""
    return [said for theme in themes for said in _said(theme)]


def joined(themes: Sequence[ThemeText], embedder: Embedder | None, bar: float | None = None) -> tuple[Joined, ...]:
    """Every theme in one group, the biggest group first."""
    if not themes:
        return ()
    near = _by_words(themes) if embedder is None else _by_meaning(themes, embedder)
    least = bar if bar is not None else BAR_BY_WORDS if embedder is None else BAR
    merged = tree(near, _constraints(themes))
    groups = merged.groups(merged.down_to(least))
    found = [_as_joined(themes, near, group) for group in groups]
    return tuple(sorted(found, key=lambda group: (-len(group.theme_ids), group.theme_ids)))


def _said(theme: ThemeText) -> list[tuple[str, str]]:
    name = [(theme.name, theme.language)] if theme.name else []
    return [*name, *(idea for idea in theme.ideas if idea[0].strip())]


def _by_meaning(themes: Sequence[ThemeText], embedder: Embedder) -> Similarities:
    said = texts(themes)
    if not said:
        return np.zeros((len(themes), len(themes)), np.float32)
    raw = embedder.encode([text for text, _language in said])
    rows, _profiles = features.by_meaning(raw, [language for _text, language in said], learned.of(embedder))
    points = _centres(rows, [len(_said(theme)) for theme in themes])
    return np.asarray(points @ points.T, np.float32)


def _centres(rows: Vectors, sizes: Sequence[int]) -> Vectors:
    """The mean of each run of rows, with length 1; zeros for a theme of which nothing is said."""
    sums = np.zeros((len(sizes), rows.shape[1]), np.float32)
    np.add.at(sums, np.repeat(np.arange(len(sizes)), sizes), rows)
    return unit(sums)


def _by_words(themes: Sequence[ThemeText]) -> Similarities:
    rows = words.weighed([_telling(_said(theme)) for theme in themes])
    near = np.asarray(rows @ rows.T, np.float32)
    if not any(theme.name for theme in themes):
        return near
    names = words.weighed([_telling([(theme.name, theme.language)]) for theme in themes])
    return np.asarray(np.maximum(near, NAME * (names @ names.T)), np.float32)


def _telling(said: Sequence[tuple[str, str]]) -> str:
    """The words that say something. Not in their base forms: for a city's ideas that would take half a minute."""
    return " ".join(word for text, code in said for word, _base in words.base_forms(text, code, reduce=False))


def _constraints(themes: Sequence[ThemeText]) -> Constraints:
    kept: dict[int, list[str]] = defaultdict(list)
    rooms: dict[int, list[str]] = defaultdict(list)
    for theme in themes:
        rooms[theme.workshop_id].append(str(theme.id))
        if theme.need_id is not None:
            kept[theme.need_id].append(str(theme.id))
    apart = [Link(a, b, False) for room in rooms.values() for a, b in combinations(room, 2)]
    return constraints([str(theme.id) for theme in themes], list(kept.values()), apart)


def _as_joined(themes: Sequence[ThemeText], near: Similarities, group: Group) -> Joined:
    """How sure: by the others of the group that are comparable at all."""
    among = near[np.ix_(group, group)].copy()
    np.fill_diagonal(among, np.nan)
    among[np.isneginf(among)] = np.nan
    known = ~np.isnan(among)
    means = np.where(known, among, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    sure = [float(mean) if len(group) > 1 else 1.0 for mean in means]
    order = sorted(range(len(group)), key=lambda place: (-sure[place], themes[group[place]].id))
    ids = [themes[group[place]].id for place in order]
    kept = {themes[place].need_id for place in group} - {None}
    return Joined(
        need_id=next(iter(kept), None),
        theme_ids=tuple(ids),
        sure={themes[group[place]].id: round(max(0.0, min(1.0, sure[place])), 3) for place in order},
    )
