"""Telling languages apart, and taking them out of the vectors."""

from typing import Any

import numpy as np
import pytest

from workshop_kit.analysis import centre, reference
from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.languages import KNOWN, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kirjasto on auki lauantaisin", "fi"),
        ("Biblioteket är öppet på lördagar", "sv"),
        ("منداڵان دوای قوتابخانە لە حەوشە یاری دەکەن", "ckb"),
        ("Waxaan raadinayaa shaqo ku habboon aqoontayda", "so"),
        ("Діти граються на подвір'ї після школи", "uk"),
        ("图书馆星期六开放", "zh"),
    ],
)
def test_a_sentence_shows_its_language(text: str, language: str) -> None:
    assert detect(text, KNOWN, "en") == language


def test_only_offered_languages_are_found() -> None:
    assert detect("Kirjasto on auki lauantaisin", ("sv", "en"), "sv") in ("sv", "en")


@pytest.mark.parametrize("text", ["", "   ", "123", "🐈🐈"])
def test_a_text_without_letters_gets_the_default(text: str) -> None:
    assert detect(text, KNOWN, "fi") == "fi"


def test_nothing_known_on_offer_gives_the_default() -> None:
    assert detect("Kirjasto on auki", ("x-klingon",), "fi") == "fi"


def test_most_ideas_of_the_shared_sets_are_recognised(shared: Any) -> None:
    ideas = shared("ideas")
    right = sum(detect(idea["text"], KNOWN, "en") == idea["lang"] for idea in ideas)
    assert right / len(ideas) >= 0.97


def test_there_are_thirty_neutral_sentences_in_each_known_language() -> None:
    sentences = reference.tomllib.loads(reference.SENTENCES.read_text("utf-8"))
    assert {language: len(texts) for language, texts in sentences.items()} == dict.fromkeys(KNOWN, 30)


def test_topics_have_short_names_in_four_languages() -> None:
    topics = reference._topics()
    assert len(topics) >= 60
    assert all(0 < len(topic[code]) <= 30 for topic in topics for code in reference.LABEL_LANGUAGES)
    for code in reference.LABEL_LANGUAGES:
        assert len({topic[code] for topic in topics}) == len(topics)


def test_the_kept_reference_belongs_to_the_texts_and_the_model(embedder: Embedder) -> None:
    kept = reference._kept(embedder)
    assert kept is not None, "run python -m workshop_kit.analysis.reference"
    assert set(kept.means) == set(KNOWN)
    assert kept.topics.shape == (len(kept.labels), embedder.dimensions)


def test_centring_brings_a_sentence_nearest_to_its_translation(embedder: Embedder) -> None:
    texts = {
        "en": ["The ice rink is closed too early.", "My son needs a maths tutor.", "Rats run between the bins."],
        "fi": ["Luistelurata suljetaan liian aikaisin.", "Poikani tarvitsee matikan tukiopetusta.",
               "Rotat juoksevat roskisten välissä."],
    }  # fmt: skip
    vectors = embedder.encode(texts["en"] + texts["fi"])
    rows = centre.centred(vectors, ["en"] * 3 + ["fi"] * 3, reference.of(embedder).means)
    assert (rows[:3] @ rows[3:].T).argmax(axis=1).tolist() == [0, 1, 2]
    assert rows[0] @ rows[3] > rows[0] @ rows[1] + 0.3


def test_few_ideas_lean_on_the_reference_and_many_on_themselves() -> None:
    reference_mean = {"fi": np.array([1, 0], np.float32)}
    few = centre.centred(np.array([[0.0, 1.0]], np.float32), ["fi"], reference_mean)
    assert few == pytest.approx(np.array([[-1, 1]]) / np.sqrt(2))  # (8·(1, 0) + 1·(0, 1)) / 9 is taken away


def test_a_language_without_reference_gets_the_mean_of_all() -> None:
    means = {"fi": np.array([1, 0], np.float32), "sv": np.array([0, 1], np.float32)}
    row = centre.centred(np.array([[1.0, 0.0]], np.float32), ["is"], means)
    assert row == pytest.approx(np.array([[1, -1]]) / np.sqrt(2))
