"""Who may import whom, and how large a file may be: DESIGN.md, section 2, read from the code."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"models", "workshop_kit", "exports", "pages", "app", "migrations", "bench", "tests"}
EDGES = ("workshop_kit/commands/", "workshop_kit/__main__.py")
"""The command line is an edge like the pages: it may import the papers and start the phone server."""


def product() -> list[str]:
    found = [ROOT / "app.py"]
    for folder in ("exports", "models", "pages", "workshop_kit"):
        found += sorted((ROOT / folder).rglob("*.py"))
    return [path.relative_to(ROOT).as_posix() for path in found]


PRODUCT = product()
MIGRATIONS = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "migrations").rglob("*.py"))]


@cache
def imported(path: str) -> set[str]:
    """The modules that a file imports, as whole dotted names; `from a import b` is a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = _base(path, node)
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def _base(path: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = Path(path).parent.parts[: len(Path(path).parent.parts) - node.level + 1]
    return ".".join((*package, *((node.module or "").split(".") if node.module else ())))


def roots(path: str) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def lines(path: str) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def allowed(path: str) -> set[str]:
    """Which of our packages a file may import."""
    if path == "app.py" or path.startswith("pages/"):
        return {"exports", "workshop_kit", "models", "pages"}
    if path.startswith("exports/"):
        return {"exports", "workshop_kit", "models"}
    if path.startswith(EDGES):
        return {"exports", "workshop_kit", "models"}
    if path.startswith("workshop_kit/"):
        return {"workshop_kit", "models"}
    return {"models"}


@pytest.mark.parametrize("path", PRODUCT)
def test_a_file_imports_only_what_is_below_it(path):
    assert roots(path) & OURS <= allowed(path)


@pytest.mark.parametrize("path", [path for path in PRODUCT if path.startswith("workshop_kit/")])
def test_only_the_phone_server_and_the_command_line_know_the_phone_server(path):
    if path.startswith(("workshop_kit/phone/", *EDGES)):
        return
    assert not {name for name in imported(path) if name.startswith("workshop_kit.phone")}


@pytest.mark.parametrize("path", [path for path in PRODUCT if path.startswith(("pages/", "exports/"))])
def test_pages_and_papers_do_not_reach_into_the_phone_server_or_the_command_line(path):
    above = ("workshop_kit.phone", "workshop_kit.commands", "workshop_kit.__main__")
    assert not {name for name in imported(path) if name.startswith(above)}


HOMES = {
    "streamlit": ("app.py", "pages/"),
    "starlette": ("workshop_kit/phone/", "pages/parts/photo_route.py"),
    "uvicorn": ("workshop_kit/phone/",),
    "jinja2": ("workshop_kit/phone/", "exports/html/"),
    "docx": ("exports/",),
    "openpyxl": ("exports/",),
    "click": EDGES,
    "alembic": ("workshop_kit/store.py", "migrations/"),
}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_in_its_home_only(library):
    strangers = [
        path for path in PRODUCT + MIGRATIONS if library in roots(path) and not path.startswith(HOMES[library])
    ]
    assert strangers == []


@pytest.mark.parametrize("path", [path for path in PRODUCT if path.startswith("workshop_kit/analysis/")])
def test_analysis_knows_no_database(path):
    assert not roots(path) & {"sqlmodel", "sqlalchemy", "models"}
    assert not {name for name in imported(path) if name.startswith("workshop_kit.store")}


def test_the_evaluation_stands_below_those_who_take_part():
    """They take their answers back by it: the other way around the order of imports would decide what works."""
    below = [path for path in PRODUCT if path.startswith("workshop_kit/evaluation/")]
    assert [path for path in below if "workshop_kit.participants" in imported(path)] == []


def test_no_page_lies_directly_in_the_folder_of_pages():
    direct = {path.name for path in (ROOT / "pages").glob("*.py")}
    assert direct == {"__init__.py", "frame.py"}


def test_the_launcher_is_short():
    assert lines("app.py") <= 60


PAGES = [
    path
    for path in PRODUCT
    if path.startswith("pages/") and not path.startswith("pages/parts/") and Path(path).name != "__init__.py"
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_thin(path):
    assert lines(path) <= 80


@pytest.mark.parametrize("path", [path for path in PRODUCT if path not in PAGES])
def test_a_file_can_be_read_in_one_go(path):
    assert lines(path) <= 300


def test_tests_are_found_by_their_path_and_not_as_packages():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_no_file_is_called_after_nothing():
    vague = re.compile(r"utils?|helpers?|managers?|common|misc")
    assert [path for path in PRODUCT if vague.fullmatch(Path(path).stem)] == []


def test_a_relative_import_is_resolved_by_this_test():
    node = ast.parse("from ..text import cleaned").body[0]
    assert isinstance(node, ast.ImportFrom)
    assert _base("workshop_kit/phone/now.py", node) == "workshop_kit.text"
