"""Words that are kept sealed until a day and cannot be read after it, not even in a copy of the database.

One key for each day, in a file of its own beside the database and never in it. When the day has passed the file is
deleted: what was sealed with it is then noise, wherever it has been copied to. The box is Fernet (AES in CBC mode
with HMAC-SHA256), of the library cryptography.
"""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from workshop_kit.settings import settings

FOLDER = "contact-keys"


def seal(words: str, until: date) -> bytes:
    return Fernet(_key(until)).encrypt(words.encode())


def unseal(sealed: bytes, until: date) -> str | None:
    """The words again; None where their day has passed or they were sealed on another laptop."""
    try:
        return Fernet(_path(until).read_bytes()).decrypt(sealed).decode()
    except (OSError, InvalidToken, ValueError):
        return None


def forget(today: date) -> None:
    """Delete the keys of the days that have passed."""
    for path in _folder().glob("*.key"):
        with suppress(ValueError, OSError):
            if date.fromisoformat(path.stem) < today:
                path.unlink()


def _key(until: date) -> bytes:
    """The key of a day; made when it is needed first, for this user alone to read."""
    path = _path(until)
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as new:
            new.write(Fernet.generate_key())
            new.flush()
            os.fsync(new.fileno())
    return path.read_bytes()


def _path(until: date) -> Path:
    return _folder() / f"{until.isoformat()}.key"


def _folder() -> Path:
    folder = settings().data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
