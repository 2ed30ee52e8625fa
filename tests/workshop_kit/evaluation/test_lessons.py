"""What Ann learns in one workshop, for the next."""

from datetime import date, timedelta

import pytest

from models import LessonKind
from workshop_kit import workshops
from workshop_kit.errors import EmptyText, LongText
from workshop_kit.evaluation import lessons
from workshop_kit.insights import Filter

WORKED, HARD, NEXT = LessonKind.WORKED, LessonKind.HARD, LessonKind.NEXT_TIME


def texts(found):
    return [one.lesson.text for one in found]


def test_a_lesson_is_written_changed_and_taken_away(ann):
    lesson = lessons.add(ann.db, ann.workshop, WORKED, "  Pictures helped. ", now=ann.now)
    assert (lesson.text, lesson.method, lesson.kind) == ("Pictures helped.", ann.workshop.method, WORKED)
    lessons.change(ann.db, lesson, NEXT, "Bring more pictures.")
    assert [(one.kind, one.text) for one in lessons.of_workshop(ann.db, ann.workshop)] == [
        (NEXT, "Bring more pictures.")
    ]
    lessons.remove(ann.db, lesson)
    assert lessons.of_workshop(ann.db, ann.workshop) == []
    with pytest.raises(lessons.NoSuchLesson):
        lessons.by_id(ann.db, lesson.id)


def test_an_empty_or_a_long_lesson_is_refused(ann):
    with pytest.raises(EmptyText):
        lessons.add(ann.db, ann.workshop, HARD, "  ", now=ann.now)
    with pytest.raises(LongText):
        lessons.add(ann.db, ann.workshop, HARD, "x" * 301, now=ann.now)


def test_who_prepares_reads_the_newest_of_the_same_method_and_then_of_the_same_area(db, open_room):
    other = open_room(db, method="nominal-group", area="koivukylä ")
    far = open_room(db, method="nominal-group", area="Tikkurila")
    alike = open_room(db, area="Tikkurila")
    for number, room in enumerate((alike, other, far, alike, other)):
        lessons.add(db, room.workshop, WORKED, f"Lesson {number}", now=room.now + timedelta(days=number))
    new = open_room(db, area="Koivukylä")
    lessons.add(db, new.workshop, WORKED, "My own", now=new.now)
    assert texts(lessons.for_preparation(db, new.workshop)) == ["Lesson 3", "Lesson 0", "Lesson 4", "Lesson 1"]


def test_at_most_six_are_shown(db, open_room):
    before, new = open_room(db), open_room(db)
    for number in range(9):
        lessons.add(db, before.workshop, HARD, f"Lesson {number}", now=before.now + timedelta(days=number))
    assert texts(lessons.for_preparation(db, new.workshop)) == [f"Lesson {number}" for number in range(8, 2, -1)]


def test_without_an_area_no_other_workshop_without_one_is_near(db, open_room):
    before, new = open_room(db, method="nominal-group"), open_room(db)
    lessons.add(db, before.workshop, HARD, "Elsewhere", now=before.now)
    assert lessons.for_preparation(db, new.workshop) == []


def test_they_are_found_by_kind_method_area_and_year(db, open_room):
    here = open_room(db, area="Koivukylä", day=date(2025, 3, 1))
    there = open_room(db, area="Hakunila", method="nominal-group")
    lessons.add(db, here.workshop, WORKED, "Here", now=here.now)
    lessons.add(db, there.workshop, HARD, "There", now=there.now)
    assert texts(lessons.listed(db)) == ["There", "Here"]
    assert texts(lessons.listed(db, kind=HARD)) == ["There"]
    assert texts(lessons.listed(db, method="nominal-group")) == ["There"]
    assert texts(lessons.listed(db, Filter(area="koivukylä"))) == ["Here"]
    assert texts(lessons.listed(db, Filter(year=2025))) == ["Here"]
    assert texts(lessons.listed(db, Filter(programme_id=1))) == []
    assert lessons.methods(db) == sorted([here.workshop.method, "nominal-group"])


def test_a_lesson_outlives_its_workshop(db, open_room):
    before, new = open_room(db), open_room(db)
    lessons.add(db, before.workshop, WORKED, "It stays", now=before.now)
    workshops.delete(db, before.workshop)
    db.flush()
    db.expire_all()
    (found,) = lessons.listed(db)
    assert (found.lesson.text, found.workshop) == ("It stays", None)
    assert texts(lessons.for_preparation(db, new.workshop)) == ["It stays"]


def test_a_demos_lessons_are_not_among_real_ones(db, open_room):
    demo = open_room(db, demo=True, method="nominal-group")
    lessons.add(db, demo.workshop, WORKED, "Made up", now=demo.now)
    assert texts(lessons.listed(db)) == ["Made up"]
    real = open_room(db)
    assert lessons.listed(db) == []
    lessons.add(db, real.workshop, WORKED, "Real", now=real.now)
    assert texts(lessons.listed(db)) == ["Real"]


def test_a_filter_in_which_only_demos_lie_tells_nothing_of_them_beside_real_workshops(db, open_room):
    demo, real = open_room(db, demo=True, area="Hakunila"), open_room(db, area="Koivukylä")
    lessons.add(db, demo.workshop, HARD, "Made up", now=demo.now)
    lessons.add(db, real.workshop, WORKED, "Real", now=real.now)
    assert lessons.listed(db, Filter(area="Hakunila")) == lessons.listed(db, kind=HARD) == []
    new = open_room(db, area="Hakunila", method="nominal-group").workshop
    assert lessons.for_preparation(db, new) == []
