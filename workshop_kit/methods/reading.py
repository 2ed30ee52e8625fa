"""Reading a method's file. Whatever is wrong in it is told with the file's name and the step."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from models import PhoneMode, StepKind, Texts, VotingMethod
from workshop_kit.i18n import LANGUAGES, everywhere
from workshop_kit.methods.method import TROUBLES, WRITTEN, Method, MethodStep
from workshop_kit.vote_settings import CHECKS, are_sound

FOLDER = Path(__file__).parent
LONGEST = 480
"""Minutes of the longest step that is not a slip of the keyboard; as in `steps.MOST_MINUTES`."""
MOST_STEPS = 40
KNOWN = (
    "name", "purpose", "fits", "fits_not", "group_size", "languages", "materials", "troubles", "licence", "source",
    "steps",
)  # fmt: skip
KNOWN_OF_A_STEP = (
    "kind", "minutes", "shortest", "title", "say", "prompt", "needs", "phones", "settings",
)  # fmt: skip


def read(path: Path) -> Method:
    """The method in a file of the kit. Raises ValueError, which names the file and the step (counted from 1)."""
    return _method(parsed(path), path.stem, path.name, WRITTEN)


def read_own(text: str, id: str) -> Method:
    """A facilitator's own method, in whatever languages she has written it. Raises ValueError as `read`."""
    return _method(_table(text, f"{id}.toml"), id, f"{id}.toml", ())


def parsed(path: Path) -> dict[str, Any]:
    """Raises ValueError where a file is not TOML."""
    try:
        return _table(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: this is not TOML: {error}") from error


def _table(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where}: this is not TOML: {error}") from error


def _method(table: Mapping[str, Any], id: str, where: str, written: tuple[str, ...]) -> Method:
    """`written`: the languages that every text must have; none for a method of somebody's own."""
    _know(table, KNOWN, where)
    steps = table.get("steps")
    if not isinstance(steps, list) or not steps:
        raise ValueError(f"{where}: there are no steps")
    if len(steps) > MOST_STEPS:
        raise ValueError(f"{where}: there are more than {MOST_STEPS} steps")
    texts = {
        name: _texts(table, name, written, where, optional=not written)
        for name in ("purpose", "fits", "fits_not", "languages", "materials")
    }
    return Method(
        id=id,
        name=_texts(table, "name", written, where),
        **texts,
        troubles=_troubles(table.get("troubles", {}), written, f"{where}, troubles"),
        group_size=_word(table, "group_size", where),
        licence=_word(table, "licence", where),
        source=_word(table, "source", where) if "source" in table else "",
        steps=tuple(_step(step, written, f"{where}, step {n}") for n, step in enumerate(steps, start=1)),
    )


def _troubles(table: Any, written: tuple[str, ...], where: str) -> dict[str, Texts]:
    if not isinstance(table, dict):
        raise ValueError(f"{where}: this is not a table")
    _know(table, TROUBLES, where)
    wanted = TROUBLES if written else tuple(table)
    return {name: _texts(table, name, written, where) for name in wanted}


def _step(table: Any, written: tuple[str, ...], where: str) -> MethodStep:
    if not isinstance(table, dict):
        raise ValueError(f"{where}: a step is a table")
    _know(table, KNOWN_OF_A_STEP, where)
    kind = _member(StepKind, table.get("kind"), where)
    minutes = _minutes(table.get("minutes"), "minutes", where)
    shortest = _minutes(table["shortest"], "shortest", where) if "shortest" in table else None
    if shortest is not None and shortest > minutes:
        raise ValueError(f"{where}: shortest is more than minutes")
    return MethodStep(
        kind=kind,
        minutes=minutes,
        shortest=shortest,
        title=_read_by_all(_texts(table, "title", written, where), written),
        say=_texts(table, "say", written, where, optional=not written),
        prompt=_prompt(table, kind, written, where),
        needs=_texts(table, "needs", written, where, optional=True),
        phones=_member(PhoneMode, table.get("phones"), where),
        settings=_settings(table.get("settings", {}), kind, where),
    )


def _prompt(table: Mapping[str, Any], kind: StepKind, written: tuple[str, ...], where: str) -> Texts:
    """Only where ideas are written may the workshop's own question stand in for the prompt."""
    if not table.get("prompt") and (kind is StepKind.IDEAS or not written):
        return {}
    return _read_by_all(_texts(table, "prompt", written, where), written)


def _read_by_all(texts: Texts, written: tuple[str, ...]) -> Texts:
    """A text that the room reads, in every language of the phones; one's own stays as it was written."""
    return {**everywhere(texts["en"]), **texts} if written else texts


def _minutes(value: Any, name: str, where: str) -> int:
    if type(value) is int and 1 <= value <= LONGEST:
        return value
    raise ValueError(f"{where}: {name} is {value!r}, not a whole number from 1 to {LONGEST}")


Checks = Mapping[str, Callable[[Any], bool]]
IDEAS: Checks = {
    "by_table": lambda value: isinstance(value, bool),
    "show_others": lambda value: isinstance(value, bool),  # people see each other's ideas on their phones
    "photos": lambda value: isinstance(value, bool),
    "symbols": lambda value: isinstance(value, bool),  # pictures may be chosen instead of words
}


def _settings(value: Any, kind: StepKind, where: str) -> dict[str, Any]:
    """What a vote needs it has; ideas may say how they are given; no other step has any."""
    settings = dict(value) if isinstance(value, dict) else {"settings": value}
    is_vote = kind in (StepKind.VOTE, StepKind.OPINIONS)
    checks: Checks = CHECKS if is_vote else IDEAS if kind is StepKind.IDEAS else {}
    _know(settings, checks, where)
    if is_vote and (missing := _missing(settings)):
        raise ValueError(f"{where}: a vote needs {', '.join(missing)}")
    for name, given in settings.items():
        if not checks[name](given):
            raise ValueError(f"{where}: {name} cannot be {given!r}")
    if is_vote and not are_sound(settings):
        raise ValueError(f"{where}: cap is more than dots")
    return settings


def _missing(settings: Mapping[str, Any]) -> list[str]:
    """On what is voted, always; and what the method counts in."""
    method = settings.get("method", VotingMethod.DOTS)
    needs = {VotingMethod.DOTS: ["dots", "cap"], VotingMethod.BUDGET: ["purse"]}
    return [name for name in (*needs.get(method, []), "on") if name not in settings]


Choice = TypeVar("Choice", bound=StrEnum)


def _member(among: type[Choice], value: Any, where: str) -> Choice:
    try:
        return among(value)
    except ValueError:
        known = ", ".join(among)
        raise ValueError(f"{where}: {value!r} is unknown, choose one of {known}") from None


def _texts(
    table: Mapping[str, Any], name: str, written: tuple[str, ...], where: str, *, optional: bool = False
) -> Texts:
    texts = table.get(name)
    if texts is None and optional:
        return {}
    if not isinstance(texts, dict) or not texts:
        raise ValueError(f"{where}: {name} is missing")
    _know(texts, written or LANGUAGES, f"{where}, {name}")
    return {language: _word(texts, language, f"{where}, {name}") for language in written or texts}


def _word(table: Mapping[str, Any], name: str, where: str) -> str:
    text = table.get(name)
    if isinstance(text, str) and text.strip():
        return text.strip()
    raise ValueError(f"{where}: {name} is missing")


def _know(table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Refuse a misspelt name instead of passing over it."""
    for name in table:
        if name not in known:
            raise ValueError(f"{where}: {name!r} is unknown here")
