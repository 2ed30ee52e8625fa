"""Equal shares and most votes against pabutools on Pabulib's elections, and how fast ten thousand ballots go.

    python bench/shortlist.py            (with pabutools: pip install -r bench/requirements.txt)

pabutools (GPL) is only compared with. Both decide the same files in the same run: approvals with a project's cost
as its worth, points and rankings with the points. "Same" means the same projects in the same order. Exit status 1
otherwise.
"""

import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from workshop_kit.analysis.shortlist import equal_shares, most_votes, pabulib  # noqa: E402
from workshop_kit.analysis.shortlist.election import Election, Project, Shortlist  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "pabulib"
PROMISED_SECONDS = 10.0


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    found = call()
    return found, time.perf_counter() - start


def reference(path: Path, kind: str) -> dict[str, Callable[[], list[str]]]:
    """What pabutools chooses by each rule; empty where it is not installed."""
    try:
        from pabutools.election import Additive_Borda_Sat, Additive_Cardinal_Sat, Cost_Sat
        from pabutools.election.pabulib import parse_pabulib
        from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    except ImportError:
        return {}
    instance, profile = parse_pabulib(str(path))
    worth = {pabulib.APPROVAL: Cost_Sat, pabulib.ORDINAL: Additive_Borda_Sat}.get(kind, Additive_Cardinal_Sat)

    def shares(**how: Any) -> list[str]:
        return [str(p.name) for p in method_of_equal_shares(instance, profile, sat_class=worth, **how)]

    rules = {"equal shares": shares, "with add1": lambda: shares(voter_budget_increment=1)}
    if kind == pabulib.APPROVAL:  # points it weighs by cost, which is another rule
        greedy = greedy_utilitarian_welfare
        rules["most votes"] = lambda: [str(p.name) for p in greedy(instance, profile, sat_class=Cost_Sat)]
    return rules


def own(election: Election, kind: str) -> dict[str, Callable[[], Shortlist]]:
    by_cost = kind == pabulib.APPROVAL
    return {
        "equal shares": lambda: equal_shares.choose(election, add1=False, by_cost=by_cost),
        "with add1": lambda: equal_shares.choose(election, by_cost=by_cost),
        "most votes": lambda: most_votes.choose(election),
    }


def compare(path: Path) -> bool:
    election, kind = pabulib.read(path)
    theirs, same, cells, covered = reference(path, kind), True, [], []
    for rule, choose in own(election, kind).items():
        found, seconds = timed(choose)
        covered.append(election.covered(found.selected) / election.voters)
        chosen = [election.projects[place].id for place in found.selected]
        if rule in theirs:
            expected, slower = timed(theirs[rule])
            same = same and chosen == expected
            cells.append(f"{'same' if chosen == expected else 'DIFFERS':>9}{seconds:7.2f} /{slower:6.2f} s")
        else:
            cells.append(f"{'–':>9}{seconds:7.2f} /     – s")
    facts = f"{path.stem[:28]:29}{kind:11}{election.voters:6}{len(election.projects):9}"
    print(f"{facts}{''.join(cells)}{covered[1]:11.0%}{covered[2]:11.0%}", flush=True)
    return same


def speed() -> bool:
    """Ten thousand different ballots on a hundred projects; everybody's part is 2,000."""
    rng = np.random.default_rng(1)
    budget = 20_000_000
    costs = rng.integers(budget // 200, budget // 10, 100)
    liked = rng.random(100) ** 2 * 0.3 + 0.02
    points = (rng.random((10_000, 100)) < liked).astype(np.int64)
    projects = tuple(Project(str(i), Fraction(int(cost))) for i, cost in enumerate(costs))
    election = Election(projects, Fraction(budget), points)
    found, seconds = timed(lambda: equal_shares.choose(election))
    runs = int(found.share - Fraction(budget, 10_000)) + 1
    print(f"\n10,000 people × 100 projects: {seconds:.1f} s for {runs} runs, each with a higher part")
    return seconds < PROMISED_SECONDS


def main() -> int:
    rules = "".join(f"{rule + ', ours / theirs':>25}" for rule in ("equal shares", "add1", "most votes"))
    print(f"{'election':29}{'ballots':11}{'people':>6}{'projects':>9}{rules}{'covered:':>9}add1 most votes")
    same = [compare(path) for path in sorted(SHARED.glob("*.pb"))]
    return 0 if speed() and all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
