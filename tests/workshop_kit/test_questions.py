"""Question packs: whole in every language, short, and refused where they are not."""

import re
from pathlib import Path

import pytest

from workshop_kit import questions
from workshop_kit.i18n import offered
from workshop_kit.locale import update
from workshop_kit.methods import WRITTEN
from workshop_kit.workshops import QUESTION_LIMIT

PACKS = pytest.mark.parametrize("pack", questions.listed(), ids=lambda pack: pack.id)
SMALL = """
name = { en = "School", fi = "Koulu" }
fits = { en = "For parents.", fi = "Vanhemmille." }

[[questions]]
en = "What would help you?"
fi = "Mikä auttaisi sinua?"
[[questions]]
en = "What would you like?"
fi = "Mitä haluaisit?"
[[questions]]
en = "Where do you go?"
fi = "Missä käyt?"
[[questions]]
en = "When can you come?"
fi = "Milloin pääset?"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "small.toml"


def test_the_four_packs_are_listed_by_their_names() -> None:
    ids = [pack.id for pack in questions.listed()]
    assert ids == ["low-threshold", "school-and-parents", "collaboration", "women-at-home"]


def test_a_pack_is_found_by_its_id() -> None:
    assert questions.by_id("women-at-home").name["fi"] == "Kotona olevat naiset"
    with pytest.raises(KeyError, match="men-at-sea"):
        questions.by_id("men-at-sea")


@PACKS
def test_a_pack_tells_the_facilitator_what_it_is_for(pack: questions.Pack) -> None:
    assert set(pack.name) == set(pack.fits) == set(WRITTEN)


@PACKS
def test_a_question_speaks_every_language_and_fits_its_field(pack: questions.Pack) -> None:
    assert 4 <= len(pack.questions) <= 5
    for texts in pack.questions:
        assert set(texts) == set(offered())
        assert all(0 < len(text) <= QUESTION_LIMIT for text in texts.values())


@PACKS
def test_a_question_is_open(pack: questions.Pack) -> None:
    for texts in pack.questions:
        assert all(texts[language].endswith("?") for language in WRITTEN)
        assert not re.match(r"(Do|Does|Did|Is|Are|Can|Should|Would|Have)\b", texts["en"])


def test_no_question_is_asked_twice() -> None:
    asked = [texts["en"] for pack in questions.listed() for texts in pack.questions]
    assert len(asked) == len(set(asked))


def test_questions_are_in_the_catalogues_of_the_phones() -> None:
    said = dict.fromkeys(text for _file, text in questions.sentences())
    assert list(said) == [
        texts["en"]
        for id in sorted(pack.id for pack in questions.listed())
        for texts in questions.by_id(id).questions
    ]
    arabic, finnish = update.template("phone", "ar"), update.template("phone", "fi")
    assert all(text in arabic for text in said)
    assert not any(text in finnish for text in said), "the files have the Finnish"


def test_a_small_pack_is_read(file: Path) -> None:
    file.write_text(SMALL, encoding="utf-8")
    pack = questions.read(file)
    assert (pack.id, len(pack.questions)) == ("small", 4)
    assert pack.questions[0]["fi"] == "Mikä auttaisi sinua?"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('fi = "Missä käyt?"', "", "small.toml, question 3: fi is missing"),
        ('fi = "Milloin pääset?"', 'fi = " "', "small.toml, question 4: fi is missing"),
        ('fi = "Mitä haluaisit?"', 'sv = "Vad vill du?"', "small.toml, question 2: 'sv' is unknown"),
        ("What would help you?", "Help? " * 40, "small.toml, question 1: it is longer than 200 signs"),
        ("[[questions]]\nen", "[[question]]\nen", "small.toml: 'question' is unknown"),
        ('name = { en = "School", ', "name = { ", "small.toml, name: en is missing"),
        ('fits = { en = "For parents.", fi = "Vanhemmille." }', "", "small.toml, fits: this is missing"),
        ('fits = { en = "For parents.", fi = "Vanhemmille." }', "fits = 5", "small.toml, fits: this is missing"),
        ("name =", "name", "small.toml: this is not TOML"),
    ],
)
def test_a_broken_file_names_itself_and_the_question(file: Path, right: str, wrong: str, told: str) -> None:
    assert right in SMALL
    file.write_text(SMALL.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(told)):
        questions.read(file)


@pytest.mark.parametrize("count", [0, 3, 6])
def test_a_pack_of_too_few_or_too_many_questions_is_refused(file: Path, count: int) -> None:
    head, first, *_rest = SMALL.split("[[questions]]")
    file.write_text("[[questions]]".join([head, *[first] * count]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"small\.toml: there are not 4 to 5 questions"):
        questions.read(file)
