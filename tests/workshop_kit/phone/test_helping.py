"""“I want to help”: counted, taken back, and a contact that the facilitator alone reads."""

import pytest
from sqlmodel import select

from models import Contact, HelpOffer, PhoneMode, StepKind
from workshop_kit import plan, steps, workshops
from workshop_kit.store import now, writing

CONTACT = "+358 40 123 4567"


@pytest.fixture
def uuid(ann):
    """Ann's plan has an action, the room is in the plan step, and she asks who helps."""
    ann.goes_to(StepKind.PLAN)
    ann.sets_phones(StepKind.PLAN, PhoneMode.WRITE)
    with writing(ann.engine) as db:
        return plan.add(db, workshops.by_code(db, "4821"), title="A free club").uuid


def offers(ann):
    return ann.sees(lambda db, workshop: sum(plan.wanting_to_help(db, workshop).values()))


def contacts(ann):
    return ann.sees(lambda db, workshop: [r.words for r in plan.contacts(db, workshop, today=now().date())])


def says(phone, uuid, **fields):
    return phone.post("/4821/help", data={"action": uuid, **fields})


def test_the_page_has_the_actions_and_a_button_for_each(ben, uuid):
    page = ben.get("/4821/help").text
    assert "A free club" in page and uuid in page and "I want to help" in page
    assert 'name="contact"' not in page, "nobody is asked before she wants to help"


def test_who_wants_to_help_is_counted_once_and_asked_how_to_be_reached(ann, ben, uuid):
    for _press in range(2):
        answer = says(ben, uuid, want="yes", place="1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/4821/help#a-1")
    assert offers(ann) == 1
    page = ben.get("/4821/help").text
    assert 'name="contact"' in page and "Thank you. You want to help with this." in page


def test_who_takes_it_back_is_not_counted_and_cannot_be_reached(ann, ben, uuid):
    says(ben, uuid, want="yes")
    says(ben, uuid, contact=CONTACT)
    says(ben, uuid, want="no")
    assert (offers(ann), contacts(ann)) == (0, [])


def test_a_contact_is_kept_and_told_with_its_last_day(ann, ben, uuid):
    says(ben, uuid, contact=CONTACT)
    assert (offers(ann), contacts(ann)) == (1, [CONTACT]), "who leaves one wants to help"
    page = ben.get("/4821/help").text
    assert "Then it is erased." in page
    assert CONTACT not in page and CONTACT not in ben.get("/4821/results").text


def test_nobody_else_sees_that_somebody_wants_to_help(ann, ben, chen, uuid):
    says(ben, uuid, want="yes")
    page = chen.get("/4821/help").text
    assert "Thank you. You want to help with this." not in page and 'name="contact"' not in page


@pytest.mark.parametrize(("words", "status"), [("   ", 422), ("x" * 121, 413)])
def test_a_contact_that_cannot_be_kept_says_why_and_keeps_what_was_written(ann, ben, uuid, words, status):
    says(ben, uuid, want="yes")
    answer = says(ben, uuid, contact=words, place="1")
    assert answer.status_code == status and 'role="alert"' in answer.text
    assert contacts(ann) == []
    if words.strip():
        assert words in answer.text


def test_children_are_not_asked_how_to_be_reached(ann, ben, uuid):
    with writing(ann.engine) as db:
        workshops.by_code(db, "4821").for_children = True
    says(ben, uuid, want="yes")
    assert 'name="contact"' not in ben.get("/4821/help").text
    assert says(ben, uuid, contact=CONTACT).status_code == 400
    assert contacts(ann) == []


@pytest.mark.parametrize("fields", [{}, {"want": "perhaps"}, {"want": ""}])
def test_what_says_nothing_is_refused(ann, ben, uuid, fields):
    assert says(ben, uuid, **fields).status_code == 400
    assert offers(ann) == 0


def test_an_action_that_is_not_in_the_plan_is_not_there(ben, uuid):
    assert says(ben, "00000000-0000-4000-8000-000000000000", want="yes").status_code == 404


