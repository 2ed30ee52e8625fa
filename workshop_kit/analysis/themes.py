"""Suggests themes: which ideas belong together, what each group could be called, and what to ask a person.

People decide, the machine suggests: a group that a person has made is never broken, two of them are never merged,
and an answer about two ideas always holds.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from workshop_kit.analysis import ask, features, grouping, label, learned
from workshop_kit.analysis.cluster import Group, tree
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.languages import of_room
from workshop_kit.analysis.links import Link, constraints
from workshop_kit.analysis.propagate import Answer, taught

WORDS_ONLY = "words-in-one-language"
"""The method without a model: ideas of different languages are never put together."""


@dataclass(frozen=True)
class IdeaText:
    id: str
    text: str
    language: str | None = None  # None: found by the machine


@dataclass(frozen=True)
class Kept:
    """A group that a person has made or changed. Ids of ideas that are gone are passed over,
    and so is a group of which no idea is left."""

    id: str
    idea_ids: tuple[str, ...]
    label: dict[str, str] = field(default_factory=dict)  # language -> the name a person gave
    around: tuple[str, ...] = ()  # what the machine had put there: the most central of them belongs to it


@dataclass(frozen=True)
class ProposedTheme:
    id: str
    idea_ids: tuple[str, ...]
    labels: tuple[dict[str, str], ...]  # language -> text, best first; a person's own name comes first
    keywords: tuple[str, ...]
    cohesion: float  # mean cosine of the ideas to their centre, 0 to 1
    central: tuple[str, ...]  # ids of at most three ideas that stand for the theme


@dataclass(frozen=True)
class Proposal:
    """Every idea is in one theme or in `unplaced`."""

    themes: tuple[ProposedTheme, ...]  # biggest first
    unplaced: tuple[str, ...]
    ask: tuple[tuple[str, str], ...]  # pairs whose answer would settle most, best first
    method: str


def propose(
    ideas: Sequence[IdeaText],
    embedder: Embedder | None,
    *,
    themes: int | None = None,
    keep: Sequence[Kept] = (),
    links: Sequence[Link] = (),
    vectors: Vectors | None = None,
) -> Proposal:
    """Themes for ideas: at most twelve, or as near to `themes` as the constraints allow.

    An idea without words (a photo) stays where a person has put it, else it is unplaced. `vectors` are the
    embedder's rows for the ideas (n × d) where they are already known. Raises ValueError where an id comes twice,
    `themes` is less than 1, or `vectors` do not fit.
    """
    _check(ideas, themes, vectors)
    said = [place for place, idea in enumerate(ideas) if idea.text.strip()]
    rows = vectors[said] if vectors is not None else None
    found = _proposed(_Room([ideas[place] for place in said], embedder, rows), themes, keep, links)
    return _with_silent(found, [idea.id for idea in ideas if not idea.text.strip()], keep)


def _proposed(room: "_Room", themes: int | None, keep: Sequence[Kept], links: Sequence[Link]) -> Proposal:
    """Of ideas that all have words."""
    links = [*room.drawn_to(keep), *links]
    near = taught(room.near, room.answers(links))
    merged = tree(near, constraints(room.ids, [group.idea_ids for group in keep], links))
    groups = grouping.groups(near, merged, room.cut, themes)
    placed = {idea for group in groups for idea in group}
    return Proposal(
        themes=tuple(_Naming(room, groups, keep).themes()),
        unplaced=tuple(idea for number, idea in enumerate(room.ids) if number not in placed),
        ask=tuple((room.ids[a], room.ids[b]) for a, b in ask.pairs(merged, groups, near)),
        method=room.method,
    )


def _with_silent(found: Proposal, silent: Sequence[str], keep: Sequence[Kept]) -> Proposal:
    """The same with the ideas that have no words, each in the first group of a person's that has it."""
    left = list(silent)
    themes = {theme.id: theme for theme in found.themes}
    for kept in keep:
        own = tuple(idea for idea in kept.idea_ids if idea in left)
        left = [idea for idea in left if idea not in own]
        if own:
            theme = themes.get(kept.id) or ProposedTheme(
                kept.id, (), (kept.label,) if kept.label else (), (), 0.0, ()
            )
            themes[kept.id] = replace(theme, idea_ids=theme.idea_ids + own)
    return replace(found, themes=tuple(themes.values()), unplaced=found.unplaced + tuple(left))


