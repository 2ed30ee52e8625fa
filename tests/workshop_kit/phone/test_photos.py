"""Photos from phones: made small, kept once, seen by their sender first and by others when Ann has looked."""

import base64
import json
import uuid
from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageDraw
from sqlmodel import select

from models import IdeaState, PhoneMode, Picture, StepKind
from workshop_kit import ideas, moderation, steps, workshops
from workshop_kit.store import now, writing

ID = "0f6c8a52-5d1e-4a57-9a51-2f6f3a0f7b11"
TWELVE_MEGABYTES = 12 * 1024 * 1024


@pytest.fixture(autouse=True)
def writing_time(ann):
    return ann.goes_to(StepKind.IDEAS)


def photo(sides=3, format="JPEG", size=(640, 480), **more):
    """A photo of a drawing: a shape with so many sides."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).regular_polygon((size[0] // 2, size[1] // 2, size[1] // 3), sides, fill="#0B5560")
    file = BytesIO()
    image.save(file, format, **more)
    return file.getvalue()


def data_uri(file, kind="jpeg"):
    return f"data:image/{kind};base64,{base64.b64encode(file).decode()}"


def by_script(phone, file, text="", id=None):
    return phone.sends(text, id, photo=data_uri(file))


def by_form(phone, file, text="", id=None, name="photo.jpg"):
    fields = {"id": id or str(uuid.uuid4()), "text": text}
    return phone.post("/4821/ideas", data=fields, files={"photo": (name, file, "image/jpeg")})


def sent_ideas(ann):
    return ann.sees(lambda db, room: [*ideas.waiting(db, room), *ideas.shown(db, room), *ideas.hidden(db, room)])


def pictures_kept(ann):
    return list(ann.sees(lambda db, _room: db.exec(select(Picture)).all()))


def address(ann):
    [idea] = sent_ideas(ann)
    return "/4821/pictures/" + idea.picture.removeprefix("photo:")


def moderates(ann, verb):
    [idea] = sent_ideas(ann)
    ann.sees(lambda db, room: verb(db, room, db.merge(idea), now=now()))


# --- sent -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_from_the_script_is_kept_and_waits_for_ann(ann, ben, format):
    answer = ben.sends("Our yard", photo=data_uri(photo(format=format), format.lower()))
    assert (answer.status_code, answer.json()) == (201, {"number": 1, "state": "waiting", "text": "Our yard"})
    [idea], [kept] = sent_ideas(ann), pictures_kept(ann)
    assert (idea.state, idea.picture, idea.text) == (IdeaState.WAITING, f"photo:{kept.digest}", "Our yard")
    assert (kept.width, kept.height) == (640, 480)


def test_a_photo_says_enough_without_words(ann, ben):
    assert by_script(ben, photo()).json() == {"number": 1, "state": "waiting", "text": ""}
    assert by_form(ben, photo(4)).status_code == 303
    assert [idea.text for idea in sent_ideas(ann)] == ["", ""]


def test_a_form_without_script_sends_a_photo_and_its_words(ann, ben):
    answer = by_form(ben, photo(), "Kerho & <b>kahvila</b>")
    assert (answer.status_code, answer.headers["location"]) == (303, "/4821/now#idea-1")
    [idea] = sent_ideas(ann)
    assert (idea.text, idea.state, len(pictures_kept(ann))) == ("Kerho & <b>kahvila</b>", IdeaState.WAITING, 1)


def test_a_form_in_which_no_photo_was_chosen_sends_only_words(ann, ben):
    assert by_form(ben, b"", "A club", name="").status_code == 303
    [idea] = ann.ideas()
    assert (idea.text, idea.picture, pictures_kept(ann)) == ("A club", "", [])


def test_a_form_with_neither_words_nor_photo_is_refused(ann, ben):
    page = by_form(ben, b"", " ", name="")
    assert page.status_code == 422
    assert "Write a few words first." in page.text


def test_a_large_photo_is_kept_small_upright_and_without_its_place(ann, ben):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (60.0, 20.0, 0.0)
    by_script(ben, photo(size=(3000, 2000), exif=exif))
    image = Image.open(BytesIO(ben.get(address(ann)).content))
    assert image.size == (853, 1280)
    assert not image.getexif()


# --- seen -----------------------------------------------------------------------------------------------


def test_a_photo_that_waits_is_seen_by_its_writer_and_by_nobody_else(ann, ben, chen, emil):
    by_script(ben, photo())
    answer = ben.get(address(ann))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.content == pictures_kept(ann)[0].content
    assert "private" in answer.headers["cache-control"]
    assert chen.get(address(ann)).status_code == 404
    assert emil.get(address(ann)).status_code == 401


def test_others_see_a_photo_when_ann_shows_it_and_until_she_hides_it(ann, ben, chen, emil):
    by_script(ben, photo())
    moderates(ann, moderation.show)
    assert chen.get(address(ann)).status_code == 200
    assert emil.get(address(ann)).status_code == 401
    moderates(ann, moderation.hide)
    assert chen.get(address(ann)).status_code == 404
    assert ben.get(address(ann)).status_code == 200


def test_the_writer_finds_her_photo_on_the_page_and_that_it_waits(ann, ben):
    by_script(ben, photo())
    page = ben.now().text
    assert f'src="{address(ann)}" alt="Photo of idea 1"' in page
    assert "Arrived. Waiting for the facilitator." in page
    assert "Please no faces." in page


def test_a_photo_beside_the_question_is_seen_by_all_who_have_joined(ann, ben, chen, emil, writing_time):
    by_script(ben, photo())
    with writing(ann.engine) as db:
        room = workshops.by_code(db, "4821")
        [idea] = ideas.waiting(db, room)
        steps.illustrate(db, room, steps.by_id(db, room, writing_time.id), idea.picture, now=now())
    assert f'src="{address(ann)}"' in chen.now().text
    assert chen.get(address(ann)).status_code == 200
    assert emil.get(address(ann)).status_code == 401


def test_a_phone_that_has_a_photo_is_not_sent_it_again_while_it_may_be_seen(ann, ben, chen, emil):
    by_script(ben, photo())
    moderates(ann, moderation.show)
    answer = chen.get(address(ann))
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["etag"] == f'W/"{pictures_kept(ann)[0].digest}"'
    known = {"If-None-Match": answer.headers["etag"]}
    again = chen.get(address(ann), headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    assert again.headers["cache-control"] == "private, no-cache"
    assert chen.get(address(ann), headers={"If-None-Match": 'W/"0"'}).status_code == 200
    moderates(ann, moderation.hide)
    assert chen.get(address(ann), headers=known).status_code == 404
    assert (ben.get(address(ann), headers=known).status_code, emil.get(address(ann)).status_code) == (304, 401)


@pytest.mark.parametrize("digest", ["0" * 64, "x", "photo:1", "..%2F..%2Fetc", "ä" * 300])
def test_an_address_that_names_no_photo_is_a_404(ben, digest):
    assert ben.get(f"/4821/pictures/{digest}").status_code == 404


def test_a_photo_of_the_room_next_door_is_not_found_here(ann, ben):
    by_script(ben, photo())
    assert ben.get(address(ann).replace("4821", "9999")).status_code == 404


# --- refused --------------------------------------------------------------------------------------------


def test_the_sixth_photo_is_refused_and_not_kept(ann, ben, chen):
    for sides in range(3, 8):
        assert by_script(ben, photo(sides)).status_code == 201
    answer = by_script(ben, photo(8), "One more")
    assert answer.status_code == 422
    assert answer.json()["error"] == "You have sent 5 photos. That is the most. Write instead."
    page = by_form(ben, photo(9), "One more by form")
    assert page.status_code == 422
    assert "You have sent 5 photos." in page.text and "One more by form</textarea>" in page.text
    assert len(sent_ideas(ann)) == len(pictures_kept(ann)) == 5
    assert ben.sends("Words still go").status_code == by_script(chen, photo(8)).status_code == 201


@pytest.mark.parametrize(
    "broken",
    [
        "photo.jpg",
        "https://example.org/photo.jpg",
        "data:image/jpeg,plain",
        "data:text/html;base64,PGI+",
        "data:image/jpeg;base64,***",
        "data:image/jpeg;base64,YQ",
        "data:image/jpeg;base64,YWI=YWI=",
        "data:image/jpeg;base64,ä",
        5,
        ["data:image/jpeg;base64,YQ=="],
        {"data": "image"},
    ],
    ids=str,
)
def test_a_photo_that_was_packed_wrongly_is_a_400(ann, ben, broken):
    answer = ben.sends("Our yard", photo=broken)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert sent_ideas(ann) == []


@pytest.mark.parametrize(
    "file",
    [b"A club after school", photo()[:2000], b"<svg onload='alert(1)'/>", photo(format="GIF")],
    ids=["words", "cut", "svg", "gif"],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(ann, ben, file):
    answer = by_script(ben, file, "Our yard")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("This file is not a photo that we can read.")
    page = by_form(ben, file, "Our yard")
    assert page.status_code == 422
    assert "This file is not a photo" in page.text and "Our yard</textarea>" in page.text
    assert (sent_ideas(ann), pictures_kept(ann)) == ([], [])


def test_thirteen_megabytes_are_refused_in_the_person_s_language(ann, ben, dalia):
    file = photo().ljust(TWELVE_MEGABYTES + 2**20, b"\0")
    for answer in (by_script(dalia, file, "فناؤنا"), by_form(dalia, file, "فناؤنا")):
        assert answer.status_code == 413
        assert "هذه الصورة كبيرة جداً." in answer.text
    assert by_script(ben, file).json()["error"] == "This photo is too big. Take a smaller one, or write."
    assert (sent_ideas(ann), pictures_kept(ann)) == ([], [])
    assert dalia.sends("فناؤنا").status_code == 201


def test_a_larger_photo_of_unannounced_length_is_refused_too(ann, ben):
    def chunks():
        yield b'{"id": "' + ID.encode() + b'", "photo": "data:image/jpeg;base64,'
        for _megabyte in range(18):  # of base64: more than thirteen of a photo
            yield b"A" * 2**20
        yield b'"}'

    answer = ben.post("/4821/ideas", content=chunks(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"][:23]) == (413, "This photo is too big. ")


def test_elsewhere_a_body_as_large_as_a_photo_is_refused(ann, ben, writing_time):
    body = json.dumps({"text": "x" * 200_000}).encode()
    for path in ("/4821/ideas/1", "/4821/about", "/4821/join"):
        answer = ben.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413


def test_a_photo_for_a_closed_step_is_refused_and_not_kept(ann, ben):
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    assert by_script(ben, photo()).status_code == 409
    page = by_form(ben, photo(), "Too late, but good")
    assert page.status_code == 409
    assert "We are not collecting ideas right now" in page.text and "Too late, but good" in page.text
    assert (sent_ideas(ann), pictures_kept(ann)) == ([], [])


def test_the_photo_of_a_stranger_is_refused_and_not_kept(ann, emil):
    assert by_script(emil, photo(), "Who am I?").status_code == 401
    page = by_form(emil, photo(), "Who am I?")
    assert (page.status_code, "Who am I?</textarea>" in page.text) == (401, True)
    assert pictures_kept(ann) == []


# --- sent again -----------------------------------------------------------------------------------------


def test_the_same_photo_sent_again_is_one_idea_and_one_picture(ann, ben):
    for send, status in ((by_script, 201), (by_script, 200), (by_form, 303)):
        assert send(ben, photo(), "Our yard", ID).status_code == status
    assert len(sent_ideas(ann)) == len(pictures_kept(ann)) == 1


def test_another_photo_under_the_same_id_is_not_kept(ann, ben):
    by_script(ben, photo(3), "Our yard", ID)
    [before] = pictures_kept(ann)
    assert by_script(ben, photo(4), "Our yard", ID).json() == {"number": 1, "state": "waiting", "text": "Our yard"}
    assert [kept.digest for kept in pictures_kept(ann)] == [before.digest]


def test_a_photo_sent_again_after_the_close_hears_that_it_arrived(ann, ben):
    by_script(ben, photo(), "Our yard", ID)
    ann.goes_to(StepKind.PLAN)
    assert by_script(ben, photo(), "Our yard", ID).status_code == 200
    assert len(pictures_kept(ann)) == 1


def test_a_photo_under_somebody_else_s_id_is_refused_and_not_kept(ann, ben, chen):
    ben.sends("Ben's secret", ID)
    answer = by_script(chen, photo(), "", ID)
    assert (answer.status_code, "secret" in answer.text) == (422, False)
    assert pictures_kept(ann) == []


def test_the_same_photo_from_two_people_is_kept_once_and_stays_while_one_has_it(ann, ben, chen):
    assert by_script(ben, photo()).status_code == by_script(chen, photo()).status_code == 201
    assert len(pictures_kept(ann)) == 1
    ben.delete("/4821/me")
    assert len(pictures_kept(ann)) == 1
    chen.delete("/4821/me")
    assert pictures_kept(ann) == []


def test_a_photo_that_was_taken_back_is_in_no_file_any_more(ann, ben, tmp_path):
    by_script(ben, photo())
    content = pictures_kept(ann)[0].content
    piece = content[len(content) // 2 :][:200]
    assert any(piece in path.read_bytes() for path in tmp_path.glob("workshops.sqlite3*"))
    assert ben.delete("/4821/ideas/1").status_code == 200
    assert [path.name for path in tmp_path.glob("workshops.sqlite3*") if piece in path.read_bytes()] == []


# --- where the step has none ----------------------------------------------------------------------------


def test_where_photos_are_switched_off_no_page_offers_them(ann, ben, writing_time):
    assert 'type="file"' in ben.now().text
    with writing(ann.engine) as db:
        steps.by_id(db, workshops.by_code(db, "4821"), writing_time.id).settings = {"photos": False}
    page = ben.now().text
    assert 'type="file"' not in page and "multipart" not in page


def test_a_photo_from_a_page_of_before_is_refused_where_photos_are_switched_off(ann, ben, writing_time):
    with writing(ann.engine) as db:
        steps.by_id(db, workshops.by_code(db, "4821"), writing_time.id).settings = {"photos": False}
    assert by_script(ben, photo()).status_code == 409
