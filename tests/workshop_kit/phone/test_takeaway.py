"""The take-away code: it leads back to the results and one's own ideas, on any phone, and can do nothing else."""

import base64
import html
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from models import Option, StepKind, Theme
from workshop_kit import ideas, moderation, participants, workshops
from workshop_kit.phone.cookies import Tries
from workshop_kit.store import now, writing

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture
def code(ann, dalia):
    """Dalia's take-away code, as it is shown to her, after she sent an idea and gave a dot."""
    ann.goes_to(StepKind.IDEAS)
    dalia.sends("نادٍ بعد المدرسة")
    step = ann.goes_to(StepKind.VOTE)
    dalia.votes(step, {ann.options()[0]: 1})
    ann.ends_the_evening()
    return shown_code(dalia)


def shown_code(phone):
    found = re.search(r'<p class="code" dir="ltr">([^<]*)</p>', phone.get("/4821/results").text)
    return found.group(1) if found else None


def types(phone, typed):
    """What somebody reads who types something on the first page."""
    answer = phone.post("/", data={"code": typed})
    assert answer.status_code == 303
    return phone.get(answer.headers["location"])


def own(page):
    """The ideas under "Your ideas"."""
    section = re.search(r'<section class="stack" id="own">.*?</section>', page.text, re.DOTALL)
    return (
        [html.unescape(words) for words in re.findall(r'<p class="words[^>]*>([^<]*)', section[0])]
        if section
        else []
    )


# --- shown ----------------------------------------------------------------------------------------------


def test_who_has_joined_reads_her_code_with_the_results(ann, ben, chen):
    assert re.fullmatch(r"4821 [0-9]{4} [0-9]{4}", shown_code(ben))
    assert shown_code(ben) == shown_code(ben) != shown_code(chen)
    assert "Write it down or take a picture of it." in ben.get("/4821/results").text


def test_where_to_type_the_code_stands_beside_it(ben):
    front = str(ben.base_url).rstrip("/")
    page = ben.get("/4821/results").text
    assert "Open this address and type the code there:" in page and f'href="/">{front}</a>' in page


def test_who_has_no_code_in_her_hands_finds_a_field_for_it(code, emil):
    """It takes the code as it is shown, with the room's before it, and without."""
    assert 'name="takeaway"' in emil.get("/4821/results").text
    for typed in (code, code.partition(" ")[2]):
        page = emil.get("/4821/results", params={"takeaway": typed})
        assert own(page) == ["نادٍ بعد المدرسة"] and 'name="takeaway"' not in page.text


def test_after_the_evening_every_page_leads_to_the_code(ann, ben):
    ann.goes_to(StepKind.WELCOME)
    ann.ends_the_evening()
    assert 'href="/4821/results#takeaway"' in ben.now().text


def test_who_has_not_joined_has_no_code(emil):
    assert shown_code(emil) is None
    assert own(emil.get("/4821/results")) == []


# --- typed ----------------------------------------------------------------------------------------------


HANDS: dict[str, Callable[[str], str]] = {
    "as it is shown": str,
    "without spaces": lambda code: code.replace(" ", ""),
    "in Arabic digits": lambda code: code.translate(ARABIC),
    "with spaces elsewhere": lambda code: f" {code[:3]} {code[3:9]}  {code[9:]} ",
}
"""How somebody may type the code."""


@pytest.mark.parametrize("hand", HANDS)
def test_on_another_phone_it_leads_to_her_results_in_her_language(code, emil, hand):
    page = types(emil, HANDS[hand](code))
    assert page.status_code == 200
    assert '<html lang="ar" dir="rtl">' in page.text
    assert "نوادٍ مجانية" in page.text
    assert own(page) == ["نادٍ بعد المدرسة"]


def test_the_code_leads_there_as_an_address_too(code, emil):
    answer = emil.get("/", params={"code": code})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/4821/results?takeaway=" + code.replace(" ", "")[4:]
    assert own(emil.get(answer.headers["location"])) == ["نادٍ بعد المدرسة"]


def test_another_language_can_be_asked_for(code, emil):
    digits = code.replace(" ", "")[4:]
    for language, heading in (("fi", "Kysyimme:"), ("en", "We asked:")):
        page = emil.get("/4821/results", params={"takeaway": digits, "language": language})
        assert f'<html lang="{language}" dir="ltr">' in page.text and heading in page.text
        assert own(page) == ["نادٍ بعد المدرسة"]
    assert '<html lang="ar"' in emil.get("/4821/results", params={"takeaway": digits, "language": "xx"}).text


