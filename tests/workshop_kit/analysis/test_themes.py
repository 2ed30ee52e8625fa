"""Proposals: nobody's idea is lost, people's decisions hold, and easy ideas fall into the right themes."""

from collections.abc import Sequence
from math import comb
from typing import Any

import numpy as np
import pytest

from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.links import Link
from workshop_kit.analysis.themes import WORDS_ONLY, IdeaText, Kept, Proposal, propose
from workshop_kit.i18n import LANGUAGES

WISHES = [
    IdeaText("bus-en", "More buses in the evening and on Sundays", "en"),
    IdeaText("bus-fi", "Lisää busseja iltaisin ja sunnuntaisin", "fi"),
    IdeaText("bus-ar", "المزيد من الحافلات في المساء ويوم الأحد", "ar"),
    IdeaText("swim-en", "Swimming lessons for girls with a woman teacher", "en"),
    IdeaText("swim-sv", "Simskola för flickor med en kvinnlig lärare", "sv"),
    IdeaText("swim-ru", "Уроки плавания для девочек с женщиной-тренером", "ru"),
    IdeaText("job-en", "Help with writing a CV and finding a job", "en"),
    IdeaText("job-so", "Caawimaad qorista CV-ga iyo shaqo raadinta", "so"),
    IdeaText("job-uk", "Допомога з резюме та пошуком роботи", "uk"),
]


def _ari(left: Sequence[Any], right: Sequence[Any]) -> float:
    """Adjusted Rand index (L. Hubert and P. Arabie 1985): 1 is the same grouping, 0 is chance."""
    table = np.zeros((len(set(left)), len(set(right))), int)
    rows, columns = sorted(set(left)), sorted(set(right))
    for a, b in zip(left, right, strict=True):
        table[rows.index(a), columns.index(b)] += 1
    pairs, in_rows, in_columns = (
        sum(comb(int(n), 2) for n in counts.ravel()) for counts in (table, table.sum(1), table.sum(0))
    )
    chance = in_rows * in_columns / comb(len(left), 2)
    return (pairs - chance) / ((in_rows + in_columns) / 2 - chance)


def _of(proposal: Proposal, idea: str) -> str | None:
    return next((theme.id for theme in proposal.themes if idea in theme.idea_ids), None)


def _all(proposal: Proposal) -> list[str]:
    return sorted([*proposal.unplaced, *(idea for theme in proposal.themes for idea in theme.idea_ids)])


def test_the_same_wish_in_three_languages_is_one_theme(embedder: Embedder) -> None:
    proposal = propose(WISHES, embedder)
    groups = [{idea.split("-")[0] for idea in theme.idea_ids} for theme in proposal.themes]
    assert groups == [{"bus"}, {"swim"}, {"job"}] or sorted(map(sorted, groups)) == [["bus"], ["job"], ["swim"]]
    assert not proposal.unplaced


def test_each_theme_gets_names_in_every_language_words_and_central_ideas(embedder: Embedder) -> None:
    proposal = propose(WISHES, embedder)
    for theme in proposal.themes:
        assert 1 <= len(theme.labels) <= 3
        assert set(theme.labels[0]) == set(LANGUAGES)
        assert theme.keywords and 0 < theme.cohesion <= 1
        assert set(theme.central) <= set(theme.idea_ids)
    named = {_of(proposal, "bus-en"): "Buses and trains", _of(proposal, "job-en"): "Finding a job"}
    assert {theme.id: theme.labels[0]["en"] for theme in proposal.themes}.items() >= named.items()


def test_no_two_themes_get_the_same_first_name(embedder: Embedder, shared: Any) -> None:
    records = shared("evening_b")
    ideas = [IdeaText(record["id"], record["text"], record["lang"]) for record in records]
    firsts = [theme.labels[0]["en"] for theme in propose(ideas, embedder).themes]
    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize("name", ["evening_a", "evening_b"])
