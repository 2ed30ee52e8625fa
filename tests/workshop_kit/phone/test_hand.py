"""Role links over HTTP: what each role may do, and what nobody may do with a link that is not hers."""

import json
import re
import threading
import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from models import Action, Channel, Hand, HandRole, Idea, IdeaState, PhoneMode, Source, StepKind, Theme
from workshop_kit import hands, ideas, pictures, plan, steps, votes, workshops
from workshop_kit.phone.roles import ROLES
from workshop_kit.store import now, writing

CODE = "4821"
OVER = "This link does not work any more."


def link(ann, role, **facts):
    """A new link of Ann's: its id and its token."""
    with writing(ann.engine) as db:
        hand = hands.make(db, workshops.by_code(db, CODE), role, now=now(), **facts)
        return hand.id, hands.token(hand)


def opened(phones, token, **headers):
    phone = phones(**headers)
    answer = phone.get(f"/{CODE}/hand/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{CODE}/hand")
    return phone


def does(phone, do, **fields):
    return phone.post(f"/{CODE}/hand", data={"do": do, **fields})


def page(phone):
    answer = phone.get(f"/{CODE}/hand")
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def ida(ann, phones):
    """The co-facilitator."""
    return opened(phones, link(ann, HandRole.CO_FACILITATOR)[1])


@pytest.fixture
def ali(ann, phones):
    """He interprets between English and Somali or Arabic."""
    return opened(phones, link(ann, HandRole.INTERPRETER, languages=["so", "ar"])[1])


def holder(ann, phones, role):
    languages = ["so"] if role == HandRole.INTERPRETER else []
    return opened(phones, link(ann, role, languages=languages, table_name="1")[1])


def current(ann):
    return ann.sees(lambda db, workshop: workshop.current_step_id)


# --- the way in -----------------------------------------------------------------------------------------


def test_a_link_becomes_a_cookie_that_only_the_roles_pages_get(ann, phones):
    _id, token = link(ann, HandRole.SCRIBE, table_name="1")
    answer = phones().get(f"/{CODE}/hand/{token}")
    cookie = answer.headers["set-cookie"]
    assert f"Path=/{CODE}/hand" in cookie and "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert answer.headers["cache-control"] == "no-store" and token not in answer.headers["location"]


def test_who_opens_a_link_a_week_before_need_not_open_it_again(ann, phones):
    with writing(ann.engine) as db:
        workshops.by_code(db, CODE).day += timedelta(days=7)
    cookie = phones().get(f"/{CODE}/hand/{link(ann, HandRole.HELPER)[1]}").headers["set-cookie"]
    assert int(cookie.split("Max-Age=")[1].split(";")[0]) > 8 * 24 * 3600


def test_the_page_does_not_tell_the_secret(ann, phones):
    _id, token = link(ann, HandRole.CO_FACILITATOR)
    assert token.partition(".")[2] not in page(opened(phones, token))


@pytest.mark.parametrize("role", list(HandRole))
def test_each_role_has_a_page(ann, phones, role):
    text = page(holder(ann, phones, role))
    assert 'id="main"' in text and hands.NAMES[role] in text


def test_without_a_link_the_page_says_what_to_do(ben, emil):
    for phone in (ben, emil):
        answer = phone.get(f"/{CODE}/hand")
        assert answer.status_code == 403 and OVER in answer.text
        assert does(phone, "go", to="1").status_code == 403
        assert phone.get(f"/{CODE}/hand/events").status_code == 403
        assert phone.get(f"/{CODE}/hand/pictures/abc").status_code == 403


def test_a_participant_s_cookie_opens_no_role(ann, ben):
    token = ben.cookies["workshop"]
    ben.cookies.set("hand", token)
    assert ben.get(f"/{CODE}/hand").status_code == 403
    assert ben.get(f"/{CODE}/hand/{token}").status_code == 403


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "0", lambda t: t.split(".")[0] + ".", lambda t: ""]
)
def test_a_secret_that_was_tampered_with_opens_nothing(ann, phones, change):
    _id, token = link(ann, HandRole.CO_FACILITATOR)
    phone = phones()
    phone.cookies.set("hand", change(token))
    assert phone.get(f"/{CODE}/hand").status_code == 403
    assert does(phone, "go", to="1").status_code == 403


def test_one_link_s_secret_does_not_open_another_link(ann, phones):
    (_a, one), (_b, two) = link(ann, HandRole.CO_FACILITATOR), link(ann, HandRole.HELPER)
    mixed = f"{one.split('.')[0]}.{two.split('.')[1]}"
    assert phones().get(f"/{CODE}/hand/{mixed}").status_code == 403


