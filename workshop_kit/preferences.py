"""What the programs remember between starts: the open workshop, the address that phones use."""

from sqlmodel import Session

from models import Preference


def get(db: Session, key: str) -> str | None:
    found = db.get(Preference, key)
    return found.value if found else None


def put(db: Session, key: str, value: str) -> None:
    db.merge(Preference(key=key, value=value))
