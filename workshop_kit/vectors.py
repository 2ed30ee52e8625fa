"""Vectors that are computed once: an embedder with the database as its memory."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine
from sqlmodel import col, delete, select

from models import Idea, Translation, Vector
from workshop_kit import model_file, store
from workshop_kit.analysis import embed
from workshop_kit.errors import SettingWrong
from workshop_kit.settings import settings
from workshop_kit.text import digest

_BATCH = 500  # SQLite takes at most 999 values in one question on old systems


class Remembering:
    """An `Embedder` that keeps what it computed, per text and model, and looks there first."""

    def __init__(self, engine: Engine, embedder: embed.Embedder) -> None:
        self._engine = engine
        self._embedder = embedder
        self.name = embedder.name
        self.dimensions = embedder.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        digests = [digest(text) for text in texts]
        known = self._known(digests)
        missing = {found: text for found, text in zip(digests, texts, strict=True) if found not in known}
        if missing:
            fresh = self._embedder.encode(list(missing.values()))
            known |= dict(zip(missing, fresh, strict=True))
            self._keep({found: known[found] for found in missing})
        return np.array([known[found] for found in digests], np.float32).reshape(-1, self.dimensions)

    def forget(self, read: Sequence[str]) -> None:
        """Drop the vectors of those texts that nobody says any more: they were erased while they were read."""
        with store.writing(self._engine) as db:
            said = {*db.exec(select(Idea.text).where(col(Idea.text).in_(read)))}
            said |= {*db.exec(select(Translation.text).where(col(Translation.text).in_(read)))}
            gone = [digest(text) for text in read if text not in said]
            if gone:
                db.exec(delete(Vector).where(col(Vector.model) == self.name, col(Vector.digest).in_(gone)))

    def missing(self, texts: Sequence[str]) -> list[str]:
        """The texts that have no vector yet, each once."""
        by_digest = {digest(text): text for text in texts}
        known = self._known(list(by_digest))
        return [text for found, text in by_digest.items() if found not in known]

    def _known(self, digests: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        found = {}
        with store.reading(self._engine) as db:
            for start in range(0, len(digests), _BATCH):
                query = select(Vector).where(
                    Vector.model == self.name, col(Vector.digest).in_(digests[start : start + _BATCH])
                )
                found.update({row.digest: np.frombuffer(row.values, "<f4") for row in db.exec(query)})
        return found

    def _keep(self, vectors: dict[str, NDArray[np.float32]]) -> None:
        with store.writing(self._engine) as db:
            for found, vector in vectors.items():
                db.merge(Vector(model=self.name, digest=found, values=vector.astype("<f4").tobytes()))


@cache
def embedder() -> embed.Embedder | None:
    """The sentence model of this machine; None when it has none, and words are compared instead."""
    try:
        found = model_file.find(settings())
        return embed.load(found) if found else None
    except ValueError as error:  # the file is not the model
        raise SettingWrong(name="WORKSHOP_MODEL_FILE", why=str(error)) from error


def remembering(engine: Engine) -> Remembering | None:
    found = embedder()
    return Remembering(engine, found) if found else None
