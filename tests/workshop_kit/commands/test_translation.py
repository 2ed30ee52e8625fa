"""`translate`: ideas in another language, from the command line."""

import pytest

from models import Source
from workshop_kit import ideas, store, translating, workshops
from workshop_kit import settings as settings_module
from workshop_kit.__main__ import main


class Signs:
    name = "signs"
    pairs = frozenset({("sv", "en"), ("en", "fi")})

    def translate(self, texts, source, target):
        return [f"{text} {target}" for text in texts]


@pytest.fixture
def code(engine, open_room):
    """Ann's room with an English, a Swedish, two Somali and a Sorani idea."""
    with store.writing(engine) as db:
        ann = open_room(db)
        for language in ("en", "sv", "so", "so", "ckb"):
            ann.enters("Penkki", language)
        return ann.workshop.code


def test_it_prints_how_many_were_translated_and_which_languages_are_left(code, engine, monkeypatch, capsys):
    monkeypatch.setattr(translating, "configured", Signs)
    assert main(["translate", code, "--to", "fi"]) == 0
    assert capsys.readouterr().out == "2 translated\nleft to people: ckb 1, so 2\n"
    with store.reading(engine) as db:
        found = ideas.translations(db, workshops.by_code(db, code))
        assert {own["fi"].text: own["fi"].source for own in found.values()} == {
            "Penkki fi": Source.MACHINE,
            "Penkki en fi": Source.MACHINE,
        }


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--to", "tlh"), "tlh"),
        ((), "--to"),
        (("--to", "fi"), "WORKSHOP_TRANSLATION_DIR"),
    ],
)
def test_trouble_is_one_line(code, wrong, says, capsys, monkeypatch):
    monkeypatch.delenv("WORKSHOP_TRANSLATION_DIR", raising=False)
    assert main(["translate", code, *wrong]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and len(captured.err.splitlines()) == 1 and says in captured.err


def test_an_unknown_workshop_is_named(engine, monkeypatch, capsys):
    monkeypatch.setattr(translating, "configured", Signs)
    assert main(["translate", "0000", "--to", "fi"]) == 2
    assert "0000" in capsys.readouterr().err


def test_an_empty_folder_of_models_is_told(code, tmp_path, monkeypatch, capsys):
    pytest.importorskip("fxtranslate", reason="the package fxtranslate is not installed")
    (tmp_path / "models").mkdir()
    monkeypatch.setenv("WORKSHOP_TRANSLATION_DIR", str(tmp_path / "models"))
    settings_module.settings.cache_clear()
    assert main(["translate", code, "--to", "fi"]) == 2
    assert "has no translation models" in capsys.readouterr().err
