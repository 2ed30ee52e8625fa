"""The verbs of the command line, by what they are about. Documented in docs/reference/command-line.md."""

from sqlalchemy import Engine

from workshop_kit import store
from workshop_kit.settings import settings


def engine() -> Engine:
    """The database of this machine's settings."""
    return store.open_engine(settings().database_url)
