"""The results box of SMILE's report, from a register of several hundred counts that adds up to it."""

import csv
import random
from collections import Counter
from datetime import date
from io import StringIO
from uuid import UUID

import pytest
from sqlmodel import select

from models import Area, Programme
from workshop_kit.outcomes import csv_file, figures, indicators, register
from workshop_kit.outcomes.register import AGES, Draft

AREAS = ("Martinlaakso", "Koivukylä", "Hakunila")
COACHED, WOMEN, MEN, UNDER_30 = 456, 246, 198, 82
FOUND = {"Found employment": 104, "Found education": 61, "Became self-employed": 21}  # 186
VISITS, CHILDREN = 685, 621


@pytest.fixture
def smile(db, now) -> Programme:
    programme = Programme(name="SMILE", created_at=now)
    db.add_all([programme, *(Area(name=name) for name in AREAS)])
    db.flush()
    for preset in indicators.presets():
        indicators.add_preset(db, programme.id, preset.id)
    return programme


def rows() -> list[dict[str, object]]:
    """People told one by one, then put together into counts of one to nine."""
    rng = random.Random(7)
    genders = ["woman"] * WOMEN + ["man"] * MEN + [""] * (COACHED - WOMEN - MEN)
    ages = [rng.choice(AGES[:2]) for _ in range(UNDER_30)]
    ages += [rng.choice(AGES[2:]) for _ in range(COACHED - UNDER_30 - 20)] + [""] * 20
    found = [name for name, count in FOUND.items() for _ in range(count)]
    for each in (genders, ages):
        rng.shuffle(each)
    everybody = list(zip(genders, ages, strict=True))
    lists = {
        "People coached": everybody,
        **{name: [who for who, what in zip(everybody, found, strict=False) if what == name] for name in FOUND},
        "Visits": [("", "")] * VISITS,
        "Children taking part": [(rng.choice(("woman", "man")), "") for _ in range(CHILDREN)],
    }
    made = []
    for name, people in lists.items():
        for part in in_parts(people, rng):
            day = date(rng.choice((2024, 2025)), rng.randint(1, 12), rng.randint(1, 28))
            told = Counter(gender for gender, _age in part if gender) + Counter(age for _g, age in part if age)
            made.append({"date": day, "area": rng.choice(AREAS), "indicator": name, "count": len(part), **told})
    rng.shuffle(made)
    return made


def in_parts(people, rng):
    people = list(people)
    while people:
        yield [people.pop() for _ in range(min(len(people), rng.randint(1, 9)))]


def as_csv(made) -> bytes:
    out = StringIO()
    writer = csv.DictWriter(
        out, ["date", "area", "indicator", "count", "woman", "man", "other", *AGES], delimiter=";"
    )
    writer.writeheader()
    writer.writerows(made)
    return out.getvalue().encode("utf-8-sig")


def box(db, programme) -> dict[str, int | str]:
    told = {each.name["en"]: each for each in figures.told(db, programme.id)}
    coached = told["People coached"]
    women = coached.by_gender.share(["woman"])
    return {
        "coached": coached.total.count,
        "women": f"{women.count} = {women.percent} %",
        "under 30": f"{coached.under_30.count} = {coached.under_30.percent} %",
        "found": coached.parts.count,
        **{name: told[name].total.count for name in FOUND},
        "visits": told["Visits"].total.count,
        "children": told["Children taking part"].total.count,
    }


BOX = {
    "coached": 456,
    "women": "246 = 54 %",
    "under 30": "82 = 18 %",
    "found": 186,
    **FOUND,
    "visits": 685,
    "children": 621,
}


def entered(db, programme, now):
    ids = {row.name["en"]: row.id for row in indicators.listed(db, programme.id)}
    areas = {area.name: area.id for area in db.exec(select(Area))}
    for number, row in enumerate(rows()):
        genders = {key: row[key] for key in ("woman", "man") if key in row}
        ages = {key: row[key] for key in AGES if key in row}
        uuid, area = str(UUID(int=number)), areas[row["area"]]
        draft = Draft(uuid, ids[row["indicator"]], area, row["date"], row["count"], genders, ages)
        register.enter(db, draft, now=now)


def test_the_box_comes_out_of_several_hundred_counts(db, smile, now):
    entered(db, smile, now)
    assert len(rows()) > 300
    assert box(db, smile) == BOX


def test_the_box_comes_out_of_a_file(db, smile, now):
    sheet = csv_file.look(db, smile.id, as_csv(rows()), now=now)
    assert sheet.problems == () and len(sheet.rows) == len(rows())
    csv_file.take(db, sheet, now=now)
    assert box(db, smile) == BOX


def test_the_box_comes_out_of_what_was_written_to_a_file(db, smile, now):
    entered(db, smile, now)
    written = csv_file.write(db, smile.id)
    for row in register.current(db, smile.id):
        db.delete(row)
    csv_file.take(db, csv_file.look(db, smile.id, written, now=now), now=now)
    assert box(db, smile) == BOX


def test_every_table_of_the_box_adds_up(db, smile, now):
    entered(db, smile, now)
    for each in figures.told(db, smile.id):
        for table in (each.by_area, each.by_year):
            assert sum(row.count for row in table) == each.total.count
        for split in (each.by_gender, each.by_age):
            assert split is None or sum(group.count for group in split.groups) == split.total.count


def test_an_area_and_a_year_are_told_by_themselves_where_they_are_large(db, smile, now):
    entered(db, smile, now)
    coached, *_parts, visits, _children = figures.told(db, smile.id, area="koivukylä", year=2024)
    assert coached.total.beyond == visits.total.beyond == ()
    assert {row.areas for row in coached.by_area} == {("Koivukylä",)}
