"""Pictures: a photo is made small and clean, kept once, and seen by those who may."""

import hashlib
import struct
import subprocess
import sys
import zlib
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from sqlalchemy import event
from sqlmodel import select

from models import IdeaState, Picture, StepKind
from workshop_kit import moderation, own_ideas, participants, pictures, steps, themes, votes
from workshop_kit.errors import BigPhoto, NoSuchPicture, NotAPhoto, TooManyPhotos
from workshop_kit.i18n import LANGUAGES, Chosen, words
from workshop_kit.look import symbols
from workshop_kit.pictures import MOST_BYTES, MOST_PHOTOS, SIDE

OWNER = "Ann Andersson"
ROOT = Path(__file__).parents[2]


def file_of(image, format="JPEG", **more):
    target = BytesIO()
    image.save(target, format, **more)
    return target.getvalue()


def flat(width=60, height=40, colour="white", mode="RGB"):
    return Image.new(mode, (width, height), colour)


def flag():
    """Upright: red in the upper left corner."""
    image = flat(80, 40)
    image.paste("red", (0, 0, 40, 20))
    return image


def noted(orientation=1):
    """What a camera notes: who, with what, where, and how it was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Camera works"
    exif[ExifTags.Base.Artist] = OWNER
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:14 17:30:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (60.0, 20.0, 0.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (25.0, 2.0, 0.0)
    return exif


def seen(photo):
    return Image.open(BytesIO(photo.content))


def corner(photo):
    red, green, blue = seen(photo).getpixel((3, 3))
    return "red" if red > 200 and green < 60 and blue < 60 else (red, green, blue)


# --- made small -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "kept"),
    [((2600, 1300), (1280, 640)), ((1000, 2500), (512, 1280)), ((1281, 3), (1280, 3)), ((60, 40), (60, 40))],
)
def test_the_longer_side_is_at_most_1280_pixels_and_nothing_is_made_larger(size, kept):
    photo = pictures.shrunk(file_of(flat(*size)))
    assert (photo.width, photo.height) == seen(photo).size == kept
    assert max(kept) <= SIDE


def test_whatever_comes_in_is_kept_as_a_jpeg():
    assert seen(pictures.shrunk(file_of(flat()))).format == "JPEG"
    assert seen(pictures.shrunk(file_of(flat(colour=(0, 99, 99, 0), mode="CMYK")))).mode == "RGB"
    assert seen(pictures.shrunk(file_of(flat(colour=99, mode="L")))).mode == "RGB"


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_picture_in_another_format_is_taken(format):
    photo = pictures.shrunk(file_of(flag(), format))
    assert (photo.width, photo.height, corner(photo)) == (80, 40, "red")


def test_the_first_picture_of_several_in_one_file_is_taken():
    file = file_of(flag(), "MPO", save_all=True, append_images=[flat(80, 40, "blue")])
    assert seen_format(file) == "MPO"
    assert corner(pictures.shrunk(file)) == "red"


def seen_format(file):
    return Image.open(BytesIO(file)).format


UNDONE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a picture lies in the file when the camera was held so."""


@pytest.mark.parametrize("orientation", UNDONE)
def test_a_photo_is_turned_upright_however_the_phone_was_held(orientation):
    photo = pictures.shrunk(file_of(flag().transpose(UNDONE[orientation]), exif=noted(orientation)))
    assert (photo.width, photo.height, corner(photo)) == (80, 40, "red")


@pytest.mark.parametrize("orientation", [0, 1, 9, 4711])
def test_an_orientation_that_means_nothing_turns_nothing(orientation):
    photo = pictures.shrunk(file_of(flag(), exif=noted(orientation)))
    assert (photo.width, photo.height, corner(photo)) == (80, 40, "red")


