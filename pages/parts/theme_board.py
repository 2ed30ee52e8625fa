"""The theme board as data for its component, and a person's gestures as verbs."""

from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from models import BoardChange, Idea, Texts, Translation, Workshop
from pages.parts import pictured, say, sorting
from pages.parts.idea_list import CHANNELS
from pages.parts.language import _, clock, current, n
from workshop_kit import ideas, look, sorted_board, themes
from workshop_kit.hints import Hint, Hints
from workshop_kit.i18n import LANGUAGES, Chosen, direction, language_of, pick
from workshop_kit.look import symbols
from workshop_kit.votes import Agreement

_VERBS = {
    "suggest": lambda: _("The computer suggested themes"),
    "answer": lambda: _("A question was answered"),
    "cut": lambda: _("A theme was cut in two"),
    "rename": lambda: _("A theme was named"),
    "move": lambda: _("Ideas were moved"),
    "sort": lambda: _("Ideas went where most people put them"),
    "merge": lambda: _("Two themes became one"),
    "split": lambda: _("A new theme was made"),
    "picture": lambda: _("A theme got another picture"),
    "remove": lambda: _("A theme was dissolved"),
    "confirm": lambda: _("A theme was looked at"),
}


MOST_NAMES = 4
"""Of more languages only the number is told."""
_NO_HINTS: Hints = MappingProxyType({})


def picture(
    db: Session,
    workshop: Workshop,
    board: themes.Board,
    hints: Hints = _NO_HINTS,
    sort: Agreement | None = None,
) -> dict[str, Any]:
    """The board as its component takes it, with what the machine and a card sort say about single ideas."""
    translations = ideas.translations(db, workshop)
    by_people = sorted_board.elsewhere(board, sort) if sort else {}
    agreed = sorted_board.by_theme(board, sort) if sort else {}

    def card(idea: Idea) -> dict[str, Any]:
        own = translations.get(idea.id or 0, {})
        drawn = _card(idea, own.get(current()) or own.get(workshop.language), hints.get(idea.id or 0, Hint()))
        return {**drawn, **sorting.hint(by_people.get(idea.id or 0))}

    columns = [
        _column(
            workshop, column, [card(idea) for idea in column.ideas], sorting.note(agreed.get(column.theme.id or 0))
        )
        for column in board.columns
    ]
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
        "themes": columns,
        "tray": tray,
        "translated": any(card["translation"] for column in (*columns, tray) for card in column["ideas"]),
        "filters": _filters(board),
        "keys": _keys(),
        "words": _words(),
    }


def carry_out(
    db: Session,
    workshop: Workshop,
    done: dict[str, Any],
    *,
    now: datetime,
    cut: Callable[[int, int], object] | None = None,
) -> None:
    """One gesture of the board. Raises WorkshopError.

    `cut(workshop_id, theme_id)` lets the machine split a theme. It is called inside the caller's transaction: one
    that opens its own must be called by the page instead, before it opens this one.
    """
    if done["verb"] == "cut":
        if cut is not None and done.get("theme") is not None:
            cut(workshop.id or 0, int(done["theme"]))
        return
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
        case "undo", None:
            themes.undo(db, workshop)
        case "redo", None:
            themes.redo(db, workshop)


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


def _card(idea: Idea, translation: Translation | None, hint: Hint) -> dict[str, Any]:
    return {
        "id": idea.id,
        "number": idea.number,
        "text": idea.text,
        "lang": idea.language,
        "dir": direction(idea.language),
        "language": idea.language,
        "languageName": language_of(idea.language).name,
        "channel": str(idea.channel),
        "channelName": CHANNELS[idea.channel](),
        "table": idea.table_name,
        **pictured.data(idea.workshop_id, idea.picture),
        "translation": translation.text if translation else None,
        "translationLang": translation.language if translation else None,
        "translationDir": direction(translation.language) if translation else None,
        "machine": translation is not None and translation.source == "machine",
        "stack": hint.stack,
        "also": hint.also,
        "alsoSays": _("might also be in {theme}"),
    }


def _filters(board: themes.Board) -> dict[str, list[dict[str, str]]]:
    """What the board can be narrowed to; a filter with one value is not offered."""
    every = [idea for column in board.columns for idea in column.ideas] + list(board.unplaced)
    languages = {idea.language: language_of(idea.language).name for idea in every}
    channels = {str(idea.channel): CHANNELS[idea.channel]() for idea in every}
    tables = {idea.table_name: idea.table_name for idea in every if idea.table_name}
    return {
        name: [{"value": value, "name": said} for value, said in sorted(found.items(), key=lambda pair: pair[1])]
        for name, found in (("language", languages), ("channel", channels), ("table", tables))
    }


