"""Bring the catalogues up to date with the code: `python -m workshop_kit.locale.update`.

New sentences are added without a translation, gone ones are dropped, translations that stand are kept.
"""

from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from workshop_kit import methods, questions
from workshop_kit.i18n import LANGUAGES

ROOT = Path(__file__).parents[2]
LOCALE = Path(__file__).parent
KEYWORDS = {"_": None, "N_": None, "n": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]

SHOWN_TO_PARTICIPANTS = (
    "workshop_kit/phone/",
    "workshop_kit/errors.py",
    "workshop_kit/background.py",
    "workshop_kit/own_ideas.py",
    "workshop_kit/ideas.py",
    "workshop_kit/cards.py",
    "workshop_kit/moderation.py",
    "workshop_kit/hands.py",
    "workshop_kit/notes.py",
    "workshop_kit/votes/telling.py",
    "workshop_kit/votes/helped.py",
    "workshop_kit/plan/telling.py",
    "workshop_kit/evaluation/questions.py",
    "workshop_kit/evaluation/answers.py",
    "workshop_kit/outcomes/register.py",
    "workshop_kit/outcomes/indicators.py",
    "workshop_kit/look/",
    "pages/parts/picture.py",
    "pages/parts/screen_last.py",
    "pages/parts/effort.py",
    "exports/leaflet.py",
    "exports/print/",
    "pages/parts/screen_themes.py",
    "pages/parts/screen_result.py",
    "pages/parts/screen_questions.py",
    "pages/parts/charts.py",
)
"""What is read on phones and on the projector; everything else is the facilitator's."""

WANTED = {"phone": tuple(code for code in LANGUAGES if code != "en"), "desk": ("fi",)}

UNREVIEWED = "# A native speaker has not yet reviewed this catalogue."


def template(name: str, language: str) -> Catalog:
    """All sentences of one catalogue, without translations. Methods and questions hold some themselves."""
    catalog = Catalog(project="Workshop kit", fuzzy=False)
    for path, line, message in sentences():
        if path.startswith(SHOWN_TO_PARTICIPANTS) == (name == "phone"):
            catalog.add(message, locations=[(path, line)])
    if name == "phone" and language not in methods.WRITTEN:
        for path, text in (*methods.sentences(), *questions.sentences()):
            catalog.add(text, locations=[(path, 0)])
    return catalog


def sentences() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    """(file, line, message) for every marked sentence of the product; a plural's message is a pair."""
    for folder in ("exports", "pages", "workshop_kit"):
        found = extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS)
        for name, line, message, _comments, _context in found:
            yield f"{folder}/{name}", line, message


def path_of(name: str, language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{name}.po"


def read(name: str, language: str) -> Catalog:
    path = path_of(name, language)
    if not path.exists():
        return Catalog(locale=Locale.parse(language), project="Workshop kit", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def update(name: str, language: str, sentences: Catalog) -> int:
    """Write one catalogue anew; how many of its sentences have no translation."""
    catalog = read(name, language)
    catalog.update(sentences, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = _header(name, language)
    path = path_of(name, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=110, no_location=True, sort_output=True, omit_header=False)
    return sum(not _translated(message.string) for message in catalog if message.id)


def _header(name: str, language: str) -> str:
    lines = [f"# {Locale.parse(language).english_name} sentences of the workshop kit: {name}."]
    if language not in ("en", "fi"):
        lines.append(UNREVIEWED)
    return "\n".join(lines)


def _translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or ()))


def main() -> None:
    for name, languages in WANTED.items():
        for language in languages:
            sentences = template(name, language)
            missing = update(name, language, sentences)
            print(f"{name} {language}: {len(sentences)} sentences, {missing} missing")


if __name__ == "__main__":
    main()