@pytest.mark.parametrize(("tag", "kind"), [(0x0100, 2), (0x0213, 6), (0x010F, 11)])
def test_a_camera_that_notes_nonsense_about_itself_breaks_nothing(tag, kind):
    """The tags are the width, the place of colours and the maker, each with a type that it cannot have."""
    photo = pictures.shrunk(with_notes(file_of(flag()), (0x0112, 3, b"\1\0\0\0"), (tag, kind, b"\xff\1\1\0")))
    assert (photo.width, photo.height) == (80, 40)
    turned = with_notes(file_of(flag()), (0x0112, 3, b"\6\0\0\0"), (tag, kind, b"\xff\1\1\0"))
    with suppress(NotAPhoto):  # turned upright, or refused in a whole sentence; nothing else
        assert pictures.shrunk(turned).width == 40


def with_notes(jpeg, *notes):
    """A JPEG with EXIF as some cameras write it: (tag, type, four bytes)."""
    entries = b"".join(struct.pack("<HHI", tag, kind, 1) + value for tag, kind, value in notes)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(notes)) + entries + bytes(4)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


# --- made clean -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "MPO"])
def test_what_a_camera_notes_does_not_come_along(format, orientation):
    file = file_of(flag(), format, exif=noted(orientation))
    assert OWNER.encode() in file and seen_gps(Image.open(BytesIO(file)))
    photo = pictures.shrunk(file)
    assert not seen(photo).getexif() and not seen_gps(seen(photo))
    assert OWNER.encode() not in photo.content and b"2026:11:14" not in photo.content


def seen_gps(image):
    return image.getexif().get_ifd(ExifTags.IFD.GPSInfo)


@pytest.mark.parametrize("more", ["comment", "xmp", "icc_profile"])
def test_nothing_else_that_was_written_into_the_file_comes_along(more):
    file = file_of(flag(), **{more: OWNER.encode()})
    assert OWNER.encode() in file
    assert OWNER.encode() not in pictures.shrunk(file).content


def test_what_stands_behind_the_picture_does_not_come_along():
    assert OWNER.encode() not in pictures.shrunk(file_of(flag()) + OWNER.encode()).content


def clear_palette():
    image = flat(mode="P", colour=0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.info["transparency"] = 0
    return image


@pytest.mark.parametrize(
    ("image", "format"),
    [
        (flat(mode="RGBA", colour=(0, 0, 0, 0)), "PNG"),
        (flat(mode="RGBA", colour=(0, 0, 0, 0)), "WEBP"),
        (flat(mode="LA", colour=(0, 0)), "PNG"),
        (clear_palette(), "PNG"),
    ],
    ids=["png", "webp", "grey", "palette"],
)
def test_what_is_clear_becomes_white(image, format):
    assert min(seen(pictures.shrunk(file_of(image, format))).getpixel((5, 5))) >= 250


# --- refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"A club after school",
        b"<html><img src=x onerror=alert(1)></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7\n",
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        file_of(flat(), "GIF"),
        file_of(flat(), "BMP"),
        file_of(flat(), "TIFF"),
        bytes(5000),
    ],
    ids=lambda file: repr(file[:12]),
)
def test_what_is_no_photo_is_refused(file):
    with pytest.raises(NotAPhoto):
        pictures.shrunk(file)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_photo_that_arrived_in_part_is_refused(format, share):
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    file = file_of(noise, format)
    with pytest.raises(NotAPhoto):
        pictures.shrunk(file[: int(len(file) * share)])


def test_a_file_of_twelve_megabytes_is_read_and_a_larger_one_is_not():
    file = file_of(flag())
    assert pictures.shrunk(file.ljust(MOST_BYTES, b"\0")).width == 80
    with pytest.raises(BigPhoto):
        pictures.shrunk(file.ljust(MOST_BYTES + 1, b"\0"))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(30_000, 2_001), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 2)])
def test_a_small_file_with_far_too_many_pixels_is_refused_before_it_is_unpacked(size):
    with pytest.raises(BigPhoto):
        pictures.shrunk(promising(*size))


