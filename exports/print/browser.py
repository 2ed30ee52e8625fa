"""The print kit as PDF, made by a browser that is on this machine anyway. Nothing is fetched, nothing is kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop_kit.errors import UnknownFormat

NAMES = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "microsoft-edge",
    "chrome",
    "msedge",
)
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
_MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
_QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip
_SECONDS = 120


def pdf(html: bytes) -> bytes:
    """The same pages as PDF. Raises UnknownFormat where no browser is found, or none makes one."""
    browser = find()
    if browser is None:
        raise UnknownFormat(why="a .pdf needs Chrome, Edge or Chromium; write .html, open it and print")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, made = Path(folder) / "kit.html", Path(folder) / "kit.pdf"
        page.write_bytes(html)
        command = [browser, *_flags(), f"--user-data-dir={folder}", f"--print-to-pdf={made}", page.as_uri()]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise UnknownFormat(why=f"{Path(browser).stem} made no .pdf; write .html, open it and print") from error


def find() -> str | None:
    """The first browser that can print to a file."""
    on_path = (shutil.which(name) for name in NAMES)
    usual = (str(path) for path in _usual_places() if path.is_file())
    return next((found for found in (*on_path, *usual) if found), None)


def _usual_places() -> list[Path]:
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return [Path(root) / path for path in _WINDOWS for root in roots if root]
    if sys.platform == "darwin":
        return [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in _MAC]
    return []


def _flags() -> tuple[str, ...]:
    """Chromium's sandbox refuses to start for root; what it opens here is our own page."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return (*_QUIET, "--no-sandbox") if is_root else _QUIET
