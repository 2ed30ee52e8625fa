"""Letters: the same likeness as TF-IDF rows multiplied with each other."""

import numpy as np

from workshop_kit.analysis.match_letters import likeness
from workshop_kit.analysis.words import weighed

NEEDS = ["Haluan uimaan", "", "طبيب أسنان", "uimaan uimaan!"]
SERVICES = ["Uimahalli. Uimakoulu lapsille.", "Swimming pool", "", "عيادة الأسنان", "游泳池开放时间", "游泳"]


def test_likeness_is_that_of_the_rows() -> None:
    rows = weighed([*NEEDS, *SERVICES])
    assert np.allclose(likeness(NEEDS, SERVICES), rows[: len(NEEDS)] @ rows[len(NEEDS) :].T, atol=1e-6)


def test_texts_without_letters_are_like_nothing() -> None:
    alike = likeness(NEEDS, SERVICES)
    assert not alike[1].any() and not alike[:, 2].any()
    assert alike[0].argmax() == 0 and alike[2].argmax() == 3


def test_no_text_has_any_letters() -> None:
    assert likeness(["", "…"], ["!"]).tolist() == [[0], [0]]
