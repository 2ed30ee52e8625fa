"""Ann's programme beside a conventional service."""

import uuid
from datetime import date

import pytest

from workshop_kit import programmes, store
from workshop_kit.errors import EmptyText
from workshop_kit.evaluation import conventional
from workshop_kit.evaluation.compare import Verdict
from workshop_kit.evaluation.conventional import Draft
from workshop_kit.outcomes import indicators, register


@pytest.fixture
def programme(db):
    programmes.create(db, programmes.Draft("Together"), now=store.now())
    db.flush()
    (found,) = programmes.listed(db)
    return found


def counted(db, programme, preset, *counts):
    """The indicators of a preset, with a count each."""
    made = indicators.add_preset(db, programme.id, preset)
    for indicator, count in zip(made, counts, strict=False):
        draft = register.Draft(str(uuid.uuid4()), indicator.id, None, date(2026, 3, 1), count, {}, {})
        register.enter(db, draft, now=store.now())
    return made


def told(db, programme):
    return {one.figures.indicator_id: one for one in conventional.told(db, programme.id)}


def test_a_part_has_the_share_of_its_whole_and_the_whole_that_of_all_its_parts(db, programme):
    coached, work, study, *_rest = counted(db, programme, "job_coaching", 100, 40, 20)
    found = told(db, programme)
    assert (found[work.id].share.count, found[work.id].share.of) == (40, 100)
    assert (found[coached.id].share.count, found[coached.id].share.of) == (60, 100)
    assert found[coached.id].is_all_parts and not found[work.id].is_all_parts


def test_of_fewer_than_five_no_share_is_told(db, programme):
    coached, work, *_rest = counted(db, programme, "job_coaching", 100, 3)
    assert work.id not in told(db, programme)


def test_visits_have_no_share_of_people(db, programme):
    counted(db, programme, "parental_corner", 685)
    assert told(db, programme) == {}


def test_what_a_service_reached_is_written_read_and_removed(db, programme):
    coached, *_rest = counted(db, programme, "job_coaching", 100)
    row = conventional.add(db, coached.id, Draft(" Employment office ", 60, 200, "Report 2025"))
    assert [(one.name, one.reached, one.people) for one in conventional.listed(db, coached.id)] == [
        ("Employment office", 60, 200)
    ]
    conventional.remove(db, row.id)
    assert conventional.listed(db, coached.id) == []
    with pytest.raises(conventional.NoSuchConventional):
        conventional.remove(db, row.id)


@pytest.mark.parametrize(("reached", "people"), [(3, 4), (21, 20), (-1, 20), (0, 2_000_000)])
def test_a_share_that_cannot_be_is_refused(db, programme, reached, people):
    coached, *_rest = counted(db, programme, "job_coaching", 100)
    with pytest.raises(conventional.WrongShare):
        conventional.add(db, coached.id, Draft("Office", reached, people))


def test_a_service_without_a_name_or_an_indicator_is_refused(db, programme):
    coached, *_rest = counted(db, programme, "job_coaching", 100)
    with pytest.raises(EmptyText):
        conventional.add(db, coached.id, Draft(" ", 60, 200))
    with pytest.raises(conventional.NoSuchConventional):
        conventional.add(db, 999, Draft("Office", 60, 200))


def test_the_programmes_share_minus_the_services(db, programme):
    coached, *_rest = counted(db, programme, "job_coaching", 100, 40, 20)
    ours = told(db, programme)[coached.id]
    better = conventional.add(db, coached.id, Draft("Office", 60, 200))
    alike = conventional.add(db, coached.id, Draft("Other office", 58, 100))
    first, second = conventional.compared(ours, [better, alike])
    assert first.verdict == Verdict.CLEAR and first.difference == pytest.approx(0.3)
    assert second.verdict == Verdict.NOT_CLEAR
