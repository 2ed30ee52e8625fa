"""A shortlist: most votes and equal shares, against a slow and exact reading of the paper, and for fairness."""

import json
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_kit.__main__ import main
from workshop_kit.analysis.shortlist import equal_shares, most_votes, pabulib, report
from workshop_kit.analysis.shortlist.election import Election, Project
from workshop_kit.errors import DamagedFile, DamagedLine


def election(costs, ballots, budget):
    """Ballots are sets of places, or dicts of place -> points."""
    points = np.zeros((len(ballots), len(costs)), np.int64)
    for voter, ballot in enumerate(ballots):
        for place in ballot:
            points[voter, place] = ballot[place] if isinstance(ballot, dict) else 1
    projects = tuple(Project(f"p{i}", Fraction(cost)) for i, cost in enumerate(costs))
    return Election(projects, Fraction(budget), points)


def by_the_paper(given_, share, by_cost=True):
    """Equal shares with fractions alone, project by project, for one share."""
    costs = [project.cost for project in given_.projects]
    worth = [
        [int(p) * (cost if by_cost else 1) for p, cost in zip(row, costs, strict=True)] for row in given_.points
    ]
    money = [share] * given_.voters
    wanted = [p for p in range(len(costs)) if any(row[p] for row in given_.points)]
    bought = given_.by_name([p for p in wanted if costs[p] == 0])
    while True:
        best = None
        for place in given_.by_name([p for p in wanted if p not in bought]):
            rate = _rate(costs[place], [(money[v], worth[v][place]) for v in range(len(money)) if worth[v][place]])
            if rate is not None and (best is None or rate < best[0]):
                best = rate, place
        if best is None:
            return bought
        rate, place = best
        bought.append(place)
        for voter, row in enumerate(worth):
            money[voter] -= min(money[voter], rate * row[place])


def _rate(cost, supporters):
    if sum(money for money, _worth in supporters) < cost:
        return None
    poor = set()
    while True:
        rich = [i for i in range(len(supporters)) if i not in poor]
        rate = Fraction(cost - sum(supporters[i][0] for i in poor)) / sum(supporters[i][1] for i in rich)
        fresh = {i for i in rich if supporters[i][0] < rate * supporters[i][1]}
        if not fresh:
            return rate
        poor |= fresh


@st.composite
def elections(draw, points=1):
    costs = draw(st.lists(st.integers(0, 12), min_size=1, max_size=6))
    voters = draw(st.integers(1, 9))
    rows = [draw(st.lists(st.integers(0, points), min_size=len(costs), max_size=len(costs))) for _ in range(voters)]
    ballots = [{i: value for i, value in enumerate(row) if value} for row in rows]
    return election(costs, ballots, draw(st.integers(1, 30)))


@settings(max_examples=200, deadline=None)
@given(elections(points=3), st.booleans())
def test_equal_shares_is_what_the_paper_says(given_, by_cost):
    found = equal_shares.choose(given_, add1=False, by_cost=by_cost)
    assert list(found.selected) == by_the_paper(given_, given_.budget / given_.voters, by_cost)


@settings(max_examples=60, deadline=None)
@given(elections())
def test_completion_raises_the_shares_while_it_fits(given_):
    found = equal_shares.choose(given_)
    assert list(found.selected) == by_the_paper(given_, found.share)
    cost = given_.cost_of(found.selected)
    assert cost <= given_.budget
    wanted = [p for p in range(len(given_.projects)) if given_.score[p] and p not in found.selected]
    if any(given_.costs[p] + cost <= given_.budget for p in wanted):  # it stopped because more would be too much
        assert given_.cost_of(by_the_paper(given_, found.share + 1)) > given_.budget


@settings(max_examples=150, deadline=None)
@given(elections())
def test_no_group_that_agrees_and_can_pay_is_left_behind(given_):
    """Extended justified representation up to one project, for approvals (the paper's theorem)."""
    chosen = set(equal_shares.choose(given_, add1=False, by_cost=False).selected)
    approved = [set(np.flatnonzero(row).tolist()) for row in given_.points]
    everything = range(len(given_.projects))
    for size in range(1, len(everything) + 1):
        for together in map(set, combinations(everything, size)):
            group = [ballot for ballot in approved if together <= ballot]
            if not group or given_.cost_of(sorted(together)) > len(group) * given_.budget / given_.voters:
                continue
            assert any(
                len(ballot & chosen) >= size or any(len(ballot & (chosen | {p})) >= size for p in together - chosen)
                for ballot in group
            ), (together, chosen)


def test_a_small_group_gets_its_part_where_most_votes_gives_it_nothing():
    """Seven people want three things, three people want another; each costs as much as three people's parts."""
    ballots = [{0, 1, 2}] * 7 + [{3}] * 3
    given_ = election([3, 3, 3, 3], ballots, 10)
    assert most_votes.choose(given_).selected == (0, 1, 2)
    found = equal_shares.choose(given_)
    assert set(found.selected) == {0, 1, 3}
    assert (given_.covered(most_votes.choose(given_).selected), given_.covered(found.selected)) == (7, 10)


