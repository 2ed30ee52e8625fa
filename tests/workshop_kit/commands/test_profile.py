"""`profile` on the command line."""

from io import BytesIO

import pytest
from docx import Document

from models import Programme
from workshop_kit import store
from workshop_kit.__main__ import main


@pytest.fixture
def run(capsys):
    def said(*arguments):
        status = main([str(argument) for argument in arguments])
        return status, capsys.readouterr().err.strip()

    return said


@pytest.fixture
def evening(engine, open_room):
    """Nine people in Hakunila, in a programme."""
    with store.writing(engine) as db:
        room = open_room(db, area="Hakunila")
        programme = Programme(name="SMILE", created_at=room.now)
        db.add(programme)
        db.flush()
        for _each in range(9):
            room.joins("so")
        room.workshop.ended_at, room.workshop.programme_id = room.now, programme.id
        db.add(room.workshop)


def headings(path):
    return [p.text for p in Document(BytesIO(path.read_bytes())).paragraphs if p.style.name == "Heading 1"]


def test_two_pages_are_written(run, evening, tmp_path):
    path = tmp_path / "profile.docx"
    assert run("profile", "--programme", "smile", "--area", "hakunila", "--year", 2026, "--to", path) == (0, "")
    assert headings(path)[0] == "SMILE · Hakunila · 2026"


def test_without_a_filter_it_is_about_all_workshops(run, evening, tmp_path):
    path = tmp_path / "profile.docx"
    assert run("profile", "--to", path, "--language", "fi") == (0, "")
    assert len(headings(path)) == 2


def test_a_programme_that_is_not_there_is_refused(run, evening, tmp_path):
    status, said = run("profile", "--programme", "Other", "--to", tmp_path / "profile.docx")
    assert (status, said) == (2, "There is no programme “Other”.")


def test_another_kind_of_file_is_refused(run, evening, tmp_path):
    status, said = run("profile", "--to", tmp_path / "profile.pdf")
    assert status == 2
    assert "docx" in said