def test_no_idea_is_lost_or_doubled(embedder: Embedder, shared: Any, name: str) -> None:
    ideas = [IdeaText(record["id"], record["text"], record["lang"]) for record in shared(name)]
    for method in (embedder, None):
        proposal = propose(ideas, method)
        assert _all(proposal) == sorted(idea.id for idea in ideas)
        sizes = [len(theme.idea_ids) for theme in proposal.themes]
        assert sizes == sorted(sizes, reverse=True) and len(sizes) <= 12
        assert len(proposal.ask) <= 20


def test_easy_ideas_in_thirteen_languages_fall_into_their_themes(embedder: Embedder, shared: Any) -> None:
    records = shared("ideas")
    ideas = [IdeaText(str(n), record["text"], record["lang"]) for n, record in enumerate(records)]
    proposal = propose(ideas, embedder)
    found = [_of(proposal, idea.id) or f"alone {idea.id}" for idea in ideas]
    assert _ari(found, [record["theme"] for record in records]) >= 0.75


def test_answers_to_the_questions_asked_improve_the_themes(embedder: Embedder, shared: Any) -> None:
    records = {record["id"]: record for record in shared("evening_a")}
    ideas = [IdeaText(key, record["text"], record["lang"]) for key, record in records.items()]
    truth = [record["theme"] for record in records.values()]

    def score(proposal: Proposal) -> float:
        return _ari([_of(proposal, idea.id) or f"alone {idea.id}" for idea in ideas], truth)

    before = propose(ideas, embedder)
    links = [Link(a, b, records[a]["theme"] == records[b]["theme"]) for a, b in before.ask]
    assert score(propose(ideas, embedder, links=links)) > score(before)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_ideas_are_no_trouble(embedder: Embedder, count: int) -> None:
    for method in (embedder, None):
        proposal = propose(WISHES[:count], method)
        assert _all(proposal) == sorted(idea.id for idea in WISHES[:count])


def test_identical_ideas_are_one_theme(embedder: Embedder) -> None:
    ideas = [IdeaText(str(n), "Keinuja pihalle", "fi") for n in range(30)]
    for method in (embedder, None):
        proposal = propose(ideas, method)
        assert [len(theme.idea_ids) for theme in proposal.themes] == [30]
        assert proposal.themes[0].cohesion == pytest.approx(1, abs=1e-3)


def test_ideas_without_letters_are_no_trouble(embedder: Embedder) -> None:
    ideas = [IdeaText(str(n), text) for n, text in enumerate(["🐈", "123", "???", "", "Lisää busseja"])]
    for method in (embedder, None):
        assert _all(propose(ideas, method)) == ["0", "1", "2", "3", "4"]


def test_a_kept_group_is_never_broken_and_keeps_its_name(embedder: Embedder) -> None:
    kept = Kept("mine", ("bus-en", "swim-sv", "job-uk"), {"fi": "Sekalaista"})
    for method in (embedder, None):
        proposal = propose(WISHES, method, keep=[kept])
        mine = next(theme for theme in proposal.themes if theme.id == "mine")
        assert set(kept.idea_ids) <= set(mine.idea_ids)
        assert mine.labels[0] == {"fi": "Sekalaista"}
        assert _all(proposal) == sorted(idea.id for idea in WISHES)


def test_kept_groups_are_never_merged_even_when_one_theme_is_asked_for(embedder: Embedder) -> None:
    keep = [Kept("one", ("bus-en",)), Kept("two", ("bus-fi",))]
    proposal = propose(WISHES, embedder, keep=keep, themes=1)
    assert _of(proposal, "bus-en") == "one" and _of(proposal, "bus-fi") == "two"


def test_a_new_idea_joins_a_kept_group_when_it_is_clear(embedder: Embedder) -> None:
    proposal = propose(WISHES, embedder, keep=[Kept("buses", ("bus-en", "bus-fi"))])
    assert _of(proposal, "bus-ar") == "buses"
    assert _of(proposal, "swim-en") != "buses"


def test_running_again_on_its_own_output_changes_nothing(embedder: Embedder, shared: Any) -> None:
    ideas = [IdeaText(record["id"], record["text"], record["lang"]) for record in shared("evening_b")]
    before = propose(ideas[:45], embedder)
    after = propose(ideas, embedder, keep=[Kept(theme.id, theme.idea_ids) for theme in before.themes])
    for theme in before.themes:
        assert {_of(after, idea) for idea in theme.idea_ids} == {theme.id}


