"""The plan of an indicator and its parts: what is told, in which blocks, and what is told together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from workshop_kit.suppression import categories
from workshop_kit.suppression.blocks import Block, Blocks, Cell, comparable, is_safe, joined, merged, totals
from workshop_kit.suppression.categories import REST, UNDER_30, WOMEN, Category, Group, Groups, size

Table = Mapping[Cell, Mapping[Category, int]]


@dataclass(frozen=True)
class People:
    """The people of one indicator in each cell: twice the same ones, by gender and by age, UNTOLD included."""

    gender: Table
    age: Table

    def count(self, cells: Iterable[Cell]) -> int:
        return sum(sum(self.gender.get(cell, {}).values()) for cell in cells)


@dataclass(frozen=True)
class Family:
    """An indicator, and its parts by their ids."""

    whole: People
    parts: Mapping[int, People] = field(default_factory=dict)

    @property
    def cells(self) -> list[Cell]:
        """Those in which somebody was counted."""
        everybody = (self.whole, *self.parts.values())
        return sorted({cell for people in everybody for cell in people.gender if people.count([cell])})


@dataclass(frozen=True)
class Breakdown:
    """Every group of every block is told."""

    blocks: Blocks
    groups: Groups


@dataclass(frozen=True)
class Cross:
    """Of the parts by gender or age: every group of people of every group of parts, in the blocks of the parts."""

    groups: Groups
    parts: Groups


@dataclass(frozen=True)
class Plan:
    """None: nothing of it may be told. The groups of `parts` leave out who is not told apart from the rest.

    `is_loose`: the parts are larger than their whole, so that they are no shares of it.
    """

    totals: Blocks | None = None
    gender: Breakdown | None = None
    age: Breakdown | None = None
    parts: Breakdown | None = None
    gender_of_parts: Cross | None = None
    age_of_parts: Cross | None = None
    is_loose: bool = False


def plan(family: Family) -> Plan:
    cells = family.cells
    found = totals({cell: family.whole.count([cell]) for cell in cells})
    if found is None:
        return Plan()
    size_of = family.whole.count
    told = Plan(
        totals=found,
        gender=_breakdown(found, family.whole.gender, categories.genders, size_of),
        age=_breakdown(found, family.whole.age, categories.ages, size_of),
    )
    return _with_parts(told, family, found) if family.parts else told


def _with_parts(told: Plan, family: Family, blocks: Blocks) -> Plan:
    counts = {cell: _by_part(family, [cell]) for cell in family.cells}
    if not counts:  # nobody was counted, so there is nobody in any part
        return replace(told, parts=Breakdown((), tuple((id,) for id in family.parts)))
    if _sum(counts, counts)[REST] < 0:
        return replace(told, parts=_loose(family, counts), is_loose=True)
    found = _breakdown(blocks, counts, categories.parts, family.whole.count)
    if found is None:
        return told
    apart = tuple(group for group in found.groups if REST not in group)
    told = replace(told, parts=Breakdown(found.blocks, apart))
    return _with_age_of_parts(_with_gender_of_parts(told, family, found.blocks, apart), family, found.blocks, apart)


def _with_gender_of_parts(told: Plan, family: Family, blocks: Blocks, parts: Groups) -> Plan:
    tables = {id: people.gender for id, people in family.parts.items()}
    cross = _cross(told.gender, family.whole.gender, tables, blocks, parts, WOMEN)
    if cross is None or told.gender is None:
        return told
    gender = replace(told.gender, blocks=comparable(told.gender.blocks, blocks))
    return replace(told, gender=gender, gender_of_parts=cross)


def _with_age_of_parts(told: Plan, family: Family, blocks: Blocks, parts: Groups) -> Plan:
    tables = {id: people.age for id, people in family.parts.items()}
    cross = _cross(told.age, family.whole.age, tables, blocks, parts, UNDER_30)
    if cross is None or told.age is None:
        return told
    return replace(told, age=replace(told.age, blocks=joined(told.age.blocks, blocks)), age_of_parts=cross)


def _breakdown(
    blocks: Blocks,
    table: Table,
    grouping: Callable[[Mapping[Category, int]], Groups | None],
    size_of: Callable[[Block], int],
) -> Breakdown | None:
    """The groups that are told apart everywhere, in blocks in which none of them is small."""
    groups = grouping(_sum(table, table))
    if groups is None:
        return None

    def fits(block: Block) -> bool:
        counts = _sum(table, block)
        return all(is_safe(size(counts, group)) for group in groups)

    found = merged(blocks, size_of, fits)
    return Breakdown(found, groups) if found is not None else None


def _cross(
    whole: Breakdown | None, table: Table, parts: Mapping[int, Table], blocks: Blocks, apart: Groups, half: Group
) -> Cross | None:
    """The finest groups of parts, and for them the finest groups of people, that are small in no block."""
    if whole is None:
        return None
    halved = categories.halves(whole.groups, half)
    ways = [whole.groups, halved] if halved else [whole.groups]
    for told in _coarser(apart, {id: _sum(each, each).total() for id, each in parts.items()}):
        for groups in ways:
            if all(_fits(groups, told, table, parts, block) for block in blocks):
                return Cross(groups, told)
    return None


def _fits(groups: Groups, told: Groups, table: Table, parts: Mapping[int, Table], block: Block) -> bool:
    """Whether each group of people is small neither in a group of parts nor in the rest."""
    everybody = _sum(table, block)
    by_part = {id: _sum(each, block) for id, each in parts.items()}
    for group in groups:
        counts = [sum(size(by_part[int(id)], group) for id in each) for each in told]
        if not all(is_safe(count) for count in (*counts, size(everybody, group) - sum(counts))):
            return False
    return True


def _coarser(groups: Groups, counts: Mapping[Category, int]) -> Iterator[Groups]:
    """The groups as they are, then the two smallest of them joined, and so on until all are one."""
    while groups:
        yield groups
        if len(groups) == 1:
            return
        first, second, *rest = sorted(groups, key=lambda group: size(counts, group))
        both = first + second
        groups = tuple(both if group == first else group for group in groups if group != second)


def _loose(family: Family, counts: Table) -> Breakdown | None:
    everything = _sum(counts, counts)
    del everything[REST]
    groups = categories.parts(everything)
    return Breakdown((frozenset(family.cells),), groups) if groups is not None else None


def _by_part(family: Family, cells: Iterable[Cell]) -> Counter[Category]:
    """How many are in each part and, last, in none; that may be fewer than none."""
    cells = list(cells)
    found: Counter[Category] = Counter({id: people.count(cells) for id, people in family.parts.items()})
    found[REST] = family.whole.count(cells) - found.total()
    return found


def _sum(table: Table, cells: Iterable[Cell]) -> Counter[Category]:
    found: Counter[Category] = Counter()
    for cell in cells:
        for category, count in table.get(cell, {}).items():
            found[category] += count
    return found
