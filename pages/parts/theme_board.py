"""The theme board as data for its component, and a person's gestures as verbs."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from models import BoardChange, Idea, Texts, Workshop
from pages.parts import pictured, say
from pages.parts.language import _, clock, current
from workshop_kit import ideas, look, themes
from workshop_kit.i18n import LANGUAGES, Chosen, direction, language_of, pick
from workshop_kit.look import symbols

_VERBS = {
    "suggest": lambda: _("The computer suggested themes"),
    "rename": lambda: _("A theme was named"),
    "move": lambda: _("Ideas were moved"),
    "merge": lambda: _("Two themes became one"),
    "split": lambda: _("A new theme was made"),
    "picture": lambda: _("A theme got another picture"),
    "remove": lambda: _("A theme was dissolved"),
    "confirm": lambda: _("A theme was looked at"),
}


def picture(db: Session, workshop: Workshop, board: themes.Board) -> dict[str, Any]:
    translations = ideas.translations(db, workshop)

    def card(idea: Idea) -> dict[str, Any]:
        own = translations.get(idea.id or 0, {})
        translation = own.get(current()) or own.get(workshop.language)
        return {
            "id": idea.id,
            "number": idea.number,
            "text": idea.text,
            "lang": idea.language,
            "dir": direction(idea.language),
            **pictured.data(idea.workshop_id, idea.picture),
            "translation": translation.text if translation else None,
            "machine": translation is not None and translation.source == "machine",
        }

    tray = {
        "id": None,
        "label": {"text": _("Not yet placed"), "lang": current(), "dir": direction(current())},
        "ideas": [card(idea) for idea in board.unplaced],
    }
    return {
        "lang": current(),
        "dir": direction(current()),
        "shapes": look.shapes(),
        "symbols": symbols.drawings(),
        "symbolNames": {name: _(sentence) for name, sentence in symbols.NAMES.items()},
        "languages": [
            {"code": code, "name": language_of(code).name, "dir": direction(code)}
            for code in dict.fromkeys((current(), *workshop.languages))
        ],
        "themes": [_column(workshop, column, [card(idea) for idea in column.ideas]) for column in board.columns],
        "tray": tray,
        "words": _words(),
    }


def carry_out(db: Session, workshop: Workshop, done: dict[str, Any], *, now: datetime) -> None:
    """One gesture of the board. Raises WorkshopError."""
    theme = themes.by_id(db, workshop, int(done["theme"])) if done.get("theme") is not None else None
    chosen = [ideas.by_id(db, workshop, int(idea)) for idea in done.get("ideas", ())]
    match done["verb"], theme:
        case "move", _theme:
            themes.move(db, workshop, chosen, theme, now=now)
        case "split", None:
            themes.split(db, workshop, chosen, _typed(done), now=now)
        case "rename", found if found is not None:
            themes.rename(db, workshop, found, _named(found.suggested_labels, done), now=now)
        case "merge", found if found is not None:
            themes.merge(db, workshop, found, themes.by_id(db, workshop, int(done["other"])), now=now)
        case "picture", found if found is not None:
            themes.illustrate(db, workshop, found, str(done["symbol"]), now=now)
        case "confirm", found if found is not None:
            themes.confirm(db, workshop, found, confirmed=bool(done["confirmed"]), now=now)
        case "remove", found if found is not None:
            themes.remove(db, workshop, found, now=now)


def history(changes: list[BoardChange]) -> None:
    if not changes:
        say.gray(_("Nothing yet."))
    for change in changes[:50]:
        at = clock(change.at.astimezone().time())
        verb = _VERBS.get(change.verb)
        text = f"{at} · {verb() if verb else change.verb}"
        say.fine(_("%(what)s (taken back)", what=text) if change.undone else text)


def _named(suggestions: list[Texts], done: dict[str, Any]) -> Texts:
    """A suggested label is taken in all its languages; a typed one in the writer's."""
    index = done.get("index")
    if isinstance(index, int) and 0 <= index < len(suggestions):
        return suggestions[index]
    return _typed(done)


def _typed(done: dict[str, Any]) -> Texts:
    """The names as they were typed, in one or several languages."""
    return {str(code): str(text) for code, text in done.get("labels", {}).items() if code in LANGUAGES}


def _column(workshop: Workshop, column: themes.Column, cards: list[dict[str, Any]]) -> dict[str, Any]:
    theme = column.theme
    mark = look.mark_name(theme.mark)
    spoken = ", ".join(sorted({language_of(idea.language).name for idea in column.ideas}))
    sure = "" if theme.cohesion is None or theme.named_by_person else _sure(theme.cohesion)
    suggestions = [pick(label, current(), workshop.language) for label in theme.suggested_labels]
    return {
        "id": theme.id,
        "label": _said(pick(theme.label, current(), workshop.language)),
        "labels": theme.label,
        "mark": mark,
        **pictured.data(workshop.id, theme.picture),
        "solid": look.colours()[mark].solid,
        "confirmed": theme.confirmed,
        "note": " · ".join(part for part in (spoken, sure) if part),
        "suggestions": [{**_said(label), "index": i} for i, label in enumerate(suggestions) if label.text],
        "ideas": cards,
    }


def _sure(cohesion: float) -> str:
    if cohesion >= 0.55:
        return _("these belong together")
    return _("these seem to belong together") if cohesion >= 0.35 else _("not sure, please look")


def _words() -> dict[str, str]:
    return {
        "moveTo": _("Move to …"),
        "newTheme": _("New theme from these"),
        "nameIt": _("Name of the theme"),
        "save": _("Save"),
        "clear": _("Choose none"),
        "selection": _("Chosen ideas"),
        "selected": _("Chosen: {n}"),
        "select": _("Choose idea {number}"),
        "agree": _("Looks right"),
        "agreed": _("✓ Looked at"),
        "rename": _("Rename"),
        "picture": _("Picture"),
        "noPicture": _("No picture"),
        "photo": _("Photo of idea %(number)s", number="{number}"),
        "mergeInto": _("Merge into …"),
        "dissolve": _("Dissolve"),
        "trayHint": _("Drag an idea into a theme, or choose it and press Move to."),
    }


def _said(text: Chosen) -> dict[str, str]:
    return {"text": text.text, "lang": text.language, "dir": text.direction}
