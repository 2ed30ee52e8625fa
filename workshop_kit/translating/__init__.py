"""Machine translation of ideas, for reading: optional, offline, and never over a person's words.

`translator` says what a translator is, `firefox` is the one that comes with the kit, `shown` has it translate the
ideas of a workshop. Set up in docs/how-to/translate-ideas-offline.md.
"""

from functools import cache
from pathlib import Path

from workshop_kit.settings import settings
from workshop_kit.translating.firefox import FirefoxModels
from workshop_kit.translating.translator import Translator


def configured() -> Translator | None:
    """The translator of this machine; None where nobody has set one up. Raises SettingWrong."""
    folder = settings().translation_dir
    return _opened(folder) if folder else None


@cache
def _opened(folder: Path) -> Translator:
    return FirefoxModels(folder)
