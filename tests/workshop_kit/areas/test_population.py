"""Who lives in an area: out of the tables that PxWeb gives, wide and long, and typed by hand."""

import pytest

from workshop_kit import areas, programmes
from workshop_kit.areas import population
from workshop_kit.areas.population import WrongYear
from workshop_kit.background import AGE, GENDER
from workshop_kit.errors import DamagedFile, LongText, UnknownFormat, Wrong
from workshop_kit.programmes import Draft

WIDE = """"Väestö alueittain kielen mukaan"

"Alue","Kieli","2023 Väestö 31.12.","2024 Väestö 31.12."
"402 Hakunila","Kielet yhteensä","12 345","12\u00a0500"
"402 Hakunila","suomi","8 000","7 900"
"402 Hakunila","ruotsi","-","1"
"402 Hakunila","somali","400",".."
"402 Hakunila","Vieraskieliset yhteensä","4 345","."
"Lähde: Tilastokeskus"
"""

LONG = """Area;Year;Language;Value
Hakunila;2024;Finnish;8000
Hakunila;2024;Somali;400
Hakunila;2024;Farsi;30
Hakunila;2024;Dari;20
Hakunila;2024;Bengali;12
Hakunila;2024;Other languages;38
"""


def told(sheet, topic=None, area=None) -> dict:
    return {
        (one.year, one.answer): one.people
        for one in sheet.figures
        if topic in (None, one.topic) and area in (None, one.area)
    }


def look(text: str, **facts):
    return population.look(text.encode(), **facts)


def sentences(sheet) -> list[str]:
    return [trouble.in_language("en") for trouble in sheet.troubles]


# --- tables of PxWeb ------------------------------------------------------------------------------------


def test_a_wide_table_with_a_title_and_a_source_below_is_read():
    sheet = look(WIDE)
    assert told(sheet, "all") == {(2023, ""): 12345, (2024, ""): 12500}
    assert told(sheet, "home_language") == {
        (2023, "fi"): 8000,
        (2023, "sv"): 0,
        (2023, "so"): 400,
        (2024, "fi"): 7900,
        (2024, "sv"): 1,
    }
    assert sheet.areas == ("402 Hakunila",) and sheet.years == (2023, 2024) and not sheet.troubles


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_letters_and_separators_of_every_kind_give_the_same(encoding, separator):
    content = WIDE.replace('","', f'"{separator}"').encode(encoding)
    assert population.look(content).figures == look(WIDE).figures


def test_a_long_table_adds_up_languages_into_ours_and_another():
    sheet = look(LONG)
    assert told(sheet, "home_language") == {
        (2024, "fi"): 8000,
        (2024, "so"): 400,
        (2024, "fa"): 50,
        (2024, "other"): 50,
    }
    assert told(sheet, "all") == {(2024, ""): 8500}, "with the others it is everybody"


def test_a_few_languages_alone_are_neither_everybody_nor_the_others():
    sheet = look("Area;Year;Language;Value\nHakunila;2024;Finnish;8000\nHakunila;2024;Bengali;12\n")
    assert told(sheet) == {(2024, "fi"): 8000}


def test_the_rest_is_another_language_where_it_adds_up_to_everybody():
    table = "Area;Language;2024\nHakunila;Total;100\nHakunila;Finnish;80\nHakunila;Thai;15\nHakunila;Bengali;5\n"
    assert told(look(table), "home_language") == {(2024, "fi"): 80, (2024, "other"): 20}
    less = table.replace("Bengali;5", "Bengali;4")
    assert told(look(less), "home_language") == {(2024, "fi"): 80}


def test_foreign_languages_are_another_one_only_where_nothing_else_tells_them_apart():
    short = "Alue;2024 Suomi;2024 Ruotsi;2024 Vieraskieliset\nHakunila;80;5;15\n"
    assert told(look(short), "home_language") == {(2024, "fi"): 80, (2024, "sv"): 5, (2024, "other"): 15}
    assert told(look(short), "all") == {(2024, ""): 100}


def test_ages_by_year_and_gender_become_bands_and_genders():
    rows = [f"Hakunila;{age};{who};10" for age in [*range(100), "100 -"] for who in ("Miehet", "Naiset")]
    sheet = look("\n".join(["Alue;Ikä;Sukupuoli;2024", *rows]))
    assert told(sheet, "age") == {
        (2024, "under_18"): 360,
        (2024, "18_29"): 240,
        (2024, "30_44"): 300,
        (2024, "45_64"): 400,
        (2024, "65_up"): 720,
    }
    assert told(sheet, "gender") == {(2024, "man"): 1010, (2024, "woman"): 1010}
    assert told(sheet, "all") == {(2024, ""): 2020} and not sheet.troubles


