"""An attacker collects every figure of every filter, and calculates: does any group of one to four come out?

She knows more than the papers say: how the register is made, and that a figure of 0 means that nobody is there.
What is published are linear equations over the people of each class (year, area, gender, age, part). A group can
be found from them if, and only if, its weights are a combination of theirs, that is, if every vector that all of
them send to 0 gives it 0, too. A random such vector, modulo a large prime and exact, decides that for all groups.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np
import pytest

from models import Counted, Indicator
from workshop_kit.outcomes import books, figures
from workshop_kit.outcomes.books import Book, Entry
from workshop_kit.outcomes.register import AGES, GENDERS
from workshop_kit.suppression import UNTOLD

PRIME = 2**31 - 1
ALL_GENDERS, ALL_AGES = (*GENDERS, UNTOLD), (*AGES, UNTOLD)
WHOLE = 1
AREAS = ("Martinlaakso", "Koivukylä", "Hakunila", "")

Person = tuple[tuple[int, str], str, str, int]
"""Year and area, gender, age, and the part that she is in, 0 for none."""
Group = tuple[frozenset, frozenset, frozenset, frozenset]
"""Cells, genders, ages, parts: all people who are in one of each."""


# --- the registers -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Register:
    people: list[Person]
    parts: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[int, str]]:
        return sorted({person[0] for person in self.people})

    def book(self) -> Book:
        return books.kept(indicators(self.parts), list(self.entries()))[0]

    def entries(self) -> Iterator[Entry]:
        """Of the whole and of each part, one count for each cell."""
        for id in (WHOLE, *self.parts):
            for cell in self.cells:
                there = [p for p in self.people if p[0] == cell and id in (WHOLE, p[3])]
                genders, ages = (Counter(p[n] for p in there if p[n] != UNTOLD) for n in (1, 2))
                yield Entry(id, cell[1], cell[0], len(there), genders, ages)


def indicators(parts: Iterable[int]) -> list[Indicator]:
    def made(id: int, part_of: int | None) -> Indicator:
        return Indicator(
            id=id, uuid=str(id), programme_id=1, position=id, activity="Coaching", name={"en": str(id)},
            counted=Counted.PEOPLE, part_of_id=part_of,
        )  # fmt: skip

    return [made(WHOLE, None), *(made(id, WHOLE) for id in parts)]


def random_register(seed: int) -> Register:
    """Small and nasty: one to four areas, one to three years, one to thirty counts of one to nine people."""
    rng = random.Random(seed)
    cells = [
        (2024 + y, area) for y in range(rng.randint(1, 3)) for area in rng.sample(AREAS, 4)[: rng.randint(1, 4)]
    ]
    parts = tuple(range(2, 2 + rng.choice((0, 1, 2, 2, 3))))
    telling, women, young, in_part = (rng.choice((0.1, 0.5, 0.9, 1)) for _ in range(4))
    bands = rng.choice((AGES, AGES[:2], AGES[1:4]))
    people: list[Person] = []
    for _ in range(rng.randint(1, 30)):
        cell = rng.choice(cells)
        tells_gender, tells_age = rng.random() < telling, rng.random() < telling
        for _ in range(rng.randint(1, 9)):
            gender = "woman" if rng.random() < women else rng.choice(GENDERS)
            age = rng.choice(AGES[:2]) if rng.random() < young else rng.choice(bands)
            part = rng.choice(parts) if parts and rng.random() < in_part else 0
            people.append((cell, gender if tells_gender else UNTOLD, age if tells_age else UNTOLD, part))
    return Register(people, parts)


# --- what is published -------------------------------------------------------------------------------------


def published(register: Register) -> dict[Group, int]:
    """Every number of every filter, with the group of people that it is said to count."""
    book = register.book()
    return {
        group: number
        for area in ("", *{area for _year, area in register.cells if area})
        for year in (None, *{year for year, _area in register.cells})
        for told in figures.of(book, area=area, year=year)
        for group, number in read_off(told, register)
    }


def read_off(told: figures.IndicatorFigures, register: Register) -> Iterator[tuple[Group, int]]:
    everybody = (WHOLE, *register.parts)

    def group(cells, genders=ALL_GENDERS, ages=ALL_AGES, of=(told.indicator_id,)) -> Group:
        parts = {0, *register.parts} if WHOLE in of else of
        return frozenset(cells), frozenset(genders), frozenset(ages), frozenset(parts)

    if told.total:
        yield group(told.total.cells), told.total.count
    for sum_, of in ((told.together, (told.indicator_id, *told.together_with)), (told.parts, everybody[1:])):
        if sum_:
            yield group(sum_.cells, of=of), sum_.count
    if told.share:
        yield group(told.total.cells, of=(WHOLE,)), told.share.of
    for split in (told.by_gender, *told.parts_by_gender):
        for counts in split.groups if split else ():
            yield group(split.total.cells, genders=counts.categories, of=split.of), counts.count
    for split in (told.by_age, *told.parts_by_age):
        for counts in split.groups if split else ():
            yield group(split.total.cells, ages=counts.categories, of=split.of), counts.count
    if told.under_30:
        yield group(told.by_age.total.cells, ages=AGES[:2]), told.under_30.count
    for row in (*told.by_area, *told.by_year):
        yield group(row.cells), row.count


def counted(register: Register, group: Group) -> int:
    return sum(all(value in wanted for value, wanted in zip(p, group, strict=True)) for p in register.people)


# --- the attacker ------------------------------------------------------------------------------------------


def weights(group: Group, axes: list[list]) -> np.ndarray:
    """One number, 0 or 1, for every class."""
    lines = [np.array([value in wanted for value in axis]) for axis, wanted in zip(axes, group, strict=True)]
    return reduce(np.logical_and.outer, lines).ravel()


def kernel(equations: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A random vector that all equations send to 0, modulo PRIME: Gauss and Jordan, in whole numbers."""
    rows, pivots = equations.astype(np.int64) % PRIME, []
    for column in range(rows.shape[1]):
        below = np.flatnonzero(rows[len(pivots) :, column])
        if not below.size:
            continue
        top = len(pivots)
        rows[[top, top + below[0]]] = rows[[top + below[0], top]]
        rows[top] = rows[top] * pow(int(rows[top, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(rows[:, column])
        others = others[others != top]
        rows[others] = (rows[others] - rows[others, column, None] * rows[top]) % PRIME
        pivots.append(column)
        if len(pivots) == len(rows):
            break
    vector = rng.integers(0, PRIME, rows.shape[1])
    vector[pivots] = 0
    vector[pivots] = -(rows[: len(pivots)] * vector % PRIME).sum(axis=1) % PRIME
    return vector


def found(register: Register, told: dict[Group, int]) -> list[str]:
    """What the attacker finds: groups of one to four people, unions of two such, and differences."""
    if not told:
        return []
    axes = [register.cells, list(ALL_GENDERS), list(ALL_AGES), [0, *register.parts]]
    equations = np.array([weights(group, axes) for group in told])
    possible = ~equations[np.array(list(told.values())) == 0].any(axis=0)  # no figure of 0 says it is empty
    classes, member_of = np.unique(equations[:, possible], axis=1, return_inverse=True)
    rng = np.random.default_rng(len(told))
    people = Counter(register.people)
    wanted = lattice(axes)
    values = []
    for _ in range(2):  # two primes' worth: by chance alone nothing comes out
        vector = np.zeros(len(possible), dtype=np.int64)
        vector[possible] = spread(kernel(np.unique(classes, axis=0), rng), member_of.ravel(), rng)
        values.append(sums(vector, wanted, axes) % PRIME)
    sizes = sums(np.array([people[key] for key in product(*axes)]), wanted, axes)
    return list(calculated(list(product(*wanted)), sizes, values[0] * 2**31 + values[1], possible, axes))


def spread(totals: np.ndarray, member_of: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A value for each class, so that those that no equation tells apart have the given sum."""
    vector = rng.integers(0, PRIME, len(member_of))
    first = np.array([np.argmax(member_of == number) for number in range(len(totals))])
    added = np.zeros(len(totals), dtype=np.int64)
    np.add.at(added, member_of, vector)
    vector[first] = (vector[first] + totals - added) % PRIME
    return vector


def lattice(axes: list[list]) -> list[list[frozenset]]:
    """On each axis what is looked at: every cell, area, year and all; every gender, age, and part, and all."""
    cells = axes[0]
    places = {frozenset(c for c in cells if c[n] == value) for n in (0, 1) for value in {c[n] for c in cells}}
    places |= {frozenset([cell]) for cell in cells} | {frozenset(cells)}
    return [sorted(places, key=sorted), *([*(frozenset([v]) for v in axis), frozenset(axis)] for axis in axes[1:])]


def sums(vector: np.ndarray, wanted: list[list[frozenset]], axes: list[list]) -> np.ndarray:
    """Of each group of the lattice, in the order of `product`."""
    cube = vector.reshape([len(axis) for axis in axes])
    for groups, axis in zip(
        wanted, axes, strict=True
    ):  # the axis goes to the end, so that four turns are one round
        cube = np.tensordot(cube, np.array([[value in group for value in axis] for group in groups]), (0, 1))
    return cube.ravel()


def calculated(
    groups: list[Group], sizes: np.ndarray, values: np.ndarray, possible: np.ndarray, axes: list[list]
) -> Iterator[str]:
    """Groups whose value is 0; pairs whose values add up to 0, or are the same where one is inside the other."""
    by_value: dict[int, list[int]] = {}
    for n, value in enumerate(values.tolist()):
        by_value.setdefault(value, []).append(n)

    def who(n: int) -> np.ndarray:
        return weights(groups[n], axes) & possible

    yield from (f"{groups[n]}: {sizes[n]}" for n in by_value.get(0, ()) if 1 <= sizes[n] <= 4)
    for n in np.flatnonzero((sizes <= 4) & (values != 0)):
        high, low = divmod(int(values[n]), 2**31)
        for m in by_value.get(-high % PRIME * 2**31 + -low % PRIME, ()):
            if n < m and 1 <= sizes[n] + sizes[m] <= 4 and not (who(n) & who(m)).any():
                yield f"{groups[n]} and {groups[m]}: {sizes[n] + sizes[m]}"
    for alike in (np.array(each) for each in by_value.values() if len(each) > 1):
        more = sizes[alike][:, None] - sizes[alike]
        for n, m in alike[np.argwhere((more >= 1) & (more <= 4))]:
            if not (who(m) & ~who(n)).any():
                yield f"{groups[n]} without {groups[m]}: {sizes[n] - sizes[m]}"


# --- the stories -------------------------------------------------------------------------------------------

SPREADS = 20


@pytest.mark.parametrize("spread_of", range(SPREADS))
def test_no_group_under_five_comes_out_of_a_thousand_registers(spread_of):
    for seed in range(spread_of, 1000, SPREADS):
        register = random_register(seed)
        told = published(register)
        assert found(register, told) == [], seed


@pytest.mark.parametrize("seed", range(30))
def test_what_is_told_is_exact_and_never_one_to_four(seed):
    register = random_register(seed)
    for group, number in published(register).items():
        assert number == counted(register, group) and not 1 <= number <= 4


def test_most_registers_tell_something():
    plans = [random_register(seed).book().plan for seed in range(100)]
    assert sum(plan.totals is not None for plan in plans) > 90
    assert sum(plan.gender is not None for plan in plans) > 60
    assert sum(plan.age is not None for plan in plans) > 60
    assert sum(plan.gender_of_parts is not None for plan in plans) > 10
    assert sum(plan.age_of_parts is not None for plan in plans) > 10


# --- the attacker is any good ------------------------------------------------------------------------------


def naively_published(register: Register) -> dict[Group, int]:
    """Every figure by place, and by gender or age, but for those of one to four people."""
    axes = [register.cells, list(ALL_GENDERS), list(ALL_AGES), [0, *register.parts]]
    places, genders, ages, parts = lattice(axes)
    told = {
        group: counted(register, group)
        for group in product(places, genders, ages, parts[-1:])
        if genders[-1] == group[1] or ages[-1] == group[2]
    }
    return {group: number for group, number in told.items() if not 1 <= number <= 4}


def of_people(*told: tuple[int, tuple[int, str], str, int], parts: tuple[int, ...] = ()) -> Register:
    people = [(cell, gender, UNTOLD, part) for count, cell, gender, part in told for _ in range(count)]
    return Register(people, parts)


KOIVU, HAKU = (2026, "Koivukylä"), (2026, "Hakunila")


def group_of(*cells: tuple[int, str], gender: str = "", part: int = 0, parts: tuple[int, ...] = ()) -> Group:
    genders, of = ({gender} if gender else ALL_GENDERS), ({part} if part else {0, *parts})
    return frozenset(cells), frozenset(genders), frozenset(ALL_AGES), frozenset(of)


def test_the_attacker_sees_through_a_table_in_which_only_small_numbers_are_left_out():
    caught = [bool(found(each, naively_published(each))) for each in map(random_register, range(8))]
    assert sum(caught) >= 6


def test_the_attacker_subtracts_an_area_from_the_sum():
    register = of_people((7, KOIVU, "woman", 0), (3, HAKU, "man", 0))
    assert found(register, {group_of(KOIVU, HAKU): 10, group_of(KOIVU): 7})
    assert not found(register, {group_of(KOIVU, HAKU): 10})


def test_the_attacker_subtracts_a_part_from_its_whole():
    register = of_people((8, KOIVU, "woman", 2), (2, KOIVU, "woman", 0), parts=(2,))
    assert found(register, {group_of(KOIVU, parts=(2,)): 10, group_of(KOIVU, part=2): 8})


def test_the_attacker_uses_a_zero():
    """All of Koivukylä are women, so the women of both areas without it are Hakunila's."""
    register = of_people((9, KOIVU, "woman", 0), (3, HAKU, "woman", 0), (6, HAKU, "man", 0))
    told = {group_of(KOIVU): 9, group_of(KOIVU, HAKU, gender="woman"): 12}
    assert not found(register, told)
    assert found(register, {**told, **{group_of(KOIVU, gender=g): 0 for g in ("man", "other", UNTOLD)}})


def test_the_attacker_finds_two_odd_halves_of_a_person():
    """Women of one area in a part, men of the other in none: each number told is large, and their sum is not."""
    register = of_people(
        (9, KOIVU, "woman", 2), (9, KOIVU, "man", 2), (9, KOIVU, "woman", 0), (1, KOIVU, "man", 0),
        (2, HAKU, "woman", 2), (9, HAKU, "man", 2), (9, HAKU, "woman", 0), (9, HAKU, "man", 0), parts=(2,),
    )  # fmt: skip
    of_rest = (frozenset([KOIVU]), frozenset(ALL_GENDERS), frozenset(ALL_AGES), frozenset([0]))
    women_of_rest = (frozenset([KOIVU, HAKU]), frozenset(["woman"]), frozenset(ALL_AGES), frozenset([0]))
    told = {
        group_of(HAKU, gender="woman", parts=(2,)): 11,
        women_of_rest: 18,
        of_rest: 10,
    }
    nobody = {group_of(cell, gender=g, parts=(2,)): 0 for cell in (KOIVU, HAKU) for g in ("other", UNTOLD)}
    assert min(told.values()) >= 10
    assert found(register, {**told, **nobody})
