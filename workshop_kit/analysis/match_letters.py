"""How alike texts are by their letters: what finds proper names and words that two texts share.

The products of the rows of `words.weighed`, without the rows: those of 5,000 services would take 350 MB.
"""

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.embed import Vectors
from workshop_kit.analysis.words import COLUMNS, GRAMS, words

Numbers = NDArray[np.intp]
Columns = NDArray[np.uint16]
"""There are 2¹⁴ of them: NumPy sorts numbers of 16 bits much faster than others."""


def likeness(needs: Sequence[str], services: Sequence[str]) -> Vectors:
    """From 0 to 1 (needs × services)."""
    rows, columns, values = _weighed([*needs, *services])
    split = int(np.searchsorted(rows, len(needs)))
    by_column = split + np.argsort(columns[split:], kind="stable")
    edges = np.searchsorted(columns[by_column], np.arange(COLUMNS + 1))
    owners, theirs = rows[by_column] - len(needs), values[by_column]
    alike: Vectors = np.zeros((len(needs), len(services)), np.float32)
    for row, column, value in zip(rows[:split].tolist(), columns[:split].tolist(), values[:split], strict=True):
        having = slice(edges[column], edges[column + 1])
        alike[row, owners[having]] += value * theirs[having]
    return alike


def _weighed(texts: Sequence[str]) -> tuple[Numbers, Columns, Vectors]:
    """Row, column and TF-IDF value of everything that is not zero, row by row. Each row has length 1."""
    counted = [_counted(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(columns) for columns, _times in counted])
    columns = np.concatenate([columns for columns, _times in counted])
    used = np.bincount(columns, minlength=COLUMNS)
    rarity = np.log((1 + len(texts)) / (1 + used)) + 1
    values = np.log1p(np.concatenate([times for _columns, times in counted])) * rarity[columns]
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=len(texts)))
    return rows, columns, np.asarray(values / lengths[rows], np.float32)


@lru_cache(maxsize=8192)  # a catalogue is asked again and again; 2 kB for each text
def _counted(text: str) -> tuple[Columns, Columns]:
    """The columns of a text and how often each comes."""
    found = [_columns(word) for word in words(text)]
    times = np.bincount(np.concatenate(found), minlength=COLUMNS) if found else np.zeros(COLUMNS, np.intp)
    columns = np.flatnonzero(times)
    return columns.astype(np.uint16), times[columns].astype(np.uint16)


@lru_cache(maxsize=50_000)
def _columns(word: str) -> Columns:
    padded = f" {word} "
    grams = (padded[start : start + size] for size in GRAMS for start in range(len(padded) - size + 1))
    return np.array([zlib.crc32(gram.encode()) % COLUMNS for gram in grams], np.uint16)
