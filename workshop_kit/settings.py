"""Settings: read once from the environment, frozen; a wrong value stops the start and names the variable.

Documented in docs/reference/settings.md.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from workshop_kit.errors import SettingWrong
from workshop_kit.i18n import N_

DATABASE_FILE = "workshops.sqlite3"


@dataclass(frozen=True)
class Settings:
    data_dir: Path
    database_url: str
    phone_host: str
    phone_port: int
    model_file: Path | None  # an own copy of e5-small-q4.bin, or the folder of another model
    translation_dir: Path | None = None  # models that translate ideas


@cache
def settings() -> Settings:
    return read(os.environ)


def read(environ: Mapping[str, str]) -> Settings:
    """The settings in an environment. Raises SettingWrong."""
    # Absolute: the two programs may be started from different folders, and must open the same files.
    data_dir = _absolute(environ.get("WORKSHOP_DATA_DIR") or user_data_path("workshop-kit", appauthor=False))
    model_file = environ.get("WORKSHOP_MODEL_FILE")
    translation_dir = environ.get("WORKSHOP_TRANSLATION_DIR")
    return Settings(
        data_dir=_made(data_dir),
        database_url=_url(environ.get("DATABASE_URL") or f"sqlite:///{data_dir / DATABASE_FILE}"),
        phone_host=environ.get("WORKSHOP_PHONE_HOST") or "0.0.0.0",
        phone_port=_port(environ, "WORKSHOP_PHONE_PORT", 8080),
        model_file=_file("WORKSHOP_MODEL_FILE", model_file) if model_file else None,
        translation_dir=_folder("WORKSHOP_TRANSLATION_DIR", translation_dir) if translation_dir else None,
    )


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingWrong(name="WORKSHOP_DATA_DIR", why=error.strerror or str(error)) from error
    return folder


def _absolute(path: str | Path) -> Path:
    return Path(path).expanduser().resolve()


def _url(url: str) -> str:
    try:
        known = make_url(url)
        known.get_dialect()
    except SQLAlchemyError as error:
        raise SettingWrong(name="DATABASE_URL", why=N_("no database driver here understands it")) from error
    if known.get_backend_name() == "sqlite" and known.database and known.database != ":memory:":
        known = known.set(database=str(_absolute(known.database)))
    return known.render_as_string(hide_password=False)


def _file(name: str, path: str) -> Path:
    if not _absolute(path).exists():
        raise SettingWrong(name=name, why=N_("there is no such file"))
    return _absolute(path)


def _folder(name: str, path: str) -> Path:
    if not _absolute(path).is_dir():
        raise SettingWrong(name=name, why=N_("there is no such folder"))
    return _absolute(path)


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise SettingWrong(name=name, why=f"“{value}” is not a port from 1 to 65535")
    return int(value)
