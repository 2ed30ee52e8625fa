"""A city's own Word template, kept for all workshops of this laptop: its styles and its logo, with our words."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from models import Template


def current(db: Session) -> Template | None:
    return db.exec(select(Template).order_by(col(Template.id).desc())).first()


def content(db: Session) -> bytes | None:
    """The file; None where documents have the kit's own look."""
    found = current(db)
    return found.content if found else None


def keep(db: Session, name: str, content: bytes, *, now: datetime) -> None:
    """Use this file from now on. Whether it can be used is checked by `exports.word.template`."""
    forget(db)
    db.add(Template(name=name[:200], content=content, uploaded_at=now))
    db.flush()


def forget(db: Session) -> None:
    """Go back to the kit's own look."""
    db.exec(delete(Template))
