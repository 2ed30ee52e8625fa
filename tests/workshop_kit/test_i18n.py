"""Languages: what a reader gets when her language has no text, and what her browser asks for."""

from datetime import date

import pytest
from babel.dates import format_date

from workshop_kit import i18n, methods, steps
from workshop_kit.i18n import LANGUAGES, Chosen, direction, language_of, offered, pick, preferred, words

OFFERED = ("fi", "sv", "en", "ar", "ckb", "zh")


# --- picking --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "asked", "fallbacks", "chosen"),
    [
        ({"fi": "Kerho", "ar": "نادي"}, "ar", (), Chosen("نادي", "ar", True)),
        ({"fi": "Kerho", "en": "Club"}, "ar", ("fi",), Chosen("Kerho", "fi", False)),
        ({"fi": "Kerho", "en": "Club"}, "ar", ("so",), Chosen("Club", "en", False)),
        ({"fi": "Kerho", "so": "Naadi"}, "ar", (), Chosen("Kerho", "fi", False)),
        ({"so": "Naadi"}, "ar", (), Chosen("Naadi", "so", False)),
        ({"ar": "", "so": "Naadi"}, "ar", (), Chosen("Naadi", "so", False)),
        ({}, "ar", ("fi",), Chosen("", "ar", True)),
        ({"ar": ""}, "ar", (), Chosen("", "ar", True)),
        ({"tlh": "yej"}, "fi", (), Chosen("yej", "tlh", False)),
    ],
)
def test_the_nearest_text_is_picked_and_says_its_language(texts, asked, fallbacks, chosen):
    assert pick(texts, asked, *fallbacks) == chosen


def test_a_picked_text_knows_its_own_direction_not_the_reader_s():
    assert pick({"ar": "نادي"}, "fi").direction == "rtl"
    assert pick({"fi": "Kerho"}, "ar").direction == "ltr"


@pytest.mark.parametrize("code", ["ar", "fa", "ckb"])
def test_these_are_written_from_right_to_left(code):
    assert direction(code) == "rtl"


@pytest.mark.parametrize("code", ["fi", "en", "zh", "und", "", "tlh"])
def test_these_are_written_from_left_to_right(code):
    assert direction(code) == "ltr"


def test_an_unknown_language_is_said_to_be_unknown():
    assert language_of("tlh") is i18n.UNKNOWN
    assert language_of("so").name == "Soomaali"
    assert all(code == language.code for code, language in LANGUAGES.items())


# --- what a browser asks for ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ar", "ar"),
        ("AR-eg", "ar"),
        ("so,ar;q=0.8,fi;q=0.9", "fi"),
        ("en;q=0.3,sv;q=0.7", "sv"),
        ("sv,en", "sv"),
        ("zh-Hans-CN", "zh"),
        ("cmn", "zh"),
        ("ku", "ckb"),
        ("ku-Arab-IQ", "ckb"),
        ("ckb-IQ,en;q=0.5", "ckb"),
        ("so", "fi"),
        ("*", "fi"),
        ("", "fi"),
        (",,,", "fi"),
        (";q=1", "fi"),
        ("ar;q=", "ar"),
        ("ar;q=abc", "fi"),
        ("ar;q=abc,sv", "sv"),
        ("ar;q=0.5;q=0.7", "fi"),
        ("\x00", "fi"),
        ("ar\n", "ar"),
        ("ar;q=nan", "ar"),
        ("sv;q=1e999", "sv"),
        ("-", "fi"),
        ("fi-" * 5000, "fi"),
        ("a," * 20_000, "fi"),
        ("fi;q=0.4, ar; q=0.9", "ar"),
        ("ar ; q=0.9", "ar"),
        ("ar;Q=0.9", "ar"),
        ("sv;q=0", "fi"),
    ],
)
def test_the_first_wish_that_is_offered_is_taken_else_the_first_language(header, language):
    assert preferred(header, OFFERED) == language


def test_persian_of_afghanistan_is_served_in_persian():
    assert preferred("prs-AF", ["fi", "fa"]) == "fa"


# --- catalogues -----------------------------------------------------------------------------------------


def test_what_is_offered_is_known_and_has_english():
    assert "en" in offered() and "fi" in offered("desk")
    assert set(offered()) <= set(LANGUAGES)
    assert list(offered()) == [code for code in LANGUAGES if code in offered()]


@pytest.mark.parametrize("language", ["tlh", "", "und"])
def test_a_language_without_a_catalogue_speaks_english(language):
    assert words(language)._("Write a few words first.") == "Write a few words first."
    assert words(language).n("%(n)s idea", "%(n)s ideas", 1) == "1 idea"
    assert words(language).n("%(n)s idea", "%(n)s ideas", 2) == "2 ideas"


def test_a_sentence_that_is_in_no_catalogue_is_said_as_it_is():
    assert words("fi")._("This sentence is in no catalogue.") == "This sentence is in no catalogue."


def test_facts_fill_a_sentence_and_a_percent_sign_needs_no_facts():
    assert words("en")._("%(a)s of %(b)s", a=1, b="100 %") == "1 of 100 %"
    assert words("en")._("100 %") == "100 %"


def test_english_dates_are_european():
    assert (i18n.locale_of("en"), i18n.locale_of("ar")) == ("en_GB", "ar")


# --- fifteen languages ----------------------------------------------------------------------------------

every_language = pytest.mark.parametrize("code", LANGUAGES)
ENGLISH_TOO = {"Ideas", "Plan"}
"""Short titles that are the same word in Spanish, Swedish or Turkish."""


def test_phones_speak_fifteen_languages():
    assert len(LANGUAGES) == 15
    assert offered() == tuple(LANGUAGES)


@every_language
def test_what_the_room_reads_of_each_method_is_in_its_language(code):
    for method in methods.listed():
        for step in method.steps:
            for texts in filter(None, (step.title, step.prompt)):
                assert texts[code].strip() and "%" not in texts[code]
                assert code == "en" or texts[code] != texts["en"] or texts["en"] in ENGLISH_TOO


@every_language
def test_the_title_of_a_step_fits_under_its_bar(code):
    for method in methods.listed():
        assert [step.title[code] for step in method.steps if len(step.title[code]) > steps.TITLE_LIMIT] == []


def test_a_new_workshop_has_its_agenda_in_every_language(ann):
    for step in steps.agenda(ann.db, ann.workshop):
        assert set(step.title) == set(LANGUAGES)
        assert set(step.prompt) in (set(), set(LANGUAGES))


@every_language
def test_a_sentence_of_ours_is_said_everywhere(code):
    said = i18n.everywhere("Write a few words first.")
    assert set(said) == set(LANGUAGES)
    assert said[code] == words(code)._("Write a few words first.")
    assert code == "en" or said[code] != said["en"]


@every_language
def test_every_number_of_ideas_has_a_sentence(code):
    for n in (*range(25), 99, 100, 101, 102, 111, 1000, 1_000_000):
        said = words(code).n("%(n)s idea was erased.", "%(n)s ideas were erased.", n)
        assert said and "%(" not in said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("fi", "12. helmikuuta 2027"),
        ("ar", "12 فبراير 2027"),
        ("ru", "12 февраля 2027"),
        ("zh", "2027年2月12日"),
        ("en", "12 February 2027"),
        ("ckb", "12ی شوباتی 2027"),
    ],
)
def test_a_day_is_said_as_it_is_said_in_the_language(code, said):
    assert said in format_date(date(2027, 2, 12), "long", i18n.locale_of(code))
