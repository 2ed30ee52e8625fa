"""What is told of a register: by filter, together with what, and as JSON."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from models import Counted, Indicator
from workshop_kit.outcomes import as_json, books, figures
from workshop_kit.outcomes.books import Entry
from workshop_kit.outcomes.told import Share
from workshop_kit.suppression import UNTOLD


def indicator(id, part_of=None, **facts):
    return Indicator(
        id=id, uuid=str(id), programme_id=1, position=id, activity="Coaching",
        name={"en": f"I{id}", "fi": f"M{id}"}, counted=Counted.PEOPLE, part_of_id=part_of, **facts,
    )  # fmt: skip


def told(*entries, parts=(), area="", year=None, **facts):
    """Of one whole and its parts, the counts of which are (indicator, area, year, women, men, under 30)."""
    rows = [
        Entry(id, where, when, women + men, Counter(woman=women, man=men), {"18_29": young} if young else {})
        for id, where, when, women, men, young in entries
    ]
    listed = [indicator(1, **facts), *(indicator(id, 1) for id in parts)]
    return figures.of(books.kept(listed, rows)[0], area=area, year=year)


KOIVU, HAKU, MARTIN = "Koivukylä", "Hakunila", "Martinlaakso"


def test_a_register_without_counts_tells_of_nobody():
    whole, part = told(parts=(2,))
    assert part.total.count == 0
    assert (whole.total.count, whole.by_area, whole.by_gender, whole.under_30) == (0, (), None, None)


def test_fewer_than_five_are_not_told():
    (whole,) = told((1, KOIVU, 2026, 2, 2, 0))
    assert (whole.total, whole.by_area, whole.by_year, whole.progress) == (None, (), (), None)


def test_a_small_area_is_told_together_with_another_one():
    (whole,) = told(
        (1, KOIVU, 2026, 3, 0, 0), (1, HAKU, 2026, 6, 0, 0), (1, MARTIN, 2026, 20, 0, 0), area="koivukylä "
    )
    assert (whole.total.count, whole.total.other_areas, whole.total.other_years) == (9, (HAKU,), ())
    assert [(row.areas, row.count) for row in whole.by_area] == [((HAKU, KOIVU), 9)]


def test_a_small_year_is_told_together_with_the_one_beside_it():
    (whole,) = told((1, KOIVU, 2024, 9, 0, 0), (1, KOIVU, 2025, 9, 0, 0), (1, KOIVU, 2026, 2, 0, 0), year=2026)
    assert (whole.total.count, whole.total.other_areas, whole.total.other_years) == (11, (), (2025,))
    assert [row.years for row in whole.by_year] == [(2025, 2026)]


def test_tables_add_up_to_their_total_whatever_is_joined():
    counts = [(1, area, year, n, m, 0) for n, (area, year, m) in enumerate(
        (a, y, m) for a in (KOIVU, HAKU, MARTIN, "") for y in (2024, 2025, 2026) for m in (0, 7))]  # fmt: skip
    for area in ("", KOIVU, HAKU):
        for year in (None, 2024):
            (whole,) = told(*counts, area=area, year=year)
            for table in (whole.by_area, whole.by_year):
                assert sum(row.count for row in table) == whole.total.count
            assert sum(group.count for group in whole.by_gender.groups) == whole.by_gender.total.count


def test_shares_are_of_all_and_who_did_not_tell_is_said():
    rows = [Entry(1, KOIVU, 2026, 40, {"woman": 20, "man": 10}, {"under_18": 5, "18_29": 6, "30_44": 9})]
    (whole,) = figures.of(books.kept([indicator(1)], rows)[0])
    assert whole.by_gender.share(["woman"]) == Share(20, 40) and whole.by_gender.untold == 10
    assert (whole.under_30, whole.under_30.fraction, whole.by_age.untold) == (Share(11, 40), Fraction(11, 40), 20)
    assert [group.categories for group in whole.by_gender.groups] == [("woman",), ("man",), ("other",), (UNTOLD,)]


@pytest.mark.parametrize(
    ("count", "of", "percent"), [(246, 456, 54), (82, 456, 18), (1, 8, 13), (5, 200, 3), (0, 5, 0)]
)
def test_percent_is_rounded_and_a_half_goes_up(count, of, percent):
    assert Share(count, of).percent == percent


def test_a_part_is_a_share_of_its_whole():
    whole, part = told((1, KOIVU, 2026, 20, 20, 0), (2, KOIVU, 2026, 10, 10, 0), parts=(2,))
    assert (part.total.count, part.share, part.by_gender.share(["woman"])) == (20, Share(20, 40), Share(10, 20))
    assert (whole.parts.count, whole.parts_share, whole.part_of_id, part.part_of_id) == (20, Share(20, 40), None, 1)


def test_small_parts_are_only_told_together():
    counts = [(1, KOIVU, 2026, 30, 30, 0), (2, KOIVU, 2026, 3, 0, 0), (3, KOIVU, 2026, 4, 0, 0)]
    whole, second, third = told(*counts, parts=(2, 3))
    assert second.total is third.total is None
    assert (second.together.count, second.together_with, third.together_with) == (7, (3,), (2,))
    assert whole.parts.count == 7


def test_a_part_that_all_but_a_few_are_in_is_not_told():
    whole, part = told((1, KOIVU, 2026, 10, 10, 0), (2, KOIVU, 2026, 9, 9, 0), parts=(2,))
    assert (whole.total.count, whole.parts, part.total, part.together) == (20, None, None, None)


def test_parts_larger_than_their_whole_are_no_share_of_it():
    whole, part = told((1, KOIVU, 2026, 10, 0, 0), (2, KOIVU, 2026, 15, 0, 0), parts=(2,))
    assert (part.total.count, part.share, whole.parts_share) == (15, None, None)


def test_progress_is_that_of_all_years_and_areas():
    facts = {"target": 50, "target_by": date(2026, 12, 31)}
    assert told((1, KOIVU, 2026, 20, 20, 0), **facts)[0].progress == Share(40, 50)
    (of_a_year,) = told((1, KOIVU, 2026, 20, 20, 0), year=2026, **facts)
    assert (of_a_year.progress, of_a_year.target) == (None, 50)


def test_json_says_the_same_in_a_language():
    counts = [(1, KOIVU, 2026, 3, 0, 0), (1, HAKU, 2026, 36, 9, 9)]
    (whole,) = as_json.plain(told(*counts, area=KOIVU, target=100), "fi")
    assert whole["name"] == "M1" and whole["target"] == 100 and whole["target_by"] is None
    assert whole["total"] == {"count": 48, "with_areas": [HAKU], "with_years": []}
    assert whole["by_gender"]["groups"][0] == {"groups": ["woman"], "count": 39, "percent": 81}
    assert whole["by_area"] == [{"areas": [HAKU, KOIVU], "years": [2026], "count": 48}]
    assert (whole["progress"], whole["share"], whole["parts_by_gender"]) == (None, None, [])
