"""Keys in files of their own beside the database: made when they are needed first, for this user alone to read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def read(path: Path, make: Callable[[], bytes]) -> bytes:
    """The key in a file; whoever comes first makes it, whole or not at all."""
    if not path.exists():
        _made(path, make)
    return path.read_bytes()


def _made(path: Path, make: Callable[[], bytes]) -> None:
    fresh = path.with_name(f"{path.stem}.{secrets.token_hex(8)}.new")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new:
        new.write(make())
        new.flush()
        os.fsync(new.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    except OSError:  # some file systems of sticks and shares know no links
        if not path.exists():
            fresh.replace(path)
            return
    fresh.unlink()
