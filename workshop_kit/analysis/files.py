"""The files of the command line verbs `cluster` and `match`, as in docs/reference: read strictly, written plainly.

Everything that is wrong with a file is a DamagedFile with a reason; with one of its lines, a DamagedLine.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workshop_kit.analysis.links import Link
from workshop_kit.analysis.match import Need, NeedMatch
from workshop_kit.analysis.themes import IdeaText, Kept, Proposal, ProposedTheme
from workshop_kit.errors import DamagedFile, DamagedLine

LABEL_LANGUAGES = ("en", "fi", "sv", "ar")


def read_ideas(path: Path) -> list[IdeaText]:
    """Ideas from lines {"id", "text", "lang"?}."""
    return [IdeaText(*idea) for idea in _texts(path)]


def read_needs(path: Path) -> list[Need]:
    """Needs from lines {"id", "text", "lang"?}."""
    return [Need(*need) for need in _texts(path)]


def read_links(path: Path) -> list[Link]:
    """A person's answers from lines {"a", "b", "same": true or false}, in their order."""
    return [_link(number, record) for number, record in _records(path)]


def read_kept(path: Path) -> list[Kept]:
    """The groups of an earlier output that a person has edited; an idea may be in one of them only."""
    document = _document(path)
    themes = document.get("themes") if isinstance(document, dict) else None
    if not isinstance(themes, list):
        raise DamagedFile(why="it has no list “themes”")
    kept = [_kept(number, theme) for number, theme in enumerate(themes, start=1)]
    _refuse_twice([idea for group in kept for idea in group.idea_ids], "the idea “{}” is in two themes")
    _refuse_twice([group.id for group in kept], "the theme “{}” is there twice")
    return kept


def proposal_as_json(proposal: Proposal, language: str = "en") -> dict[str, Any]:
    """The output of `cluster`. Labels are in `language` where there are such labels."""
    return {
        "themes": [_theme_as_json(theme, language) for theme in proposal.themes],
        "unplaced": list(proposal.unplaced),
        "ask": [list(pair) for pair in proposal.ask],
    }


def matches_as_json(matches: Sequence[NeedMatch]) -> dict[str, Any]:
    """The output of `match`."""
    return {
        "needs": [
            {
                "id": match.id,
                "fits": match.fits,
                "services": [
                    {"id": service.id, "score": service.score, "words": list(service.words)}
                    for service in match.services
                ],
            }
            for match in matches
        ]
    }


def _theme_as_json(theme: ProposedTheme, language: str) -> dict[str, Any]:
    label, code = _label(theme, language)
    return {
        "id": theme.id,
        "label": label,
        "label_lang": code,
        "keywords": list(theme.keywords),
        "idea_ids": list(theme.idea_ids),
        "cohesion": theme.cohesion,
    }


def _label(theme: ProposedTheme, language: str) -> tuple[str, str]:
    """The best label, in the language asked for, else in one that it has."""
    for texts in theme.labels[:1]:
        for code in (language, *LABEL_LANGUAGES, *texts):
            if texts.get(code):
                return texts[code], code
    return "", language


def _texts(path: Path) -> list[tuple[str, str, str | None]]:
    """Id, text and language of each line; ids may be numbers, and come once."""
    found: dict[str, tuple[str, str, str | None]] = {}
    for number, record in _records(path):
        key, text = _id(number, record, "id"), record.get("text")
        if key in found:
            raise DamagedLine(line=number, why=f"the id “{key}” is there twice")
        if not isinstance(text, str) or not text.strip():
            raise DamagedLine(line=number, why="it has no “text”")
        found[key] = (key, text, _language(number, record))
    return list(found.values())


def _language(number: int, record: Mapping[str, Any]) -> str | None:
    language = record.get("lang")
    if language is not None and not isinstance(language, str):
        raise DamagedLine(line=number, why="“lang” is not a language code")
    return (language or "").strip().lower().split("-")[0] or None  # "fi-FI" is "fi"


def _link(number: int, record: Mapping[str, Any]) -> Link:
    same = record.get("same")
    if not isinstance(same, bool):
        raise DamagedLine(line=number, why="“same” is neither true nor false")
    return Link(_id(number, record, "a"), _id(number, record, "b"), same)


def _kept(number: int, theme: object) -> Kept:
    if not isinstance(theme, dict) or not isinstance(theme.get("idea_ids"), list):
        raise DamagedFile(why=f"theme {number} has no list “idea_ids”")
    if not all(_is_id(idea) for idea in theme["idea_ids"]):
        raise DamagedFile(why=f"theme {number} has an idea whose id is neither a word nor a number")
    label, language = theme.get("label"), theme.get("label_lang")
    named = {str(language or "und"): label} if isinstance(label, str) and label.strip() else {}
    key = str(theme["id"]) if _is_id(theme.get("id")) else f"kept-{number}"
    return Kept(key, tuple(dict.fromkeys(map(str, theme["idea_ids"]))), named)


def _id(number: int, record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if not _is_id(value):
        raise DamagedLine(line=number, why=f"it has no “{field}”")
    return str(value)


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and str(value) != ""


def _refuse_twice(values: Sequence[str], why: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise DamagedFile(why=why.replace("{}", value))
        seen.add(value)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a JSON Lines file with their numbers from 1; blank lines are passed over."""
    for number, line in enumerate(_bytes(path).split(b"\n"), start=1):
        text = _decoded(line, number).strip()
        if text:
            yield number, _record(text, number)


def _record(text: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedLine(line=number, why="it is not JSON") from error
    if not isinstance(record, dict):
        raise DamagedLine(line=number, why="it is not a JSON object")
    return record


def _document(path: Path) -> Any:
    try:
        return json.loads(_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DamagedFile(why="it is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise DamagedFile(why="it is not JSON") from error


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise DamagedLine(line=number, why="it is not UTF-8 text") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DamagedFile(why=f"{path.name}: {error.strerror or error}") from error
