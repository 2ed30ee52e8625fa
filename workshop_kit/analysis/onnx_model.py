"""Another sentence model: a folder with `model.onnx`, `tokenizer.json` and, where it is not an E5, `model.json`.

The graph runs in ONNX Runtime (onnx.ai), the words are cut by the library tokenizers of Hugging Face. Both are
optional (requirements-model.txt) and imported only here, once such a folder is asked for.
Steps and files: docs/how-to/use-a-better-model.md
"""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.centre import unit
from workshop_kit.analysis.embed import BATCH_TOKENS, Vectors

GRAPH, TOKENISER, OPTIONS = "model.onnx", "tokenizer.json", "model.json"
log = logging.getLogger(__name__)

READY = "sentence_embedding"
"""The output that is taken where a graph has it; else the first."""
LETTERS_PER_TOKEN = 8
"""More letters than this times `longest` are not even cut into words."""
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
TAKE = f"Take an export for sentence vectors (feature extraction), and the {TOKENISER} of the same model"
TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}

Tokens = NDArray[np.int64]  # texts × length


@dataclass(frozen=True)
class Options:
    """What `model.json` can say; the defaults are those of the E5 models."""

    prefix: str = "query: "
    pooling: str = "mean"  # of the tokens that are there, or "cls": the first
    longest: int = 512  # tokens of a text that are read


@cache
def load(folder: Path) -> "OnnxModel":
    """The embedder of a folder: checked, opened and tried with one text. Kept: the second time costs nothing.

    Raises ValueError with plain words that say what to do, without a full stop: they become part of a sentence.
    """
    for name in (GRAPH, TOKENISER):
        if not (folder / name).is_file():
            raise ValueError(f"The folder {folder} has no {name}. Put both {GRAPH} and {TOKENISER} there")
    options = _options(folder / OPTIONS)
    return OnnxModel(_name(folder, options), _session(folder / GRAPH), _tokeniser(folder, options), options)


class OnnxModel:
    """An `Embedder`."""

    def __init__(self, name: str, session: Any, tokeniser: Any, options: Options) -> None:
        self.name = name
        self._session, self._tokeniser, self._options = session, tokeniser, options
        self._lock = Lock()
        self._inputs = _inputs(session)
        outputs = [each.name for each in session.get_outputs()]
        self._output = READY if READY in outputs else outputs[0]
        self.dimensions = self._tried()

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        with self._lock:  # one caller at a time leaves the other processor to the phones
            tokens = [self._tokens(text) for text in texts]
            for batch in _batches([len(text) for text in tokens]):
                vectors[batch] = self._vectors(np.array([tokens[number] for number in batch], np.int64))
        return vectors

    def _tried(self) -> int:
        """The dimensions, from the vector of one text. That shows as well that graph and tokeniser fit."""
        tokens = np.array([self._tokens("a")], np.int64)
        try:
            shape = self._run(tokens).shape
        except Exception as error:  # the runtime's own errors have no family of their own
            log.info("%s: %s", GRAPH, error)
            raise ValueError(f"{GRAPH} cannot read a text. {TAKE}") from error
        if shape[:-1] not in ((1,), tokens.shape) or not shape[-1]:
            raise ValueError(f"The output “{self._output}” of {GRAPH} is no sentence vector. {TAKE}")
        if not np.isfinite(self._vectors(tokens)).all():
            raise ValueError(f"{GRAPH} gives no numbers. Take it from its source again")
        return int(shape[-1])

    def _tokens(self, text: str) -> list[int]:
        cut = text[: LETTERS_PER_TOKEN * self._options.longest]
        found: list[int] = self._tokeniser.encode(self._options.prefix + cut).ids
        return found or [0]  # a graph cannot read nothing

    def _vectors(self, tokens: Tokens) -> Vectors:
        """Unit rows of texts of one length."""
        found = self._run(tokens)
        if found.ndim == 3:  # texts × tokens × dimensions. Nothing is padded, so every token counts.
            found = found[:, 0] if self._options.pooling == "cls" else found.mean(axis=1)
        return unit(found)

    def _run(self, tokens: Tokens) -> Vectors:
        made = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        fed = {name: made[name].astype(kind) for name, kind in self._inputs.items()}
        return np.asarray(self._session.run([self._output], fed)[0], np.float32)


def _inputs(session: Any) -> dict[str, Any]:
    """The inputs that a graph asks for, and their kinds."""
    found = {each.name: TYPES.get(each.type, np.int64) for each in session.get_inputs()}
    for name in found:
        if name not in INPUTS:
            raise ValueError(f"{GRAPH} asks for “{name}”, not only for {', '.join(INPUTS)}. {TAKE}")
    return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of texts in batches of exactly one length: then a text has the same vector in any company."""
    of_length: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        of_length.setdefault(length, []).append(number)
    for length, numbers in of_length.items():
        most = max(1, BATCH_TOKENS // length)
        yield from (numbers[start : start + most] for start in range(0, len(numbers), most))


# the files ------------------------------------------------------------------------------------------------


def _options(path: Path) -> Options:
    if not path.is_file():
        return Options()
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{OPTIONS} is not JSON. Correct it, or delete it where the model is an E5") from error
    if not isinstance(said, dict) or not _are_right(said):
        raise ValueError(
            f"{OPTIONS} is not understood. It may say "
            '{"prefix": "query: ", "pooling": "mean" or "cls", "longest": 8 or more}'
        )
    return Options(**said)


def _are_right(said: Mapping[str, Any]) -> bool:
    options = {**asdict(Options()), **said}
    return (
        not options.keys() - {field.name for field in fields(Options)}
        and isinstance(options["prefix"], str)
        and options["pooling"] in ("mean", "cls")
        and type(options["longest"]) is int
        and options["longest"] >= 8
    )


def _name(folder: Path, options: Options) -> str:
    """Changes with every change of weights, words or options: vectors that were kept are then not taken.

    Weights over 2 GB lie in files of their own beside the graph, such as `model.onnx_data`.
    """
    hashed = hashlib.sha256(json.dumps(asdict(options)).encode())
    for path in (*sorted(folder.glob(f"{GRAPH}*")), folder / TOKENISER):
        if not path.is_file():
            continue
        with path.open("rb") as source:
            hashed.update(hashlib.file_digest(source, "sha256").digest())
    return f"onnx-{hashed.hexdigest()[:40]}"


def _session(path: Path) -> Any:
    runtime = _package("onnxruntime")
    runtime.disable_telemetry_events()  # Microsoft's build for Windows has them
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # two on two busy cores wait for each other
    options.execution_mode = runtime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_cpu_mem_arena = False  # what a long text took is given back
    options.log_severity_level = 4
    try:
        return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        log.info("%s: %s", path, error)
        raise ValueError(
            f"{path} cannot be opened: it is damaged, or only a pointer to the file, or a part of it is missing "
            "beside it. Take it from its source again"
        ) from error


def _tokeniser(folder: Path, options: Options) -> Any:
    package = _package("tokenizers")
    try:
        found = package.Tokenizer.from_file(str(folder / TOKENISER))
    except Exception as error:  # the library raises bare ones
        raise ValueError(
            f"{folder / TOKENISER} cannot be read. Take the file of this name from where {GRAPH} comes from"
        ) from error
    found.no_padding()
    found.enable_truncation(options.longest)
    return found


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ValueError(
            f"A model folder needs the package {name}. Run: pip install -r requirements-model.txt"
        ) from error