def test_what_everybody_pays_is_told_exactly():
    given_ = election([3, 4], [{0}, {0, 1}, {1}], 9)
    first, second = equal_shares.choose(given_, add1=False).rounds
    assert (first.project, first.price, first.supporters, first.spent_all) == (0, Fraction(3, 2), 2, 0)
    assert (second.project, second.price, second.supporters, second.spent_all) == (1, Fraction(5, 2), 2, 1)


def test_a_tie_is_named():
    given_ = election([2, 2, 2], [{0, 2}, {1}, {0, 2}, {1}], 4)
    found = most_votes.choose(given_)
    assert found.selected == (0, 1) and found.rounds[0].tied == (1, 2) and found.rounds[1].tied == (2,)
    shared = equal_shares.choose(given_)
    assert shared.rounds[0].tied == (1, 2)
    assert "p1, p2 would have been as good" in report.as_json(given_, found)["rounds"][0]["why"]


@pytest.mark.parametrize("rule", [equal_shares.choose, most_votes.choose])
def test_without_voters_wishes_or_money_nothing_is_chosen(rule):
    for given_ in (
        election([1], [], 5),
        election([1], [set()], 5),
        election([9], [{0}], 5),
        election([], [set()], 5),
    ):
        assert rule(given_).selected == ()


def test_thirds_are_exact():
    """Three people can just pay, each a third of a third; in floating point a little would be missing."""
    given_ = election([Fraction(1, 3)], [{0}, {0}, {0}], Fraction(1, 3))
    found = equal_shares.choose(given_)
    assert found.selected == (0,) and found.rounds[0].price == Fraction(1, 9)
    assert equal_shares.choose(election([Fraction(10**12 + 1, 10**12)], [{0}] * 3, 1)).selected == ()


