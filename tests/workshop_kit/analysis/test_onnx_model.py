"""Another sentence model from a folder. The one here is made on the spot: each letter has its own four numbers."""

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from tests.workshop_kit.analysis.tiny_model import WORDS, letters, make_folder, save_graph
from workshop_kit import vectors
from workshop_kit.analysis import embed, onnx_model
from workshop_kit.errors import SettingWrong
from workshop_kit.settings import settings

ROOT = Path(__file__).parents[3]
TEXTS = ["a club", "bus", "bus stop", "", "zebra crossing", "tea"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "own model")


def says(folder: Path, **options: object) -> embed.Embedder:
    """The embedder after model.json was written."""
    (folder / "model.json").write_text(json.dumps(options), encoding="utf-8")
    onnx_model.load.cache_clear()
    return loaded(folder)


def loaded(folder: Path) -> embed.Embedder:
    found = embed.load(folder)
    assert found is not None
    return found


def mean_of(text: str) -> np.ndarray:
    mean = letters(text).mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_without_options_it_is_read_as_an_e5(folder):
    assert loaded(folder).encode(["bus"])[0] == pytest.approx(mean_of("query: bus"), abs=1e-6)


def test_options_name_another_prefix_and_another_pooling(folder):
    assert says(folder, prefix="").encode(["bus"])[0] == pytest.approx(mean_of("bus"), abs=1e-6)
    assert says(folder, prefix="", pooling="cls").encode(["bus"])[0] == pytest.approx(mean_of("b"), abs=1e-6)


def test_a_long_text_is_cut(folder):
    model = says(folder, prefix="", longest=8)
    assert model.encode(["busstopsbyatree"])[0] == pytest.approx(mean_of("busstops"), abs=1e-6)
    assert model.encode(["bus" * 100_000]).shape == (1, 4)


def test_options_may_come_from_a_windows_editor(folder):
    (folder / "model.json").write_text('{"prefix": ""}', encoding="utf-8-sig")
    assert loaded(folder).encode(["bus"])[0] == pytest.approx(mean_of("bus"), abs=1e-6)


def test_padding_and_cutting_set_in_the_tokeniser_do_not_count(folder):
    tokeniser = json.loads((folder / "tokenizer.json").read_text())
    tokeniser["padding"] = {
        "strategy": {"Fixed": 32}, "direction": "Right", "pad_to_multiple_of": None,
        "pad_id": 1, "pad_type_id": 0, "pad_token": "a",
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(tokeniser))
    assert loaded(folder).encode(["bus"])[0] == pytest.approx(mean_of("query: bus"), abs=1e-6)


def test_rows_have_length_one_and_the_width_of_the_output(folder):
    model = loaded(folder)
    found = model.encode([*TEXTS, "🐈", "x" * 5000])
    assert found.shape == (len(TEXTS) + 2, 4) and model.dimensions == 4 and found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx(1)


def test_no_texts_give_no_vectors(folder):
    assert loaded(folder).encode([]).shape == (0, 4)


def test_a_text_without_a_single_token_has_a_vector(folder):
    assert np.linalg.norm(says(folder, prefix="").encode([""])[0]) == pytest.approx(1)


def test_a_text_has_the_same_vector_alone_and_in_company(folder):
    model = loaded(folder)
    together = model.encode(TEXTS * 40)[: len(TEXTS)]
    assert np.array_equal(together, np.concatenate([model.encode([text]) for text in TEXTS]))


