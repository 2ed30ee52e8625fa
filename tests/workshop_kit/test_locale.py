"""Every sentence of every catalogue is translated, with the same placeholders, and short enough for a phone."""

import ast
import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from workshop_kit import __main__ as everything
from workshop_kit.errors import WorkshopError
from workshop_kit.locale import update

CATALOGUES = [(name, language) for name, languages in update.WANTED.items() for language in languages]
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w*)\}")
every_catalogue = pytest.mark.parametrize(("name", "language"), CATALOGUES)


@cache
def template(name: str, language: str) -> Catalog:
    return update.template(name, language)


@cache
def catalogue(name: str, language: str) -> Catalog:
    path = update.path_of(name, language)
    assert path.exists(), f"there is no {path.name} in {language}: python -m workshop_kit.locale.update"
    with path.open("rb") as source:
        return read_po(source, locale=language)


def pairs(name: str, language: str) -> list[tuple[Message, Message | None]]:
    """Each sentence of the code with its message in a catalogue."""
    found = catalogue(name, language)
    return [(message, found.get(message.id, message.context)) for message in template(name, language) if message.id]


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())  # type: ignore[arg-type]


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def translated(name: str, language: str) -> list[tuple[Message, Message]]:
    return [(ours, theirs) for ours, theirs in pairs(name, language) if theirs and all(forms(theirs.string))]


@every_catalogue
def test_there_are_sentences_to_translate(name, language):
    assert len(template(name, language)) > 20


@every_catalogue
def test_every_sentence_is_translated(name, language):
    missing = [
        forms(ours.id)[0] for ours, theirs in pairs(name, language) if not theirs or not all(forms(theirs.string))
    ]
    assert missing == [], f"{len(missing)} of {len(template(name, language))} sentences"


@every_catalogue
def test_no_translation_is_left_of_a_sentence_that_is_gone(name, language):
    known = {forms(message.id)[0] for message in template(name, language)}
    assert [forms(m.id)[0] for m in catalogue(name, language) if m.id and forms(m.id)[0] not in known] == []


@every_catalogue
def test_nothing_is_only_guessed(name, language):
    assert [forms(message.id)[0] for message in catalogue(name, language) if message.id and message.fuzzy] == []


@every_catalogue
def test_placeholders_are_the_same(name, language):
    wrong = [
        (ours.id, theirs.string)
        for ours, theirs in translated(name, language)
        if isinstance(ours.id, str) and placeholders(ours.id) != placeholders(str(theirs.string))
    ]
    assert wrong == []


@every_catalogue
def test_placeholders_of_plurals_are_known_and_only_n_may_be_left_out(name, language):
    """“Yksi idea” needs no number, and neither does an Arabic dual; nothing else may go missing."""
    wrong = []
    for ours, theirs in translated(name, language):
        if isinstance(ours.id, str):
            continue
        known = set().union(*map(placeholders, forms(ours.id)))
        for form in forms(theirs.string):
            if not placeholders(form) <= known or known - placeholders(form) - {"%(n)s"}:
                wrong.append((ours.id, form))
    assert wrong == []


@every_catalogue
def test_the_general_plural_says_the_number(name, language):
    wrong = [
        (ours.id, theirs.string)
        for ours, theirs in translated(name, language)
        if not isinstance(ours.id, str)
        and "%(n)s" in ours.id[1]
        and not any("%(n)s" in form for form in forms(theirs.string))
    ]
    assert wrong == []


@every_catalogue
def test_a_percent_sign_breaks_no_sentence(name, language):
    for ours, theirs in translated(name, language):
        for form in forms(theirs.string):
            if placeholders(forms(ours.id)[0]):
                assert "%" not in PLACEHOLDER.sub("", form).replace("%%", ""), form


@every_catalogue
def test_there_are_as_many_plural_forms_as_the_language_has(name, language):
    found = catalogue(name, language)
    wanted = get_plural(language)
    assert found.num_plurals == wanted.num_plurals
    for ours, theirs in translated(name, language):
        if not isinstance(ours.id, str):
            assert len(forms(theirs.string)) == wanted.num_plurals, ours.id


@every_catalogue
def test_a_translation_fits_where_the_english_fits(name, language):
    long = [
        (max(map(len, forms(theirs.string))), forms(ours.id)[-1], theirs.string)
        for ours, theirs in translated(name, language)
        if max(map(len, forms(theirs.string))) > 2.2 * max(map(len, forms(ours.id))) + 12
    ]
    assert long == []


@every_catalogue
def test_space_and_line_breaks_at_the_ends_are_the_same(name, language):
    for ours, theirs in translated(name, language):
        for form in forms(theirs.string):
            assert form == form.strip() or forms(ours.id)[0] != forms(ours.id)[0].strip(), form


@every_catalogue
def test_what_no_native_speaker_has_read_says_so(name, language):
    head = update.path_of(name, language).read_text(encoding="utf-8").split("msgid", 1)[0]
    assert (update.UNREVIEWED in head) == (language not in ("en", "fi"))


def _calls_that_are_not_found(path):
    """Sentences that extraction does not see: inside an f-string, or a plural that is not written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield from (call.lineno for call in ast.walk(node) if _name(call) in ("_", "n", "N_"))
        if _name(node) == "n" and len(node.args) >= 3:
            written = all(isinstance(text, ast.Constant) for text in node.args[:2])
            if not written and path.name != "language.py":  # which hands them on
                yield node.lineno


def _name(node):
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "id", getattr(function, "attr", None))


@pytest.mark.parametrize("folder", ["exports", "pages", "workshop_kit"])
def test_every_sentence_is_written_so_that_it_is_found(folder):
    paths = sorted((update.ROOT / folder).rglob("*.py"))
    assert paths
    assert [(path.name, line) for path in paths for line in _calls_that_are_not_found(path)] == []


# --- what the pages behind role links can say ------------------------------------------------------------

ROLES = update.ROOT / "workshop_kit" / "phone" / "roles"
LAPTOP_ONLY = {"PlanChanged", "WrongTables", "ServiceInUse", "NameTaken", "StillCounted", "WrongLink", "WrongDays"}
LAPTOP_ONLY |= {"ServiceAskedAbout", "MissingTitle", "WrongScale"}
"""Errors of modules that role pages read from, raised by what only the laptop does."""


def _module(name):
    base = update.ROOT.joinpath(*name.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.exists()), None)


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workshop_kit"):
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))


def _reached():
    """All files whose code the pages behind role links can run."""
    seen, ahead = set(), [*ROLES.glob("*.py"), ROLES.parent / "hand.py"]
    while ahead:
        path = ahead.pop()
        if path not in seen:
            seen.add(path)
            ahead += filter(None, map(_module, _imported(path)))
    return seen


def _told():
    """All errors that are at home there."""
    assert everything, "every member of the family has been born"
    names = {".".join(path.relative_to(update.ROOT).with_suffix("").parts) for path in _reached()}
    for error in _family(WorkshopError):
        home = error.__module__
        if home != "workshop_kit.errors" and {home, f"{home}.__init__"} & names:
            yield error


def _family(of):
    return [of, *(member for child in of.__subclasses__() for member in _family(child))]


def test_what_role_pages_can_refuse_is_said_in_every_language_of_the_phones():
    known = {forms(message.id)[0] for message in template("phone", "fi")}
    found = {error.__name__: error.sentence for error in _told() if error.__name__ not in LAPTOP_ONLY}
    assert {"Alike", "Rewritten", "LinkOver", "NoSuchNote"} <= found.keys()
    assert [name for name, sentence in found.items() if sentence not in known] == []
