"""Opinion groups against the published ones and against red-dwarf, at which size they mean something, and how fast.

    python bench/opinions.py            (with red-dwarf: pip install -r bench/requirements.txt)

The conversations are the open ones of Polis (CC BY 4.0, The Computational Democracy Project) in ../shared. Some of
Polis' own groups depend on the conversation's history and cannot be found from its final votes by anybody, so the
reference implementation runs on the same matrix in the same run. Exit status 1 where it and the kit disagree.
"""

import csv
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from agreement import ari  # noqa: E402

from workshop_kit.analysis.opinions import Opinions, find  # noqa: E402
from workshop_kit.analysis.opinions.votes import VoteMatrix, matrix, moderated  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "polis"
PROMISED_ARI, PROMISED_SECONDS = 0.95, 5.0
SIZES = (10, 15, 20, 30, 40, 60, 80, 120)
DRAWS = 20


class Conversation:
    def __init__(self, folder: Path) -> None:
        self.name = folder.name.split(".202")[0]
        with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        statements = [name for name in rows[0] if name.isdecimal()]
        cast = {(r["participant"], s): int(float(r[s])) for r in rows for s in statements if r[s]}
        self.given = matrix(cast)
        self.out = moderated(folder / "comments.csv") & set(self.given.statements)
        self.published = {row["participant"]: row["group-id"] for row in rows if row["group-id"]}
        start = time.perf_counter()
        self.found = find(self.given, self.out)
        self.seconds = time.perf_counter() - start

    def labels(self) -> dict[str, Any]:
        return groups_of(self.given, self.found)


def groups_of(given: VoteMatrix, found: Opinions) -> dict[str, Any]:
    pairs = zip(given.participants, found.group_of, strict=True)
    return {name: group for name, group in pairs if group is not None}


def same(left: dict[str, Any], right: dict[str, Any]) -> float:
    both = sorted(left.keys() & right.keys())
    return ari([left[name] for name in both], [right[name] for name in both])


def reference(conversation: Conversation) -> tuple[dict[str, Any], dict[str, float], float] | None:
    """red-dwarf's groups, its group-aware consensus, and its seconds; None where it is not installed."""
    try:
        from reddwarf.implementations.base import run_pipeline
    except ImportError:
        return None
    given = conversation.given
    votes = [
        {"participant_id": int(who), "statement_id": int(what), "vote": float(given.votes[i, j])}
        for i, who in enumerate(given.participants)
        for j, what in enumerate(given.statements)
        if not np.isnan(given.votes[i, j])
    ]
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = run_pipeline(votes=votes, mod_out_statement_ids=[int(name) for name in conversation.out])
    seconds = time.perf_counter() - start
    clusters = found.participants_df["cluster_id"].dropna()
    aware = {str(name): value for name, value in found.group_aware_consensus["agree"].items()}
    return {str(name): int(group) for name, group in clusters.items()}, aware, seconds


def agreement_table(conversations: Sequence[Conversation]) -> bool:
    heads = ("people", "statements", "kept", "k", "ARI: Polis", "red-dwarf", "its k", "consensus", "seconds", "its")
    print(f"{'conversation':26}" + "".join(f"{head:>11}" for head in heads))
    kept = True
    for one in conversations:
        cells: list[Any] = [len(one.given.participants), len(one.given.statements), len(one.labels())]
        cells += [len(one.found.groups), f"{same(one.labels(), one.published):.3f}"]
        if peer := reference(one):
            groups, aware, seconds = peer
            with_peer = same(one.labels(), groups)
            ranks = rank_correlation(one.found.group_aware, [aware[name] for name in one.given.statements])
            kept = kept and with_peer >= PROMISED_ARI
            cells += [f"{with_peer:.3f}", len(set(groups.values())), f"{ranks:.4f}"]
            cells += [f"{one.seconds:.2f}", f"{seconds:.2f}"]
        else:
            cells += ["–", "–", "–", f"{one.seconds:.2f}", "–"]
        print(f"{one.name[:25]:26}" + "".join(f"{cell:>11}" for cell in cells))
    return kept


def rank_correlation(left: Any, right: Any) -> float:
    """Spearman's: the correlation of the ranks, equal values sharing theirs."""

    def ranks(values: Any) -> Any:
        _unique, place, counts = np.unique(np.round(values, 12), return_inverse=True, return_counts=True)
        return (np.cumsum(counts) - (counts - 1) / 2)[place]

    return float(np.corrcoef(ranks(np.asarray(left)), ranks(np.asarray(right)))[0, 1])


def size_table(conversations: Sequence[Conversation]) -> None:
    """From how many people on groups can be found again: draws of a few, against the groups of all."""
    print(f"\ngroups found again from fewer people: ARI with the groups of all, mean of {DRAWS} draws")
    print(f"{'conversation':26}" + "".join(f"{size:>7}" for size in SIZES))
    means: dict[int, list[float]] = {size: [] for size in SIZES}
    for one in conversations:
        labels, cells = one.labels(), []
        rows = [i for i, name in enumerate(one.given.participants) if name in labels]
        for size in SIZES:
            if size > 0.8 * len(rows):
                cells.append(f"{'–':>7}")
                continue
            rng = np.random.default_rng(size)
            scores = [again(one, rng.choice(rows, size, replace=False)) for _draw in range(DRAWS)]
            means[size].append(float(np.mean(scores)))
            cells.append(f"{np.mean(scores):7.2f}")
        print(f"{one.name[:25]:26}" + "".join(cells))
    print(f"{'mean':26}" + "".join(f"{np.mean(found):7.2f}" if found else f"{'–':>7}" for found in means.values()))


def again(one: Conversation, rows: Any) -> float:
    given = one.given
    few = VoteMatrix(tuple(given.participants[row] for row in rows), given.statements, given.votes[rows])
    return same(groups_of(few, find(few, one.out)), one.labels())


def speed() -> bool:
    """Ten thousand people in three camps, five hundred statements, one vote in five."""
    rng = np.random.default_rng(1)
    camps = rng.choice([-1.0, 0.0, 1.0], (3, 500))
    votes = camps[rng.integers(3, size=10_000)]
    votes = np.where(rng.random(votes.shape) < 0.2, rng.choice([-1.0, 0.0, 1.0], votes.shape), votes)
    votes[rng.random(votes.shape) > 0.2] = np.nan
    given = VoteMatrix(tuple(map(str, range(10_000))), tuple(map(str, range(500))), votes)
    start = time.perf_counter()
    found = find(given)
    seconds = time.perf_counter() - start
    print(f"\n10,000 people × 500 statements: {seconds:.2f} s, {len(found.groups)} groups")
    return seconds < PROMISED_SECONDS


def main() -> int:
    folders = sorted(path for path in SHARED.iterdir() if path.is_dir()) if SHARED.exists() else []
    conversations = [Conversation(folder) for folder in folders]
    kept = agreement_table(conversations)
    size_table(conversations)
    return 0 if speed() and kept else 1


if __name__ == "__main__":
    sys.exit(main())
