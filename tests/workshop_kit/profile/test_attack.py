"""An attacker adds and subtracts all that is told, of every filter and in every workshop's own papers."""

import random
from collections import Counter
from itertools import combinations, product

import pytest

from workshop_kit.privacy import SMALL
from workshop_kit.profile.cutting import SILENT, Column, cut, in_papers

PRIME = 2**61 - 1
PROGRAMMES, AREAS, YEARS, ANSWERS = "pq", "ABC", "12", "abcdef"

Cell = tuple[int, str]


def evening(seed):
    """Workshops with small and nasty numbers."""
    rng = random.Random(seed)
    made = []
    while len(made) < rng.randint(1, 7):
        base = (rng.choice(PROGRAMMES), rng.choice(AREAS[: rng.randint(1, 3)]), rng.choice(YEARS))
        answers = {a: rng.choice((0, 1, 1, 2, 3, 4, 4, 5, 6, 9)) for a in (*ANSWERS[: rng.randint(2, 6)], SILENT)}
        if sum(answers.values()) >= SMALL and any(n for a, n in answers.items() if a != SILENT):
            made.append(Column(base, {a: n for a, n in answers.items() if n}))
    return made


def filters():
    return product(("", *PROGRAMMES), ("", *AREAS), ("", *YEARS))


def lies_in(base, wanted):
    return all(asked in ("", is_) for asked, is_ in zip(wanted, base, strict=True))


def papers(columns):
    """What the workshops' own papers tell, each as the cells that are added up in it."""
    for number, column in enumerate(columns):
        alone = in_papers(column.answers)
        yield {(number, answer) for answer in column.answers}
        for answer in alone & column.answers.keys():
            yield {(number, answer)}


def profile(columns):
    """What the profile tells for every filter, each as the cells that are added up in it; the sums are checked."""
    made = cut(columns)
    rows = {}
    for row, parts in made.rows:
        bases = {base for base, _n in parts}
        rows[row] = {
            (number, row.answer)
            for number, column in enumerate(columns)
            if column.base in bases
            and row.answer in column.answers
            and (row.answer in in_papers(column.answers)) == row.in_papers
        }
        if row.within is None:
            del rows[row]
    for wanted in filters():
        told = made.told(lambda base, wanted=wanted: lies_in(base, wanted))
        inside = {
            (n, a) for n, column in enumerate(columns) if lies_in(column.base, wanted) for a in column.answers
        }
        groups = {}
        for row, cells in rows.items():
            if cells <= inside:
                groups.setdefault(row.answer, set()).update(cells)
        sums = {answer: people(columns, cells) for answer, cells in groups.items()}
        assert sums.pop(SILENT, 0) == told.silent
        assert sums == dict(told.groups)
        rest = inside - set().union(*groups.values()) if groups else inside
        assert (people(columns, inside), people(columns, rest)) == (told.people, told.others)
        yield from (inside, rest, *groups.values())


def people(columns, cells):
    return sum(columns[number].answers[answer] for number, answer in cells)


def hashes(cells, told, seed=0):
    """A number for each cell: those of a set add up to nothing where its sum can be derived from what is told.

    A set can be derived where its vector is orthogonal to all that is orthogonal to the equations: exact
    elimination modulo a large prime, then a random vector of the rest.
    """
    place = {cell: number for number, cell in enumerate(cells)}
    pivots = {}
    for sum_ in told:
        row = {place[cell]: 1 for cell in sum_}
        while row:
            first = min(row)
            if first not in pivots:
                inverse = pow(row[first], -1, PRIME)
                pivots[first] = {at: n * inverse % PRIME for at, n in row.items()}
                break
            factor = row[first]
            for at, n in pivots[first].items():
                row[at] = (row.get(at, 0) - factor * n) % PRIME
            row = {at: n for at, n in row.items() if n}
    rng = random.Random(seed)
    found = {at: rng.randrange(PRIME) for at in range(len(cells)) if at not in pivots}
    for first in sorted(pivots, reverse=True):
        found[first] = -sum(n * found[at] for at, n in pivots[first].items() if at != first) % PRIME
    return [found[at] for at in range(len(cells))]


def caught(columns, profile_told):
    """Sets of cells of one to four people that the profile gives away: with the papers, or by itself."""
    cells = sorted({(number, answer) for number, column in enumerate(columns) for answer in column.answers})
    own, told = list(papers(columns)), list(profile_told)
    before, after, alone = hashes(cells, own), hashes(cells, own + told), hashes(cells, told)
    size = [columns[number].answers[answer] for number, answer in cells]
    small = [at for at in range(len(cells)) if size[at] < SMALL]
    found = []
    for many in range(1, SMALL):
        for group in combinations(small, many):
            if sum(size[at] for at in group) < SMALL:
                new = not sum(after[at] for at in group) % PRIME and sum(before[at] for at in group) % PRIME
                if new or not sum(alone[at] for at in group) % PRIME:
                    found.append({cells[at] for at in group})
    return found


@pytest.mark.parametrize("seed", range(300))
def test_nothing_about_one_to_four_people_can_be_derived(seed):
    columns = evening(seed)
    assert caught(columns, profile(columns)) == []


def naive(columns):
    """The rule one thinks of first: a sum is told where it is five or more."""
    for wanted in filters():
        inside = {
            (n, a) for n, column in enumerate(columns) if lies_in(column.base, wanted) for a in column.answers
        }
        for answer in ANSWERS:
            cells = {cell for cell in inside if cell[1] == answer}
            if people(columns, cells) >= SMALL:
                yield cells
        yield inside


def test_the_attacker_catches_the_rule_one_thinks_of_first():
    assert sum(bool(caught(columns, naive(columns))) for columns in map(evening, range(40))) > 30


def test_the_attacker_works_one_out_by_subtracting_a_workshop_from_its_area():
    """Two evenings in one area: nine and three Somali readers. Their sum gives the three away."""
    columns = [Column(("p", "A", "1"), {"a": 9, "b": 9}), Column(("p", "A", "1"), {"a": 3, "b": 9, "c": 4})]
    assert {(1, "a")} in caught(columns, [{(0, "a"), (1, "a")}])


def test_filters_do_tell_what_may_be_told():
    """The rule is not safe by silence: in a city with many evenings every language that many speak is told."""
    rng = random.Random(5)
    columns = [
        Column(("p", rng.choice(AREAS), rng.choice(YEARS)), Counter(rng.choices(ANSWERS, (9, 6, 4, 3, 2, 1), k=25)))
        for _ in range(12)
    ]
    told = cut(columns).told(lambda base: True)
    assert len(told.groups) == len(ANSWERS)
    assert told.others < 0.1 * told.people
