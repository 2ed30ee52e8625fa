"""A language is added by one line and one file: here German, for the length of a test."""

import pytest

from workshop_kit import i18n, workshops
from workshop_kit.i18n import Language
from workshop_kit.store import writing

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Choose your language"
msgstr "Wählen Sie Ihre Sprache"

msgid "We start soon."
msgstr "Wir fangen bald an."
"""


def forget_what_was_read():
    i18n.offered.cache_clear()
    i18n.words.cache_clear()


@pytest.fixture
def german(tmp_path, monkeypatch):
    for language in i18n.LOCALE.iterdir():
        (tmp_path / language.name).symlink_to(language)
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "phone.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    monkeypatch.setitem(i18n.LANGUAGES, "de", Language("de", "Deutsch"))
    forget_what_was_read()
    yield "de"
    monkeypatch.undo()
    forget_what_was_read()


def test_a_line_and_a_file_are_enough(ann, emil, german):
    with writing(ann.engine) as db:
        workshops.by_code(db, "4821").languages = ["fi", german]
    page = emil.get("/4821", headers={"Accept-Language": "de-AT,de;q=0.9"})
    assert '<html lang="de" dir="ltr">' in page.text
    assert "Wählen Sie Ihre Sprache" in page.text
    assert ">Deutsch<" in page.text
    emil.post("/4821/join", data={"language": "de"})
    assert "Wir fangen bald an." in emil.get("/4821/now").text


def test_before_that_it_is_not_offered(ann, emil):
    assert "de" not in i18n.offered()
    assert emil.post("/4821/join", data={"language": "de"}).status_code == 422