def test_a_revoked_link_opens_nothing_from_then_on(ann, phones):
    id, token = link(ann, HandRole.CO_FACILITATOR)
    phone = opened(phones, token)
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        hands.revoke(db, workshop, hands.by_id(db, workshop, id), now=now())
    step = ann.step(StepKind.WELCOME)
    assert phone.get(f"/{CODE}/hand").status_code == 403
    assert does(phone, "go", to=step.id, now="0").status_code == 403
    assert phone.get(f"/{CODE}/hand/{token}").status_code == 403
    assert current(ann) is None


def test_a_link_whose_day_is_over_opens_nothing_until_it_is_renewed(ann, phones):
    id, token = link(ann, HandRole.CO_FACILITATOR)
    phone = opened(phones, token)
    with writing(ann.engine) as db:
        db.get_one(Hand, id).expires_at = now() - timedelta(seconds=1)
    assert phone.get(f"/{CODE}/hand").status_code == 403
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        hands.renew(db, workshop, hands.by_id(db, workshop, id), now=now())
    assert page(phone)


def test_a_link_of_another_room_opens_nothing_here(ann, phones):
    with writing(ann.engine) as db:
        draft = workshops.Draft(
            title={"en": "Next door"}, question={"en": "What?"}, language="en", languages=["en"],
            method="ideas-to-plan", day=date.today(),
        )  # fmt: skip
        other = workshops.create(db, draft, now=now())
        token = hands.token(hands.make(db, other, HandRole.CO_FACILITATOR, now=now()))
        code = other.code
    phone = phones()
    assert phone.get(f"/{CODE}/hand/{token}").status_code == 403
    phone.cookies.set("hand", token)
    assert phone.get(f"/{CODE}/hand").status_code == 403
    assert does(phone, "go", to=ann.step(StepKind.WELCOME).id, now="0").status_code == 403
    assert phone.get(f"/{code}/hand").status_code == 200


