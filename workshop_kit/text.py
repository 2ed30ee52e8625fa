"""Text as it is kept: whatever people paste, nothing that breaks a page, a database or a Word file."""

import hashlib
import re

from workshop_kit.errors import EmptyText, LongText

LIMIT = 500  # letters of an idea

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def cleaned(text: str, limit: int = LIMIT) -> str:
    """Text as it is kept: no control characters, no lone surrogates, no space around it. Raises Wrong."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    text = re.sub(r"\n{3,}", "\n\n", text)
    if not text:
        raise EmptyText()
    if len(text) > limit:
        raise LongText(limit=limit)
    return text


def digest(text: str) -> str:
    """What a text is found by where it is not to be kept itself: SHA-256, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
