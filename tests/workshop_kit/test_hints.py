"""What the board says about single ideas."""

import numpy as np
import pytest

from models import StepKind
from workshop_kit import hints, themes


class Pointing:
    """A small embedder: each text points where its first letter says; the second letter turns it a little."""

    name, dimensions = "pointing", 4

    def encode(self, texts):
        rows = np.zeros((len(texts), 4), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row["abc".index(text[0].lower())] = 1
            row[3] = int(text[1]) / 10
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def pointing(monkeypatch):
    monkeypatch.setattr(hints.learned, "of", lambda embedder: None)
    monkeypatch.setattr(hints.features, "by_meaning", lambda vectors, languages, known: (vectors, None))
    return Pointing()


@pytest.fixture
def board(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    a, b = ([ann.sends(ben, f"{letter}{n} {letter}") for n in range(3)] for letter in "ab")
    return ann, a, b


def suggest(ann, *groups):
    found = [
        themes.Suggestion(None, tuple(i.id for i in g), ({"en": str(n)},), (), 0.5) for n, g in enumerate(groups)
    ]
    themes.accept(ann.db, ann.workshop, found, now=ann.now)
    return themes.board(ann.db, ann.workshop)


def test_ideas_that_say_nearly_the_same_are_stacked_under_the_first(board, pointing):
    ann, a, b = board
    found = hints.of(suggest(ann, a, b), pointing)
    assert {idea.id: found[idea.id].stack for idea in (*a, *b)} == {
        **{idea.id: a[0].id for idea in a},
        **{idea.id: b[0].id for idea in b},
    }


def test_an_idea_among_strangers_might_also_be_with_its_like(board, pointing):
    ann, a, b = board
    seen = suggest(ann, a[:2], [*b, a[2]])
    assert (
        hints.of(seen, pointing)[a[2].id].also
        == seen.columns[[c.ideas[0] for c in seen.columns].index(a[0])].theme.id
    )


def test_an_idea_that_is_not_placed_is_told_the_theme_it_fits(board, pointing):
    ann, a, b = board
    seen = suggest(ann, a[:2], b)
    assert hints.of(seen, pointing)[a[2].id].also in {c.theme.id for c in seen.columns if a[0] in c.ideas}


def test_where_a_person_put_an_idea_nothing_is_said_about_other_themes(board, pointing):
    ann, a, b = board
    seen = suggest(ann, a[:2], b)
    into = next(column.theme for column in seen.columns if b[0] in column.ideas)
    themes.move(ann.db, ann.workshop, [a[2]], into, now=ann.now)
    found = hints.of(themes.board(ann.db, ann.workshop), pointing)
    assert found.get(a[2].id, hints.Hint()).also is None


def test_without_a_model_or_without_ideas_there_are_none(ann, board, pointing):
    assert hints.of(suggest(ann, *board[1:]), None) == {}
    assert hints.of(themes.Board((), ()), pointing) == {}