def test_answers_of_a_person_hold(embedder: Embedder) -> None:
    links = [Link("bus-en", "bus-fi", False), Link("bus-en", "job-en", True)]
    for method in (embedder, None):
        proposal = propose(WISHES, method, links=links)
        assert _of(proposal, "bus-en") == _of(proposal, "job-en") is not None
        assert _of(proposal, "bus-fi") != _of(proposal, "bus-en")


@pytest.mark.parametrize("wanted", [1, 2, 3, 5, 9])
def test_so_many_themes_as_asked_for(embedder: Embedder, wanted: int) -> None:
    assert len(propose(WISHES, embedder, themes=wanted).themes) == wanted


def test_without_a_model_languages_are_never_mixed(shared: Any) -> None:
    records = shared("ideas")
    ideas = [IdeaText(str(n), record["text"], record["lang"]) for n, record in enumerate(records)]
    languages = {idea.id: idea.language for idea in ideas}
    for wanted in (None, 3):
        proposal = propose(ideas, None, themes=wanted)
        assert proposal.method == WORDS_ONLY
        assert all(len({languages[idea] for idea in theme.idea_ids}) == 1 for theme in proposal.themes)
    assert all(languages[a] == languages[b] for a, b in propose(ideas, None).ask)


def test_known_vectors_give_the_same_themes(embedder: Embedder) -> None:
    vectors = embedder.encode([idea.text for idea in WISHES])
    assert propose(WISHES, embedder, vectors=vectors) == propose(WISHES, embedder)


def test_an_idea_without_a_language_is_placed_too(embedder: Embedder) -> None:
    unsaid = [IdeaText(idea.id, idea.text) for idea in WISHES]
    assert _of(propose(unsaid, embedder), "bus-fi") == _of(propose(unsaid, embedder), "bus-en")


def test_what_cannot_be_meant_is_refused(embedder: Embedder) -> None:
    with pytest.raises(ValueError, match="twice"):
        propose([WISHES[0], WISHES[0]], embedder)
    with pytest.raises(ValueError, match="at least one"):
        propose(WISHES, embedder, themes=0)
    with pytest.raises(ValueError, match="9 ideas"):
        propose(WISHES, embedder, vectors=np.zeros((2, 384), np.float32))


# --- ideas without words --------------------------------------------------------------------------------

SILENT = [IdeaText("photo-1", "", "en"), IdeaText("photo-2", " ", "fi"), IdeaText("photo-3", "", None)]


def test_an_idea_without_words_is_unplaced_and_changes_nothing(embedder: Embedder) -> None:
    for method in (embedder, None):
        with_photos, without = propose([*SILENT, *WISHES], method), propose(WISHES, method)
        assert with_photos.themes == without.themes
        assert with_photos.unplaced == (*without.unplaced, "photo-1", "photo-2", "photo-3")


def test_an_idea_without_words_stays_where_a_person_put_it() -> None:
    keep = [Kept("7", ("swim-en", "photo-1"), {"en": "Water"}), Kept("9", ("photo-2",), {"en": "Drawings"})]
    proposal = propose([*WISHES, *SILENT], None, keep=keep)
    assert (_of(proposal, "photo-1"), _of(proposal, "photo-2"), _of(proposal, "photo-3")) == ("7", "9", None)
    alone = next(theme for theme in proposal.themes if theme.id == "9")
    assert (alone.idea_ids, alone.labels) == (("photo-2",), ({"en": "Drawings"},))


def test_where_nobody_wrote_words_there_is_no_theme() -> None:
    proposal = propose(SILENT, None)
    assert (proposal.themes, proposal.unplaced) == ((), ("photo-1", "photo-2", "photo-3"))


def test_known_vectors_are_taken_of_the_ideas_with_words(embedder: Embedder) -> None:
    ideas = [SILENT[0], *WISHES]
    vectors = embedder.encode([idea.text for idea in ideas])
    assert propose(ideas, embedder, vectors=vectors) == propose(ideas, embedder)
