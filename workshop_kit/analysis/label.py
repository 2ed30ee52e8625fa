"""Suggests what a theme could be called: topics people know, words from its ideas, and its most central ideas."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis import civic
from workshop_kit.analysis.cluster import Group
from workshop_kit.analysis.embed import Vectors
from workshop_kit.analysis.words import base_forms, often

LABELS = 3
MOST_OF_IT = 0.5
"""A field names a group where no single topic of it has this share of it."""
KEYWORDS = 6
CENTRAL = 3
Word = tuple[str, str]
"""A word and its language."""
Label = dict[str, str]
"""Language -> text."""


def from_topics(profiles: Vectors, groups: Sequence[Group]) -> list[tuple[Label, ...]]:
    """For each group the labels of its three likeliest topics or fields, best first. `profiles`: ideas × topics.

    A field comes before its topics where none of them has most of it. No label comes first in two groups: it goes
    to the group that is nearest to it, and the other begins with its next best, because two themes of one name
    cannot be told apart on the wall.
    """
    if not groups:
        return []
    known = civic.read()
    likely = np.stack([profiles[list(group)].mean(axis=0) for group in groups])
    likely /= likely.sum(axis=1, keepdims=True)
    of_fields = np.zeros((len(groups), len(known.fields)), np.float32)
    np.add.at(of_fields.T, list(known.field_of), likely.T)
    near = np.concatenate([likely, MOST_OF_IT * of_fields], axis=1)
    names = (*known.topics, *known.fields)
    firsts = _firsts(near)
    return [tuple(names[at] for at in _with_first(row, firsts.get(number))) for number, row in enumerate(near)]


def _firsts(near: Vectors) -> dict[int, int]:
    firsts: dict[int, int] = {}
    for flat in np.argsort(-near, axis=None, kind="stable").tolist():
        group, topic = divmod(flat, near.shape[1])
        if group not in firsts and topic not in firsts.values():
            firsts[group] = topic
    return firsts


def _with_first(near: NDArray[np.float32], first: int | None) -> list[int]:
    best: list[int] = np.argsort(-near, kind="stable")[:LABELS].tolist()
    if first is None:
        return best
    return [first, *(topic for topic in best if topic != first)][:LABELS]


def keywords(texts: Sequence[str], languages: Sequence[str], groups: Sequence[Group]) -> list[tuple[Word, ...]]:
    """For each group its most telling words with their languages, at most six, best first.

    Class-based TF-IDF (M. Grootendorst, BERTopic, arXiv:2203.05794) over base forms, each language by itself: a
    word counts once per idea, and for more where few other groups use it and where the group speaks its language.
    It is shown in the form in which it was written most.
    """
    bases, forms = _bases(texts, languages)  # groups begin with their most central ideas; so do equal words
    counts = [Counter(word for idea in group for word in bases[idea]) for group in groups]
    everywhere = sum(counts, Counter[Word]())
    return [_telling(count, everywhere, forms) for count in counts]


def _bases(
    texts: Sequence[str], languages: Sequence[str]
) -> tuple[dict[int, dict[Word, None]], dict[Word, Counter[str]]]:
    """The base forms of each idea, and the forms in which each was written."""
    bases: dict[int, dict[Word, None]] = defaultdict(dict)
    forms: dict[Word, Counter[str]] = defaultdict(Counter)
    spoken = often(languages)
    # By language: simplemma keeps a few dictionaries open, and a new one takes a second.
    for idea in sorted(range(len(texts)), key=lambda idea: languages[idea]):
        reduce = languages[idea] in spoken
        for form, base in base_forms(texts[idea], languages[idea], reduce=reduce):
            bases[idea][base, languages[idea]] = None
            forms[base, languages[idea]][form] += 1
    return bases, forms


def _telling(
    count: Counter[Word],
    everywhere: Counter[Word],
    forms: dict[Word, Counter[str]],
) -> tuple[Word, ...]:
    mean = everywhere.total() / max(len(everywhere), 1)
    spoken: Counter[str] = Counter()
    for (_base, language), times in count.items():
        spoken[language] += times
    weights = {
        word: times * float(np.log1p(2 * mean / everywhere[word]) * np.sqrt(spoken[word[1]]))
        for word, times in count.items()
    }
    best = sorted(weights, key=lambda word: -weights[word])[:KEYWORDS]
    return tuple((_shown(base, forms[base, language]), language) for base, language in best)


def _shown(base: str, forms: Counter[str]) -> str:
    """The base form where somebody wrote it, else the form that was written most."""
    return base if base in forms else max(forms, key=lambda form: (forms[form], form))


def from_words(keywords: Sequence[Word]) -> tuple[dict[str, str], ...]:
    """A label of the best two words of one language, where there is nothing better."""
    if not keywords:
        return ()
    language = keywords[0][1]
    named = [word for word, code in keywords if code == language]
    return ({language: ", ".join(named[:2])},)


def by_centrality(rows: Vectors, group: Group) -> Group:
    """The ideas of a group, the nearest to its centre first."""
    near = rows[list(group)] @ rows[list(group)].sum(axis=0)
    return tuple(group[place] for place in np.argsort(-near, kind="stable"))


def cohesion(rows: Vectors, group: Group) -> float:
    """The mean cosine of a group's ideas to their centre, 0 to 1; 0 for an empty group."""
    length = float(np.linalg.norm(rows[list(group)].sum(axis=0))) if group else 0.0
    return min(1.0, length / max(len(group), 1))
