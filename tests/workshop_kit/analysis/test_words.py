"""Words, their base forms, and letters as points."""

import numpy as np
import pytest

from workshop_kit.analysis.words import COLUMNS, base_forms, weighed, words


def test_words_are_cut_in_every_script() -> None:
    assert words("Koulun piha, 2 keinua!") == ["koulun", "piha", "keinua"]
    assert words("مَدرسة می‌خواهم") == ["مدرسة", "می‌خواهم"]
    assert words("图书馆开放") == ["图书", "书馆", "馆开", "开放"]


def test_bent_words_share_a_base_form_and_function_words_go() -> None:
    assert base_forms("koulun ja koulussa", "fi") == [("koulun", "koulu"), ("koulussa", "koulu")]
    assert base_forms("the buses", "en") == [("buses", "bus")]
    assert base_forms("the buses", "en", reduce=False) == [("buses", "buses")]


def test_a_language_without_a_dictionary_keeps_its_words() -> None:
    assert base_forms("guri jaban", "so") == [("guri", "guri"), ("jaban", "jaban")]


def test_similar_letters_are_near_and_empty_texts_are_nowhere() -> None:
    rows = weighed(["leikkipuisto", "leikkipuistossa", "bussi", ""])
    assert rows.shape == (4, COLUMNS)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0])
    assert rows[0] @ rows[1] > 0.5 > 0.1 > rows[0] @ rows[2]
