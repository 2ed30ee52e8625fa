"""The yearly report without a page."""

from io import BytesIO

import pytest
from docx import Document

from workshop_kit import programmes, store, workshops
from workshop_kit.__main__ import main


@pytest.fixture
def programme(evening):
    """The finished demo evening belongs to it."""
    with store.writing(evening.engine) as db:
        made = programmes.create(db, programmes.Draft("SMILE"), now=store.now())
        programmes.put_in(db, made, [workshops.by_code(db, evening.code).id])
        return made.name


def run(*arguments):
    return main(["yearly", *map(str, arguments)])


def test_it_writes_the_report_of_a_year_in_the_language_asked_for(programme, tmp_path):
    to = tmp_path / "year.docx"
    assert run("--programme", "smile ", "--year", 2026, "--to", to, "--language", "fi") == 0
    document = Document(BytesIO(to.read_bytes()))
    assert document.core_properties.language == "fi-FI" and "SMILE" in document.core_properties.title


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("SMILE", 2020, "year.docx"), "Nothing was held or counted in 2020"),
        (("Nobody’s", 2026, "year.docx"), "There are: SMILE."),
        (("SMILE", 2026, "year.pdf"), ".docx"),
    ],
)
def test_what_cannot_be_written_says_why_and_writes_nothing(programme, tmp_path, capsys, asked, why):
    name, year, file = asked
    assert run("--programme", name, "--year", year, "--to", tmp_path / file) == 2
    assert why in capsys.readouterr().err and not (tmp_path / file).exists()
