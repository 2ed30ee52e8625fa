from datetime import UTC, date, datetime

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
            plan.choose_service(db, action, service, now=now())
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


# --- what has happened since ----------------------------------------------------------------------------


def reports(ann, status, day=25, **text):
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        [action] = plan.actions(db, workshop)
        plan.edit(db, action, status=status)
        plan.report(db, workshop, action, text, now=datetime(2026, 11, day, 12, tzinfo=UTC))


def test_before_the_first_report_the_results_say_so(decided, emil):
    plans(decided, confirmed=True)
    assert "Nothing has been reported yet." not in emil.get("/4821/results").text  # the evening is not over
    decided.ends_the_evening()
    page = emil.get("/4821/results").text
    assert "Nothing has been reported yet. Look here again later." in page
    assert "What has happened since" not in page


def test_without_a_plan_no_report_is_missed(decided, emil):
    decided.ends_the_evening()
    assert "Nothing has been reported yet." not in emil.get("/4821/results").text


def test_what_has_happened_is_told_with_its_day_and_the_newest_first(decided, emil):
    plans(decided, confirmed=True)
    decided.ends_the_evening()
    reports(decided, ActionStatus.IN_PROGRESS, 25, en="The gym is booked.")
    reports(decided, ActionStatus.DONE, 30, en="The club meets on Mondays.")
    page = emil.get("/4821/results").text
    assert "Nothing has been reported yet." not in page
    since = page[page.index("What has happened since") :]
    assert since.index("The club meets on Mondays.") < since.index("The gym is booked.")
    for words in ("25 November 2026 · It is being done", "30 November 2026 · It is done"):
        assert words in since


def test_a_report_is_read_in_the_reader_s_language_or_says_in_which_it_is(decided, emil, dalia):
    plans(decided, confirmed=True)
    reports(decided, ActionStatus.DONE, en="The gym is open.", ar="القاعة مفتوحة.")
    assert "القاعة مفتوحة." in dalia.get("/4821/results").text
    page = emil.get("/4821/results?language=fi").text
    assert (
        '<span lang="en" dir="ltr">The gym is open.</span> <span class="tongue" lang="en" dir="ltr">English' in page
    )
    assert "25. marraskuuta 2026" in page


def test_a_report_stays_text_and_a_report_that_was_taken_back_is_gone(decided, emil):
    plans(decided, confirmed=True)
    reports(decided, ActionStatus.DONE, en="<b>The gym</b> is open.")
    assert "&lt;b&gt;The gym&lt;/b&gt; is open." in emil.get("/4821/results").text

    def take_back(db, room):
        for updates in plan.updates(db, room).values():
            for update in updates:
                plan.take_report_back(db, room, update)

    decided.sees(take_back)
    assert "The gym" not in emil.get("/4821/results").text


def test_a_phone_that_is_still_open_sees_the_report_too(decided, ben):
    plans(decided, confirmed=True)
    decided.ends_the_evening()
    known = ben.get("/4821/now", headers={"X-Part": "1"}).headers["etag"]
    reports(decided, ActionStatus.DONE, en="The gym is open.")
    part = ben.get("/4821/now", headers={"X-Part": "1", "If-None-Match": known})
    assert part.status_code == 200 and "The gym is open." in part.text


def test_who_has_joined_finds_back_while_the_evening_goes_on(decided, ben, emil):
    assert '<a class="btn" href="/4821/now">Back</a>' in ben.get("/4821/results").text
    assert 'href="/4821/now"' not in emil.get("/4821/results").text
    decided.ends_the_evening()
    assert 'href="/4821/now"' not in ben.get("/4821/results").text


def test_what_is_too_close_to_call_is_said_in_the_reader_s_language(ann, phones, emil):
    step = ann.goes_to(StepKind.VOTE)
    for place in (0, 0, 0, 0, 1, 1, 1):
        phones().joins("en").votes(step, {ann.options()[place]: 1})
    ann.closes_the_vote()
    assert "Places 1 to 2 are too close to call" in emil.get("/4821/results").text
    assert "المراكز من 1 إلى 2 متقاربة جدًا" in emil.get("/4821/results?language=ar").text
