"""Which sums of small counts may be told, so that no group of fewer than five can be found by subtraction.

Pure: no database. A *cell* is a year and an area. People of a cell are sorted by gender, by age, and, where an
indicator has parts (of all who were coached, those who found work), by part; what nobody told is a category of its
own, and who is in no part is the *rest*. Gender and age are never crossed with each other.

**What is published** are sums over *blocks*. The blocks T of the totals are disjoint sets of cells; the blocks G of
gender, A of age and S of the parts are each made of whole blocks of T, and their categories are joined into groups.
A (block, group) is an *atom*. Every atom, also of the rest, counts nobody or at least five people, and every
published figure is a sum of atoms. Gender and age of the parts are told in the blocks of S, in all of them or none;
where they are, a block of G is inside a block of S or made of whole ones, and one of A is made of whole ones.

**Why nothing under five can be found.** Whoever adds and subtracts figures gives each person (cell c, gender g, age
a, part p) the weight f = t(c) + γ(c, g) + α(c, a) + π(c, p) + δ(c, g, p) + ε(c, a, p), where t is the same within a
block of T, γ within one of G, and so on. He has found a group of people where f is 0 or 1 for everybody.

1. Without parts: in one cell, f is a sum of a function of g and one of a. A sum of two functions that takes only
   the values 0 and 1 depends on one of them alone. If it is g, γ says the same in the whole block of G, so the
   group has atoms of G there; if it is a, atoms of A; if neither, whole blocks of T.
2. With parts, and gender told of them: for one gender, f in a block of S is a sum of a function of c and one of p,
   so it depends on one alone: the group has atoms of T or G, or atoms (block of S, gender, part).
3. With age told of the parts, too: where f depends on a for some part, it depends on neither c nor g there, because
   a block of A is made of whole blocks of S, so the group has whole atoms of A, or of age and part.

So every group that can be found is a union of disjoint atoms: nobody, or at least five people. The argument takes
it that any gender may meet any age and part. What figures of 0 rule out was tried by exact elimination on random
registers: tests/workshop_kit/outcomes/test_attack.py.

**What it does not cover.** The blocks are made anew from today's counts: who keeps the figures of two days, with
one person entered between them, can subtract those. Nor does it keep back what a figure of 0 or of all says of
everybody in a block, or what somebody knows beforehand about people of the same block. Parts are taken to share
nobody; where they are larger than their whole, they are told in one sum of all cells, and no share of the whole is.
"""

from workshop_kit.suppression.blocks import Block, Cell, cover, joined, totals
from workshop_kit.suppression.categories import REST, UNDER_30, UNTOLD, Category, Group
from workshop_kit.suppression.plan import Breakdown, Cross, Family, People, Plan, Table, plan

__all__ = [
    "REST",
    "UNDER_30",
    "UNTOLD",
    "Block",
    "Breakdown",
    "Category",
    "Cell",
    "Cross",
    "Family",
    "Group",
    "People",
    "Plan",
    "Table",
    "cover",
    "joined",
    "plan",
    "totals",
]
