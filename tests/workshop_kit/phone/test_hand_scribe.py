"""The scribe of a table, over real HTTP: cards, notes and photos, at her table and nowhere else."""

import re
import uuid
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from models import Channel, HandRole, IdeaState, StepKind
from workshop_kit import hands, ideas, moderation, notes, pictures, steps, tables, workshops
from workshop_kit.store import now, writing

CODE = "4821"


def photo(colour="teal"):
    file = BytesIO()
    Image.new("RGB", (1600, 900), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(autouse=True)
def set_up(ann):
    """Three tables; table 2 talks about sport, in Somali."""

    def prepare(db, room):
        room.day = date.today()
        found = [tables.CafeTable(str(n), {"en": f"Topic {n}", "so": f"Mawduuc {n}"}) for n in (1, 2, 3)]
        tables.set_tables(db, room, found)

    ann.sees(prepare)
    ann.goes_to(StepKind.IDEAS)


@pytest.fixture
def linked(ann, phones):
    """A phone that has opened a link."""

    def opened(role=HandRole.SCRIBE, table="2", code=CODE):
        with writing(ann.engine) as db:
            hand = hands.make(db, workshops.by_code(db, code), role, table_name=table, now=now())
            token = hands.token(hand)
        phone = phones()
        assert phone.get(f"/{code}/hand/{token}").status_code == 303
        return phone

    return opened


@pytest.fixture
def scribe(linked):
    return linked()


def card(phone, text="A club for girls", **more):
    fields = {"do": "card", "id": str(uuid.uuid4()), "text": text, "language": "so", "channel": "paper", **more}
    return phone.post(f"/{CODE}/hand", data=fields)


def note(phone, text="", file=None, **more):
    fields = {"do": "note", "id": str(uuid.uuid4()), "text": text, "language": "en", **more}
    files = {"photo": ("flip.jpg", file, "image/jpeg")} if file else {"photo": ("", b"")}
    return phone.post(f"/{CODE}/hand", data=fields, files=files)


def page(phone):
    return phone.get(f"/{CODE}/hand").text


def after(phone, answer):
    """The page to which an answer leads."""
    assert answer.status_code == 303, answer.text
    return phone.get(answer.headers["location"]).text


def the_notes(ann):
    return ann.sees(lambda db, room: notes.listed(db, room))


# --- cards ------------------------------------------------------------------------------------------------


def test_the_scribe_sees_her_table_its_topic_and_the_question(scribe):
    shown = page(scribe)
    assert "Table 2" in shown and "Topic 2" in shown and "What would help your family here?" in shown
    assert "Topic 3" not in shown


def test_a_card_is_an_idea_of_the_table_with_a_number_for_the_card(ann, scribe):
    assert "Write number 1 on the card." in after(scribe, card(scribe))
    (idea,) = ann.ideas()
    kept = (idea.text, idea.language, idea.channel, idea.table_name, idea.participant_id)
    assert kept == ("A club for girls", "so", Channel.PAPER, "2", None)
    assert idea.step_id == ann.step(StepKind.IDEAS).id


def test_what_is_said_at_the_table_is_marked_so_and_the_language_is_remembered(ann, scribe):
    assert "It is number 1." in after(scribe, card(scribe, channel="helper", language="ar"))
    assert ann.ideas()[0].channel == Channel.HELPER
    assert re.search(r'<option value="ar"[^>]* selected>', page(scribe))


def test_a_card_sent_twice_is_one_idea(ann, scribe):
    same = str(uuid.uuid4())
    assert [card(scribe, id=same).status_code for _time in range(2)] == [303, 303]
    assert len(ann.ideas()) == 1


def test_another_card_with_the_same_form_is_not_lost(ann, scribe):
    same = str(uuid.uuid4())
    card(scribe, id=same)
    refused = card(scribe, "A second card", id=same)
    assert refused.status_code == 409 and "A second card</textarea>" in refused.text
    assert len(ann.ideas()) == 1
    fresh = re.search(r'name="id" value="([\w-]+)"', refused.text)[1]
    assert fresh != same
    assert card(scribe, "A second card", id=fresh).status_code == 303
    assert len(ann.ideas()) == 2


def test_another_note_with_the_same_form_is_not_lost(ann, scribe):
    same = str(uuid.uuid4())
    note(scribe, "One", id=same)
    refused = note(scribe, "Two", id=same)
    assert refused.status_code == 409 and "Two</textarea>" in refused.text
    assert [kept.text for kept in the_notes(ann)] == ["One"]


def test_the_same_words_are_noticed_and_can_be_sent_anyway(ann, scribe, ben):
    ben.sends("A club, for girls!")
    answer = card(scribe, "a CLUB for girls", language="en")
    assert answer.status_code == 428 and "It looks like number 1." in answer.text
    assert "a CLUB for girls</textarea>" in answer.text
    assert re.search(r'name="anyway" value="1" data-anyway>', answer.text)
    assert re.search(r'name="anyway" value="1" data-anyway hidden>', page(scribe))
    assert card(scribe, "a CLUB for girls", anyway="1").status_code == 303
    assert len(ann.ideas()) == 2


def test_where_ideas_are_read_first_a_card_waits_too(ann, scribe):
    ann.sees(lambda _db, room: setattr(room, "pre_moderation", True))
    card(scribe)
    assert ann.ideas() == []
    assert [idea.state for idea in ann.sees(ideas.waiting)] == [IdeaState.WAITING]
    assert "The facilitator has not shown it yet." in page(scribe)


@pytest.mark.parametrize(
    "fields, status, sentence",
    [
        ({"text": " "}, 422, "Write a few words first."),
        ({"text": "x" * 501}, 413, "500"),
        ({"language": "xx"}, 422, "language"),
        ({"id": "me"}, 422, ""),
        ({"channel": "phone"}, 400, ""),
    ],
)
def test_a_wrong_card_is_refused_with_a_sentence_and_the_words_stay(ann, scribe, fields, status, sentence):
    answer = card(scribe, **fields)
    assert answer.status_code == status and sentence in answer.text
    assert f"{fields.get('text', 'A club for girls').strip()}</textarea>" in answer.text
    assert ann.ideas() == []


def test_no_card_before_the_first_ideas_step_and_none_after_the_end(ann, scribe):
    def rewind(db, room):
        room.current_step_id = None
        for step in steps.agenda(db, room):
            step.started_at = None

    ann.sees(rewind)
    assert "once the room collects them" in page(scribe)
    refused = card(scribe)
    assert refused.status_code == 409 and "A club for girls</p>" in refused.text
    ann.goes_to(StepKind.IDEAS)
    ann.ends_the_evening()
    assert card(scribe).status_code == 409


def test_cards_of_a_stack_are_typed_in_after_the_step_too(ann, scribe):
    ann.goes_to(StepKind.VOTE)
    assert card(scribe).status_code == 303
    assert ann.ideas()[0].step_id == ann.step(StepKind.IDEAS).id


# --- correcting -------------------------------------------------------------------------------------------


def seen(phone, number=1):
    """What the page says was on it."""
    found = re.search(
        rf'name="number" value="{number}"><input type="hidden" name="seen" value="(\w+)"', page(phone)
    )
    return found[1] if found else ""


def correct(phone, number=1, text="A club for all", saw=None):
    saw = seen(phone, number) if saw is None else saw
    return phone.post(f"/{CODE}/hand", data={"do": "correct", "number": str(number), "text": text, "seen": saw})


def take_back(phone, number=1):
    return phone.post(f"/{CODE}/hand", data={"do": "take_back", "number": str(number)})


def test_a_card_can_be_corrected_and_taken_back(ann, scribe):
    card(scribe)
    assert "Number 1 is corrected." in after(scribe, correct(scribe))
    assert (ann.ideas()[0].text, ann.ideas()[0].original) == ("A club for all", None)
    assert "Number 1 was taken back." in after(scribe, take_back(scribe))
    assert ann.ideas() == [] and "A club for all" not in page(scribe)


def test_once_people_vote_a_card_stays_as_it_is(ann, scribe):
    card(scribe)
    ann.goes_to(StepKind.VOTE)
    assert "Take number 1 back" not in page(scribe)
    assert correct(scribe).status_code == 409 and take_back(scribe).status_code == 409
    assert ann.ideas()[0].text == "A club for girls"


def test_a_stale_page_does_not_wipe_out_ann_s_correction(ann, scribe):
    card(scribe)
    saw = seen(scribe)

    def mend(db, room):
        idea = ideas.shown(db, room)[0]
        moderation.correct(db, room, idea, "A club for girls and boys", now=now())
        ideas.translate(db, idea, "en", "A club for everybody")

    ann.sees(mend)
    refused = correct(scribe, saw=saw)
    assert refused.status_code == 409 and "This has changed meanwhile" in refused.text
    assert "A club for all</textarea>" in refused.text and "A club for girls and boys</p>" in refused.text
    (idea,) = ann.ideas()
    assert (idea.text, idea.original) == ("A club for girls and boys", "A club for girls")
    assert ann.sees(lambda db, room: len(moderation.history(db, room))) == 1
    assert ann.sees(lambda db, room: ideas.translations(db, room)[idea.id]["en"].text) == "A club for everybody"
    assert correct(scribe, saw="").status_code == 409


def test_who_has_read_the_new_words_can_correct_them_and_the_log_stays(ann, scribe):
    card(scribe)
    ann.sees(lambda db, room: moderation.correct(db, room, ideas.shown(db, room)[0], "A klub", now=now()))
    assert correct(scribe).status_code == 303
    assert ann.ideas()[0].text == "A club for all"
    assert ann.sees(lambda db, room: len(moderation.history(db, room))) == 1


def test_a_correction_sent_twice_is_done_once_and_phones_look_again(ann, scribe):
    card(scribe)
    saw, before = seen(scribe), ann.sees(lambda _db, room: room.version)
    assert [correct(scribe, saw=saw).status_code for _time in range(2)] == [303, 303]
    assert ann.sees(lambda _db, room: room.version) > before


def test_the_other_link_of_the_same_table_sees_a_card_but_cannot_change_it(ann, scribe, linked):
    card(scribe)
    other = linked()
    shown = page(other)
    assert "A club for girls" in shown and "Take number 1 back" not in shown
    assert correct(other, saw=seen(scribe)).status_code == 404 and take_back(other).status_code == 404
    assert ann.ideas()[0].text == "A club for girls"


def test_a_scribe_without_a_table_reaches_nobody_else_s_cards_and_notes(ann, linked):
    one, two = linked(table=""), linked(table="")
    helper = linked(HandRole.HELPER, table="")
    card(one)
    card(helper, "A warm hall", channel="helper")
    note(one, "Only ours")
    shown = page(two)
    assert not any(words in shown for words in ("A club for girls", "A warm hall", "Only ours"))
    for number in (1, 2):
        assert correct(two, number, saw=seen(one)).status_code == 404
        assert take_back(two, number).status_code == 404
    away = {"do": "remove_note", "note": str(the_notes(ann)[0].id)}
    assert two.post(f"/{CODE}/hand", data=away).status_code == 404
    assert len(ann.ideas()) == 2 and len(the_notes(ann)) == 1


def test_what_was_taken_back_is_in_no_file_any_more(ann, scribe, tmp_path):
    card(scribe, "Zanzibar lighthouse")
    note(scribe, "Marmalade submarine")
    take_back(scribe)
    scribe.post(f"/{CODE}/hand", data={"do": "remove_note", "note": str(the_notes(ann)[0].id)})
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir() if "sqlite3" in path.name)
    assert b"Zanzibar" not in files and b"Marmalade" not in files