def promising(width, height):
    """The head of a PNG that says how large it is; nothing follows."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("format", "more"), [("PNG", {}), ("WEBP", {"method": 0}), ("JPEG", {"progressive": True})]
)
def test_what_must_be_unpacked_whole_has_sixteen_million_pixels_at_most(format, more):
    assert pictures.shrunk(file_of(flat(4000, 4000), format, **more)).width == SIDE
    with pytest.raises(BigPhoto):
        pictures.shrunk(file_of(flat(4001, 4000), format, **more))


def test_a_camera_s_jpeg_may_have_more_for_it_is_made_small_while_it_is_read():
    assert pictures.shrunk(file_of(flat(6000, 4000))).width == SIDE
    assert pictures.shrunk(file_of(flat(6000, 4000), "MPO")).width == SIDE


@pytest.mark.skipif(sys.platform != "linux", reason="other systems say it elsewhere")
def test_to_make_a_picture_small_takes_little_memory(tmp_path):
    """Sixteen million pixels, clear and turned: 64 MB as they lie, and once more while they are put together."""
    (tmp_path / "large.png").write_bytes(file_of(flat(4000, 4000, 0, "RGBA"), "PNG", exif=noted(6)))
    code = """if True:
        import re, sys
        from workshop_kit import pictures
        most = lambda: int(re.search("VmHWM:(.*) kB", open("/proc/self/status").read())[1])
        file, before = open(sys.argv[1], "rb").read(), most()
        pictures.shrunk(file)
        print(most() - before)
    """
    call = [sys.executable, "-c", code, tmp_path / "large.png"]
    kilobytes = int(subprocess.run(call, capture_output=True, check=True, cwd=ROOT).stdout)
    assert kilobytes < 250 * 1024


# --- kept -----------------------------------------------------------------------------------------------


def rows(ann):
    return list(ann.db.exec(select(Picture).where(Picture.workshop_id == ann.workshop.id)))


def digest_of(reference):
    return reference.removeprefix("photo:")


def test_a_photo_is_kept_once_under_the_digest_of_its_content(ann):
    photo = pictures.shrunk(file_of(flag()))
    references = {pictures.keep(ann.db, ann.workshop, photo, now=ann.now) for _time in range(3)}
    assert references == {"photo:" + hashlib.sha256(photo.content).hexdigest()}
    [row] = rows(ann)
    assert (row.content, row.width, row.height, row.created_at) == (photo.content, 80, 40, ann.now)
    assert pictures.by_reference(ann.db, ann.workshop, references.pop()) is row


def test_the_same_file_always_becomes_the_same_photo():
    file = file_of(flag(), exif=noted(6))
    assert pictures.shrunk(file).digest == pictures.shrunk(file).digest


def test_each_room_keeps_its_own(ann, open_room):
    reference = ann.keeps_photo()
    next_door = open_room(ann.db)
    with pytest.raises(NoSuchPicture):
        pictures.by_reference(ann.db, next_door.workshop, reference)
    assert next_door.keeps_photo() == reference
    assert len(rows(next_door)) == len(rows(ann)) == 1


@pytest.mark.parametrize("reference", ["", "photo:", "photo:" + "0" * 64, "symbol:bus", "photo:' OR 1=1 --"])
def test_a_reference_that_names_no_photo_is_refused(ann, reference):
    kept = ann.keeps_photo()
    with pytest.raises(NoSuchPicture):
        pictures.by_reference(ann.db, ann.workshop, reference)
    with pytest.raises(NoSuchPicture):
        pictures.by_reference(ann.db, ann.workshop, digest_of(kept))


# --- symbols --------------------------------------------------------------------------------------------


def test_every_symbol_is_drawn_and_has_a_name_in_every_language():
    assert set(symbols.drawings()) == set(symbols.NAMES)
    assert {pictures.name_in("symbol:bus", code) for code in LANGUAGES} == {
        words(code)._("Bus and train") for code in LANGUAGES
    }
    for name in symbols.NAMES:
        assert all(pictures.name_in(f"symbol:{name}", code) for code in LANGUAGES)
    assert (pictures.name_in("symbol:bus", "fi"), pictures.name_in("symbol:bus", "en")) == (
        "Bussi ja juna",
        "Bus and train",
    )


def test_a_symbol_that_somebody_chose_becomes_a_reference():
    assert (pictures.checked_symbol("bus"), pictures.checked_symbol("")) == ("symbol:bus", "")


@pytest.mark.parametrize("name", ["tank", "Bus", "symbol:bus", "../bus", "photo:1", " "])
def test_a_symbol_that_was_not_offered_is_refused(name):
    with pytest.raises(NoSuchPicture):
        pictures.checked_symbol(name)


@pytest.mark.parametrize("reference", ["", "bus", "photo:bus", "symbol:", "symbol:tank"])
def test_what_names_no_symbol_has_no_name(reference):
    assert (pictures.symbol_of(reference), pictures.name_in(reference, "en")) == ("", "")


def test_a_symbol_speaks_each_reader_s_language_and_words_stay_as_they_were_written():
    assert pictures.said("Bussi ja juna", "fi", "symbol:bus", "ar") == Chosen("الحافلة والقطار", "ar", True)
    assert pictures.said("Bussi ja juna", "fi", "symbol:bus", "fi") == Chosen("Bussi ja juna", "fi", True)
    assert pictures.said("Yöbussi", "fi", "symbol:bus", "ar") == Chosen("Yöbussi", "fi", False)
    assert pictures.said("Bussi ja juna", "fi", "", "ar") == Chosen("Bussi ja juna", "fi", False)
    assert pictures.said("", "fi", "photo:1", "ar") == Chosen("", "fi", False)


# --- who may see a photo --------------------------------------------------------------------------------


def may_see(ann, reference, who):
    return pictures.may_see(ann.db, ann.workshop, digest_of(reference), who)


def test_a_photo_that_waits_is_seen_by_its_writer_alone(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben, "", picture=ann.keeps_photo())
    assert idea.state == IdeaState.WAITING
    assert may_see(ann, idea.picture, ben) and not may_see(ann, idea.picture, chen)
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    assert may_see(ann, idea.picture, chen)
    moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    assert may_see(ann, idea.picture, ben) and not may_see(ann, idea.picture, chen)


def test_a_photo_that_nothing_names_is_seen_by_nobody(ann, ben):
    assert not may_see(ann, ann.keeps_photo(), ben)


def test_a_photo_beside_a_question_a_theme_or_a_choice_is_seen_by_all(ann, ben):
    asked, themed, voted = (ann.keeps_photo(sides) for sides in (3, 4, 5))
    ann.step(StepKind.IDEAS).picture = asked
    ann.theme("Clubs", ann.enters()).picture = themed
    ann.db.flush()
    vote = ann.goes_to(StepKind.VOTE)
    [option] = votes.options(ann.db, vote)
    option.picture = voted
    ann.db.flush()
    assert [may_see(ann, reference, ben) for reference in (asked, themed, voted)] == [True, True, True]


def test_a_choice_made_of_an_idea_shows_its_photo_as_long_as_the_idea_is_on_the_wall(ann, ben, chen):
    ann.step(StepKind.VOTE).settings = {"dots": 5, "cap": 3, "on": "ideas"}
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben, "", picture=ann.keeps_photo())
    moderation.show(ann.db, ann.workshop, idea, now=ann.now)
    [option] = votes.options(ann.db, ann.goes_to(StepKind.VOTE))
    assert option.picture == idea.picture and may_see(ann, idea.picture, chen)
    idea.state = IdeaState.HIDDEN  # and the choice still names the photo
    ann.db.flush()
    assert option.picture and may_see(ann, option.picture, ben) and not may_see(ann, option.picture, chen)


def test_a_photo_on_the_wall_next_door_is_not_seen_from_here(ann, ben, open_room):
    next_door = open_room(ann.db)
    next_door.enters("", picture=next_door.keeps_photo())
    assert not may_see(ann, ann.keeps_photo(), ben)


# --- not too many ---------------------------------------------------------------------------------------


def test_a_phone_sends_five_photos_in_a_step_and_no_sixth(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    sent = [ann.sends(ben, f"Number {n}", picture=ann.keeps_photo()) for n in range(MOST_PHOTOS)]
    with pytest.raises(TooManyPhotos) as refusal:
        ann.sends(ben, picture=ann.keeps_photo())
    assert "5 photos" in str(refusal.value)
    assert ann.sends(ben, "Words still go").number == MOST_PHOTOS + 1
    assert ann.sends(ben, "", picture="symbol:bus").number == MOST_PHOTOS + 2
    assert ann.sends(chen, picture=ann.keeps_photo()).number == MOST_PHOTOS + 3
    own_ideas.take_back(ann.db, ann.workshop, steps.current(ann.db, ann.workshop), sent[0], participant=ben)
    assert ann.sends(ben, picture=ann.keeps_photo()).state == IdeaState.WAITING


def test_another_step_is_another_five_photos(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    for _photo in range(MOST_PHOTOS):
        ann.sends(ben, picture=ann.keeps_photo())
    second = steps.add(ann.db, ann.workshop, StepKind.IDEAS, title={"en": "More"}, minutes=5)
    steps.start(ann.db, ann.workshop, second, now=ann.now)
    assert ann.sends(ben, picture=ann.keeps_photo()).step_id == second.id


# --- erased ---------------------------------------------------------------------------------------------


def test_a_photo_that_nothing_names_any_more_is_erased_and_the_others_stay(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    loose, *named = (ann.keeps_photo(sides) for sides in (3, 4, 5, 6))
    ann.sends(ben, "", picture=named[0])
    ann.step(StepKind.VOTE).picture = named[1]
    ann.theme("Clubs", ann.enters()).picture = named[2]
    pictures.sweep(ann.db, ann.workshop)
    assert {row.digest for row in rows(ann)} == set(map(digest_of, named))
    assert digest_of(loose) not in {row.digest for row in rows(ann)}


def test_a_photo_that_two_people_sent_stays_as_long_as_one_has_it(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    for who in (ben, chen):
        ann.sends(who, "", picture=ann.keeps_photo())
    participants.withdraw(ann.db, ann.workshop, ben)
    assert len(rows(ann)) == 1
    participants.withdraw(ann.db, ann.workshop, chen)
    assert rows(ann) == []


def test_the_photo_of_a_theme_that_was_taken_off_stays_for_undo(ann):
    theme = ann.theme("Clubs", ann.enters())
    theme.picture = ann.keeps_photo()
    themes.remove(ann.db, ann.workshop, theme, now=ann.now)
    pictures.sweep(ann.db, ann.workshop)
    assert len(rows(ann)) == 1


def test_the_photos_next_door_are_not_swept(ann, open_room):
    next_door = open_room(ann.db)
    next_door.keeps_photo()
    pictures.sweep(ann.db, ann.workshop)
    assert len(rows(next_door)) == 1


def test_sweeping_takes_one_statement_however_many_photos_there_are(ann):
    for sides in range(3, 9):
        ann.enters("", picture=ann.keeps_photo(sides))
    loose = ann.keeps_photo(9)
    with counted(ann.db) as statements:
        pictures.sweep(ann.db, ann.workshop)
    assert len(statements) == 1
    assert len(rows(ann)) == 6 and digest_of(loose) not in {row.digest for row in rows(ann)}


@contextmanager
def counted(db):
    """The statements that reach the database."""
    statements = []

    def note(_connection, _cursor, statement, *_more):
        statements.append(statement)

    event.listen(db.get_bind(), "before_cursor_execute", note)
    yield statements
    event.remove(db.get_bind(), "before_cursor_execute", note)
