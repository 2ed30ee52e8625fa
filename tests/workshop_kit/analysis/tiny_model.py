"""A sentence model of a few hundred bytes in a folder: each letter has its own four numbers."""

import string
from pathlib import Path

import numpy as np
import onnx
import onnx.parser
from onnx import numpy_helper
from tokenizers import Regex, Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

LETTERS = string.ascii_lowercase + ": аеиноуäö"
WORDS = np.random.default_rng(3).uniform(0.1, 1, (len(LETTERS) + 1, 4)).astype(np.float32)
"""The vector of each letter; the first is for all others."""


def letters(text: str) -> np.ndarray:
    """The vectors of a text's letters (n × 4)."""
    return WORDS[[LETTERS.find(letter) + 1 for letter in text]]


def make_folder(folder: Path) -> Path:
    folder.mkdir()
    tokeniser = Tokenizer(WordLevel({"?": 0} | {each: n for n, each in enumerate(LETTERS, 1)}, unk_token="?"))
    tokeniser.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokeniser.save(str(folder / "tokenizer.json"))
    save_graph(folder)
    return folder


def save_graph(
    folder: Path,
    *,
    inputs: str = "int64[n, s] input_ids, int64[n, s] attention_mask",
    outputs: str = "float[n, s, d] out",
    body: str = "out = Identity(each)",
    words: np.ndarray = WORDS,
) -> None:
    """`each` is texts × tokens × 4."""
    model = onnx.parser.parse_model(
        f"""<ir_version: 8, opset_import: ["": 18]>
        tiny ({inputs}) => ({outputs})
        <int64[1] one = {{1}}, int64[1] two = {{2}}, int64[2] ends = {{0, 1}}>
        {{ each = Gather(words, input_ids) {body} }}"""
    )
    model.graph.initializer.append(numpy_helper.from_array(words, "words"))
    onnx.save(model, folder / "model.onnx")