def test_several_threads_get_the_right_vectors(folder):
    model = loaded(folder)
    expected, found = model.encode(TEXTS), []
    threads = [threading.Thread(target=lambda: found.append(model.encode(TEXTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and all(np.array_equal(each, expected) for each in found)


@pytest.mark.parametrize(
    "inputs",
    ["int64[n, s] input_ids", "int32[n, s] input_ids", "int64[n, s] token_type_ids, int64[n, s] input_ids"],
)
def test_a_graph_gets_the_inputs_that_it_asks_for(folder, inputs):
    save_graph(folder, inputs=inputs)
    assert loaded(folder).encode(["bus"])[0] == pytest.approx(mean_of("query: bus"), abs=1e-6)


def test_the_mask_says_that_every_token_counts(folder):
    save_graph(folder, body="m = Cast<to=1>(attention_mask) k = Unsqueeze(m, two) out = Mul(each, k)")
    assert loaded(folder).encode(["bus"])[0] == pytest.approx(mean_of("query: bus"), abs=1e-6)


def test_a_vector_that_the_graph_has_ready_is_taken(folder):
    save_graph(folder, outputs="float[n, d] pooled", body="pooled = ReduceMax<keepdims=0>(each, one)")
    most = letters("query: bus").max(axis=0)
    assert loaded(folder).encode(["bus"])[0] == pytest.approx(most / np.linalg.norm(most), abs=1e-6)
    assert loaded(folder).dimensions == 4


def test_a_ready_vector_is_taken_before_that_of_each_token(folder):
    save_graph(
        folder,
        outputs="float[n, s, d] last_hidden_state, float[n, d] sentence_embedding",
        body="last_hidden_state = Identity(each) sentence_embedding = ReduceMax<keepdims=0>(each, one)",
    )
    most = letters("query: bus").max(axis=0)
    assert loaded(folder).encode(["bus"])[0] == pytest.approx(most / np.linalg.norm(most), abs=1e-6)


# the name -------------------------------------------------------------------------------------------------


def test_the_name_is_that_of_the_content_wherever_it_lies(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "elsewhere")
    assert loaded(folder).name == loaded(copy).name
    assert len(loaded(folder).name) <= 60


def test_another_content_has_another_name(folder):
    names = [loaded(folder).name, says(folder, pooling="cls").name]
    (folder / "tokenizer.json").write_text((folder / "tokenizer.json").read_text() + "\n")
    names.append(says(folder).name)
    (folder / "model.onnx_data").write_bytes(b"weights beside the graph")
    names.append(says(folder).name)
    save_graph(folder, words=2 * WORDS)
    names.append(says(folder).name)
    assert len(set(names)) == 5


def test_the_same_folder_is_opened_once(folder):
    assert loaded(folder) is loaded(folder)


# refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_refused_in_a_sentence(folder, name):
    (folder / name).unlink()
    with pytest.raises(ValueError, match=f"has no {name}"):
        embed.load(folder)


@pytest.mark.parametrize(
    "content", [b"", b"version https://git-lfs.github.com/spec/v1\nsize 470268510\n", b"\0" * 99]
)
def test_a_damaged_graph_is_refused_in_a_sentence(folder, content):
    (folder / "model.onnx").write_bytes(content)
    with pytest.raises(ValueError, match="Take it from its source again|Take an export") as refusal:
        embed.load(folder)
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize("content", ["", "{}", "not JSON", '{"model": {"type": "Strange"}}'])
def test_a_damaged_tokeniser_is_refused_in_a_sentence(folder, content):
    (folder / "tokenizer.json").write_text(content)
    with pytest.raises(ValueError, match=r"tokenizer.json cannot be read. Take the file"):
        embed.load(folder)


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "7", '{"prefiks": ""}', '{"prefix": 1}', '{"pooling": "max"}', '{"longest": "512"}',
     '{"longest": 0}', '{"longest": true}', '{"pooling": ["mean"]}'],
)  # fmt: skip
def test_wrong_options_are_refused_in_a_sentence(folder, content):
    (folder / "model.json").write_text(content)
    with pytest.raises(ValueError, match=r"model.json is not (JSON|understood)"):
        embed.load(folder)


def test_options_that_are_no_text_are_refused_in_a_sentence(folder):
    (folder / "model.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(ValueError, match=r"model.json is not JSON"):
        embed.load(folder)


def test_a_graph_that_asks_for_something_else_is_refused(folder):
    save_graph(folder, inputs="int64[n, s] input_ids, float[n, c, h, w] pixel_values")
    with pytest.raises(ValueError, match="asks for “pixel_values”"):
        embed.load(folder)


@pytest.mark.parametrize("shape", ["float[s, n, d]", "float[d]"])
def test_a_graph_that_gives_something_else_is_refused(folder, shape):
    body = {
        "float[s, n, d]": "out = Transpose<perm=[1, 0, 2]>(each)",
        "float[d]": "out = ReduceMax<keepdims=0>(each, ends)",
    }
    save_graph(folder, outputs=f"{shape} out", body=body[shape])
    with pytest.raises(ValueError, match="is no sentence vector"):
        embed.load(folder)


def test_the_tokeniser_of_another_model_is_refused(folder):
    save_graph(folder, words=WORDS[:3])
    with pytest.raises(ValueError, match="cannot read a text.*tokenizer.json of the same model"):
        embed.load(folder)


def test_a_graph_that_gives_no_numbers_is_refused(folder):
    save_graph(folder, words=WORDS * np.float32("nan"))
    with pytest.raises(ValueError, match="gives no numbers"):
        embed.load(folder)


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_missing_package_is_refused_with_what_to_do(folder, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        ValueError, match=f"needs the package {package}. Run: pip install -r requirements-model.txt"
    ):
        embed.load(folder)


def test_without_a_folder_its_packages_are_not_imported():
    code = (
        "import sys; from workshop_kit import vectors; vectors.embedder();"
        "sys.exit(bool({'onnxruntime', 'tokenizers', 'huggingface_hub'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


# the setting ------------------------------------------------------------------------------------------------


def test_the_setting_can_name_a_folder(folder, monkeypatch, engine):
    monkeypatch.setenv("WORKSHOP_MODEL_FILE", str(folder))
    settings.cache_clear()
    remembering = vectors.remembering(engine)
    assert remembering is not None and remembering.name == loaded(folder).name
    assert np.array_equal(remembering.encode(TEXTS), loaded(folder).encode(TEXTS))
    assert remembering.missing(TEXTS) == []


def test_a_wrong_folder_is_told_with_the_setting(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_MODEL_FILE", str(tmp_path))
    settings.cache_clear()
    with pytest.raises(SettingWrong, match=r"WORKSHOP_MODEL_FILE.*has no model.onnx"):
        vectors.embedder()