def test_a_stranger_cannot_offer_help(ann, emil, uuid):
    assert emil.get("/4821/help").status_code == 401
    assert says(emil, uuid, want="yes").status_code == 401
    assert offers(ann) == 0


def test_another_site_cannot_offer_help_for_her(ann, ben, uuid):
    headers = {"Origin": "https://evil.example"}
    assert ben.post("/4821/help", data={"action": uuid, "want": "yes"}, headers=headers).status_code == 403
    assert offers(ann) == 0


def test_a_program_gets_data(ben, uuid):
    answer = ben.tells("POST", "/4821/help", {"action": uuid, "want": "yes"})
    assert (answer.status_code, answer.json()) == (200, {"wanted": True})


def test_taking_everything_back_takes_this_back_too(ann, ben, uuid):
    says(ben, uuid, contact=CONTACT)
    answer = ben.delete("/4821/me").json()
    assert answer["offers"] == 1 and "how you can be reached" in answer["sentence"]
    assert ann.sees(lambda db, _w: [*db.exec(select(HelpOffer)), *db.exec(select(Contact))]) == []


def test_phones_see_the_plan_when_the_facilitator_asks_who_helps(ann, ben, uuid):
    ann.sets_phones(StepKind.PLAN, PhoneMode.LISTEN)
    assert "I want to help" not in ben.now().text, "before that they see one calm sentence"
    ann.sets_phones(StepKind.PLAN, PhoneMode.WRITE)
    page = ben.now().text
    assert "A free club" in page and 'href="/4821/help"' in page


def test_without_an_action_the_plan_step_stays_calm(ann, ben):
    ann.goes_to(StepKind.PLAN)
    ann.sets_phones(StepKind.PLAN, PhoneMode.WRITE)
    assert ben.get("/4821/help").status_code == 200
    assert "I want to help" not in ben.now().text


def test_before_anything_is_decided_the_plan_is_shown_to_nobody(ann, ben, uuid):
    ann.sets_phones(StepKind.PLAN, PhoneMode.LISTEN)
    assert "A free club" not in ben.get("/4821/help").text
    assert says(ben, uuid, want="yes").status_code == 404
    ann.ends_the_evening()
    assert "A free club" in ben.get("/4821/help").text


def test_an_action_is_told_in_the_reader_s_language(ann, dalia, uuid):
    with writing(ann.engine) as db:
        action = plan.actions(db, workshops.by_code(db, "4821"))[0]
        plan.edit(db, action, title_in={"ar": "نادٍ مجاني"})
    assert "نادٍ مجاني" in dalia.get("/4821/help").text


def test_the_welcome_tells_what_became_of_the_last_time(ann, ben, dalia, uuid):
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        draft = workshops.Draft(
            title={"en": "Next"}, question={"en": "What now?"}, language="en", languages=["en", "ar"],
            method="ideas-to-plan", day=workshop.day.replace(year=workshop.day.year + 1),
        )  # fmt: skip
        following = workshops.create(db, draft, now=now())
        following.follows = "4821"
        action = plan.actions(db, workshop)[0]
        plan.report(db, workshop, action, {"en": "It opened in May.", "ar": "افتُتح في مايو."}, now=now())
        steps.start(db, following, steps.agenda(db, following)[0], now=now())
        code = following.code
    for phone, language, words in ((ben, "en", "It opened in May."), (dalia, "ar", "افتُتح في مايو.")):
        phone.post(f"/{code}/join", data={"language": language})
        page = phone.get(f"/{code}/now").text
        assert "A free club" in page and words in page


def test_who_waits_for_the_start_reads_what_became_of_the_last_time(ann, ben, uuid):
    with writing(ann.engine) as db:
        before = workshops.by_code(db, "4821")
        draft = workshops.Draft(
            title={"en": "Next"}, question={"en": "What now?"}, language="en", languages=["en"],
            method="ideas-to-plan", day=before.day, follows="4821",
        )  # fmt: skip
        code = workshops.create(db, draft, now=now()).code
    ben.post(f"/{code}/join", data={"language": "en"})
    page = ben.get(f"/{code}/now").text
    assert "We start soon." in page and "Last time you asked" in page and "A free club" in page
