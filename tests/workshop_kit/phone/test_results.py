from datetime import date

import pytest

from models import ActionStatus, Idea, Option, Service, Source, StepKind
from workshop_kit import ideas, plan, steps, workshops
from workshop_kit.store import now, writing


@pytest.fixture
def decided(ann, ben):
    step = ann.goes_to(StepKind.VOTE)
    ben.votes(step, {ann.options()[0]: 2})
    ann.closes_the_vote()
    return ann


def plans(ann, *, confirmed):
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        names = {"en": "Leisure services", "ar": "خدمات الترفيه"}
        body = {"en": "City of Vantaa"}
        service = Service(source="csv", source_id="1", name=names, body=body, refreshed_at=now())
        db.add(service)
        db.flush()
        action = plan.add(db, workshop, title="A free club with parents")
        plan.edit(db, action, deadline=date(2026, 12, 1), status=ActionStatus.ACCEPTED)
        if confirmed:
            plan.choose_service(db, action, service)
        else:
            plan.suggest_service(db, action, service, ["club"])


def test_before_a_closed_vote_there_is_a_calm_sentence(ann, emil):
    ann.goes_to(StepKind.VOTE)
    page = emil.get("/4821/results")
    assert page.status_code == 200
    assert "Nothing has been decided yet." in page.text


def test_the_results_say_what_was_asked_and_decided(decided, emil):
    page = emil.get("/4821/results").text
    for words in ("What would help your family here?", "Together you chose these", "Free clubs after school"):
        assert words in page
    assert "The plan is being made." in page


def test_the_plan_names_the_service_and_the_day(decided, emil):
    plans(decided, confirmed=True)
    page = emil.get("/4821/results").text
    for words in (
        "A free club with parents",
        "Leisure services",
        "City of Vantaa",
        "It is agreed",
        "1 December 2026",
    ):
        assert words in page


def test_a_service_that_only_the_machine_suggests_is_not_promised(decided, emil):
    plans(decided, confirmed=False)
    page = emil.get("/4821/results").text
    assert "A free club with parents" in page
    assert "Leisure services" not in page


def test_the_results_are_in_the_readers_language(decided, emil, dalia):
    plans(decided, confirmed=True)
    for page in (dalia.get("/4821/results").text, emil.get("/4821/results?language=ar").text):
        assert '<html lang="ar" dir="rtl">' in page
        assert "نوادٍ مجانية" in page
        assert "خدمات الترفيه" in page
        assert '<span class="tongue" lang="en" dir="ltr">English</span>' in page  # the action's title


def test_ideas_in_a_vote_are_read_in_translation(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("Kerho koulun jälkeen", language="fi")
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        [idea] = ideas.shown(db, workshop)
        ideas.translate(db, idea, "en", "A club after school", Source.MACHINE)
        step = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.VOTE)
        step.settings = {**step.settings, "on": "ideas"}
        steps.start(db, workshop, step, now=now())
        assert db.get(Idea, idea.id)
        assert db.get(Option, 1)
    page = ben.now().text
    assert '<span lang="en" dir="ltr">A club after school</span>' in page
    assert "Translated by a computer:" in page
    assert '<span lang="fi" dir="ltr">Kerho koulun jälkeen</span>' in page