def _column(workshop: Workshop, column: themes.Column, cards: list[dict[str, Any]], people: str) -> dict[str, Any]:
    theme = column.theme
    mark = look.mark_name(theme.mark)
    names = sorted({language_of(idea.language).name for idea in column.ideas})
    spoken = ", ".join(names) if len(names) <= MOST_NAMES else n("%(n)s language", "%(n)s languages", len(names))
    sure = "" if theme.cohesion is None or theme.named_by_person else _sure(theme.cohesion)
    suggestions = [pick(label, current(), workshop.language) for label in theme.suggested_labels]
    name = pick(theme.label, current(), workshop.language).text
    return {
        "id": theme.id,
        "label": _said(pick(theme.label, current(), workshop.language)),
        "labels": theme.label,
        "mark": mark,
        **pictured.data(workshop.id, theme.picture),
        "solid": look.colours()[mark].solid,
        "confirmed": theme.confirmed,
        "note": " · ".join(part for part in (spoken, sure, people) if part),
        "suggestions": [
            {**_said(label), "index": i} for i, label in enumerate(suggestions) if label.text not in ("", name)
        ],
        "ideas": cards,
    }


def _sure(cohesion: float) -> str:
    if cohesion >= 0.55:
        return _("the computer is rather sure")
    return _("the computer is not sure") if cohesion >= 0.35 else _("the computer is guessing, please look")


def _words() -> dict[str, str]:
    return {
        "moveTo": _("Move to …"),
        "newTheme": _("New theme from these"),
        "nameIt": _("Name of the theme"),
        "save": _("Save"),
        "otherLanguages": _("Other languages"),
        "close": _("Close"),
        "undo": _("Undo"),
        "clear": _("Choose none"),
        "selection": _("Chosen ideas"),
        "selected": _("Chosen: {n}"),
        "unseen": _("{n} of them not in sight"),
        "select": _("Choose idea {number}"),
        "chooseShown": _("Choose all shown"),
        "agree": _("Looks right"),
        "agreed": _("✓ Looks right"),
        "rename": _("Rename"),
        "picture": _("Picture"),
        "noPicture": _("No picture"),
        "photo": _("Photo of idea %(number)s", number="{number}"),
        "split": _("Split"),
        "mergeInto": _("Merge into …"),
        "dissolve": _("Dissolve"),
        "more": _("More"),
        "trayHint": _("Drag an idea into a theme, or choose it and press the theme."),
        "moving": _("Where to? Ideas: {n}"),
        "merging": _("Put {theme} into which theme?"),
        "nowIn": _("Idea {number} is now in {theme}."),
        "nowInMany": _("Moved to {theme}: {n}"),
        "merged": _("{other} is now part of {theme}."),
        "undone": _("Taken back."),
        "redone": _("Done again."),
        "alike": _("{n} alike"),
        "moveThere": _("Move there"),
        "search": _("Search ideas"),
        "allLanguages": _("All languages"),
        "allChannels": _("However it came"),
        "allTables": _("All tables"),
        "shown": _("{n} of {all} shown"),
        "showAll": _("Show all"),
        "noneFits": _("No idea fits. Try fewer letters, or show all."),
        "texts": _("Which text"),
        "original": _("Original"),
        "translation": _("Translation"),
        "both": _("Both"),
        "byMachine": _("translated by machine"),
        "keys": _("Keys"),
    }


def _keys() -> list[tuple[list[str], str]]:
    """What each key does."""
    control, shift = _("Ctrl"), _("Shift")
    return [
        (["↑", "↓", "←", "→"], _("Go from idea to idea")),
        ([_("Space")], _("Choose the idea")),
        ([shift, _("click")], _("Choose all in between")),
        ([control, "A"], _("Choose a whole theme")),
        (["Enter", "M"], _("Move to …")),
        (["1–9", "0"], _("Move straight to a theme; 0 is not yet placed")),
        (["N"], _("New theme from these")),
        (["F2"], _("Rename the theme")),
        (["/"], _("Search ideas")),
        (["Esc"], _("Let go: of a drag, of what is chosen, of a search")),
        ([control, "Z"], _("Undo")),
        ([control, shift, "Z"], _("Redo")),
    ]


def _said(text: Chosen) -> dict[str, str]:
    return {"text": text.text, "lang": text.language, "dir": text.direction}
