"""Those who took part beside those who live there."""

import pytest

from models import Area, Population
from workshop_kit.insights import Filter
from workshop_kit.profile import compared, people
from workshop_kit.profile.facts import LANGUAGE, Verdict


@pytest.fixture
def lives(db):
    """Who lives in an area."""

    def kept(name, topic, year=2025, **answers):
        area = Area(name=name)
        db.add(area)
        db.flush()
        rows = [
            Population(
                area_id=area.id, year=year, topic=topic, answer=answer.strip("_"), people=n, source="Table 11ra"
            )
            for answer, n in answers.items()
        ]
        db.add_all(rows)
        db.flush()

    return kept


def found(db, today, wanted=Filter()):  # noqa: B008
    return compared.of(db, wanted, people.of(db, wanted, today=today))


def verdicts(comparison):
    return {beside.answer: beside.verdict for beside in comparison.rows}


def test_more_and_fewer_are_said_beyond_chance_only(db, holds, lives, today):
    lives("Hakunila", "gender", woman=500, man=500)
    holds({"fi": 100}, [{"gender": "woman"}] * 70 + [{"gender": "man"}] * 30)
    (comparison,) = found(db, today).comparisons
    assert verdicts(comparison) == {"woman": Verdict.MORE, "man": Verdict.FEWER}
    assert (comparison.people, comparison.residents) == (100, 1000)
    assert (comparison.years, comparison.sources) == ((2025,), ("Table 11ra",))


def test_about_as_many_needs_enough_people(db, holds, lives, today):
    lives("Hakunila", "gender", woman=500, man=500)
    holds({"fi": 200}, [{"gender": "woman"}] * 104 + [{"gender": "man"}] * 96)
    (comparison,) = found(db, today).comparisons
    assert verdicts(comparison) == {"woman": Verdict.ALIKE, "man": Verdict.ALIKE}


def test_a_dozen_people_are_too_few_to_tell(db, holds, lives, today):
    lives("Hakunila", "gender", woman=500, man=500)
    holds({"fi": 12}, [{"gender": "woman"}] * 7 + [{"gender": "man"}] * 5)
    (comparison,) = found(db, today).comparisons
    assert set(verdicts(comparison).values()) == {Verdict.UNTOLD}


def test_nothing_is_said_of_a_group_that_is_hidden(db, holds, lives, today):
    lives("Hakunila", "age", under_18=200, _18_29=150, _30_44=300, _65_up=350)
    holds({"fi": 60}, [{"age": "30_44"}] * 40 + [{"age": "18_29"}] * 6 + [{"age": "65_up"}] * 3, area="Hakunila")
    rows = {beside.answer: beside for comparison in found(db, today).comparisons for beside in comparison.rows}
    assert rows["30_44"].verdict == Verdict.MORE
    assert (rows["65_up"].took_part, rows["65_up"].verdict) == (None, Verdict.UNTOLD)
    assert (rows["under_18"].took_part, rows["under_18"].verdict) == (None, Verdict.UNTOLD)


def test_the_language_on_the_phone_stands_in_for_that_at_home(db, holds, lives, today):
    lives("Hakunila", "home_language", fi=700, so=50, other=250)
    holds({"fi": 20, "so": 20})
    (comparison,) = found(db, today).comparisons
    assert comparison.asked == LANGUAGE
    assert verdicts(comparison) == {"fi": Verdict.FEWER, "so": Verdict.MORE}


def test_an_area_without_figures_stops_the_comparison_and_is_named(db, holds, lives, today):
    lives("Hakunila", "gender", woman=500, man=500)
    about = [{"gender": "woman"}] * 20 + [{"gender": "man"}] * 20
    holds({"fi": 40}, about)
    holds({"fi": 40}, about, area="Koivukylä")
    told = found(db, today)
    assert (told.comparisons, told.unknown) == ((), ("Koivukylä",))
    assert found(db, today, Filter(area="hakunila")).comparisons


def test_the_latest_year_counts(db, holds, lives, today):
    lives("Hakunila", "gender", year=2020, woman=900, man=100)
    area = db.get(Area, 1)
    db.add_all(
        Population(area_id=area.id, year=2025, topic="gender", answer=a, people=50) for a in ("woman", "man")
    )
    holds({"fi": 40}, [{"gender": "woman"}] * 20 + [{"gender": "man"}] * 20)
    (comparison,) = found(db, today).comparisons
    assert comparison.years == (2025,)
    assert comparison.rows[0].lives == 0.5


@pytest.mark.parametrize(
    ("least", "most", "lives", "said"),
    [
        (30, 30, 0.2, Verdict.MORE),
        (30, 60, 0.2, Verdict.MORE),  # so many at least
        (10, 30, 0.6, Verdict.FEWER),  # even if all of the others belong to it
        (10, 40, 0.3, Verdict.UNTOLD),
        (0, 0, 0.3, Verdict.FEWER),
    ],
)
def test_a_number_that_lies_between_two_is_judged_by_both(least, most, lives, said):
    assert compared.verdict(least, most, 80, lives) == said


def test_nobody_can_be_compared_with_nobody():
    assert compared.verdict(0, 0, 0, 0.5) == Verdict.UNTOLD
