"""Dialogue methods: one TOML file each beside this module, in our own words.

A method is a template: a workshop copies its steps and may change them. What each is for, when not to use
it and where it comes from is in docs/explanation/methods.md.
"""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from models import PhoneMode, StepKind, Texts, VotingMethod
from workshop_kit.errors import NoSuchMethod
from workshop_kit.i18n import everywhere
from workshop_kit.vote_settings import CHECKS, are_sound

FOLDER = Path(__file__).parent
WRITTEN = ("en", "fi")
"""The languages of a method's file. What the room reads is in every other language by the phones' catalogues."""
LONGEST = 240
"""Minutes of the longest step that is not a slip of the keyboard."""


@dataclass(frozen=True)
class MethodStep:
    kind: StepKind
    minutes: int
    title: Texts  # one or two words: it stands under a progress bar
    say: Texts  # quoted: to read aloud; the rest: to do
    prompt: Texts  # what the phone shows; empty: the workshop's question
    phones: PhoneMode
    settings: dict[str, Any]  # of a vote: see workshop_kit/vote_settings.py; ideas: {"by_table": True}, see IDEAS


@dataclass(frozen=True)
class Method:
    id: str  # the file's name
    name: Texts
    purpose: Texts
    fits: Texts  # when to use it, and when not
    group_size: str  # people, such as "6–25"
    licence: str
    steps: tuple[MethodStep, ...]

    @property
    def total_minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@cache
def listed() -> tuple[Method, ...]:
    """Every method of the kit, the shortest first. Raises ValueError where a file is broken."""
    methods = [read(path) for path in FOLDER.glob("*.toml")]
    return tuple(sorted(methods, key=lambda method: (method.total_minutes, method.id)))


def by_id(id: str) -> Method:
    """The method of a name. Raises NoSuchMethod."""
    for method in listed():
        if method.id == id:
            return method
    raise NoSuchMethod(method=id)


def read(path: Path) -> Method:
    """The method in a file. Raises ValueError, which names the file and the step (counted from 1)."""
    table = _parsed(path)
    _know(table, {"name", "purpose", "fits", "group_size", "licence", "steps"}, path.name)
    steps = table.get("steps")
    if not isinstance(steps, list) or not steps:
        raise ValueError(f"{path.name}: there are no steps")
    return Method(
        id=path.stem,
        name=_texts(table, "name", WRITTEN, path.name),
        purpose=_texts(table, "purpose", WRITTEN, path.name),
        fits=_texts(table, "fits", WRITTEN, path.name),
        group_size=_word(table, "group_size", path.name),
        licence=_word(table, "licence", path.name),
        steps=tuple(_step(step, f"{path.name}, step {n}") for n, step in enumerate(steps, start=1)),
    )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError are both of this family
        raise ValueError(f"{path.name}: this is not TOML: {error}") from error


def _step(table: Any, where: str) -> MethodStep:
    if not isinstance(table, dict):
        raise ValueError(f"{where}: a step is a table")
    _know(table, {"kind", "minutes", "title", "say", "prompt", "phones", "settings"}, where)
    kind = _member(StepKind, table.get("kind"), where)
    return MethodStep(
        kind=kind,
        minutes=_minutes(table.get("minutes"), where),
        title=_read_by_all(_texts(table, "title", WRITTEN, where)),
        say=_texts(table, "say", WRITTEN, where),
        prompt=_prompt(table, kind, where),
        phones=_member(PhoneMode, table.get("phones"), where),
        settings=_settings(table.get("settings", {}), kind, where),
    )


def _prompt(table: Mapping[str, Any], kind: StepKind, where: str) -> Texts:
    """Only where ideas are written may the workshop's own question stand in for the prompt."""
    if kind is StepKind.IDEAS and not table.get("prompt"):
        return {}
    return _read_by_all(_texts(table, "prompt", WRITTEN, where))


def _read_by_all(texts: Texts) -> Texts:
    """A text that the room reads, in every language of the phones."""
    return {**everywhere(texts["en"]), **texts}


def sentences() -> Iterator[tuple[str, str]]:
    """(file name, English text) of everything in the methods that the room reads, for the catalogues."""
    for path in sorted(FOLDER.glob("*.toml")):
        for step in _parsed(path)["steps"]:
            for name in ("title", "prompt"):
                if step.get(name):
                    yield path.name, step[name]["en"].strip()


def _minutes(value: Any, where: str) -> int:
    if type(value) is int and 1 <= value <= LONGEST:
        return value
    raise ValueError(f"{where}: minutes is {value!r}, not a whole number from 1 to {LONGEST}")


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


def _texts(table: Mapping[str, Any], name: str, languages: tuple[str, ...], where: str) -> Texts:
    texts = table.get(name)
    if not isinstance(texts, dict):
        raise ValueError(f"{where}: {name} is missing")
    _know(texts, languages, f"{where}, {name}")
    for language in languages:
        _word(texts, language, f"{where}, {name}")
    return {language: texts[language].strip() for language in languages}


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
