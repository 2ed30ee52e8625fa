"""Words that are kept sealed until a day and cannot be read after it, not even in a copy of the database.

One key for each day, in a file of its own beside the database and never in it. When the day has passed the file is
deleted: what was sealed with it is then noise, wherever it has been copied to. The box is Fernet (AES in CBC mode
with HMAC-SHA256), of the library cryptography.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from workshop_kit import key_file
from workshop_kit.settings import settings

FOLDER = "contact-keys"
ROOM = 512
"""Bytes of everything that is sealed."""


def seal(words: str, until: date) -> bytes:
    """Sealed so that neither its length nor the moment tells anything of it; at most `ROOM` bytes of words."""
    return Fernet(_key(until)).encrypt_at_time(words.encode().ljust(ROOM, b"\0"), 0)


def unseal(sealed: bytes, until: date) -> str | None:
    """The words again; None where their day has passed or they were sealed on another laptop."""
    try:
        return Fernet(_path(until).read_bytes()).decrypt(sealed).rstrip(b"\0").decode()
    except (OSError, InvalidToken, ValueError):
        return None


def has_old_keys(today: date) -> bool:
    return any(_old(today))


def forget(today: date) -> None:
    """Delete the keys of the days that have passed."""
    for path in _old(today):
        with suppress(OSError):
            path.unlink()


def _old(today: date) -> Iterator[Path]:
    for path in _folder().glob("*.key"):
        with suppress(ValueError):
            if date.fromisoformat(path.stem) < today:
                yield path


def _key(until: date) -> bytes:
    """The key of a day."""
    return key_file.read(_path(until), Fernet.generate_key)


def _path(until: date) -> Path:
    return _folder() / f"{until.isoformat()}.key"


def _folder() -> Path:
    folder = settings().data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
