"""How near needs and services are in meaning.

A service is described in one language or more. Its nearness to a need is the middle between the mean over its
languages, which is steady, and the nearest of them, which one poor description cannot spoil.

People rarely use the words of a service: "my gums bleed" is far from "dental care". So a second way leads over what
is known (see `match_known`): from a need to what people say who need such a thing, and from there to the services
of the catalogue that are near to the known service. It is as good as the two steps together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workshop_kit.analysis import features, match_known
from workshop_kit.analysis.centre import PRIOR, centred, unit
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.learned import Learned
from workshop_kit.analysis.match_letters import Numbers

IDEAS = 0.3
"""How much the nearness as ideas (see `features`) counts beside the nearness in meaning, which counts 1."""
WAYS = 10
"""Of so many known services, the nearest to a need, ways are followed."""


@dataclass(frozen=True)
class Asked:
    """Needs as points."""

    points: Vectors  # needs × d, without their languages
    alone: Vectors  # the same, whatever else is asked: to compare with what was asked another day
    ideas: Vectors  # needs × (axes + topics)


@dataclass(frozen=True)
class Offered:
    """Services as points: a row for each language of each, service by service."""

    points: Vectors  # rows × d, without their languages
    ideas: Vectors  # rows × (axes + topics)
    starts: Numbers  # services: the first row of each

    @cached_property
    def counts(self) -> Numbers:
        return np.diff(np.append(self.starts, len(self.points)))

    @cached_property
    def middles(self) -> Vectors:
        return unit(np.asarray(np.add.reduceat(self.points, self.starts), np.float32))


@dataclass(frozen=True)
class Known:
    """The known services, and what people say who need them."""

    services: Offered
    said: Vectors  # rows × d
    said_of: Numbers  # rows: the number of the service


def asked(texts: Sequence[str], languages: Sequence[str], embedder: Embedder, learned: Learned) -> Asked:
    vectors = embedder.encode(texts)
    points, alone = (centred(vectors, languages, learned.means, prior) for prior in (PRIOR, np.inf))
    return Asked(points, alone, features.by_meaning(vectors, languages, learned)[0])


def offered(services: Sequence[dict[str, str]], embedder: Embedder, learned: Learned) -> Offered:
    """Of services by their texts: language -> name and description. One without a text is as if it had an empty."""
    found = [tuple(texts.items()) or (("und", ""),) for texts in services]
    rows = embedder.encode([text for texts in found for _code, text in texts])
    starts = np.cumsum([0, *(len(texts) for texts in found[:-1])])
    return _placed(rows, [code for texts in found for code, _text in texts], starts, learned)


def known(embedder: Embedder, learned: Learned) -> Known:
    texts, rows = match_known.read(), match_known.vectors(embedder)
    starts, count = np.array(texts.starts), len(match_known.LANGUAGES)
    described = (starts[:, None] + np.arange(count)).ravel()
    services = _placed(
        rows[described], match_known.LANGUAGES * len(starts), np.arange(0, len(described), count), learned
    )
    said = np.setdiff1d(np.arange(len(rows)), described)
    points = centred(rows[said], [texts.languages[row] for row in said], learned.means)
    return Known(services, points, np.searchsorted(starts, said, side="right") - 1)


def _placed(rows: Vectors, languages: Sequence[str], starts: Numbers, learned: Learned) -> Offered:
    ideas, _profiles = features.by_meaning(rows, languages, learned)
    return Offered(centred(rows, languages, learned.means), ideas, starts)


def nearness(needs: Asked, services: Offered) -> Vectors:
    """Of needs × services, mostly from -0.2 to 1."""
    near = needs.points @ services.points.T + IDEAS * needs.ideas @ services.ideas.T
    mean = np.add.reduceat(near, services.starts, axis=1) / services.counts
    return np.asarray((mean + np.maximum.reduceat(near, services.starts, axis=1)) / 2, np.float32)


def over_known(needs: Asked, services: Offered, known: Known) -> Vectors:
    """How near services are by the best way over a known service: from 0 to 1 (needs × services)."""
    first = np.maximum(needs.points @ known.services.middles.T, 0)
    for row, service in enumerate(known.said_of):
        np.maximum(first[:, service], needs.points @ known.said[row], out=first[:, service])
    second = np.maximum(known.services.middles @ services.middles.T, 0)
    nearest = np.argsort(-first, axis=1)[:, :WAYS]
    return np.stack(
        [(second[ways] * near[ways, None]).max(axis=0) for ways, near in zip(nearest, first, strict=True)]
    )