@pytest.mark.parametrize("budget", [10**6, 10**8, 10**9, 10**11])
@pytest.mark.parametrize("voters", [2, 3, 7, 29, 59])
@pytest.mark.parametrize("rest", [1, 3])
def test_what_is_nearly_nothing_is_still_something(budget, voters, rest):
    """A project that takes nearly all, and one for the rest: floating point alone would lose the second."""
    given_ = election([budget - rest, rest], [{0, 1}] * voters, budget)
    assert equal_shares.choose(given_, add1=False).selected == (0, 1)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_large_amounts_are_exact(data):
    budget = data.draw(st.integers(10**6, 10**11))
    costs = data.draw(
        st.lists(st.integers(1, budget) | st.sampled_from([budget // n for n in (2, 3, 4, 7)]), max_size=6)
    )
    places = st.sets(st.integers(0, max(len(costs) - 1, 0))) if costs else st.just(set())
    given_ = election(costs, data.draw(st.lists(places, min_size=1, max_size=20)), budget)
    found = equal_shares.choose(given_, add1=False)
    assert list(found.selected) == by_the_paper(given_, given_.budget / given_.voters)


def test_numbers_that_cannot_be_added_up_exactly_are_refused():
    with pytest.raises(DamagedFile):
        equal_shares.choose(election([Fraction(9 * 10**17 + 1, 10**12), 5], [{0, 1}] * 20, 10**6))


def test_a_completion_that_would_take_for_ever_is_refused(monkeypatch):
    monkeypatch.setattr(equal_shares, "MOST_WORK", 10_000)
    with pytest.raises(DamagedFile) as told:
        equal_shares.choose(election([6_000_000, 1000], [{0}] + [{1}] * 99, 10**7))
    assert "--no-completion" in str(told.value)


def test_who_has_nothing_left_bought_nothing():
    """One has spent all on the first; the second is bought by the other alone."""
    given_ = election([6, 3], [{0, 1}, {1}, {0}], 9)
    found = equal_shares.choose(given_, add1=False)
    assert found.selected == (0, 1) and (found.rounds[1].paid, found.rounds[1].spent_all) == (1, 0)
    told = report.as_json(given_, found)["rounds"][1]["why"]
    assert told == "It was bought by 1 of the 2 people who want it: 1 paid 3.00 each."


FILE = """META
key;value
description;Koivukylä
budget;10
vote_type;{kind}
PROJECTS
project_id;cost;name
a;3;Bench; with a view
b;4,5;Lights
VOTES
voter_id;vote;points
1;a,b;2,1
2;b;3
"""


def write(tmp_path, text):
    path = tmp_path / "votes.pb"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "points"),
    [("approval", [[1, 1], [0, 1]]), ("cumulative", [[2, 1], [0, 3]]), ("ordinal", [[1, 0], [0, 0]])],
)
def test_a_file_is_read_by_its_kind(tmp_path, kind, points):
    given_, found = pabulib.read(write(tmp_path, FILE.format(kind=kind)))
    assert found == kind and given_.points.tolist() == points
    assert [project.cost for project in given_.projects] == [3, Fraction(9, 2)] and given_.budget == 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2;b;3", "2;c;3", "Line 13"),
        ("2;b;3", "2;b,b;3", "Line 13"),
        ("a;3;", "a;three;", "Line 8"),
        ("b;4,5", "a;4,5", "Line 9"),
        ("budget;10", "budget;-1", "Line 4"),
        ("vote_type;approval", "vote_type;moods", "Line 5"),
        ("VOTES", "VOTE", "no section VOTES"),
        ("budget;10\n", "", "budget"),
        ("META", "", "Line 2"),
        ("key;value", "name;value", "Line 2"),
        ("voter_id;vote;", "voter_id;votes;", "Line 11"),
        ("budget;10", "budget;1,000", "Line 4"),
        ("budget;10", "budget;1e9999", "Line 4"),
        ("budget;10", "budget;1e30000000", "Line 4"),
        ("budget;10", "budget;nan", "Line 4"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(tmp_path, old, new, said):
    with pytest.raises(DamagedFile) as told:
        pabulib.read(write(tmp_path, FILE.format(kind="approval").replace(old, new)))
    assert said in str(told.value)


def test_a_file_that_a_spreadsheet_has_saved_is_read(tmp_path):
    text = FILE.format(kind="approval")
    for section in ("META", "PROJECTS", "VOTES"):
        text = text.replace(f"{section}\n", f"{section};;\n")
    assert pabulib.read(write(tmp_path, text))[0].voters == 2


def test_a_ranking_is_not_written(tmp_path):
    given_, kind = pabulib.read(write(tmp_path, FILE.format(kind="ordinal")))
    with pytest.raises(ValueError, match="ranking"):
        pabulib.write(tmp_path / "out.pb", given_, kind)


def test_points_are_worth_their_points_also_by_the_verb(tmp_path):
    text = FILE.format(kind="cumulative").replace("budget;10", "budget;100").replace("a;3;", "a;60;")
    text = text.replace("b;4,5;", "b;50;").replace("1;a,b;2,1\n2;b;3\n", "1;a,b;10,9\n2;a,b;10,9\n")
    out = tmp_path / "s.json"
    assert main(["shortlist", str(write(tmp_path, text)), "--rule", "equal-shares", "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["selected"] == ["b"]


def test_points_must_fit_the_projects(tmp_path):
    with pytest.raises(DamagedLine) as told:
        pabulib.read(write(tmp_path, FILE.format(kind="cumulative").replace("2;b;3", "2;b;3,4")))
    assert "Line 13" in str(told.value)


@pytest.mark.parametrize("kind", ["approval", "cumulative"])
def test_what_is_written_is_read_again(tmp_path, kind):
    given_, _kind = pabulib.read(write(tmp_path, FILE.format(kind=kind)))
    pabulib.write(tmp_path / "out.pb", given_, kind, equal_shares.choose(given_), description="Again")
    again, found = pabulib.read(tmp_path / "out.pb")
    assert found == kind and again.points.tolist() == given_.points.tolist()
    assert [(p.id, p.cost) for p in again.projects] == [(p.id, p.cost) for p in given_.projects]


def test_the_verb_writes_what_was_chosen_and_why(tmp_path, capsys):
    path, out = write(tmp_path, FILE.format(kind="approval")), tmp_path / "s.json"
    for rule in ("equal-shares", "most-votes"):
        assert main(["shortlist", str(path), "--rule", rule, "--out", str(out)]) == 0
        told = json.loads(out.read_text(encoding="utf-8"))
        assert set(told["selected"]) == {"a", "b"} and told["cost"] == 7.5 and told["budget"] == 10
        assert told["covered_voters"] == 2
        assert {"id", "price_per_supporter", "supporters", "why"} <= told["rounds"][0].keys()
    assert main(["shortlist", str(write(tmp_path, "META")), "--rule", "most-votes", "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_official_winners_of_cities_that_used_equal_shares(shared_folder):
    """Assen 2024 and Świecie 2023 decided by equal shares with this completion."""
    for name in ("Netherlands_Assen_2024.pb", "Poland_Swiecie_2023.pb"):
        path = shared_folder("pabulib") / name
        given_, _kind = pabulib.read(path)
        text = path.read_text(encoding="utf-8").split("PROJECTS")[1].split("VOTES")[0].strip().splitlines()
        column = text[0].split(";").index("selected")
        official = {line.split(";")[0] for line in text[1:] if line.split(";")[column] == "1"}
        assert {given_.projects[p].id for p in equal_shares.choose(given_).selected} == official
