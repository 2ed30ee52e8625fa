"""The files of `cluster` and `match`: what is wrong is said with the number of the line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop_kit.analysis import files
from workshop_kit.analysis.links import Link
from workshop_kit.analysis.match import Need, NeedMatch, ServiceMatch
from workshop_kit.analysis.themes import IdeaText, Kept, propose
from workshop_kit.errors import DamagedFile, DamagedLine


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def written(content: str | bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def test_ideas_are_read_with_blank_lines_marks_and_windows_line_ends(write: Callable[[str], Path]) -> None:
    path = write('\ufeff{"id": "a", "text": "Keinut", "lang": "fi"}\r\n\r\n{"id": 7, "text": "حديقة"}\r\n')
    assert files.read_ideas(path) == [IdeaText("a", "Keinut", "fi"), IdeaText("7", "حديقة", None)]


def test_a_line_separator_inside_a_text_does_not_end_the_line(write: Callable[[str], Path]) -> None:
    path = write('{"id": "a", "text": "one\u2028two"}')
    assert files.read_ideas(path)[0].text == "one\u2028two"


def test_an_empty_file_holds_no_ideas(write: Callable[[str], Path]) -> None:
    assert files.read_ideas(write("")) == []


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (b'{"id": "b", "text":', "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"text": "x"}', "no “id”"),
        (b'{"id": "b"}', "no “text”"),
        (b'{"id": "b", "text": "  "}', "no “text”"),
        (b'{"id": "b", "text": 5}', "no “text”"),
        (b'{"id": "a", "text": "x"}', "there twice"),
        (b'{"id": "b", "text": "x", "lang": 3}', "not a language code"),
        (b'{"id": "b", "text": "\xff"}', "not UTF-8"),
    ],
)
def test_a_damaged_idea_is_named_by_its_line(write: Callable[[bytes], Path], second: bytes, why: str) -> None:
    with pytest.raises(DamagedLine, match=rf"^Line 2 .*{why}"):
        files.read_ideas(write(b'{"id": "a", "text": "x"}\n' + second))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="ideas.jsonl"):
        files.read_ideas(tmp_path / "ideas.jsonl")


def test_answers_are_read_in_their_order(write: Callable[[str], Path]) -> None:
    path = write('{"a": "x", "b": "y", "same": true}\n{"a": 1, "b": 2, "same": false}\n')
    assert files.read_links(path) == [Link("x", "y", True), Link("1", "2", False)]


@pytest.mark.parametrize(
    "line", ['{"a": "x", "b": "y"}', '{"a": "x", "b": "y", "same": 1}', '{"b": "y", "same": true}']
)
def test_half_an_answer_is_refused(write: Callable[[str], Path], line: str) -> None:
    with pytest.raises(DamagedLine, match=r"^Line 1 "):
        files.read_links(write(line))


def test_an_output_can_be_edited_and_kept(write: Callable[[str], Path]) -> None:
    ideas = [IdeaText(str(n), "Keinuja pihalle", "fi") for n in range(3)]
    document = files.proposal_as_json(propose(ideas, None))
    document["themes"][0] |= {"label": "Piha", "label_lang": "fi"}
    kept = files.read_kept(write(json.dumps(document, ensure_ascii=False)))
    assert kept == [Kept("t1", ("0", "1", "2"), {"fi": "Piha"})]
    again = files.proposal_as_json(propose(ideas, None, keep=kept), "en")
    assert again["themes"][0]["label"] == "Piha" and again["themes"][0]["label_lang"] == "fi"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "not JSON"),
        ("[]", "no list “themes”"),
        ('{"themes": [{"id": "t1"}]}', "no list “idea_ids”"),
        ('{"themes": [{"idea_ids": [null]}]}', "neither a word nor a number"),
        ('{"themes": [{"idea_ids": ["a"]}, {"idea_ids": ["a"]}]}', "in two themes"),
        ('{"themes": [{"id": "t", "idea_ids": []}, {"id": "t", "idea_ids": []}]}', "there twice"),
    ],
)
def test_a_damaged_edit_is_refused(write: Callable[[str], Path], content: str, why: str) -> None:
    with pytest.raises(DamagedFile, match=why):
        files.read_kept(write(content))


def test_the_output_of_cluster_has_the_promised_shape() -> None:
    ideas = [IdeaText(str(n), text, "en") for n, text in enumerate(["more buses", "more buses", "a pool"])]
    document = json.loads(json.dumps(files.proposal_as_json(propose(ideas, None))))
    assert set(document) == {"themes", "unplaced", "ask"}
    (theme,) = document["themes"]
    assert set(theme) == {"id", "label", "label_lang", "keywords", "idea_ids", "cohesion"}
    assert theme["idea_ids"] == ["0", "1"] and document["unplaced"] == ["2"]
    assert all(len(pair) == 2 for pair in document["ask"])


def test_the_output_of_match_has_the_promised_shape(write: Callable[[str], Path]) -> None:
    assert files.read_needs(write('{"id": "n", "text": "Uimaan", "lang": "fi"}')) == [Need("n", "Uimaan", "fi")]
    found = files.matches_as_json([NeedMatch("n", True, (ServiceMatch("s", 0.5, ("uimaan",)),))])
    assert found == {
        "needs": [{"id": "n", "fits": True, "services": [{"id": "s", "score": 0.5, "words": ["uimaan"]}]}]
    }
