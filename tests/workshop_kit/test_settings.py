"""Settings: read once, and what is wrong is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshop_kit import settings as module
from workshop_kit.errors import SettingWrong
from workshop_kit.settings import read, settings

ROOT = Path(__file__).parents[2]


def test_the_settings_come_from_the_environment(tmp_path):
    model = tmp_path / "e5.bin"
    model.write_bytes(b"weights")
    models = tmp_path / "models"
    models.mkdir()
    found = read(
        {
            "WORKSHOP_DATA_DIR": str(tmp_path / "data"),
            "DATABASE_URL": "postgresql://city/workshops",
            "WORKSHOP_PHONE_HOST": "127.0.0.1",
            "WORKSHOP_PHONE_PORT": "9090",
            "WORKSHOP_MODEL_FILE": str(model),
            "WORKSHOP_TRANSLATION_DIR": str(models),
        }
    )
    url = "postgresql://city/workshops"
    assert found == module.Settings(tmp_path / "data", url, "127.0.0.1", 9090, model, models)


def test_without_any_everything_has_a_default(tmp_path):
    found = read({"WORKSHOP_DATA_DIR": str(tmp_path), "WORKSHOP_PHONE_PORT": "", "DATABASE_URL": ""})
    assert (found.phone_host, found.phone_port, found.model_file) == ("0.0.0.0", 8080, None)
    assert found.translation_dir is None
    assert found.database_url == f"sqlite:///{tmp_path / module.DATABASE_FILE}"


def test_the_data_folder_is_made_and_is_nobody_else_s(tmp_path):
    folder = read({"WORKSHOP_DATA_DIR": str(tmp_path / "a" / "b")}).data_dir
    assert folder.is_dir()
    assert os.name == "nt" or folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("port", ["0", "-1", "65536", "http", "80.5", " 80 x", "1e3", "²", "0x50"])
def test_a_wrong_port_is_named(tmp_path, port):
    with pytest.raises(SettingWrong) as refusal:
        read({"WORKSHOP_DATA_DIR": str(tmp_path), "WORKSHOP_PHONE_PORT": port})
    assert "WORKSHOP_PHONE_PORT" in str(refusal.value) and port in str(refusal.value)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    for wrong in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(SettingWrong, match="WORKSHOP_DATA_DIR"):
            read({"WORKSHOP_DATA_DIR": str(wrong)})


@pytest.mark.parametrize("url", ["nonsense", "mysterydb://x/y", "sqlite:/workshops"])
def test_a_wrong_database_is_named(tmp_path, url):
    with pytest.raises(SettingWrong, match="DATABASE_URL"):
        read({"WORKSHOP_DATA_DIR": str(tmp_path), "DATABASE_URL": url})


def test_the_model_may_be_a_file_or_a_folder(tmp_path):
    found = read({"WORKSHOP_DATA_DIR": str(tmp_path), "WORKSHOP_MODEL_FILE": str(tmp_path)})
    assert found.model_file == tmp_path
    with pytest.raises(SettingWrong, match="WORKSHOP_MODEL_FILE"):
        read({"WORKSHOP_DATA_DIR": str(tmp_path), "WORKSHOP_MODEL_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize("wrong", ["none", "file"])
def test_a_folder_of_translation_models_that_is_none_is_named(tmp_path, wrong):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(SettingWrong, match="WORKSHOP_TRANSLATION_DIR"):
        read({"WORKSHOP_DATA_DIR": str(tmp_path), "WORKSHOP_TRANSLATION_DIR": str(tmp_path / wrong)})


def test_settings_are_read_once(monkeypatch):
    first = settings()
    monkeypatch.setenv("WORKSHOP_PHONE_PORT", "1234")
    assert settings() is first


def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "workshop_kit", "status", "1234"],
        cwd=ROOT,
        env={**os.environ, "WORKSHOP_PHONE_PORT": "many"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "WORKSHOP_PHONE_PORT" in done.stderr and len(done.stderr.splitlines()) == 1
