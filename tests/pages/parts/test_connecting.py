"""Connect phones: what the page says about the laptop, as it is in this test."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import address, database
from workshop_kit import preferences, store


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


def page():
    def run():
        from pages.parts import connecting

        connecting.checks()

    return AppTest.from_function(run).run(timeout=30)


def said(shown):
    return [part.value for part in shown.markdown]


def test_without_a_phone_server_the_page_says_so(engine):
    shown = page()
    assert not shown.exception
    assert "**The page for phones is not ready**" in said(shown)


def test_no_phone_has_got_through_at_first(engine):
    assert "**No phone has got through yet**" in said(page())


def test_a_phone_that_got_through_is_told(engine):
    with store.writing(engine) as db:
        preferences.put(db, f"reached:{address.chosen(db)}:{address.port()}", store.now().isoformat())
    assert "**A phone got through**" in said(page())


def test_each_system_has_its_own_words_and_this_laptop_s_comes_first():
    def run():
        from pages.parts import systems

        systems.hotspot()

    shown = AppTest.from_function(run).run(timeout=30)
    assert not shown.exception
    assert [tab.label for tab in shown.tabs] == ["Windows", "macOS", "Linux"]
    assert all(tab.markdown for tab in shown.tabs)
