"""The words for the fixed names in a report: statuses, channels and marks."""

from babel import Locale

from workshop_kit.i18n import N_, language_of, words
from workshop_kit.look import symbols

_STATUSES = {
    "proposed": N_("Proposed"),
    "accepted": N_("Agreed"),
    "in_progress": N_("Under way"),
    "done": N_("Done"),
    "not_possible": N_("Not possible"),
}
_CHANNELS = {
    "phone": N_("Own phone"),
    "shared": N_("Shared device"),
    "paper": N_("Paper card"),
    "helper": N_("Helper"),
}
_MARKS = {
    "spruce": N_("spruce"),
    "drop": N_("drop"),
    "logs": N_("logs"),
    "bowl": N_("bowl"),
    "sun": N_("sun"),
    "ring": N_("ring"),
    "leaf": N_("leaf"),
    "wave": N_("wave"),
    "kite": N_("kite"),
    "flower": N_("flower"),
    "window": N_("window"),
    "door": N_("door"),
}


def status_name(status: str, language: str) -> str:
    return words(language)._(_STATUSES.get(status, status))


def channel_name(channel: str, language: str) -> str:
    return words(language)._(_CHANNELS.get(channel, channel))


def symbol_name(symbol: str, language: str) -> str:
    """What a symbol stands for."""
    return words(language)._(symbols.NAMES.get(symbol, symbol))


def mark_name(mark: str, language: str) -> str:
    return words(language)._(_MARKS.get(mark, mark))


def language_title(code: str, language: str) -> str:
    """A language by its name in the document's: Somali, somali, somaliska; by its own where that is not known."""
    found = Locale(language).languages.get(code)
    return found if found else language_of(code).name
