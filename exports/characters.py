"""Texts that people typed, made safe for files."""

import re

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMPTY_LINES = re.compile("\n{3,}")


def printable(text: str) -> str:
    """The text without what XML 1.0 forbids and without invisible direction switches.

    Every line break is a newline, and no more than one line stays empty. Joiners (U+200C, U+200D), which
    Persian and emoji need, are kept.
    """
    for pattern, instead in ((_BREAKS, "\n"), (_UNPRINTABLE, ""), (_STEERING, ""), (_EMPTY_LINES, "\n\n")):
        text = pattern.sub(instead, text)
    return text
