"""The translation models of Firefox, from a folder of this machine, run by the package fxtranslate.

One folder for each pair, named `fien` or `fi-en`, with the files as Mozilla names them: model.*.bin and vocab.*.spm
(or srcvocab.*.spm and trgvocab.*.spm); each as it is or packed with gzip. Only that part of the package is used
which is given the bytes of a model: nothing is ever fetched. The lists of likely words, lex.*.bin, are not used:
they save a quarter of the time (6 instead of 8 ms an idea), change nothing, and a damaged one ends the program.
"""

import gzip
import re
import threading
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from workshop_kit.errors import SettingWrong
from workshop_kit.i18n import N_
from workshop_kit.translating.translator import Pair

SETTING = "WORKSHOP_TRANSLATION_DIR"
MOST_LOADED = 3
"""Models in memory at once. Loading one takes less than a tenth of a second."""

_JOINED = re.compile(r"([a-z]{2})([a-z]{2})")
_APART = re.compile(r"([a-z]{2,3})(?:-Hans)?-([a-z]{2,3})(?:-Hans)?")


class _Model(Protocol):
    def translate_long(self, text: str) -> str: ...


class FirefoxModels:
    """A `Translator`. Raises SettingWrong where the folder or a model in it cannot be used."""

    name = "firefox"

    def __init__(self, folder: Path) -> None:
        _engine()
        self._folders = pairs_in(folder)
        self.pairs = frozenset(self._folders)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        return _WORKER.submit(_translated, self._folders[source, target], texts).result()


_WORKER = ThreadPoolExecutor(1, thread_name_prefix="translating")
_OWN = threading.local()
"""A model may be used, and let go, only by the thread that loaded it: one thread has them all."""


def _translated(folder: Path, texts: Sequence[str]) -> list[str]:
    try:
        model = _model(folder)
        return [model.translate_long(text) for text in texts]
    except Exception:
        raise
    except BaseException as panic:  # what goes wrong inside the engine is none of Python's exceptions
        raise SettingWrong(name=SETTING, why=f"{folder.name}: {panic}") from panic


def _model(folder: Path) -> _Model:
    loaded: dict[Path, _Model] = _OWN.__dict__.setdefault("loaded", {})
    model = loaded.pop(folder, None) or _load(folder)
    loaded[folder] = model  # the last one used is the last in the row
    while len(loaded) > MOST_LOADED:
        del loaded[next(iter(loaded))]
    return model


def _load(folder: Path) -> _Model:
    try:
        vocabulary = _vocabulary(folder, "vocab.*.spm")
        model: _Model = _engine().Translator(
            model=_bytes(folder, "model.*.bin"),
            src_vocab=vocabulary or _vocabulary(folder, "srcvocab.*.spm"),
            trg_vocab=vocabulary or _vocabulary(folder, "trgvocab.*.spm"),
        )
    except (ValueError, OSError, EOFError, zlib.error) as error:
        raise SettingWrong(name=SETTING, why=f"{folder.name}: {error}") from error
    return model


def pairs_in(folder: Path) -> dict[Pair, Path]:
    """The pairs that have a folder, and where. Raises SettingWrong where one lacks a file."""
    found = {}
    for path in sorted(folder.iterdir()):
        match = _JOINED.fullmatch(path.name) or _APART.fullmatch(path.name)
        if match and path.is_dir():
            _refuse_half(path)
            found[match[1], match[2]] = path
    if not found:
        raise SettingWrong(name=SETTING, why=N_("the folder has no translation models"))
    return found


def _refuse_half(folder: Path) -> None:
    vocabularies = _file(folder, "vocab.*.spm"), _file(folder, "srcvocab.*.spm") and _file(folder, "trgvocab.*.spm")
    if not _file(folder, "model.*.bin") or not any(vocabularies):
        raise SettingWrong(name=SETTING, why=f"{folder.name} lacks model.*.bin or vocab.*.spm (unpacked, or .gz)")


def _file(folder: Path, pattern: str) -> Path | None:
    return next((path for end in ("", ".gz") for path in sorted(folder.glob(pattern + end))), None)


def _bytes(folder: Path, pattern: str) -> bytes:
    path = _file(folder, pattern)
    content = path.read_bytes() if path else b""
    return gzip.decompress(content) if path and path.suffix == ".gz" else content


def _vocabulary(folder: Path, pattern: str) -> bytes:
    """With half a vocabulary the engine talks nonsense: a whole file is a row of records and ends with one."""
    content, at = _bytes(folder, pattern), 0
    while at < len(content):
        length, at = _number(content, _number(content, at)[1])
        at += length
    if at != len(content):
        raise ValueError("the vocabulary is damaged")
    return content


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A varint of protobuf, and where the next one begins."""
    value = shift = 0
    while at < len(content):
        value |= (content[at] & 0x7F) << shift
        at, shift, more = at + 1, shift + 7, content[at] & 0x80
        if not more:
            return value, at
    return 1, at  # cut off: never the end of a record


def _engine() -> Any:
    try:
        return import_module("fxtranslate")
    except ImportError as error:
        why = N_("the package fxtranslate is not installed (pip install -r requirements-translation.txt)")
        raise SettingWrong(name=SETTING, why=why) from error
