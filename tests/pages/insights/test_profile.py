"""The laptop's page with the profile of a community."""

from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from models import Area, Need, Population, Source
from pages.parts import database, profile_paper
from workshop_kit import store
from workshop_kit.insights import Filter


def page():
    import runpy

    from pages.parts import database

    runpy.run_path("pages/insights/profile.py")
    database.tell()


@pytest.fixture
def laptop(engine):
    database.engine.clear()
    yield engine
    database.engine.clear()


def holds(db, open_room, *, people, area="Hakunila", about=None):
    """An evening that is over, with a theme of two ideas."""
    room = open_room(db, area=area, ask_about=["gender"] if about else [])
    for number in range(people):
        one = room.joins("so" if number % 3 else "fi")
        if about:
            one.about = {"gender": about[number % len(about)]}
            db.add(one)
    theme = room.theme("Clubs after school", room.enters(), room.enters())
    room.workshop.ended_at = room.now
    db.add(room.workshop)
    db.flush()
    return room, theme


@pytest.fixture
def evenings(laptop, open_room):
    """Two evenings in two areas; of one area it is known who lives there."""
    with store.writing(laptop) as db:
        room, theme = holds(db, open_room, people=60, about=("woman", "woman", "man"))
        holds(db, open_room, people=30, area="Koivukylä")
        need = Need(label={"en": "Clubs"}, created_at=room.now)
        area = Area(name="Hakunila")
        db.add_all((need, area))
        db.flush()
        theme.need_id, theme.need_by = need.id, Source.PERSON
        figures = {"area_id": area.id, "year": 2025, "topic": "gender", "people": 500, "source": "Table 11ra"}
        db.add_all((theme, *(Population(**figures, answer=answer) for answer in ("woman", "man"))))
    return laptop


def opened(part="people", **query):
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["profile_part_en"] = part
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def words(app):
    """Of paragraphs, headings and html; without the backslashes that keep words from being Markdown."""
    shown = [*app.markdown, *app.info, *app.subheader, *app.get("html")]
    return " ".join(getattr(one, "value", "") or one.proto.body for one in shown).replace("\\", "")


def tables(app):
    return [table.value for table in app.dataframe]


def test_without_a_workshop_it_says_what_fills_it(laptop):
    app = opened()
    assert "No workshop here yet" in words(app)
    assert not app.get("download_button")


def test_it_says_who_takes_part_with_a_table_for_each_chart(evenings):
    app = opened()
    assert [metric.value for metric in app.metric] == ["90", "2", "4"]
    languages, gender = tables(app)
    assert dict(zip(languages["Group"], languages["People"], strict=True)) == {"Somali": 60, "Finnish": 30}
    assert dict(zip(gender["Group"], gender["People"], strict=True)) == {"woman": 40, "man": 20}
    assert "60 people in 1 workshop were asked." in words(app)


def test_the_filter_comes_from_the_address(evenings):
    app = opened(area="Koivukylä")
    assert [metric.value for metric in app.metric] == ["30", "1", "2"]


def test_women_are_said_to_be_more_than_live_there(evenings):
    app = opened("beside", area="Hakunila")
    assert "More than live here:** woman" in words(app)
    assert "Source: Table 11ra." in words(app)


def test_an_area_without_figures_is_named(evenings):
    assert "Nothing is kept yet of who lives in Koivukylä" in words(opened("beside"))


def test_it_says_what_people_need(evenings):
    (needs, *_more) = tables(opened("said"))
    assert (list(needs["Needs"]), list(needs["Ideas"])) == (["Clubs"], [2])


def test_nobody_was_asked_about_services_yet(evenings):
    assert "Nobody was asked yet which services they know." in words(opened("services"))


def test_it_says_what_is_not_known(evenings):
    assert "In 1 workshop nobody was asked about herself" in words(opened("unknown"))
    assert "2 ideas belong to no need yet." in words(opened("unknown"))


def test_one_workshop_of_three_people_tells_no_figure_of_them(laptop, open_room):
    with store.writing(laptop) as db:
        holds(db, open_room, people=3)
    app = opened()
    assert app.metric[0].value == "0"
    assert "five people are needed" in words(app)
    assert "1 workshop had fewer than five people" in words(opened("unknown"))


def test_the_paper_is_about_what_the_page_shows(evenings):
    (button,) = [one for one in opened().get("download_button") if one.proto.id.endswith("profile_word")]
    assert button.proto.label == "Save as Word"
    document = Document(BytesIO(profile_paper.written(Filter(area="Koivukylä"), "en")))
    assert "Koivukylä" in [paragraph.text for paragraph in document.paragraphs]


def test_an_area_that_is_named_like_an_image_loads_none(laptop, open_room):
    with store.writing(laptop) as db:
        holds(db, open_room, people=30, area="![x](https://example.org)")
    shown = " ".join(one.value for one in opened("beside").info)
    assert r"\!\[x\]\(https\:\/\/example\.org\)" in shown
