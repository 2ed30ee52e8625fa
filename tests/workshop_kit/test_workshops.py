"""Workshops: prepared, found, changed, erased."""

import random
from datetime import date

import pytest
from sqlmodel import func, select

from models import Preference, Screen, StepKind, Table, Vector, VenueKind
from workshop_kit import ideas, methods, moderation, participants, steps, themes, votes, workshops
from workshop_kit.errors import LongText, NoSuchMethod, NoSuchWorkshop, UnknownLanguage, Wrong
from workshop_kit.workshops import MissingTitle


def test_a_new_workshop_has_the_agenda_of_its_method(db, drafted, now):
    workshop = workshops.create(db, drafted(), now=now)
    parts = methods.by_id("ideas-to-plan").steps
    agenda = steps.agenda(db, workshop)
    assert [(step.kind, step.minutes, step.title) for step in agenda] == [
        (part.kind, part.minutes, dict(part.title)) for part in parts
    ]
    assert [step.position for step in agenda] == list(range(len(parts)))
    assert steps.current(db, workshop) is None


def test_a_workshop_keeps_what_ann_filled_in(db, drafted, now):
    workshop = workshops.create(
        db, drafted(area=" Hakunila ", venue_kind=VenueKind.NGO, languages=["ar", "ar"]), now=now
    )
    assert (workshop.area, workshop.venue_kind, workshop.languages) == ("Hakunila", VenueKind.NGO, ["ar"])
    assert (workshop.created_at, workshop.version, workshop.demo) == (now, 1, False)


def test_each_code_is_four_digits_and_used_once(db, drafted, now):
    rng = random.Random(1)
    codes = [workshops.create(db, drafted(), now=now, rng=rng).code for _ in range(30)]
    assert len(set(codes)) == 30
    assert all(len(code) == 4 and code.isascii() and code.isdigit() for code in codes)


class OneCodeFirst(random.Random):
    """Draws 1111 until it is told otherwise."""

    draws = 0

    def randrange(self, *args, **kwargs):
        self.draws += 1
        return 1111 if self.draws < 3 else 2222


def test_a_code_that_is_taken_is_drawn_again(db, drafted, now):
    first = workshops.create(db, drafted(), now=now, rng=OneCodeFirst())
    second = workshops.create(db, drafted(), now=now, rng=OneCodeFirst())
    assert (first.code, second.code) == ("1111", "2222")


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"title": {}}, MissingTitle),
        ({"title": {"en": "   "}}, MissingTitle),
        ({"title": {"fi": "Kouluilta"}}, MissingTitle),
        ({"question": {}}, MissingTitle),
        ({"title": {"en": "x" * 81}}, LongText),
        ({"question": {"en": "x" * 201}}, LongText),
        ({"title": {"en": "\x00\x07"}}, Wrong),
        ({"languages": []}, UnknownLanguage),
        ({"languages": ["fi", "tlh"]}, UnknownLanguage),
        ({"languages": ["../fi"]}, UnknownLanguage),
        ({"language": "tlh", "title": {"tlh": "x"}, "question": {"tlh": "x"}}, UnknownLanguage),
        ({"method": "world-peace"}, NoSuchMethod),
        ({"method": "../methods/ideas-to-plan"}, NoSuchMethod),
    ],
)
def test_a_draft_that_cannot_be_is_refused(db, drafted, now, facts, error):
    with pytest.raises(error):
        workshops.create(db, drafted(**facts), now=now)
    assert workshops.listed(db) == []


def test_nothing_is_asked_about_the_people_unless_ann_chooses_it(db, drafted, now):
    workshop = workshops.create(db, drafted(), now=now)
    assert (workshop.for_children, workshop.ask_about, workshop.areas) == (False, [], [])


def test_a_workshop_keeps_what_is_asked_about_the_people(db, drafted, now):
    given = {"ask_about": ["area", "role", "area"], "areas": [" Hakunila ", "Hakunila", "", "Itä-\nHakkila"]}
    workshop = workshops.create(db, drafted(for_children=True, **given), now=now)
    assert workshop.for_children
    assert (workshop.ask_about, workshop.areas) == (["role", "area"], ["Hakunila", "Itä- Hakkila"])


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"ask_about": ["income"]}, Wrong),
        ({"ask_about": ["role", ""]}, Wrong),
        ({"areas": [f"Area {n}" for n in range(13)]}, Wrong),
        ({"areas": ["x" * 61]}, LongText),
        ({"areas": ["\x07"]}, Wrong),
    ],
)
def test_a_question_that_does_not_exist_and_areas_that_cannot_be_are_refused(ann, drafted, facts, error):
    with pytest.raises(error):
        workshops.revise(ann.db, ann.workshop, drafted(**facts))
    assert (ann.workshop.ask_about, ann.workshop.areas) == ([], [])


def test_what_is_asked_can_be_changed(ann, drafted):
    workshops.revise(ann.db, ann.workshop, drafted(ask_about=["age"], areas=["Rekola"]))
    assert (ann.workshop.ask_about, ann.workshop.areas) == (["age"], ["Rekola"])
    workshops.revise(ann.db, ann.workshop, drafted())
    assert (ann.workshop.ask_about, ann.workshop.areas) == ([], [])


def told(ann, who, **about):
    who.about = about
    ann.db.add(who)
    ann.db.flush()