def test_words_that_were_corrected_are_in_no_file_any_more(ann, scribe, tmp_path):
    card(scribe, "Zanzibar lighthouse")
    assert correct(scribe).status_code == 303
    assert b"Zanzibar" not in b"".join(p.read_bytes() for p in tmp_path.iterdir() if "sqlite3" in p.name)


def test_another_table_s_card_a_phone_s_idea_and_another_room_s_are_out_of_reach(ann, scribe, linked, ben):
    card(linked(table="3"))
    ben.sends("From Ben's own phone", table="2")
    for number in (1, 2, 3, 10**8):
        assert correct(scribe, number).status_code == 404
        assert take_back(scribe, number).status_code == 404
    assert [idea.text for idea in ann.ideas()] == ["A club for girls", "From Ben's own phone"]
    assert "From Ben" not in page(scribe) and "A club for girls" not in page(scribe)
    assert correct(scribe, "x").status_code == 400


def test_the_id_of_somebody_else_s_idea_changes_nothing_and_tells_no_number(ann, scribe, ben):
    same = str(uuid.uuid4())
    ben.sends("From Ben's own phone", id=same)
    assert card(scribe, id=same).status_code == 422
    assert [idea.text for idea in ann.ideas()] == ["From Ben's own phone"]


# --- notes ------------------------------------------------------------------------------------------------