def test_what_groups_of_five_years_cannot_form_is_left_out_and_told():
    rows = [f"Hakunila;{age}-{age + 4};7" for age in range(0, 95, 5)]
    sheet = look("\n".join(["Alue;Ikä;2024", *rows, "Hakunila;95 -;1"]))
    assert told(sheet, "age") == {(2024, "30_44"): 21, (2024, "45_64"): 28, (2024, "65_up"): 43}
    assert sentences(sheet) == [
        f"The age band {band} cannot be formed from the ages in the file. It is left out."
        for band in ("0–17", "18–29")
    ]


def test_years_and_groups_of_years_side_by_side_are_read_although_the_oldest_are_missing():
    """With two ways on from each year there are more ways than can ever be tried: each year is tried once."""
    ages = [*range(99), *(f"{age}-{age + 1}" for age in range(98)), *(f"{age}-{age + 4}" for age in range(90))]
    sheet = look("\n".join(["Alue;Ikä;2024", *(f"Hakunila;{age};10" for age in ages)]))
    assert {band for _year, band in told(sheet, "age")} == {"under_18", "18_29", "30_44", "45_64"}


def test_a_band_with_an_age_that_is_not_known_is_left_out():
    table = "Alue;Ikä;2024\nHakunila;0-17;..\nHakunila;18-29;5\n"
    assert told(look(table), "age") == {(2024, "18_29"): 5}


def test_totals_among_the_rows_are_not_counted_twice():
    rows = [
        "Yhteensä;Yhteensä;100",
        "Yhteensä;Naiset;60",
        "Yhteensä;Miehet;40",
        "0-17;Yhteensä;30",
        "0-17;Naiset;20",
    ]
    sheet = look("\n".join(["Alue;Ikä;Sukupuoli;2024", *(f"Hakunila;{row}" for row in rows)]))
    assert told(sheet, "all") == {(2024, ""): 100}
    assert told(sheet, "gender") == {(2024, "woman"): 60, (2024, "man"): 40}
    assert told(sheet, "age") == {(2024, "under_18"): 30}


def test_the_postal_code_table_is_read_by_its_headings():
    table = (
        '"Postinumeroalue";"Asukkaat yhteensä, 2023 (HE)";"Naiset, 2023 (HE)";"Miehet, 2023 (HE)";'
        '"0-2-vuotiaat, 2023 (HE)";"3-17-vuotiaat, 2023 (HE)";"Keski-ikä, 2023 (HE)"\n'
        '"01620 Martinlaakso (Vantaa)";12000;6100;5900;300;2000;41\n'
    )
    sheet = look(table)
    assert told(sheet, "all") == {(2023, ""): 12000}
    assert told(sheet, "gender") == {(2023, "woman"): 6100, (2023, "man"): 5900}
    assert told(sheet, "age") == {(2023, "under_18"): 2300}
    assert [column.meaning for column in sheet.columns] == ["area", *["people"] * 5, ""]


def test_a_column_of_measures_says_what_is_counted():
    table = "Alue;Tiedot;2024\nHakunila;Väestö;10\nHakunila;Naisia;4\nHakunila;Väestönmuutos, %;4,5\n"
    assert {(one.topic, one.answer): one.people for one in look(table).figures} == {
        ("all", ""): 10,
        ("gender", "woman"): 4,
    }


def test_what_a_heading_says_that_is_not_understood_is_left_out():
    sheet = look("Alue;2024 Väestö;2024 Työttömät;Aluekoodi\nHakunila;100;9;402\n")
    assert told(sheet) == {(2024, ""): 100}
    assert [column.meaning for column in sheet.columns] == ["area", "people", "", ""]


# --- trouble, told by line ------------------------------------------------------------------------------


def test_what_is_no_number_is_told_with_its_line_and_left_out():
    sheet = look(LONG + "Hakunila;2024;Arabic;many\nHakunila;2024;Finnish;9\nHakunila;2024\n")
    assert sentences(sheet) == [
        "Line 8: “many” is not a number of people. It is left out.",
        "Line 9 says again how many people there are: 9. The first one counts.",
        "Line 10 cannot be read. It is left out.",
    ]
    assert sheet.figures == look(LONG).figures


def test_an_age_that_is_not_understood_is_told():
    sheet = look("Alue;Ikä;2024\nHakunila;nuoret;9\nHakunila;yli 65;9\nHakunila;0-17;5\n")
    assert len(sentences(sheet)) == 2 + 4 and "“nuoret” is not understood" in sentences(sheet)[0]
    assert told(sheet) == {(2024, "under_18"): 5}


def test_the_year_is_asked_where_the_file_does_not_say_it():
    table = "Alue;Väestö\nHakunila;100\n"
    assert look(table).needs_year and not look(table).figures
    assert told(look(table, year=2022)) == {(2022, ""): 100}