def test_when_children_take_part_after_all_every_answer_is_erased(ann, drafted, ben, chen):
    workshops.revise(ann.db, ann.workshop, drafted(ask_about=["role", "age"]))
    told(ann, ben, role="young", age="under_18")
    told(ann, chen, role="family")
    workshops.revise(ann.db, ann.workshop, drafted(ask_about=["role", "age"], for_children=True))
    ann.db.flush()
    ann.db.expire_all()
    assert (ben.about, chen.about) == ({}, {})


def test_the_answers_to_a_question_that_is_asked_no_longer_are_erased(ann, drafted, open_room, ben):
    workshops.revise(ann.db, ann.workshop, drafted(ask_about=["role", "age", "area"], areas=["Rekola"]))
    told(ann, ben, role="family", age="30_44", area="Rekola")
    other = open_room(ann.db)
    emil = other.joins("sv")
    told(other, emil, age="30_44")
    workshops.revise(ann.db, ann.workshop, drafted(ask_about=["role", "area"]))  # without areas none is asked for
    ann.db.flush()
    ann.db.expire_all()
    assert (ben.about, emil.about) == ({"role": "family"}, {"age": "30_44"})


def test_answers_to_what_is_still_asked_stay(ann, drafted, ben):
    workshops.revise(ann.db, ann.workshop, drafted(ask_about=["role"]))
    told(ann, ben, role="family")
    workshops.revise(ann.db, ann.workshop, drafted(ask_about=["role", "age"], title={"en": "Spring evening"}))
    assert ben.about == {"role": "family"}


def test_revising_changes_the_words_and_keeps_the_agenda(ann, drafted):
    before = [step.id for step in steps.agenda(ann.db, ann.workshop)]
    version, code = ann.workshop.version, ann.workshop.code
    workshops.revise(ann.db, ann.workshop, drafted(title={"en": "Spring evening"}, pre_moderation=True))
    assert (ann.workshop.title, ann.workshop.pre_moderation) == (
        {**ann.workshop.title, "en": "Spring evening"},
        True,
    )
    assert [step.id for step in steps.agenda(ann.db, ann.workshop)] == before
    assert (ann.workshop.code, ann.workshop.version) == (code, version + 1)


def test_revising_refuses_a_missing_title_and_changes_nothing(ann, drafted):
    before = ann.workshop.model_dump()
    with pytest.raises(MissingTitle):
        workshops.revise(ann.db, ann.workshop, drafted(title={}, venue="Elsewhere"))
    assert ann.workshop.model_dump() == before


def test_revising_refuses_an_unknown_method(ann, drafted):
    with pytest.raises(NoSuchMethod):
        workshops.revise(ann.db, ann.workshop, drafted(method="world-peace"))


def test_a_workshop_is_found_by_its_code(ann):
    assert workshops.by_code(ann.db, ann.workshop.code) is ann.workshop
    assert workshops.by_id(ann.db, ann.workshop.id) is ann.workshop


@pytest.mark.parametrize("code", ["", "0000", "1", "9" * 500, "' OR 1=1 --", "١٢٣٤"])
def test_a_wrong_code_finds_nothing(ann, code):
    with pytest.raises(NoSuchWorkshop) as refusal:
        workshops.by_code(ann.db, code)
    assert len(str(refusal.value)) < 120


def test_an_id_that_is_gone_finds_nothing(db):
    with pytest.raises(NoSuchWorkshop):
        workshops.by_id(db, 4711)


def test_the_newest_day_is_listed_first(ann, open_room):
    later = open_room(ann.db, day=date(2027, 1, 1)).workshop
    earlier = open_room(ann.db, day=date(2025, 1, 1)).workshop
    assert workshops.listed(ann.db) == [later, ann.workshop, earlier]


def test_the_projector_shows_what_ann_chose_until_the_next_step(ann):
    workshops.show(ann.db, ann.workshop, Screen.SUN)
    assert ann.workshop.screen == Screen.SUN
    ann.goes_to(StepKind.WELCOME)
    assert ann.workshop.screen is None


def test_each_touch_counts_the_version_up(ann):
    before = ann.workshop.version
    workshops.touch(ann.db, ann.workshop)
    workshops.touch(ann.db, ann.workshop)
    assert ann.workshop.version == before + 2
    assert workshops.versions(ann.db) == {ann.workshop.code: before + 2}


def test_deleting_erases_everything_in_it_and_nothing_else(ann, ben, open_room, now):
    other = open_room(ann.db)
    other.theme("Stays", other.enters("This stays"))
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben)
    moderation.correct(ann.db, ann.workshop, idea, "A chess club", now=now)
    ideas.translate(ann.db, idea, "fi", "Kerho")
    ann.theme("Clubs", idea)
    vote = ann.goes_to(StepKind.VOTE)
    option = votes.options(ann.db, vote)[0]
    votes.cast(ann.db, vote, ben, {str(option.id): 1}, now=now)
    workshops.delete(ann.db, ann.workshop)
    ann.db.flush()
    ann.db.expire_all()
    left = {
        table.name: ann.db.exec(select(func.count()).select_from(table)).one()
        for table in Table.metadata.tables.values()
        if table.name not in (Preference.__tablename__, Vector.__tablename__)
    }
    steps_left = left.pop("step")
    assert steps_left == len(steps.agenda(ann.db, other.workshop))
    assert {name: n for name, n in left.items() if n} == {"workshop": 1, "idea": 1, "theme": 1, "boardchange": 1}
    assert [idea.text for idea in ideas.shown(ann.db, other.workshop)] == ["This stays"]
    assert len(themes.board(ann.db, other.workshop).columns) == 1
    assert participants.count(ann.db, other.workshop) == 0
