"""Telling languages apart, and taking them out of the vectors."""

from typing import Any

import numpy as np
import pytest

from workshop_kit.analysis import centre, civic, learned
from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.languages import KNOWN, detect, of_room
from workshop_kit.i18n import LANGUAGES


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


def test_a_room_speaks_the_languages_that_several_of_its_ideas_show() -> None:
    finnish = [
        "Lisää valoja polulle",
        "Kerho lapsille",
        "keinut",
        "Uimahalli auki sunnuntaina",
        "Bussi kulkemaan öisin",
    ]
    french = ["Rénovation de l'aire de jeux", "Plus de bancs dans le parc", "Un atelier de réparation de vélos"]
    assert of_room([*finnish, *french, "🐈"]) == ["fi"] * 5 + ["fr"] * 3 + ["und"]


def test_one_text_alone_gets_its_likeliest_language() -> None:
    assert of_room(["Kirjasto on auki lauantaisin"]) == ["fi"]
    assert of_room([]) == [] and of_room(["123"], "en") == ["en"]


def test_a_room_is_read_at_least_as_well_as_each_text_by_itself(shared: Any) -> None:
    for name in ("evening_b", "ideas"):
        ideas = shared(name)
        alone = sum(detect(idea["text"]) == idea["lang"] for idea in ideas)
        together = sum(
            code == idea["lang"] for code, idea in zip(of_room([i["text"] for i in ideas]), ideas, strict=True)
        )
        assert together >= alone and together / len(ideas) >= 0.9


def test_the_corpus_speaks_of_each_topic_in_every_known_language() -> None:
    corpus = civic.read()
    for topic in range(len(corpus.topics)):
        spoken = {code for code, number in zip(corpus.languages, corpus.topic_of, strict=True) if number == topic}
        assert spoken >= set(KNOWN)


def test_no_idea_of_the_corpus_comes_twice_or_is_taken_from_the_shared_sets(shared: Any) -> None:
    texts = [text.casefold() for text in civic.read().texts]
    assert len(set(texts)) == len(texts) and all(texts)
    for name in ("ideas", "evening_a", "evening_b", "needs_dev"):
        assert not {record["text"].casefold() for record in shared(name)} & set(texts)


def test_topics_and_fields_have_short_names_in_every_language_of_the_phones() -> None:
    corpus = civic.read()
    assert len(corpus.topics) >= 150 and len(corpus.field_of) == len(corpus.topics)
    assert set(civic.LABEL_LANGUAGES) == set(LANGUAGES)
    for code in civic.LABEL_LANGUAGES:
        names = [label[code] for label in (*corpus.topics, *corpus.fields)]
        assert all(0 < len(name) <= 40 for name in names)
        assert len({label[code] for label in corpus.topics}) == len(corpus.topics)


def test_what_is_kept_was_learned_from_these_texts_and_this_model(embedder: Embedder) -> None:
    kept = learned._kept(embedder)
    assert kept is not None, "run python -m workshop_kit.analysis.learned"
    assert set(kept.means) >= set(KNOWN)
    assert kept.axes.shape == (embedder.dimensions, learned.AXES)
    assert kept.topics.shape == (len(civic.read().topics), learned.AXES)


def test_what_is_learned_separates_topics() -> None:
    rng = np.random.default_rng(4)
    topics = np.repeat(np.arange(12), 20)
    noise = rng.normal(size=(240, 30)) * np.linspace(3, 0.5, 30)  # loud where topics do not differ
    points = noise + np.pad(rng.normal(size=(12, 5)), ((0, 0), (25, 0)))[topics] * 3
    found = learned._fitted(np.asarray(points, np.float32), topics.tolist(), {})
    seen = (points - found.middle) @ found.axes
    nearest = ((seen[:, None] - found.topics) ** 2 / found.topic_variance).sum(axis=2).argmin(axis=1)
    plain = ((points[:, None] - np.stack([points[topics == t].mean(0) for t in range(12)])) ** 2).sum(2).argmin(1)
    assert (nearest == topics).mean() > max(0.9, (plain == topics).mean())
    within = np.concatenate([seen[topics == t] - seen[topics == t].mean(0) for t in range(12)])
    assert found.spread[0] > found.spread[-1] >= 0 and np.abs(within.var(axis=0)).max() < 2


def test_centring_brings_a_sentence_nearest_to_its_translation(embedder: Embedder) -> None:
    texts = {
        "en": ["The ice rink is closed too early.", "My son needs a maths tutor.", "Rats run between the bins."],
        "fi": ["Luistelurata suljetaan liian aikaisin.", "Poikani tarvitsee matikan tukiopetusta.",
               "Rotat juoksevat roskisten välissä."],
    }  # fmt: skip
    vectors = embedder.encode(texts["en"] + texts["fi"])
    rows = centre.centred(vectors, ["en"] * 3 + ["fi"] * 3, learned.of(embedder).means)
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
