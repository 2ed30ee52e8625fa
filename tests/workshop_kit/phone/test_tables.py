"""Tables on the phones: the code on a table, where somebody sits in each round, and where she goes next."""

import re
import uuid
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from models import Participant, PhoneMode, StepKind
from workshop_kit import ideas, participants, steps, tables
from workshop_kit.store import now

CODE = "4821"
PART = {"X-Part": "1"}


@pytest.fixture(autouse=True)
def cafe(ann):
    """Five tables and three rounds."""

    def prepare(db, room):
        room.day = date.today()
        names = ["1", "2", "3", "4", "Kids’ corner"]
        tables.set_tables(db, room, [tables.CafeTable(name, {"en": f"About {name}"}) for name in names])
        for step in steps.agenda(db, room):
            if step.kind in (StepKind.IDEAS, StepKind.VOTE, StepKind.PLAN):
                step.kind, step.settings = StepKind.IDEAS, {"by_table": True}
                step.phones = PhoneMode.WRITE
                db.add(step)

    ann.sees(prepare)


def round_(ann, number):
    def go(db, room):
        found = tables.rounds(steps.agenda(db, room))[number - 1]
        steps.start(db, room, found, now=now())

    ann.sees(go)


def sits(phone):
    """The table that a phone shows."""
    whole = re.search(r'id="seat".*?Table ([^<]+)</span></h2>', phone.now().text, re.S)
    part = re.search(r'id="seat".*?Table ([^<]+)</span></h2>', phone.get(f"/{CODE}/now", headers=PART).text, re.S)
    assert (whole and whole[1]) == (part and part[1])
    return whole and whole[1]


def next_table(phone):
    found = re.search(r"Next round: table ([^.]+)\.", phone.now().text)
    return found and found[1]


def small_photo():
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    return file.getvalue()


def joins_at(phone, table):
    shown = phone.get(f"/{CODE}", params={"table": table})
    found = re.search(r'name="table" value="([^"]*)"', shown.text)
    answer = phone.post(f"/{CODE}/join", data={"language": "en", **({"table": found[1]} if found else {})})
    assert answer.status_code == 303
    return phone


def test_the_code_on_a_table_leads_through_the_language_to_the_table(ann, emil):
    shown = emil.get(f"/{CODE}?table=3&language=ar").text
    assert '<input type="hidden" name="table" value="3">' in shown
    assert "You sit at table 3." in emil.get(f"/{CODE}?table=3").text
    joins_at(emil, "3")
    round_(ann, 1)
    assert sits(emil) == "3" and "About 3" in emil.now().text


@pytest.mark.parametrize("table", ["9", "", "<b>", "3' or 1=1", "x" * 5000])
def test_a_table_that_is_not_there_is_no_table(ann, emil, table):
    assert 'name="table"' not in emil.get(f"/{CODE}", params={"table": table}).text
    emil.post(f"/{CODE}/join", data={"language": "en", "table": table})
    round_(ann, 1)
    assert sits(emil) is None
    assert '<select class="field" name="table"' in emil.now().text


def test_a_phone_that_has_joined_moves_with_the_code_of_another_table(ann, emil):
    joins_at(emil, "3")
    round_(ann, 1)
    answer = emil.get(f"/{CODE}?table=4")
    assert answer.status_code == 200 and "You are at table 4 now." in answer.text and "About 4" in answer.text
    assert sits(emil) == "4"
    assert emil.head(f"/{CODE}?table=1").status_code == 200
    assert sits(emil) == "4"


def test_the_name_of_a_table_is_found_as_people_type_it(ann, emil):
    joins_at(emil, "kids’  CORNER ")
    round_(ann, 1)
    assert sits(emil) == "Kids’ corner"


def test_an_idea_is_of_the_table_where_nothing_else_is_said(ann, emil, ben):
    joins_at(emil, "3")
    round_(ann, 1)
    emil.sends("From the table")
    emil.sends("From elsewhere", table="2")
    ben.sends("From nowhere")
    assert [idea.table_name for idea in ann.ideas()] == ["3", "2", ""]


def test_a_photo_is_of_the_table_too(ann, emil):
    joins_at(emil, "3")
    round_(ann, 1)
    fields = {"id": str(uuid.uuid4()), "text": "A drawing"}
    emil.post(f"/{CODE}/ideas", data=fields, files={"photo": ("a.jpg", small_photo(), "image/jpeg")})
    (idea,) = ann.sees(ideas.waiting)
    assert idea.table_name == "3"


def test_each_round_says_where_to_be_and_where_to_go_next(ann, phones):
    people = [joins_at(phones(), "2") for _person in range(2)]
    for phone in people:
        path, expected = [], None
        for number in (1, 2, 3):
            round_(ann, number)
            if path:
                assert sits(phone) == expected
                assert "A new round: this is your table now." in phone.now().text
            path.append(sits(phone))
            expected = next_table(phone)
        assert len(set(path)) == 3 and path[0] == "2" and expected is None
    round_(ann, 2)
    assert sits(people[0]) != sits(people[1])  # the two halves go to different tables


def test_who_sits_elsewhere_in_a_later_round_goes_on_from_there(ann, emil):
    joins_at(emil, "2")
    round_(ann, 2)
    emil.get(f"/{CODE}?table=1")
    assert sits(emil) == "1"
    planned = next_table(emil)
    round_(ann, 3)
    assert sits(emil) == planned != "1"


def test_a_round_that_is_gone_back_to_moves_nobody_twice(ann, emil):
    joins_at(emil, "2")
    round_(ann, 2)
    there = sits(emil)
    round_(ann, 1)
    assert sits(emil) == "2"
    round_(ann, 2)
    assert sits(emil) == there


def test_no_page_tells_how_many_sit_at_a_table(ann, phones):
    for _person in range(3):
        joins_at(phones(), "4")
    round_(ann, 1)
    reader = joins_at(phones(), "4")
    seat = re.search(r'<section id="seat".*?</section>', reader.now().text, re.S)[0]
    words = re.sub(r"<[^>]+>", " ", seat)
    assert set(re.findall(r"\d+", words)) <= {"4", next_table(reader)}


def test_who_takes_everything_back_leaves_no_table_behind(ann, emil):
    joins_at(emil, "3")
    emil.request("DELETE", f"/{CODE}/me")
    rows = ann.sees(lambda db, _room: [p.table_name for p in db.exec(select(Participant))])
    assert rows == []


def test_once_the_ties_are_cut_nobody_s_table_is_known(ann, emil):
    joins_at(emil, "3")
    ann.sees(lambda db, room: participants.cut_loose(db, room, now=now()))
    assert ann.sees(lambda db, _room: [p.table_name for p in db.exec(select(Participant))]) == [""]
