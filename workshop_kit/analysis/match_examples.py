"""What people chose before: a need that is near to an earlier one is given what she chose then.

A near example lifts its service by how near it is; the nearest of those that chose the same counts. A need that
says nearly the same as an example has its service first, and of several such examples the last one counts.
"""

from collections.abc import Sequence

import numpy as np

from workshop_kit.analysis.embed import Vectors
from workshop_kit.analysis.words import words

FROM = 0.3
"""From this nearness on an example counts: 2 in 1,000 pairs of needs for different services are nearer."""
SAME = 0.9
"""From this nearness on two needs say nearly the same."""
CERTAIN = 3.0
"""What it changes then: more than any two scores differ. Otherwise from 0 to 1."""


def bare(text: str) -> str:
    """What two texts have in common that differ in signs and capitals only."""
    return " ".join(words(text)) or text


def changes(alike: Vectors, chosen: Sequence[int | None], services: int) -> Vectors:
    """What is added to the scores (needs × services). `alike` is how near needs are to examples (needs × examples),
    `chosen` the numbers of the services chosen; None: nothing fits, which takes off from all."""
    strength = _strength(alike)
    lifts: Vectors = np.zeros((len(alike), services), np.float32)
    refusals: Vectors = np.zeros(len(alike), np.float32)
    for example, service in enumerate(chosen):
        changed = refusals if service is None else lifts[:, service]
        np.maximum(changed, strength[:, example], out=changed)
    return lifts - refusals[:, None]


def _strength(alike: Vectors) -> Vectors:
    same = alike >= SAME
    told_again = np.cumsum(same[:, ::-1], axis=1)[:, ::-1] > 1
    strength = np.where(same, CERTAIN, np.clip((alike - FROM) / (1 - FROM), 0, 1))
    return np.asarray(np.where(same & told_again, 0, strength), np.float32)
