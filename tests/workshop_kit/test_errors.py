"""The family of errors: drawn in the docstring, raised with all that its sentences name."""

import ast
import re
from pathlib import Path

import pytest

from workshop_kit import __main__ as everything
from workshop_kit import errors, moderation, wifi
from workshop_kit.errors import LongText, NoSuchWorkshop, WorkshopError
from workshop_kit.evaluation import conventional, lessons

ROOT = Path(__file__).parents[2]
PRODUCT = [
    path
    for folder in ("exports", "pages", "workshop_kit", "models", "migrations")
    for path in sorted((ROOT / folder).rglob("*.py"))
] + [ROOT / "app.py"]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def family(of: type[WorkshopError]) -> list[type[WorkshopError]]:
    return [of, *(member for child in of.__subclasses__() for member in family(child))]


WHOLE = (everything, moderation, wifi, conventional, lessons)
assert all(WHOLE), "the whole product is imported: every member of the family has been born"
FAMILY = {member.__name__: member for member in family(WorkshopError)}


def drawn() -> dict[str, tuple[str | None, int | None]]:
    """Name -> (its parent in the drawing, the status written beside it)."""
    found: dict[str, tuple[str | None, int | None]] = {}
    above: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.fullmatch(r"( {4,})([A-Z]\w+)(?: +(\d{3}))?", line)
        if match:
            depth, name = len(match[1]), match[2]
            above = [(d, n) for d, n in above if d < depth]
            found[name] = (above[-1][1] if above else None, int(match[3]) if match[3] else None)
            above.append((depth, name))
    return found


def test_every_error_is_drawn_and_nothing_else():
    assert set(drawn()) == set(FAMILY)


def test_every_error_stands_under_its_parent():
    parents = {name: FAMILY[name].__mro__[1].__name__ for name in drawn() if name != "WorkshopError"}
    assert {name: parent for name, (parent, _status) in drawn().items() if parent} == parents


def test_the_statuses_beside_the_names_are_the_real_ones():
    written = {name: status for name, (_parent, status) in drawn().items() if status}
    assert written == {name: FAMILY[name].status for name in written}


def test_a_status_that_differs_from_the_parent_s_is_written():
    drawing = drawn()
    for name, (parent, status) in drawing.items():
        if parent and FAMILY[name].status != FAMILY[parent].status:
            assert status is not None, name


@pytest.mark.parametrize("error", FAMILY.values(), ids=FAMILY)
def test_a_sentence_is_whole(error):
    assert error.sentence[0].isupper() and error.sentence[-1] == "."
    assert 400 <= error.status < 600
    assert "%" not in PLACEHOLDER.sub("", error.sentence)


def calls() -> list[tuple[str, ast.Call, Path]]:
    """Every place where an error of the family is made."""
    found = []
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in FAMILY:
                    found.append((name, node, path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize(
    ("name", "call"),
    [pytest.param(name, call, id=f"{path}:{call.lineno}") for name, call, path in calls()],
)
def test_the_placeholders_of_a_sentence_are_filled_where_it_is_raised(name, call):
    assert not call.args, "an error takes named facts only"
    given = {keyword.arg for keyword in call.keywords}
    assert given == set(PLACEHOLDER.findall(FAMILY[name].sentence))


def test_no_error_with_a_placeholder_is_raised_as_a_bare_class():
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in FAMILY:
                assert not PLACEHOLDER.search(FAMILY[node.exc.id].sentence), f"{path}:{node.lineno}"


def test_an_error_says_its_sentence_in_english_and_in_the_reader_s_language():
    error = NoSuchWorkshop(code="0000")
    assert "0000" in str(error)
    assert "0000" in error.in_language("fi") and "0000" in error.in_language("tlh")


def test_facts_with_a_percent_sign_do_no_harm():
    assert "100 % %(limit)s" in str(NoSuchWorkshop(code="100 % %(limit)s"))
    assert "%" not in str(LongText(limit=500))


def test_one_clause_catches_them_all():
    assert all(issubclass(member, WorkshopError) for member in FAMILY.values())
    assert not issubclass(WorkshopError, OSError)
