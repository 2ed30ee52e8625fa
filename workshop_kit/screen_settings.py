"""How the big screen is set: dark or light, with a bell or without, and in which languages it asks."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from sqlmodel import Session

from models import Texts, Workshop
from workshop_kit import workshops
from workshop_kit.errors import UnknownLanguage, Wrong
from workshop_kit.i18n import LANGUAGES, Chosen, pick

Prompts = Literal["one", "turn", "side"]
PROMPTS: tuple[Prompts, ...] = get_args(Prompts)
BESIDE = 3
"""Languages for which there is room side by side, at sizes that the back row reads."""
UNASKED = 2
"""Languages side by side where the facilitator has chosen none."""


@dataclass(frozen=True)
class ScreenSettings:
    """`languages` are those of the questions, in the order in which they were chosen; none: the workshop's own."""

    dark: bool = False
    sound: bool = False
    prompts: Prompts = "side"
    languages: tuple[str, ...] = ()


def of(workshop: Workshop) -> ScreenSettings:
    """What was set; what was not, or makes no sense, is as the kit has it."""
    kept, plain = workshop.screen_settings or {}, ScreenSettings()
    known = kept.get("languages") if isinstance(kept.get("languages"), list) else []
    return ScreenSettings(
        dark=kept.get("dark") is True,
        sound=kept.get("sound") is True,
        prompts=kept["prompts"] if kept.get("prompts") in PROMPTS else plain.prompts,
        languages=tuple(code for code in known or () if code in LANGUAGES),
    )


def change(db: Session, workshop: Workshop, **changed: Any) -> ScreenSettings:
    """Set `dark`, `sound`, `prompts` or `languages`; the others stay. Raises Wrong, UnknownLanguage."""
    if "languages" in changed:
        changed["languages"] = _languages(changed["languages"])
    if any(not isinstance(changed.get(name, True), bool) for name in ("dark", "sound")):
        raise Wrong()
    if changed.get("prompts", "one") not in PROMPTS or changed.keys() - asdict(ScreenSettings()).keys():
        raise Wrong()
    fresh = replace(of(workshop), **changed)
    workshop.screen_settings = {**asdict(fresh), "languages": list(fresh.languages)}
    workshops.touch(db, workshop)
    return fresh


def shown(workshop: Workshop, texts: Texts) -> list[Chosen]:
    """A text in every language in which the big screen shows it: at least one, the first the largest."""
    settings = of(workshop)
    codes = [code for code in languages(workshop) if texts.get(code)]
    if not codes:
        return [pick(texts, workshop.language)]
    return [pick(texts, code) for code in _as_many(settings, codes)]


def languages(workshop: Workshop) -> list[str]:
    """The languages in which the big screen may ask: those that were chosen, else the room's, its own first."""
    return list(of(workshop).languages or dict.fromkeys((workshop.language, *workshop.languages)))


def _as_many(settings: ScreenSettings, codes: Sequence[str]) -> Sequence[str]:
    most = {"one": 1, "turn": len(codes), "side": BESIDE if settings.languages else UNASKED}
    return codes[: most[settings.prompts]]


def _languages(codes: Iterable[str]) -> tuple[str, ...]:
    known = tuple(dict.fromkeys(codes))
    if any(code not in LANGUAGES for code in known):
        raise UnknownLanguage()
    return known
