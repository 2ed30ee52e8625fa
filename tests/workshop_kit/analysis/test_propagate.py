"""An answer about two ideas reaches their neighbours, more quietly."""

import numpy as np

from workshop_kit.analysis.propagate import taught


def _two_groups() -> np.ndarray:
    rng = np.random.default_rng(3)
    middles = np.repeat(np.eye(8)[:3], 6, axis=0)
    points = middles + 0.2 * rng.normal(size=(18, 8))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points @ points.T, np.float32)


def test_without_answers_nothing_changes() -> None:
    near = _two_groups()
    assert taught(near, []) is near


def test_same_draws_the_neighbours_of_both_together_and_the_asked_ones_most() -> None:
    near = _two_groups()
    change = taught(near, [(0, 6, True)]) - near
    assert change[0, 6] > change[1, 7] > 0
    assert change[1:6, 7:12].min() > np.abs(change[1:6, 12:18]).max()
    assert np.allclose(change, change.T, atol=1e-6)


def test_different_drives_them_apart() -> None:
    near = _two_groups()
    change = taught(near, [(0, 1, False)]) - near
    assert change[0, 1] < change[2, 3] < 0


def test_ideas_apart_for_good_stay_apart() -> None:
    near = _two_groups()
    near[0, 17] = near[17, 0] = -np.inf
    assert np.isneginf(taught(near, [(0, 17, True)])[0, 17])
