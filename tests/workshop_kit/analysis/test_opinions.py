"""Opinion groups: who agrees with whom, on votes whose answer is known, and against worked examples."""

import json

import numpy as np
import pytest

from workshop_kit.__main__ import main
from workshop_kit.analysis.opinions import find, report, space, statements, votes
from workshop_kit.analysis.opinions.statements import Counts
from workshop_kit.errors import DamagedFile, DamagedLine


def camps(sizes=(20, 12), statements_=12, seed=1):
    """So many people in camps that think opposite on the first eight statements; all agree with the last."""
    rng = np.random.default_rng(seed)
    rows = []
    for camp, size in enumerate(sizes):
        side = np.ones(statements_) * (1 if camp == 0 else -1)
        side[8:] = rng.choice([-1, 1], statements_ - 8)
        side[-1] = 1
        rows += [np.where(rng.random(statements_) < 0.9, side, np.nan) for _person in range(size)]
    found = np.array(rows)
    found[:, -1] = 1
    names = tuple(f"p{i}" for i in range(len(found)))
    return votes.VoteMatrix(names, tuple(map(str, range(statements_))), found)


def test_two_camps_are_two_groups_the_larger_first():
    found = find(camps())
    assert [len(group.members) for group in found.groups] == [20, 12]
    assert found.group_of == (0,) * 20 + (1,) * 12
    assert found.silhouette > 0.6


def test_the_order_of_people_and_statements_does_not_matter():
    given = camps((20, 12, 9), 14)
    rng = np.random.default_rng(3)
    rows, columns = rng.permutation(len(given.participants)), rng.permutation(len(given.statements))
    turned = votes.VoteMatrix(
        tuple(given.participants[i] for i in rows),
        tuple(given.statements[i] for i in columns),
        given.votes[np.ix_(rows, columns)],
    )
    a, b = find(given), find(turned)
    of_a = dict(zip(given.participants, a.group_of, strict=True))
    assert of_a == dict(zip(turned.participants, b.group_of, strict=True))


def test_each_group_stands_for_what_it_thinks_and_all_share_the_last():
    found = find(camps())
    first, second = (group.representative for group in found.groups)
    assert {one.agree for one in first if one.statement < 8} == {True}
    assert {one.agree for one in second if one.statement < 8} == {False}
    assert all(1 <= len(group.representative) <= statements.MOST for group in found.groups)
    assert found.bridging[0] == 11 and 11 in [one.statement for one in found.consensus]
    assert set(found.dividing) >= set(range(8)) and 11 not in found.dividing


def test_group_aware_consensus_is_the_product_of_smoothed_shares():
    found = find(camps((16, 8)))
    a, b = (group.counts for group in found.groups)
    expected = [
        (x + 1) / (n + 2) * (y + 1) / (m + 2) for x, n, y, m in zip(a.agree, a.seen, b.agree, b.seen, strict=True)
    ]
    assert found.group_aware == pytest.approx(expected)


def test_z_scores_as_worked_by_hand():
    """Eight of ten: (9 / 11 − ½) · 2 · √11. Inside eight of ten, outside two of ten: pooled 12 / 22."""
    eight, ten, two = np.array([8.0]), np.array([10.0]), np.array([2.0])
    assert statements.z_share(eight, ten)[0] == pytest.approx(2 * 11**0.5 * (9 / 11 - 0.5))
    pooled = 12 / 22
    by_hand = (9 / 11 - 3 / 11) / (pooled * (1 - pooled) * (2 / 11)) ** 0.5
    assert statements.z_two_shares(eight, ten, two, ten)[0] == pytest.approx(by_hand)
    all_of_all = np.array([10.0])
    assert statements.z_two_shares(all_of_all, ten, all_of_all, ten)[0] == 0


def test_who_voted_little_stands_further_out_and_is_put_into_no_group():
    given = camps((20, 12))
    little = np.full(12, np.nan)
    little[:3] = 1
    more = votes.VoteMatrix((*given.participants, "little"), given.statements, np.vstack([given.votes, little]))
    found = find(more)
    assert found.group_of[-1] is None
    flat = space.project(np.nan_to_num(more.votes))
    assert np.abs(found.points[-1, 0]) > np.abs(flat[-1, 0])


def test_few_statements_and_few_people_are_no_error():
    for sizes, width in (((1, 0), 9), ((2, 1), 9), ((9, 6), 9)):
        given = camps(sizes, width)
        found = find(votes.VoteMatrix(given.participants, given.statements[:3], given.votes[:, :3]))
        assert len(found.group_of) == sum(sizes)
    nobody = find(votes.VoteMatrix((), (), np.zeros((0, 0))))
    assert nobody.groups == () and nobody.group_of == ()


def test_when_all_think_the_same_there_is_one_group_and_nobody_stands_for_anything():
    given = votes.VoteMatrix(tuple("abcdefghijklmnop"), tuple("12345678"), np.ones((16, 8)))
    found = find(given)
    assert [len(group.members) for group in found.groups] == [16]
    assert found.groups[0].representative == () and found.silhouette == 0
    assert len(found.consensus) == statements.MOST