def test_another_site_s_page_cannot_act_for_her(ann, ida):
    step = ann.step(StepKind.WELCOME)
    fields = {"do": "go", "to": step.id, "now": "0"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert ida.post(f"/{CODE}/hand", data=fields, headers=headers).status_code == 403
    assert current(ann) is None


OTHERS = [(mine, other) for mine in HandRole for other in HandRole if mine != other]


@pytest.mark.parametrize(("mine", "other"), OTHERS)
def test_what_another_role_does_is_unknown(ann, phones, mine, other):
    phone = holder(ann, phones, mine)
    before = ann.sees(lambda _db, workshop: workshop.version)
    for act in ROLES[other].acts.keys() - ROLES[mine].acts.keys():
        assert does(phone, act, now="0", to=ann.step(StepKind.WELCOME).id).status_code == 400, act
    assert ann.sees(lambda _db, workshop: workshop.version) == before


@pytest.mark.parametrize("role", list(HandRole))
def test_no_two_roles_share_what_matters(role):
    steering = {"go", "end", "more", "pause", "resume", "phones", "close", "reopen", "show", "hide"}
    words = {"translate", "write", "speak"}
    for acts, owner in ((steering, HandRole.CO_FACILITATOR), (words, HandRole.INTERPRETER)):
        assert bool(ROLES[role].acts.keys() & acts) == (role == owner)


@pytest.mark.parametrize("fields", [{}, {"do": ""}, {"do": "__class__"}, {"do": "go"}, {"do": "go", "to": "x"}])
def test_nonsense_is_refused(ida, fields):
    assert ida.post(f"/{CODE}/hand", data=fields).status_code == 400


def test_a_participant_s_pages_show_no_links(ann, ben):
    _id, token = link(ann, HandRole.SCRIBE, table_name="1")
    for path in ("now", "about", "results", "help", "me"):
        assert token.split(".")[0] not in ben.get(f"/{CODE}/{path}").text
        assert "/hand" not in ben.get(f"/{CODE}/{path}").text


def test_who_opens_a_link_is_seen_on_the_laptop(ann, phones):
    id, token = link(ann, HandRole.HELPER)
    assert ann.sees(lambda db, _w: db.get(Hand, id).seen_at) is None
    opened(phones, token)
    assert ann.sees(lambda db, _w: db.get(Hand, id).seen_at) is not None


def test_the_page_s_language_is_chosen_and_remembered(ali):
    assert '<html lang="en"' in page(ali)
    answer = ali.get(f"/{CODE}/hand?language=ar")
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert '<html lang="ar" dir="rtl">' in page(ali)
    assert '<html lang="ar"' in ali.get(f"/{CODE}/hand?language=zh").text, "one that is not offered is passed over"


def test_names_and_words_are_never_markup(ann, phones):
    evil = "<script>alert(1)</script>"
    ann.goes_to(StepKind.IDEAS)
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        for language in ("so", "en"):
            ideas.enter(db, workshop, None, ideas.Sent(str(uuid.uuid4()), evil, language), now=now())
        db.add(Theme(workshop_id=workshop.id, position=0, mark=1, label={"en": evil}))
        steps.current(db, workshop).say = {"en": evil}
    for role in HandRole:
        _id, token = link(ann, role, name="<b>Ida</b>", languages=["so"])
        text = page(opened(phones, token))
        assert "<script>alert" not in text and "<b>Ida" not in text and "&lt;b&gt;Ida" in text


def test_what_was_done_is_said_once_and_not_from_the_address(ann, ida):
    idea = entered(ann, "A bench")
    assert does(ida, "hide", idea=idea.id).headers["location"] == f"/{CODE}/hand?done=1"
    assert "is hidden" in ida.get(f"/{CODE}/hand?done=1").text
    assert "is hidden" not in ida.get(f"/{CODE}/hand?done=1").text
    assert "evil" not in ida.get(f"/{CODE}/hand?done=evil&said=evil").text


# --- the stream -----------------------------------------------------------------------------------------


def told(lines, name):
    return any(line == f"event: {name}" for line in lines)


def test_a_page_hears_that_the_room_has_changed(ann, ida):
    version = ann.sees(lambda _db, workshop: workshop.version)
    with ida.stream("GET", f"/{CODE}/hand/events?version={version}") as stream:
        threading.Timer(0.1, ann.goes_to, [StepKind.WELCOME]).start()
        assert told(stream.iter_lines(), "changed")


def test_a_page_whose_link_is_revoked_hears_so_at_once_and_nothing_more(ann, phones):
    id, token = link(ann, HandRole.CO_FACILITATOR)
    phone = opened(phones, token)
    version = ann.sees(lambda _db, workshop: workshop.version)

    def revoke():
        with writing(ann.engine) as db:
            workshop = workshops.by_code(db, CODE)
            hands.revoke(db, workshop, hands.by_id(db, workshop, id), now=now())

    with phone.stream("GET", f"/{CODE}/hand/events?version={version}") as stream:
        threading.Timer(0.1, revoke).start()
        lines = list(stream.iter_lines())  # it ends by itself
    assert "event: over" in lines and "event: changed" not in lines


# --- the co-facilitator ---------------------------------------------------------------------------------


def entered(ann, text, language="en", state=IdeaState.SHOWN):
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        number = len(db.exec(select(Idea)).all()) + 1
        idea = Idea(
            workshop_id=workshop.id, uuid=f"{number:08}-0000-4000-8000-000000000000", number=number, text=text,
            language=language, state=state, channel=Channel.PAPER, created_at=now(),
        )  # fmt: skip
        db.add(idea)
        db.flush()
        return idea


def test_she_starts_the_evening_goes_on_and_ends_it(ann, ida):
    assert "Start the evening" in page(ida)
    agenda = ann.sees(steps.agenda)
    here = "0"
    for step in agenda:
        if (
            ann.sees(lambda db, workshop: steps.current(db, workshop).kind if workshop.current_step_id else "")
            == StepKind.VOTE
        ):
            assert does(ida, "close", now=here).status_code == 303
        assert does(ida, "go", now=here, to=step.id).status_code == 303
        assert current(ann) == step.id
        here = str(step.id)
    assert "End the evening" in page(ida)
    assert does(ida, "end", now=here).status_code == 303
    assert ann.sees(lambda _db, workshop: workshop.ended_at) is not None
    assert "Open the last step again" in page(ida)
    assert does(ida, "go", now="end", to=here).status_code == 303
    assert current(ann) == int(here)


def test_a_double_tap_on_next_moves_one_step(ann, ida):
    first, second, third = ann.sees(steps.agenda)[:3]
    ann.goes_to(first.kind)
    for _tap in range(2):
        assert does(ida, "go", now=first.id, to=second.id).status_code == 303
    assert current(ann) == second.id
    assert does(ida, "go", now=first.id, to=third.id).status_code == 409, "an old page does not move the room"
    assert current(ann) == second.id


def test_only_the_steps_beside_the_present_one_can_be_gone_to(ann, ida):
    first, second, third, fourth = ann.sees(steps.agenda)[:4]
    ann.goes_to(first.kind)
    assert does(ida, "go", now=first.id, to=fourth.id).status_code == 409
    with writing(ann.engine) as db:
        room = workshops.by_code(db, CODE)
        steps.set_skipped(db, room, steps.by_id(db, room, second.id), True)
    assert does(ida, "go", now=first.id, to=second.id).status_code == 409, "it was skipped meanwhile"
    assert current(ann) == first.id
    assert does(ida, "go", now=first.id, to=third.id).status_code == 303
    assert current(ann) == third.id


def test_five_minutes_more_pressed_twice_on_one_page_are_five(ann, ida):
    step = ann.goes_to(StepKind.WELCOME)
    for _tap in range(2):
        does(ida, "more", now=step.id, added="0")
    assert ann.step(StepKind.WELCOME).added_minutes == 5
    does(ida, "more", now=step.id, added="5")
    assert ann.step(StepKind.WELCOME).added_minutes == 10


def test_she_stops_the_clock_and_lets_it_go_on(ann, ida):
    step = ann.goes_to(StepKind.WELCOME)
    does(ida, "pause", now=step.id)
    assert ann.step(StepKind.WELCOME).paused_at is not None
    assert "Paused" in page(ida) and "Go on" in page(ida)
    does(ida, "resume", now=step.id)
    assert ann.step(StepKind.WELCOME).paused_at is None


@pytest.mark.parametrize("act", ["more", "pause", "resume", "phones", "close", "reopen", "end"])
def test_an_old_page_changes_nothing_in_the_step_that_is_on_now(ann, ida, act):
    old, step = ann.step(StepKind.WELCOME), ann.goes_to(StepKind.IDEAS)
    answer = does(ida, act, now=old.id, added="0", mode="closed")
    assert answer.status_code == 409 and "This has changed meanwhile" in answer.text
    fresh = ann.step(StepKind.IDEAS)
    assert (fresh.added_minutes, fresh.paused_at, fresh.phones) == (0, None, step.phones)
    assert current(ann) == step.id


def test_she_says_what_phones_can_do(ann, ida):
    step = ann.goes_to(StepKind.IDEAS)
    does(ida, "phones", now=step.id, mode="listen")
    assert ann.step(StepKind.IDEAS).phones == PhoneMode.LISTEN
    assert does(ida, "phones", now=step.id, mode="shout").status_code == 400


def test_she_closes_a_vote_and_opens_it_again_with_the_count_before_her(ann, ida, ben):
    ann.goes_to(StepKind.VOTE)
    step = ann.step(StepKind.VOTE)
    ben.votes(step, {ann.options()[0]: 1})
    assert "The vote is open." in page(ida)
    assert does(ida, "go", now=step.id, to=ann.step(StepKind.PLAN).id).status_code == 409, "first it is closed"
    does(ida, "close", now=step.id)
    assert ann.sees(lambda db, w: votes.is_closed(steps.by_id(db, w, step.id)))
    does(ida, "reopen", now=step.id)
    assert ann.sees(lambda db, w: votes.is_open(steps.by_id(db, w, step.id)))


@pytest.mark.parametrize(
    ("here", "voted", "said"), [(6, 5, "5 of 6 have voted."), (5, 4, ""), (4, 4, ""), (5, 0, "0 of 5 have voted.")]
)
def test_how_many_have_voted_is_said_from_five_on(ann, ida, phones, here, voted, said):
    step = ann.goes_to(StepKind.VOTE)
    people = [phones().joins() for _person in range(here)]
    for person in people[:voted]:
        person.votes(step, {ann.options()[0]: 1})
    shown = page(ida)
    assert (said or "The vote is open.") in shown
    assert ("have voted" in shown) is bool(said)


def test_of_few_who_sort_nothing_is_said(ida, sort):
    shown = page(ida)
    assert "are sorting" not in shown and "The vote is open." not in shown
    assert "Close the sorting" in shown


def test_she_shows_and_hides_ideas(ann, ida):
    waits, shown = entered(ann, "A night bus", state=IdeaState.WAITING), entered(ann, "A bench")
    text = page(ida)
    assert "1 idea waits for you" in text and "A night bus" in text and "A bench" in text
    does(ida, "show", idea=waits.id, seen=seen_of(text, waits))
    does(ida, "hide", idea=shown.id)
    states = ann.sees(lambda db, _w: {i.id: i.state for i in db.exec(select(Idea))})
    assert states == {waits.id: IdeaState.SHOWN, shown.id: IdeaState.HIDDEN}
    does(ida, "show", idea=shown.id, seen=seen_of(page(ida), shown))
    assert ann.sees(lambda db, _w: db.get(Idea, shown.id).state) == IdeaState.SHOWN


def seen_of(text, idea):
    """What the form of an idea sends back of the words that were on the page."""
    form = text.split(f'name="idea" value="{idea.id}"')[1]
    return form.split('name="seen" value="')[1].split('"')[0]


def test_what_was_rewritten_meanwhile_is_not_shown_unread(ann, ida):
    waits = entered(ann, "A night bus", state=IdeaState.WAITING)
    before = seen_of(page(ida), waits)
    with writing(ann.engine) as db:
        db.get_one(Idea, waits.id).text = "Something else"
    assert does(ida, "show", idea=waits.id, seen=before).status_code == 409
    assert ann.sees(lambda db, _w: db.get(Idea, waits.id).state) == IdeaState.WAITING


def test_ideas_and_steps_of_another_room_are_not_hers(ann, ida):
    with writing(ann.engine) as db:
        draft = workshops.Draft(
            title={"en": "Next door"}, question={"en": "What?"}, language="en", languages=["en"],
            method="ideas-to-plan", day=date.today(),
        )  # fmt: skip
        other = workshops.create(db, draft, now=now())
        sent = ideas.Sent("11111111-0000-4000-8000-000000000000", "Secret", "en")
        idea = ideas.enter(db, other, None, sent, now=now())
        step = steps.agenda(db, other)[0]
        ids = idea.id, step.id
    assert does(ida, "hide", idea=ids[0]).status_code == 404
    assert does(ida, "go", now="0", to=ids[1]).status_code == 404


def test_the_word_says_how_the_time_is(ann, ida):
    step = ann.goes_to(StepKind.WELCOME)
    assert "In time" in page(ida) and "10 minutes left" in page(ida)
    for passed, words in ((8.5, ("Nearly over", "2 minutes left")), (13.2, ("Time is up", "3 minutes over"))):
        with writing(ann.engine) as db:
            steps.by_id(db, workshops.by_code(db, CODE), step.id).started_at = now() - timedelta(minutes=passed)
        assert all(each in page(ida) for each in words)


# --- the interpreter ------------------------------------------------------------------------------------


def idea_form(phone, idea, **fields):
    form = page(phone).split(f'name="idea" value="{idea.id}"')[1]
    return {"idea": idea.id, **marks(form), "tongue": "so", **fields}


def marks(form):
    """What a form sends back of what was on the page: the words, and the translation that was there."""
    return {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seen", "have")}


def translation(ann, idea, language):
    found = ann.sees(ideas.translations).get(idea.id, {}).get(language)
    return (found.text, found.source) if found else None


def test_his_queue_has_what_lacks_words_in_either_direction(ann, ali):
    theirs, ours = entered(ann, "Naadi bilaash ah", "so"), entered(ann, "A night bus", "en")
    text = page(ali)
    assert "2 ideas need your words" in text and theirs.text in text and ours.text in text
    does(ali, "translate", **idea_form(ali, theirs, text="A free club"))
    does(ali, "translate", **idea_form(ali, ours, text="Baska habeenkii"))
    assert translation(ann, theirs, "en") == ("A free club", Source.PERSON)
    assert translation(ann, ours, "so") == ("Baska habeenkii", Source.PERSON)
    assert "need your words" not in page(ali) and "2 ideas are translated" in page(ali)


def test_what_the_machine_wrote_waits_for_him_and_never_comes_back_over_his_words(ann, ali):
    idea = entered(ann, "A night bus")
    with writing(ann.engine) as db:
        ideas.translate(db, db.get_one(Idea, idea.id), "so", "Bas habeen", Source.MACHINE)
    assert "by machine" in page(ali) and "Bas habeen" in page(ali)
    does(ali, "translate", **idea_form(ali, idea, text="Baska habeenkii"))
    with writing(ann.engine) as db:
        ideas.translate(db, db.get_one(Idea, idea.id), "so", "Bas habeen", Source.MACHINE)
    assert translation(ann, idea, "so") == ("Baska habeenkii", Source.PERSON)


@pytest.mark.parametrize("tongue", ["fi", "en", "ru", "", "xx"])
def test_a_language_that_is_not_his_is_refused(ann, ali, tongue):
    idea = entered(ann, "A night bus")
    form = idea_form(ali, idea, text="Yöbussi")
    assert does(ali, "translate", **{**form, "tongue": tongue}).status_code == 422
    assert does(ali, "write", piece="question", text="Mikä?", tongue=tongue, **of_piece(ali)).status_code == 422
    assert does(ali, "speak", id=UUID, text="Yöbussi", tongue=tongue).status_code == 422
    assert ann.sees(ideas.translations) == {}
    assert len(ann.ideas()) == 1 and "fi" not in ann.sees(lambda _db, w: w.question)


def of_piece(phone, piece="question"):
    return marks(page(phone).split(f'name="piece" value="{piece}"')[1])


UUID = "22222222-0000-4000-8000-000000000000"


@pytest.mark.parametrize("state", [IdeaState.HIDDEN, IdeaState.WITHDRAWN])
def test_what_is_hidden_is_not_for_him(ann, ali, state):
    idea = entered(ann, "Something unkind", "so")
    form = idea_form(ali, idea, text="Words")
    with writing(ann.engine) as db:
        db.get_one(Idea, idea.id).state = state
    assert "Something unkind" not in page(ali)
    assert does(ali, "translate", **form).status_code == 404
    assert translation(ann, idea, "en") is None


def test_the_words_he_has_not_read_are_not_translated_and_his_own_stay_in_the_field(ann, ali):
    idea = entered(ann, "A night bus")
    form = idea_form(ali, idea, text="Baska habeenkii")
    with writing(ann.engine) as db:
        db.get_one(Idea, idea.id).text = "A day bus"
    answer = does(ali, "translate", **form)
    assert answer.status_code == 409 and "A day bus" in answer.text and "Baska habeenkii" in answer.text
    assert translation(ann, idea, "so") is None


@pytest.mark.parametrize(("text", "status"), [("  ", 422), ("x" * 501, 413)])
def test_words_that_cannot_be_kept_are_refused(ann, ali, text, status):
    idea = entered(ann, "A night bus")
    assert does(ali, "translate", **idea_form(ali, idea, text=text)).status_code == status


def test_the_question_is_written_in_his_language_only(ann, ali):
    before = ann.sees(lambda _db, workshop: dict(workshop.question))
    assert (
        does(ali, "write", piece="question", text="Maxaa caawin lahaa?", tongue="so", **of_piece(ali)).status_code
        == 303
    )
    assert ann.sees(lambda _db, workshop: workshop.question) == {**before, "so": "Maxaa caawin lahaa?"}
    assert "Maxaa caawin lahaa?" in page(ali)


def test_prompts_and_titles_of_steps_are_written_and_phones_show_them(ann, ali, phones):
    step = ann.goes_to(StepKind.IDEAS)
    with writing(ann.engine) as db:
        steps.by_id(db, workshops.by_code(db, CODE), step.id).prompt = {"en": "What helps?"}
    key = f"step-{step.id}-prompt"
    does(ali, "write", piece=key, text="Maxaa caawiya?", tongue="so", **of_piece(ali, key))
    assert ann.step(StepKind.IDEAS).prompt == {"en": "What helps?", "so": "Maxaa caawiya?"}
    assert "Maxaa caawiya?" in phones().joins("so").now().text


def test_results_are_put_into_his_language_and_votes_call_them_so(ann, ali):
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        theme = Theme(workshop_id=workshop.id, position=0, mark=1, label={"en": "Travel"})
        db.add(theme)
        db.flush()
        action = plan.add(db, workshop, title="A night bus")
        plan.edit(db, action, what="A bus until midnight.")
        vote = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.VOTE)
        steps.start(db, workshop, vote, now=now())
        ids = theme.id, action.id, vote.id
    for key, text in (
        (f"theme-{ids[0]}", "Safar"),
        (f"action-{ids[1]}-title", "Baska habeenkii"),
        (f"action-{ids[1]}-what", "Bas ilaa saqda dhexe."),
    ):
        assert does(ali, "write", piece=key, text=text, tongue="so", **of_piece(ali, key)).status_code == 303
    theme, action = ann.sees(lambda db, _w: (db.get(Theme, ids[0]), db.get(Action, ids[1])))
    assert theme.label == {"en": "Travel", "so": "Safar"} and not theme.named_by_person
    assert (action.title, action.title_in, action.what_in) == (
        "A night bus",
        {"so": "Baska habeenkii"},
        {"so": "Bas ilaa saqda dhexe."},
    )
    labels = ann.sees(lambda db, w: [o.label for o in votes.options(db, steps.by_id(db, w, ids[2]))])
    assert labels == [{"en": "Travel", "so": "Safar"}]


@pytest.mark.parametrize(
    "piece", ["", "nonsense", "venue", "code", "step-1-say", "step-999-title", "theme-1", "action-1-role"]
)
def test_what_is_no_text_of_this_workshop_cannot_be_written(ann, ali, piece):
    assert does(ali, "write", piece=piece, text="Words", tongue="so", seen="").status_code == 404


def test_an_idea_said_aloud_is_kept_once_with_its_translation(ann, ali):
    ann.goes_to(StepKind.IDEAS)
    for _sent in range(2):
        does(ali, "speak", id=UUID, text="Naadi bilaash ah", translation="A free club", tongue="so")
    (idea,) = ann.ideas()
    assert (idea.text, idea.language, idea.channel, idea.participant_id) == (
        "Naadi bilaash ah",
        "so",
        Channel.HELPER,
        None,
    )
    assert translation(ann, idea, "en") == ("A free club", Source.PERSON)


def test_an_idea_said_aloud_waits_where_ideas_are_read_first(ann, ali):
    with writing(ann.engine) as db:
        workshops.by_code(db, CODE).pre_moderation = True
    ann.goes_to(StepKind.IDEAS)
    does(ali, "speak", id=UUID, text="Naadi bilaash ah", tongue="so")
    assert ann.ideas() == []
    assert len(ann.sees(ideas.waiting)) == 1


def test_before_ideas_are_collected_none_comes_in_and_his_words_are_shown(ann, ali):
    ann.goes_to(StepKind.DIALOGUE)
    assert "Somebody says an idea aloud" not in page(ali)
    answer = does(ali, "speak", id=UUID, text="Naadi bilaash ah", translation="A free club", tongue="so")
    assert answer.status_code == 409 and "Naadi bilaash ah" in answer.text and "A free club" in answer.text
    assert ann.ideas() == []


def test_an_idea_said_aloud_that_is_there_already_comes_in_when_he_says_so(ann, ali):
    ann.goes_to(StepKind.IDEAS)
    entered(ann, "Naadi bilaash ah!", "so")
    anyway = re.compile(r"data-anyway(?! hidden)>")
    assert not anyway.search(page(ali))
    answer = does(ali, "speak", id=UUID, text="naadi bilaash ah", translation="A free club", tongue="so")
    assert answer.status_code == 428 and "It looks like number 1." in answer.text and anyway.search(answer.text)
    assert len(ann.ideas()) == 1
    does(ali, "speak", id=UUID, text="naadi bilaash ah", translation="A free club", tongue="so", anyway="1")
    assert [translation(ann, idea, "en") for idea in ann.ideas()] == [None, ("A free club", Source.PERSON)]


def test_an_idea_said_aloud_knows_his_link_and_lets_no_phone_look_again(ann, phones):
    ann.goes_to(StepKind.IDEAS)
    id, token = link(ann, HandRole.INTERPRETER, languages=["so"])
    before = ann.sees(lambda _db, workshop: workshop.version)
    does(opened(phones, token), "speak", id=UUID, text="Naadi", translation="A club", tongue="so")
    assert [idea.hand_id for idea in ann.ideas()] == [id]
    assert ann.sees(lambda _db, workshop: workshop.version) == before


def test_two_interpreters_do_not_write_over_each_other(ann, ali, phones):
    idea = entered(ann, "A night bus")
    other = opened(phones, link(ann, HandRole.INTERPRETER, languages=["so"])[1])
    his, hers = idea_form(ali, idea, text="Baska habeenkii"), idea_form(other, idea, text="Bas habeen")
    piece = {"piece": "question", "tongue": "so", **of_piece(ali)}
    assert does(ali, "translate", **his).status_code == 303
    answer = does(other, "translate", **hers)
    assert answer.status_code == 409 and "Bas habeen</textarea>" in answer.text
    assert translation(ann, idea, "so") == ("Baska habeenkii", Source.PERSON)
    assert does(ali, "translate", **his).status_code == 303, "the same sent again is no news"
    assert does(ali, "write", text="Maxaa caawin lahaa?", **piece).status_code == 303
    answer = does(other, "write", text="Maxaa?", **piece)
    assert answer.status_code == 409 and "Maxaa?</textarea>" in answer.text
    assert ann.sees(lambda _db, workshop: workshop.question["so"]) == "Maxaa caawin lahaa?"


def test_words_by_way_of_which_he_read_an_idea_have_not_changed(ann, ali):
    idea = entered(ann, "Bir kulüp", "tr")

    def in_english(text):
        with writing(ann.engine) as db:
            ideas.translate(db, db.get_one(Idea, idea.id), "en", text)

    in_english("A club")
    form = idea_form(ali, idea, text="Naadi")
    in_english("A free club")
    assert does(ali, "translate", **form).status_code == 409
    assert translation(ann, idea, "so") is None


def test_what_was_refused_in_one_language_is_not_put_into_the_field_of_another(ann, ali):
    idea = entered(ann, "A night bus")
    form = idea_form(ali, idea, text="Baska habeenkii")
    ali.get(f"/{CODE}/hand?tongue=ar")
    answer = does(ali, "translate", **{**form, "seen": ""})
    assert answer.status_code == 409 and "Baska habeenkii</textarea>" not in answer.text
    assert "Baska habeenkii" in answer.text, "it is shown, so that it is not lost"


def test_after_the_end_no_idea_comes_in(ann, ali):
    ann.ends_the_evening()
    assert does(ali, "speak", id=UUID, text="Naadi bilaash ah", tongue="so").status_code == 409
    assert ann.ideas() == []


def test_he_works_in_one_language_at_a_time_and_it_is_remembered(ann, ali):
    entered(ann, "نادٍ مجاني", "ar")
    assert "نادٍ مجاني" not in page(ali), "Somali comes first"
    assert "نادٍ مجاني" in ali.get(f"/{CODE}/hand?tongue=ar").text
    assert "نادٍ مجاني" in page(ali)
    ali.get(f"/{CODE}/hand?tongue=ru")
    assert "نادٍ مجاني" in page(ali), "a language that is not his changes nothing"


def test_an_idea_in_a_third_language_comes_by_way_of_the_workshop_s(ann, ali):
    idea = entered(ann, "Bir kulüp", "tr")
    assert "Bir kulüp" not in page(ali)
    with writing(ann.engine) as db:
        ideas.translate(db, db.get_one(Idea, idea.id), "en", "A club")
    assert "A club" in page(ali)
    does(ali, "translate", **idea_form(ali, idea, text="Naadi"))
    assert translation(ann, idea, "so") == ("Naadi", Source.PERSON)


def test_he_reads_what_is_said_now_and_what_comes_next(ann, ali):
    with writing(ann.engine) as db:
        first, second = steps.agenda(db, workshops.by_code(db, CODE))[:2]
        first.say, second.say = {"en": "Welcome to all of you."}, {"en": "These are our rules."}
    ann.goes_to(StepKind.WELCOME)
    assert "Welcome to all of you." in page(ali) and "These are our rules." in page(ali)


# --- photos -----------------------------------------------------------------------------------------------


def photo(ann, state):
    """An idea that is a photo, and the address under which roles load it."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG")
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        reference = pictures.keep(db, workshop, pictures.shrunk(file.getvalue()), now=now())
    idea = entered(ann, "", state=state)
    with writing(ann.engine) as db:
        db.get_one(Idea, idea.id).picture = reference
    return f"/{CODE}/hand/pictures/{reference.removeprefix(pictures.PHOTO)}"


def test_a_photo_that_waits_is_for_the_co_facilitator_alone(ann, ida, ali, ben):
    address = photo(ann, IdeaState.WAITING)
    assert address in page(ida)
    assert ida.get(address).headers["content-type"] == "image/jpeg"
    assert ali.get(address).status_code == 404
    assert ben.get(address).status_code == 403


def test_a_photo_on_the_wall_is_for_every_role(ann, phones):
    address = photo(ann, IdeaState.SHOWN)
    assert {holder(ann, phones, role).get(address).status_code for role in HandRole} == {200}


def test_a_photo_of_another_room_is_for_none(ann, ida):
    assert ida.get(f"/{CODE}/hand/pictures/{'0' * 64}").status_code == 404


def test_who_holds_no_link_cannot_make_the_server_read_a_photo(ann, emil):
    big = {"photo": ("a.jpg", b"x" * 200_000, "image/jpeg")}
    assert emil.post(f"/{CODE}/hand", data={"do": "note"}, files=big).status_code == 403


# --- data -----------------------------------------------------------------------------------------------


def test_a_script_gets_data(ann, ida):
    idea = entered(ann, "A bench")
    headers = {"Accept": "application/json"}
    answer = ida.post(f"/{CODE}/hand", data={"do": "hide", "idea": idea.id}, headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"done": "Idea 1 is hidden. You can show it again."})
    refused = ida.post(f"/{CODE}/hand", data={"do": "hide", "idea": 999}, headers=headers)
    assert refused.status_code == 404 and refused.json()["error"]


def test_a_script_is_refused_in_the_language_of_the_page(ann, ida):
    ida.get(f"/{CODE}/hand?language=fi")
    headers = {"Accept": "application/json"}
    refused = ida.post(f"/{CODE}/hand", data={"do": "hide", "idea": 999}, headers=headers)
    assert refused.json()["error"] == "Tätä ideaa ei enää ole."


def test_json_works_as_a_form_does(ann, ida):
    step = ann.step(StepKind.WELCOME)
    fields = {"do": "go", "now": "0", "to": str(step.id)}
    answer = ida.post(f"/{CODE}/hand", content=json.dumps(fields), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200 and current(ann) == step.id


def test_participants_load_nothing_of_the_roles_pages(ben):
    text = ben.now().text
    assert "hand." not in text
