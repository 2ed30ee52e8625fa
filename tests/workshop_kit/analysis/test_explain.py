"""Words that explain: shared ones first, few words read by the model, no dictionary opened."""

from collections.abc import Sequence

import numpy as np

from workshop_kit.analysis import explain, words
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.explain import Explainer


class Counting:
    """The model, counting what it reads."""

    def __init__(self, model: Embedder) -> None:
        self.name, self.dimensions, self._model = model.name, model.dimensions, model
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return self._model.encode(texts)


def test_forms_of_one_word_are_shared() -> None:
    services = [{"fi": "Uimakoulu lapsille"}, {"fi": "Apua laskuihin"}]
    shared = Explainer(None, services).words(["lapseni tarvitsee uimakoulua"], ["fi"], None, [[0, 1]])
    assert shared == [[("uimakoulu", "lapsille"), ()]]


def test_words_in_another_language_are_not_shared() -> None:
    assert Explainer(None, [{"en": "Bank"}]).words(["bank"], ["sv"], None, [[0]]) == [[()]]


def test_words_that_most_services_use_explain_nothing() -> None:
    names = ("teeth", "debts", "rent", "swimming", "letters", "phones", "school", "work", "homes")
    services = [{"en": f"advice about {name}"} for name in names]
    assert Explainer(None, services).words(["advice about teeth"], ["en"], None, [[0, 1]]) == [[("teeth",), ()]]


def test_only_so_many_words_are_read_and_all_services_are_explained(model: Embedder) -> None:
    counting = Counting(model)
    services = [{"fi": f"palvelu{chr(97 + n)} asia{chr(98 + n)} juttu{chr(99 + n)} homma{n}"} for n in range(24)]
    points = np.eye(2, model.dimensions, dtype=np.float32)
    best = [list(range(12)), list(range(12, 24))]
    found = Explainer(counting, services).words(["help", "me"], ["en", "en"], points, best)
    assert len(counting.read) <= explain.MOST_READ
    assert all(len(why) == 3 for row in found for why in row)


def test_the_first_services_of_all_needs_are_read_before_the_second(model: Embedder) -> None:
    counting = Counting(model)
    services = [{"fi": " ".join(f"sana{chr(97 + n)}{chr(97 + k)}" for k in range(6))} for n in range(24)]
    points = np.eye(2, model.dimensions, dtype=np.float32)
    Explainer(counting, services).words(["a", "b"], ["en", "en"], points, [list(range(12)), list(range(12, 24))])
    assert {word[4] for word in counting.read} == set("abcde" + "mnopq")


def test_no_dictionary_is_opened() -> None:
    words.lemma.cache_clear()
    Explainer(None, [{"fi": "Uimakoulu lapsille"}]).words(["uimakoulua"], ["fi"], None, [[0]])
    assert words.lemma.cache_info().currsize == 0
