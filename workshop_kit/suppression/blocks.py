"""Blocks of cells: joined until each of them may be told."""

from collections.abc import Callable, Collection, Iterable, Mapping

from workshop_kit.privacy import people

Cell = tuple[int, str]
"""A year and the name of an area, empty where none was named."""
Block = frozenset[Cell]
Blocks = tuple[Block, ...]


def is_safe(count: int) -> bool:
    """Whether so many may be told. Fewer than none are no people at all."""
    return count >= 0 and people(count) is not None


def totals(sizes: Mapping[Cell, int]) -> Blocks | None:
    """The blocks of the totals: small cells joined with others of their year, then of the years beside it.

    The reader sees which cells are in a block, so a block of several has more people than cells: else each cell
    would be known to have one. None where not even all together may be told.
    """

    def fits(block: Block) -> bool:
        counts = [sizes[cell] for cell in block if sizes[cell]]
        return is_safe(sum(counts)) and (len(counts) < 2 or sum(counts) > len(counts))

    return merged((frozenset([cell]) for cell in sizes), lambda block: sum(sizes[cell] for cell in block), fits)


def merged(blocks: Iterable[Block], size: Callable[[Block], int], fits: Callable[[Block], bool]) -> Blocks | None:
    """Join blocks until every one fits: the smallest that does not, with the nearest other that counts somebody.

    Nearest is the closest in years, then one that does not fit either, then the smallest. The same data always give
    the same blocks, in the order of their first cells. None where not even all together fit.
    """
    found = {block: (fits(block), size(block), sorted(block)) for block in blocks}
    while bad := [block for block, (good, _size, _cells) in found.items() if not good]:
        one = min(bad, key=lambda block: found[block][1:])
        others = [block for block in found if block != one and found[block][1]]
        if not others:
            return None
        mate = min(others, key=lambda block: (_years_between(one, block), *found[block]))
        both = one | mate
        del found[one], found[mate]
        found[both] = (fits(both), size(both), sorted(both))
    return tuple(sorted(found, key=lambda block: found[block][2]))


def joined(*partitions: Collection[Block]) -> Blocks:
    """The finest blocks of which every given block is a part."""
    found: list[Block] = []
    for block in (each for partition in partitions for each in partition):
        touching = [each for each in found if each & block]
        found = [each for each in found if not each & block]
        found.append(block.union(*touching))
    return tuple(sorted(found, key=sorted))


def comparable(blocks: Blocks, others: Blocks) -> Blocks:
    """Join blocks until each is inside one of the others, or made of whole ones."""
    found: list[Block] = []
    for both in joined(blocks, others):
        inside = [block for block in blocks if block & both]
        is_nested = len(inside) == 1 or sum(1 for block in others if block & both) == 1
        found += inside if is_nested else [both]
    return tuple(sorted(found, key=sorted))


def cover(blocks: Iterable[Block], cells: Collection[Cell]) -> Blocks:
    """The blocks that are needed to tell of these cells."""
    wanted = frozenset(cells)
    return tuple(block for block in blocks if block & wanted)


def _years_between(one: Block, other: Block) -> int:
    mine, theirs = {year for year, _area in one}, {year for year, _area in other}
    return min(abs(a - b) for a in mine for b in theirs)