def _check(ideas: Sequence[IdeaText], themes: int | None, vectors: Vectors | None) -> None:
    twice = [idea for idea, times in Counter(idea.id for idea in ideas).items() if times > 1]
    if twice:
        raise ValueError(f"The idea {twice[0]} is there twice.")
    if themes is not None and themes < 1:
        raise ValueError("Ask for at least one theme.")
    if vectors is not None and (vectors.ndim != 2 or len(vectors) != len(ideas)):
        raise ValueError(f"There are {len(ideas)} ideas but the vectors have the shape {vectors.shape}.")


class _Room:
    """The ideas as the machine sees them: languages, points, and how near they are."""

    def __init__(self, ideas: Sequence[IdeaText], embedder: Embedder | None, vectors: Vectors | None) -> None:
        self.ids = [idea.id for idea in ideas]
        self.texts = [idea.text for idea in ideas]
        self.languages = _languages(ideas)
        self.profiles: Vectors | None = None
        if embedder is None:
            self.method, self.cut = WORDS_ONLY, grouping.BY_WORDS
            self.rows = features.by_words(self.texts, self.languages)
            self.near = features.similarities(self.rows, self.languages)
        else:
            self.method, self.cut = embedder.name, grouping.BY_MEANING
            raw = embedder.encode(self.texts) if vectors is None else vectors
            self.rows, self.profiles = features.by_meaning(raw, self.languages, learned.of(embedder))
            self.near = features.similarities(self.rows)

    def drawn_to(self, keep: Sequence[Kept]) -> list[Link]:
        """What a person says who puts an idea into a theme of the machine's: it belongs with what is there."""
        place = {idea: number for number, idea in enumerate(self.ids)}
        found = []
        for kept in keep:
            there = tuple(place[idea] for idea in kept.around if idea in place)
            own = [idea for idea in kept.idea_ids if idea in place]
            if there and own:
                middle = self.ids[label.by_centrality(self.rows, there)[0]]
                found.append(Link(own[0], middle, True))
        return found

    def answers(self, links: Sequence[Link]) -> list[Answer]:
        """What people said about two ideas that are here, the last answer about a pair."""
        place = {idea: number for number, idea in enumerate(self.ids)}
        last = {frozenset((link.a, link.b)): link for link in links if link.a != link.b}
        return [(place[n.a], place[n.b], n.same) for n in last.values() if n.a in place and n.b in place]


def _languages(ideas: Sequence[IdeaText]) -> list[str]:
    """As they were told, else as the machine reads them."""
    silent = [idea.text for idea in ideas if not idea.language]
    found = iter(of_room(silent))
    return [idea.language or next(found) for idea in ideas]


class _Naming:
    """Gives groups their ids, names and words."""

    def __init__(self, room: _Room, groups: Sequence[Group], keep: Sequence[Kept]) -> None:
        self.room = room
        self.groups = groups
        place = {idea: number for number, idea in enumerate(room.ids)}
        first_owner: dict[int, Kept] = {}
        for kept in keep:
            for idea in kept.idea_ids:
                if idea in place:
                    first_owner.setdefault(place[idea], kept)
        self.owners = [next((first_owner[i] for i in group if i in first_owner), None) for group in groups]

    def themes(self) -> list[ProposedTheme]:
        ordered = [label.by_centrality(self.room.rows, group) for group in self.groups]
        words = label.keywords(self.room.texts, self.room.languages, ordered)
        suggested = self._suggested(words)
        ids = self._ids()
        return [
            ProposedTheme(
                id=ids[number],
                idea_ids=self._names(group),
                labels=(*self._own_label(number), *suggested[number]),
                keywords=tuple(word for word, _language in words[number]),
                cohesion=round(label.cohesion(self.room.rows, group), 3),
                central=self._names(ordered[number][: label.CENTRAL]),
            )
            for number, group in enumerate(self.groups)
        ]

    def _names(self, group: Group) -> tuple[str, ...]:
        return tuple(self.room.ids[idea] for idea in group)

    def _ids(self) -> list[str]:
        taken = {owner.id for owner in self.owners if owner}
        free = (name for number in count(1) if (name := f"t{number}") not in taken)
        return [owner.id if owner else next(free) for owner in self.owners]

    def _own_label(self, number: int) -> tuple[dict[str, str], ...]:
        owner = self.owners[number]
        return (owner.label,) if owner and owner.label else ()

    def _suggested(self, words: Sequence[tuple[tuple[str, str], ...]]) -> list[tuple[dict[str, str], ...]]:
        if self.room.profiles is None:
            return [label.from_words(row) for row in words]
        return label.from_topics(self.room.profiles, self.groups)