def test_a_note_is_kept_for_the_table_and_is_no_idea(ann, scribe):
    assert "The note is kept." in after(scribe, note(scribe, "Many said: evenings"))
    (kept,) = the_notes(ann)
    assert (kept.text, kept.table_name, kept.language, kept.picture) == ("Many said: evenings", "2", "en", "")
    assert ann.ideas() == [] and "Many said: evenings" in page(scribe)


def test_a_photo_of_a_flip_chart_is_made_small_and_seen_by_the_scribe_alone(ann, scribe, ben):
    assert note(scribe, file=photo()).status_code == 303
    (kept,) = the_notes(ann)
    digest = kept.picture.removeprefix(pictures.PHOTO)
    assert f"/{CODE}/hand/pictures/{digest}" in page(scribe)
    shown = scribe.get(f"/{CODE}/hand/pictures/{digest}")
    assert max(Image.open(BytesIO(shown.content)).size) == pictures.SIDE
    assert ben.get(f"/{CODE}/pictures/{digest}").status_code == 404


def test_a_note_sent_twice_is_one_and_leaves_no_photo_behind(ann, scribe):
    same = str(uuid.uuid4())
    for _time in range(2):
        assert note(scribe, file=photo(), id=same).status_code == 303
    assert note(scribe, file=photo("red"), id=same).status_code == 409
    assert len(the_notes(ann)) == 1
    assert ann.sees(lambda db, _room: db.connection().exec_driver_sql("select count(*) from picture").scalar()) == 1


