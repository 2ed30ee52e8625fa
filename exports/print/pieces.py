"""The pieces of the print kit, each as its sheets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from babel.dates import format_date
from markupsafe import Markup

from exports.print import drawing
from exports.print.ballot import PaperBallot, ballot
from exports.print.kit import CARDS_A_SHEET, Choice, PrintKit, TableSign, Wish
from models import Texts, VotingMethod
from workshop_kit import wifi
from workshop_kit.i18n import N_, Chosen, locale_of, pick, words
from workshop_kit.vote_settings import dots_of
from workshop_kit.votes import telling

RULES = (
    N_("Let everyone finish."),
    N_("Speak from your own life."),
    N_("We may think differently."),
    N_("Stories stay in this room."),
)
"""Those that phones show where the agenda has none of its own."""
PLACES_A_SHEET = 2
MOST_BLANK = 4
"""Places for dots on the wall, where nothing is known yet to vote on."""


class Sheet(NamedTuple):
    """One sheet of paper, or a run of them that begins on a new one."""

    piece: str
    language: str
    content: Markup
    kind: str = ""  # further classes of its style


def poster(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    """One for all languages: how to come in."""
    title = pick(kit.title, kit.language, *wish.languages)
    content = drawing.piece(
        "poster", kit, kit.language,
        title=title,
        title_size=_size(len(title.text), 32, 56),
        join=drawing.qr(kit.link),
        wifi_qr=drawing.qr(wifi.payload(kit.wifi.name, kit.wifi.password)) if kit.wifi else "",
        lines=[(code, words(code)._("Join in your language")) for code in wish.languages],
    )  # fmt: skip
    yield Sheet("poster", kit.language, content, _crowd(len(wish.languages), "few", "some", "many"))


def _crowd(count: int, *names: str) -> str:
    """Up to five, up to ten, more."""
    return names[0] if count <= 5 else names[1] if count <= 10 else names[2]


def rules(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    """One page a language; words that are in none of the languages asked for come once."""
    for language, lines in _rules(kit, wish.languages).items():
        size = _size(sum(map(len, lines)), 220, 480)
        yield Sheet("rules", language, drawing.piece("rules", kit, language, lines=lines), size)


def _rules(kit: PrintKit, languages: Sequence[str]) -> Mapping[str, list[str]]:
    if not any(kit.rules.values()):
        return {code: [words(code)._(rule) for rule in RULES] for code in languages}
    found = (pick(kit.rules, code, kit.language) for code in languages)
    return {said.language: [line.strip() for line in said.text.splitlines() if line.strip()] for said in found}


def _size(letters: int, *limits: int) -> str:
    """The class of a text by its length, so that boxes on paper need not grow: "", long, longer."""
    return ("", "long", "longer")[sum(letters > limit for limit in limits)]


def tables(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    """A tent for each table: folded in the middle, it says the same to both sides."""
    for table in kit.tables:
        speaks = [table.language] if table.language in wish.languages else list(wish.languages)
        language = speaks[0]
        content = drawing.piece(
            "table", kit, language,
            table=table,
            name_size=_size(len(table.name), 4, 14),
            topics=_topics(table, speaks, kit.language),
            code=drawing.qr(table.link),
            lines=[(code, words(code)._("Scan the code with your phone’s camera.")) for code in speaks],
        )  # fmt: skip
        yield Sheet("tables", language, content, _crowd(len(speaks), "few", "some", "many"))


def _topics(table: TableSign, speaks: Sequence[str], fallback: str) -> list[Chosen]:
    return _each(table.topic, speaks) or ([pick(table.topic, fallback)] if any(table.topic.values()) else [])


def _each(texts: Texts, languages: Sequence[str]) -> list[Chosen]:
    """The texts in these languages, those that there are."""
    return [Chosen(texts[code], code, True) for code in languages if texts.get(code)]


def cards(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    for language in wish.languages:
        question = pick(kit.question, language, kit.language)
        size = _size(len(question.text), 70, 130)
        content = drawing.piece("cards", kit, language, question=question, count=CARDS_A_SHEET)
        for _sheet in range(-(-wish.cards // CARDS_A_SHEET)):
            yield Sheet("cards", language, content, f"tiled {size}".strip())


def dots(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    """Sheets for the wall, with room for dots; for a vote with dots also strips with everybody's dots."""
    places = [_place(kit, choice, wish.languages) for choice in kit.vote.choices or (Choice({}),) * MOST_BLANK]
    for start in range(0, len(places), PLACES_A_SHEET):
        content = drawing.piece("wall", kit, kit.language, places=places[start : start + PLACES_A_SHEET])
        yield Sheet("dots", kit.language, content, "wall")
    if kit.vote.method == VotingMethod.DOTS:
        yield from _strips(kit, wish.languages)


def _place(kit: PrintKit, choice: Choice, languages: Sequence[str]) -> tuple[Choice, list[Chosen]]:
    """A choice with its words in every language that has them, the facilitator's first."""
    order = dict.fromkeys([kit.language, *languages] if kit.language in languages else languages)
    said = {found.language: found for code in order if (found := choice.said(code, kit.language)).text}
    return choice, list(said.values())


def _strips(kit: PrintKit, languages: Sequence[str]) -> Iterator[Sheet]:
    count = dots_of(kit.vote.step)
    for language in languages:
        told = telling.explained(words(language), kit.vote.step)
        content = drawing.piece("strips", kit, language, dots=count, told=told, strips=8 if count <= 10 else 5)
        yield Sheet("dots", language, content, "tiled strips" if count <= 10 else "tiled strips tall")


def ballots(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    """One ballot a language, twice on a sheet where it fits."""
    for language in wish.languages:
        paper = ballot(kit, language)
        content = drawing.piece("ballot", kit, language, ballot=paper, copies=2 if paper.is_short else 1)
        yield Sheet("ballots", language, content, _shape(paper))


def _shape(paper: PaperBallot) -> str:
    return "tiled halves" if paper.is_short else ""


def consent(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    for language in wish.languages:
        day = format_date(kit.consent.tied_until, format="long", locale=locale_of(language))
        yield Sheet("consent", language, drawing.piece("consent", kit, language, day=day))


def leaflets(kit: PrintKit, wish: Wish) -> Iterator[Sheet]:
    for language in wish.languages:
        if language in kit.leaflets:
            yield Sheet("leaflet", language, drawing.piece("leaflet", kit, language, told=kit.leaflets[language]))


DRAWN: Mapping[str, Callable[[PrintKit, Wish], Iterator[Sheet]]] = {
    "poster": poster,
    "rules": rules,
    "tables": tables,
    "cards": cards,
    "dots": dots,
    "ballots": ballots,
    "consent": consent,
    "leaflet": leaflets,
}
"""Name of each piece -> its sheets."""