def test_a_person_says_what_the_columns_mean():
    table = "Paikka;Luku;Jotain\nHakunila;100;somali\n"
    meanings = {"Paikka": "area", "Luku": "people", "Jotain": "home_language"}
    assert told(look(table, meanings=meanings, year=2024)) == {(2024, "so"): 100}
    assert sentences(look(table, meanings={"Paikka": "area", "Luku": "", "Jotain": ""})) == [
        "No column has numbers of people."
    ]
    assert sentences(look(table, meanings={"Paikka": "", "Luku": "people"}))[0] == "No column says the area."
    with pytest.raises(UnknownFormat):
        look(table, meanings={"Luku": "anything"})


@pytest.mark.parametrize("content", [b"", b"one line", b"\x00\x01\x02", b"a;b\n"])
def test_what_is_no_table_is_refused_with_a_sentence(content):
    with pytest.raises(DamagedFile) as refusal:
        population.look(content)
    assert "Nothing was changed" in str(refusal.value)


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(DamagedFile, match="20 MB"):
        population.look(b" " * (20 * 1024 * 1024 + 1))


# --- taking ---------------------------------------------------------------------------------------------


def test_areas_are_known_by_their_names_and_codes(db):
    for name in ("Hakunila", "Martinlaakso", "Länsimäki", "Koivukylä"):
        areas.add(db, name)
    areas.by_name(db, "Koivukylä").code = "91"
    names = [
        "402 Hakunila",
        "HAKUNILA",
        "01620 Martinlaakso (Vantaa)",
        "Vantaa - 95 Länsimäki",
        "91 Suuralue",
        "KOKO MAA",
    ]
    found = {name: area.name for name, area in population.matched(db, names).items()}
    assert found == {
        "HAKUNILA": "Hakunila",
        "01620 Martinlaakso (Vantaa)": "Martinlaakso",
        "Vantaa - 95 Länsimäki": "Länsimäki",
        "91 Suuralue": "Koivukylä",
    }


def test_figures_of_known_areas_are_taken_and_the_others_left(db):
    area = areas.add(db, "Hakunila")
    sheet = look(WIDE + '"Uusi","suomi","5","5"\n')
    assert population.take(db, sheet, source=" Statistics Finland ") == 1
    assert population.years(db) == {area.id: [2024, 2023]}
    assert population.known(db, area, 2023)["home_language"] == {"fi": 8000, "sv": 0, "so": 400}
    assert population.source_of(db, area, 2023) == "Statistics Finland"
    assert [one.name for one in areas.listed(db)] == ["Hakunila"]


def test_the_same_file_twice_is_the_same_and_a_newer_one_replaces(db):
    area = areas.add(db, "Hakunila")
    population.take(db, look(WIDE), source="")
    before = population.known(db, area, 2023)
    population.take(db, look(WIDE), source="")
    assert population.known(db, area, 2023) == before
    population.take(db, look("Alue;Kieli;2023\nHakunila;ruotsi;7\n"), source="")
    after = population.known(db, area, 2023)
    assert after["home_language"] == {"sv": 7} and after["all"] == {"": 12345}


def test_new_areas_are_added_by_their_bare_names_to_the_programme(db, now):
    smile = programmes.create(db, Draft("SMILE"), now=now)
    assert population.take(db, look(WIDE), source="", fresh=["402 Hakunila"], programme=smile) == 1
    assert [area.name for area in programmes.areas(db, smile)] == ["Hakunila"]


def test_a_source_that_is_a_whole_book_is_refused(db):
    areas.add(db, "Hakunila")
    with pytest.raises(LongText):
        population.take(db, look(WIDE), source="x" * 201)


# --- typed by hand --------------------------------------------------------------------------------------


def test_what_is_typed_replaces_a_topic_and_empty_is_not_known(db):
    area = areas.add(db, "Hakunila")
    population.enter(db, area, 2025, GENDER.id, {"woman": 10, "man": 12}, source="City")
    population.enter(db, area, 2025, GENDER.id, {"woman": 11, "man": None})
    population.enter(db, area, 2025, AGE.id, {"under_18": 0})
    assert population.known(db, area, 2025) == {"gender": {"woman": 11}, "age": {"under_18": 0}}
    population.forget(db, area, 2025)
    assert population.years(db) == {}


@pytest.mark.parametrize(
    ("year", "topic", "given", "trouble"),
    [
        (1492, "all", {"": 1}, WrongYear),
        (2025, "shoe size", {"": 1}, Wrong),
        (2025, "gender", {"cat": 1}, Wrong),
        (2025, "all", {"": -1}, Wrong),
        (2025, "all", {"": 10_000_001}, Wrong),
    ],
)
def test_what_cannot_be_is_refused(db, year, topic, given, trouble):
    area = areas.add(db, "Hakunila")
    with pytest.raises(trouble):
        population.enter(db, area, year, topic, given)
    assert population.years(db) == {}


def test_every_topic_has_answers_that_phones_know():
    assert list(population.answers("all")) == [""]
    assert list(population.answers("home_language"))[-1] == "other"
    assert list(population.answers("age")) == list(AGE.answers)