def test_a_note_can_be_taken_away_by_its_own_link_only(ann, scribe, linked):
    note(scribe, "Ours")
    id = the_notes(ann)[0].id
    away = {"do": "remove_note", "note": str(id)}
    for table in ("2", "3"):
        other = linked(table=table)
        assert other.post(f"/{CODE}/hand", data=away).status_code == 404
        assert "Take this note away" not in page(other)
    assert scribe.post(f"/{CODE}/hand", data=away).status_code == 303
    assert the_notes(ann) == []


@pytest.mark.parametrize("file", [b"no photo at all", b"\xff\xd8\xff broken", b"x" * 90_000])
def test_a_broken_photo_gets_a_sentence_and_the_words_stay(ann, scribe, file):
    answer = note(scribe, "Words beside it", file=file)
    assert answer.status_code == 422 and "not a photo" in answer.text
    assert "Words beside it</textarea>" in answer.text
    assert the_notes(ann) == []


def test_two_million_letters_are_refused_and_come_back_to_the_field(ann, scribe):
    long = "word " * 400_000
    answer = note(scribe, long)
    assert answer.status_code == 413 and "2000" in answer.text.replace(",", "")
    assert long.strip() in answer.text
    assert the_notes(ann) == []


def test_an_empty_note_is_refused(ann, scribe):
    assert note(scribe, " ").status_code == 422
    assert the_notes(ann) == []


# --- whose link -------------------------------------------------------------------------------------------


def test_who_has_no_link_sends_no_card_and_no_photo(ann, ben, emil):
    for stranger in (ben, emil):
        assert card(stranger).status_code == 403
        assert note(stranger, file=photo()).status_code == 403
        assert note(stranger, file=b"x" * 200_000).status_code == 403
    assert ann.ideas() == [] and the_notes(ann) == []


@pytest.mark.parametrize("do", ["vote", "next", "hide", "show", "translate", "go", "phones", "add", "_card", ""])
def test_the_scribe_does_no_other_role_s_work(ann, scribe, do):
    answer = scribe.post(
        f"/{CODE}/hand", data={"do": do, "number": "1", "step": "5", "text": "x", "id": str(uuid.uuid4())}
    )
    assert answer.status_code == 400


def with_photo(phone, do, file):
    fields = {"do": do, "id": str(uuid.uuid4()), "text": "A club", "language": "en", "channel": "paper"}
    return phone.post(f"/{CODE}/hand", data=fields, files={"photo": ("flip.jpg", file, "image/jpeg")})


@pytest.mark.parametrize("do", ["card", "nothing"])
def test_a_photo_that_belongs_to_no_note_is_never_opened(scribe, do):
    expected = {"card": 303, "nothing": 400}[do]
    assert with_photo(scribe, do, b"this is no photo").status_code == expected


@pytest.mark.parametrize("role", [HandRole.CO_FACILITATOR, HandRole.HELPER])
def test_no_other_role_has_a_photo_opened(linked, role):
    assert with_photo(linked(role), "note", b"this is no photo").status_code == 400


@pytest.mark.parametrize("role", [HandRole.CO_FACILITATOR, HandRole.HELPER])
def test_no_other_role_does_the_scribe_s_work(ann, scribe, linked, role):
    card(scribe)
    other = linked(role)
    assert note(other, "A note").status_code == 400
    assert correct(other).status_code == 400 and take_back(other).status_code == 400
    assert the_notes(ann) == [] and ann.ideas()[0].text == "A club for girls"


def test_a_link_of_one_room_opens_no_other(ann, scribe, linked, drafted_room):
    cookie = scribe.cookies.get("hand")
    answer = scribe.post(
        f"/{drafted_room}/hand", data={"do": "card", "text": "x"}, headers={"Cookie": f"hand={cookie}"}
    )
    assert answer.status_code == 403


@pytest.fixture
def drafted_room(ann, drafted):
    with writing(ann.engine) as db:
        return workshops.create(db, drafted(), now=now()).code