def test_the_theme_to_which_an_idea_has_come_is_named(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A club")
    assert "It is not in a theme yet." in ben.get("/4821/results").text
    [idea] = ann.ideas()

    def sort(db, room):
        theme = Theme(workshop_id=room.id, position=0, mark=1, label={"en": "Free clubs", "fi": "Kerhot"})
        db.add(theme)
        db.flush()
        db.merge(idea).theme_id = theme.id

    ann.sees(sort)
    page = ben.get("/4821/results").text
    assert 'It is in the theme “<span lang="en" dir="ltr">Free clubs</span>”.' in page
    assert own(chen.get("/4821/results")) == []


def test_on_somebody_else_s_phone_her_ideas_stand_there_and_not_his(ann, code, ben):
    page = types(ben, code)
    assert own(page) == ["نادٍ بعد المدرسة"]
    assert 'id="takeaway"' not in page.text


# --- can do nothing else --------------------------------------------------------------------------------


def test_who_has_typed_the_code_is_not_she(ann, code, emil):
    page = types(emil, code)
    assert "set-cookie" not in page.headers
    assert 'id="takeaway"' not in page.text and "/4821/me" not in page.text
    assert emil.now().status_code == 401
    assert emil.delete("/4821/me").status_code == 401
    assert emil.delete("/4821/ideas/1").status_code == 401
    assert emil.post("/4821/join", data={"language": "en"}).headers["location"].startswith("/4821/results")
    assert ann.sees(participants.count) == 1


def test_the_digits_are_no_cookie(code, emil):
    emil.headers["Cookie"] = "workshop=" + code.replace(" ", "")[4:]
    assert emil.now().status_code == 401


def sends_photo(phone):
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    phone.sends("Our yard", photo="data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode())


def photos(page):
    """The addresses of the photos on a page."""
    return [html.unescape(url) for url in re.findall(r'<img class="photo" src="([^"]*)"', page.text)]


@pytest.mark.parametrize("whose", ["emil", "chen"])
def test_her_photos_load_on_another_phone_by_the_code_alone(ann, ben, request, whose):
    """It still waits for the facilitator: nobody but she may see it."""
    phone = request.getfixturevalue(whose)
    ann.goes_to(StepKind.IDEAS)
    sends_photo(ben)
    [url] = photos(ben.get("/4821/results"))
    assert "takeaway" not in url
    page = types(phone, shown_code(ben))
    assert own(page) == ["Our yard"]
    [by_code] = photos(page)
    answer = phone.get(by_code)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert phone.get(url).status_code in (401, 404)
    assert phone.get(url + "?takeaway=00000000").status_code == 422


def test_a_photo_on_the_wall_loads_by_the_code_and_is_not_drawn_for_a_stranger(ann, ben, dalia, emil):
    ann.goes_to(StepKind.IDEAS)
    sends_photo(ben)
    with writing(ann.engine) as db:
        [idea] = ideas.waiting(db, workshops.by_code(db, "4821"))
        moderation.show(db, workshops.by_code(db, "4821"), idea, now=now())
    step = ann.goes_to(StepKind.VOTE)
    first, shown = ann.options()[0], ann.ideas()[0].picture
    with writing(ann.engine) as db:
        db.get(Option, int(first)).picture = shown
    dalia.votes(step, {first: 1})
    ann.ends_the_evening()
    [by_code] = photos(types(emil, shown_code(dalia)))
    assert emil.get(by_code).status_code == 200
    assert photos(emil.get("/4821/results")) == []


def test_wrong_codes_for_photos_count_as_tries(ann, emil):
    for n in range(Tries.EACH):
        emil.get("/4821/pictures/" + "0" * 64, params={"takeaway": f"{n:08}"})
    assert emil.get("/4821/results", params={"takeaway": "99999999"}).status_code == 429


# --- refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "sentence", "question"),
    [
        (
            "en",
            "We do not know this take-away code. Look at the numbers again.",
            "What would help your family here?",
        ),
        ("ar", "لا نعرف هذا الرمز.", "ما الذي يساعد عائلتك هنا؟"),
    ],
)
def test_a_wrong_code_gets_a_sentence_and_shows_the_results_of_the_room(ann, phones, language, sentence, question):
    page = types(phones(**{"Accept-Language": language}), "4821 0000 0000")
    assert page.status_code == 422
    assert sentence in page.text
    assert own(page) == [] and question in page.text
    assert 'name="takeaway" value="00000000"' in page.text  # to type it again


def test_a_code_of_a_room_that_is_not_there_is_kept_in_the_field(emil):
    page = emil.post("/", data={"code": "9999 0000 0000"})
    assert page.status_code == 404
    assert "No workshop has the code 9999" in page.text and 'value="999900000000"' in page.text


@pytest.mark.parametrize("digits", ["1", "0000000000000", "abc", "<script>", "١٢", "' OR 1=1 --"])
def test_what_is_no_code_at_all_is_refused_like_a_wrong_one(ann, emil, digits):
    page = emil.get("/4821/results", params={"takeaway": digits})
    assert page.status_code == 422
    assert "<script>" not in page.text.partition("<body")[2]


def test_after_ten_wrong_codes_nobody_can_go_on_guessing_not_even_right(code, emil):
    for n in range(Tries.EACH):
        assert emil.get("/4821/results", params={"takeaway": f"{n:08}"}).status_code == 422
    for digits in ("00000011", code.replace(" ", "")[4:]):
        page = emil.get("/4821/results", params={"takeaway": digits})
        assert page.status_code == 429
        assert "Wait a minute and try again." in page.text
        assert own(page) == []
    assert emil.get("/4821/results").status_code == 200


def test_right_codes_are_never_counted(code, emil):
    digits = code.replace(" ", "")[4:]
    for _time in range(Tries.EACH + 3):
        assert emil.get("/4821/results", params={"takeaway": digits}).status_code == 200


def test_when_the_ties_are_cut_the_code_leads_nowhere(ann, code, emil, dalia):
    ann.sees(lambda db, room: participants.cut_loose(db, room, now=now()))
    page = types(emil, code)
    assert page.status_code == 422
    assert own(page) == []
    assert shown_code(dalia) is None
    assert "نادٍ" in [idea.text for idea in ann.ideas()][0]


def test_who_has_taken_everything_back_is_not_found_by_the_code(ann, ben, emil):
    code = shown_code(ben)
    ben.delete("/4821/me")
    assert types(emil, code).status_code == 422