def test_a_statement_that_was_moderated_out_counts_for_nothing():
    given = camps()
    found = find(given, frozenset({"11"}))
    assert 11 not in [*found.bridging, *(one.statement for one in found.consensus)]
    assert "11" not in [one["id"] for one in report.as_json(given, found, frozenset({"11"}))["statements"]]


def test_the_silhouette_is_that_of_its_definition():
    rng = np.random.default_rng(5)
    points, labels = rng.normal(size=(60, 2)), rng.integers(3, size=60)
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    scores = []
    for i, own in enumerate(labels):
        a = apart[i][(labels == own) & (np.arange(60) != i)].mean()
        b = min(apart[i][labels == other].mean() for other in set(labels) - {own})
        scores.append((b - a) / max(a, b))
    assert space._silhouettes(points, [labels, (labels > 0).astype(int)])[0] == pytest.approx(np.mean(scores))


def write(tmp_path, text):
    path = tmp_path / "votes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_last_vote_counts_and_columns_come_in_any_order(tmp_path):
    path = write(tmp_path, "vote,timestamp,voter-id,comment-id\n1,9,a,10\n-1,8,a,10\n0,7,b,2\n")
    given = votes.read(path)
    assert given.participants == ("a", "b") and given.statements == ("2", "10")
    assert given.votes[0, 1] == -1 and given.votes[1, 0] == 0 and np.isnan(given.votes[0, 0])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("comment-id,voter-id,vote\n1,2,5\n", 2),
        ("comment-id,voter-id,vote\n1,2,1\n\n1,2\n", 4),
        ("comment-id,voter-id,vote\n1,,1\n", 2),
    ],
)
def test_a_damaged_line_is_named(tmp_path, text, line):
    with pytest.raises(DamagedLine) as told:
        votes.read(write(tmp_path, text))
    assert f"Line {line} " in str(told.value)


def test_a_file_without_the_columns_is_refused(tmp_path):
    with pytest.raises(DamagedFile) as told:
        votes.read(write(tmp_path, "a,b\n1,2\n"))
    assert "comment-id" in str(told.value)
    path = tmp_path / "binary.csv"
    path.write_bytes(b"comment-id,voter-id,vote\n\xff\xfe\x00,1,1\n")
    with pytest.raises(DamagedFile):
        votes.read(path)


def test_the_verb_writes_groups_people_and_statements(tmp_path, capsys):
    given = camps()
    lines = [
        f"{i},{j},{int(given.votes[i, j])}"
        for i in range(len(given.participants))
        for j in range(len(given.statements))
        if not np.isnan(given.votes[i, j])
    ]
    path = write(tmp_path, "\n".join(["voter-id,comment-id,vote", *lines]) + "\n")
    out = tmp_path / "o.json"
    assert main(["opinions", str(path), "--out", str(out)]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [group["size"] for group in told["groups"]] == [20, 12]
    assert told["participants"][0].keys() == {"id", "group", "x", "y"}
    assert told["bridging"][0]["id"] == "11"
    assert all(
        {"id", "agree", "disagree", "pass", "group_aware_consensus"} <= one.keys() for one in told["statements"]
    )
    comments = tmp_path / "comments.csv"
    comments.write_text("comment-id,moderated\n11,-1\n0,1\n", encoding="utf-8")
    assert main(["opinions", str(path), "--out", str(out), "--comments", str(comments)]) == 0
    assert "11" not in [one["id"] for one in json.loads(out.read_text(encoding="utf-8"))["statements"]]
    assert main(["opinions", str(tmp_path / "none.csv"), "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_counts_tell_passes_from_silence():
    found = Counts.of(np.array([[1.0, 0.0], [-1.0, np.nan]]))
    assert found.agree.tolist() == [1, 0] and found.disagree.tolist() == [1, 0] and found.seen.tolist() == [2, 1]


@pytest.mark.parametrize("camps_of", [(20, 20), (15, 15, 15)])
def test_camps_in_which_all_say_the_same_are_groups(camps_of):
    rng = np.random.default_rng(2)
    rows = [side for size in camps_of for side in [rng.choice([-1.0, 1.0], 10)] * size]
    given = votes.VoteMatrix(tuple(map(str, range(len(rows)))), tuple("0123456789"), np.array(rows))
    assert [len(group.members) for group in find(given).groups] == list(camps_of)


def test_what_leads_a_group_is_told_as_what_it_agrees_with():
    """Eight of ten agree, and everybody else does: they differ by agreeing less, but they do agree."""
    own = Counts(np.array([8.0]), np.array([2.0]), np.array([10.0]))
    rest = Counts(np.array([40.0]), np.array([0.0]), np.array([40.0]))
    (standing,) = statements.representative(own, rest, np.array([True]))
    assert standing.agree and standing.count == 8
