"""The workbook for service managers, read back with openpyxl and as raw XML."""

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from exports import excel
from exports.excel.cells import Share, figure, number_text, plain_number, safe, unescaped
from exports.excel.dates import number_format
from exports.excel.drawing import Book
from exports.excel.fields import FIELDS, KEY, headings, statuses
from exports.excel.heights import lines
from exports.excel.plan import listed
from exports.names import status_name
from models import ActionStatus
from workshop_kit.i18n import LANGUAGES, words
from workshop_kit.report import WorkshopReport

STARTS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "  =", "＝", "＋", "－", "＠", "=HYPERLINK(", "#REF!"]


def opened(report: WorkshopReport, language: str = "en") -> Any:
    return load_workbook(BytesIO(excel.export(replace(report, language=language), language).data))


def column(sheet: Any, heading: str, top: int = 1) -> list[Any]:
    """The cells under a heading."""
    place = next(cell.column for cell in sheet[top] if cell.value == heading)
    return [sheet.cell(row, place) for row in range(top + 1, sheet.max_row + 1)]


def values(sheet: Any, heading: str, top: int = 1) -> list[Any]:
    return [cell.value for cell in column(sheet, heading, top)]


def cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_file_is_named_after_code_and_day(report):
    file = excel.export(report, "en")
    assert file.name == "plan-4821-2026-11-14.xlsx"
    assert file.media_type.endswith("spreadsheetml.sheet")


def test_each_kind_of_fact_has_a_sheet_in_the_language(report):
    english = ["Read me", "Plan", "Ideas", "Themes", "Vote 1", "Services", "Indicators", "kit"]
    assert opened(report).sheetnames == english
    assert opened(report, "fi").sheetnames[1:4] == ["Suunnitelma", "Ideat", "Teemat"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_a_workbook(report, language):
    book = opened(report, language)
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len(book.worksheets) == 8
    assert book.worksheets[1].sheet_view.rightToLeft is (LANGUAGES[language].direction == "rtl")


def test_an_empty_workshop_gives_sheets_with_headings(empty):
    book = opened(empty)
    assert [cell.value for cell in book["Plan"][1]][:2] == ["No.", "Action"]
    assert book["Plan"].max_row == 1


def test_the_first_sheet_says_what_it_is_and_how_to_fill_it_in(report):
    said = [cell.value for row in opened(report)["Read me"].iter_rows() for cell in row if cell.value]
    assert "Koivukylä school evening" in said and "4821" in said and datetime(2026, 11, 14) in said
    assert any("amber columns of the sheet “Plan”" in str(words) for words in said)


def test_an_action_is_a_row_with_typed_cells(report):
    plan = opened(report)["Plan"]
    assert values(plan, "Action")[0] == "A free club twice a week in Koivukylä school"
    assert values(plan, "Done by") == [datetime(2027, 1, 15), datetime(2027, 1, 15), None]
    assert values(plan, "Now") == [12, 12, 12] and values(plan, "Target")[1] == 20
    assert values(plan, "Effort") == [2, 2, 2]
    assert values(plan, "Status") == ["Agreed", "Under way", "Proposed"]
    assert values(plan, "Languages needed")[0] == "Somali, Arabic"


def test_what_was_told_last_stands_before_an_empty_column_for_news(report):
    plan = opened(report)["Plan"]
    assert values(plan, "Last told") == ["20 Nov 2026\nThe hall is ours on Tuesdays."] * 2 + [None]
    assert values(plan, "What has happened since") == [None, None, None]


def test_a_service_that_nobody_has_confirmed_says_so_and_so_does_a_gap(report):
    gap = replace(report.actions[0], service=None)
    told = values(opened(replace(report, actions=(*report.actions, gap)))["Plan"], "Service")
    assert told[2].endswith("\nSuggested by the computer, not yet confirmed")
    assert told[3] == "No service fits: a gap"


def test_days_are_shown_as_the_language_writes_them(report):
    assert number_format("fi") == "d.m.yyyy"
    assert column(opened(report, "fi")["Suunnitelma"], words("fi")._("Done by"))[0].number_format == "d.m.yyyy"
    assert all(number_format(language).count("yyyy") == 1 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "number"), [("40", 40), ("3.5", 3.5), ("-2", -2), ("0", 0), ("12", 12), ("1000000", 1000000)]
)
def test_a_plain_number_is_a_number(text, number):
    assert plain_number(text) == number


@pytest.mark.parametrize("text", ["4,200", "007", "40 %", "about 40", "", "3.50", "-0", "1e5", "٤٠", "2026-11-14"])
def test_other_numbers_stay_as_they_were_written(text):
    assert plain_number(text) is None


@given(st.text("0123456789.-", max_size=12))
def test_a_number_always_comes_back_as_it_was_written(text):
    value = plain_number(text)
    assert value is None or number_text(float(value)) == text


def test_a_result_is_read_as_its_language_writes_it():
    assert figure("3,4", ",") == 3.4 and figure("41\u00a0%", ",") == Share(0.41) and figure("1 200", ",") is None
    assert figure("4,200", ".") is None


def test_only_columns_to_be_filled_in_are_amber(report):
    plan = opened(report)["Plan"]
    amber = {cell.value for cell in plan[1] if cell.fill.fgColor.rgb == "00FDEBC9"}
    assert amber == {field.heading for field in FIELDS}
    assert {cell.font.color.rgb for cell in plan[1] if cell.value in amber} == {"007A4100"}
    others = [cell for cell in plan[1] if cell.value not in amber and cell.value != KEY]
    assert {(cell.fill.fgColor.rgb, cell.font.color.rgb) for cell in others} == {("000B5560", "00FFFFFF")}


def test_the_key_is_hidden_and_stays_with_its_row_when_the_table_is_sorted(report):
    plan = opened(report)["Plan"]
    assert values(plan, "Key") == [action.uuid for action in report.actions]
    assert plan.column_dimensions["V"].hidden and plan.auto_filter.ref == "A1:V4"


def test_the_status_is_chosen_from_a_list_in_the_language(report):
    rules = opened(report, "fi")["Suunnitelma"].data_validations.dataValidation
    (status,) = [rule for rule in rules if rule.type == "list"]
    assert status.formula1 == '"Ehdotettu,Sovittu,Käynnissä,Valmis,Ei onnistu"'
    assert str(status.sqref) == "S2:S4"
    assert {rule.type for rule in rules} == {"list", "date", "textLength"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_statuses_fit_a_list(language):
    assert len(listed(language)) <= 255 and listed(language).count(",") == 4 and listed(language).count('"') == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_and_status_can_be_told_apart(language):
    found, said = headings(language), statuses(language)
    w = words(language)
    assert {found[w._(field.heading).casefold()] for field in FIELDS} == {field.name for field in FIELDS}
    assert {said[status_name(status.value, language).casefold()] for status in ActionStatus} == set(ActionStatus)


def test_headings_stay_and_are_printed_on_each_page(report):
    book = opened(report)
    assert book["Plan"].freeze_panes == "C2" and book["Vote 1"].freeze_panes == "A6"
    for sheet in book.worksheets[1:-1]:
        assert sheet.print_title_rows in ("$1:$1", "$5:$5")
        assert sheet.auto_filter.ref
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


def test_a_workshop_with_an_ampersand_in_its_name_gives_a_plain_footer(report):
    content = excel.export(replace(report, title="Us & Gardens &G"), "en").data
    with ZipFile(BytesIO(content)) as package:
        assert "Us &amp;&amp; Gardens &amp;&amp;G" in package.read("xl/worksheets/sheet2.xml").decode()


def test_an_idea_is_read_in_its_own_direction(report):
    written = column(opened(report)["Ideas"], "As written")
    assert [written[2].alignment.readingOrder, written[2].alignment.horizontal] == [2, "right"]
    assert [written[0].alignment.readingOrder, written[0].alignment.horizontal] == [1, "left"]


def test_a_picture_without_words_is_named(pictured):
    ideas = opened(pictured)["Ideas"]
    assert values(ideas, "Picture")[0] == "Photo" and values(ideas, "Picture")[1]
    assert values(ideas, "As written")[0] is None


def test_a_vote_tells_what_people_were_told_and_what_each_choice_got(report):
    vote = opened(report)["Vote 1"]
    assert [vote["A1"].value, vote["A2"].value] == ["What should happen first?", "41 people voted."]
    assert "You have 5 dots" in vote["A3"].value
    assert values(vote, "Dots", 5) == [84, 61, 42, 18]
    assert values(vote, "Share of people", 5)[0] == pytest.approx(0.41)
    assert values(vote, "In this plan", 5) == ["Yes", "Yes", "Yes", "Not yet"]


def test_of_a_vote_by_fewer_than_five_only_the_order_is_told(report):
    options = tuple(replace(option, cells=(), value=0) for option in report.votes[0].options)
    vote = replace(report.votes[0], voters=None, columns=(), options=options)
    sheet = opened(replace(report, votes=(vote,)))["Vote 1"]
    assert sheet["A2"].value == "Fewer than five people voted, so only the order is shown."
    assert [cell.value for cell in sheet[5]] == ["Rank", "Choice", "Goes on", "In this plan"]
    assert values(sheet, "Rank", 5) == [1, 2, 3, 4]


def test_a_number_of_fewer_than_five_people_is_not_told(report):
    few = replace(report, participation=replace(report.participation, joined=None))
    assert "fewer than five" in [cell.value for cell in opened(few)["Read me"]["B"]]


def test_services_and_partners_stand_there_once_with_their_actions(report):
    partner = replace(report.actions[0].service, id=9, name="Parish of Koivukylä", url="", vanished=True)
    actions = tuple(replace(action, partners=(partner,)) for action in report.actions)
    services = opened(replace(report, actions=actions))["Services"]
    assert values(services, "Service").count("Parish of Koivukylä") == 1
    row = values(services, "Service").index("Parish of Koivukylä")
    assert values(services, "Actions")[row] == "1, 2, 3"
    assert values(services, "Gone from its source")[row] == "Yes"
    assert column(services, "Link")[0].hyperlink.target == "https://www.vantaa.fi/en/leisure"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://x/" + "y" * 3000]
)
def test_an_address_that_is_none_is_no_link(report, url):
    action = replace(report.actions[0], service=replace(report.actions[0].service, url=url))
    assert column(opened(replace(report, actions=(action,)))["Services"], "Link")[0].hyperlink is None


def with_everywhere(report: WorkshopReport, text: str) -> WorkshopReport:
    """The report with a text wherever anybody could have typed one."""
    ideas = tuple(replace(line, text=text, translation=text) for line in report.ideas)
    themes = tuple(replace(theme, label=text) for theme in report.themes)
    options = tuple(replace(option, label=text) for option in report.votes[0].options)
    vote = replace(report.votes[0], title=text, asked=text, options=options)
    typed = (
        "title",
        "what",
        "role",
        "partner",
        "first_step",
        "indicator",
        "baseline",
        "target",
        "resources",
        "risks",
    )
    service = replace(report.actions[0].service, name=text, body=text, area=text, contact=text, url=text)
    since = tuple(replace(news, text=text) for news in report.actions[0].since)
    action = replace(report.actions[0], service=service, since=since, **dict.fromkeys(typed, text))
    places = {"title": text, "question": text, "venue": text, "area": text}
    return replace(report, ideas=ideas, themes=themes, votes=(vote,), actions=(action,), **places)


@pytest.mark.parametrize("start", STARTS)
def test_no_text_is_ever_a_formula(report, start):
    content = excel.export(with_everywhere(report, f"{start}1+1"), "en").data
    found = cells(load_workbook(BytesIO(content)))
    typed = [cell for cell in found if "1+1" in str(cell.value)]
    assert len(typed) > 40
    assert {cell.data_type for cell in typed} == {"s"}
    if not start.startswith("#"):
        assert all(cell.quotePrefix for cell in typed if str(cell.value).startswith(start.strip()))
    with ZipFile(BytesIO(content)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert not any(re.search(r"<f[ >]", part) for part in parts)


def test_control_characters_are_taken_out_and_long_texts_are_cut(report):
    ideas = (
        replace(report.ideas[0], text="one\x00\x07two\r\nthree\u202e"),
        replace(report.ideas[1], text="ä" * 40_000),
    )
    first, second = values(opened(replace(report, ideas=ideas))["Ideas"], "As written")
    assert first == "onetwo\nthree"
    assert len(second) == 32_767 and second.endswith("…")


@given(st.text())
def test_any_text_can_be_stored_and_is_what_it_was(text):
    stored = safe(text)
    assert len(stored.encode("utf-16-le")) <= 2 * 32_767
    assert safe(unescaped(stored)) == stored


def test_what_excel_takes_for_an_escape_is_escaped():
    assert safe("_x0041_") == "_x005F_x0041_" and unescaped("_x005F_x0041_") == "_x0041_"


def test_the_titles_of_sheets_are_short_plain_and_different():
    book = Book("en", "")
    titles = [book.sheet(title).title for title in ("Vote: [1/2]?*", "x" * 40, "X" * 40, "", "'a'", "")]
    assert titles[0] == "Vote (1–2)" and titles[4] == "a"
    assert len({title.casefold() for title in titles}) == 6
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\'") for title in titles)


def test_the_workbook_names_no_person(report):
    content = excel.export(report, "en").data
    book = load_workbook(BytesIO(content))
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Workshop kit", "Workshop kit")
    assert book.properties.title == "Koivukylä school evening: action plan" and book.properties.language == "en-GB"
    with ZipFile(BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "comment" in name or "person" in name]


def test_a_very_hidden_sheet_holds_what_a_return_needs(report):
    kit = opened(report)["kit"]
    assert kit.sheet_state == "veryHidden"
    assert [kit.cell(row, 1).value for row in (1, 2, 3)] == ["workshop-kit", "4821", "en"]
    row = dict(zip([c.value for c in kit[4]], [c.value for c in kit[5]], strict=True))
    assert row["deadline"] == "2027-01-15" and row["status"] == "accepted" and row["baseline"] == "12"


def test_a_row_is_as_high_as_its_longest_text(report):
    assert lines("one two three", 7) == 2 and lines("x" * 30, 10) == 3 and lines("a\nb", 10) == 2
    long = replace(report.actions[0], what="Children choose the club themselves. " * 8)
    plan = opened(replace(report, actions=(long, report.actions[1])))["Plan"]
    assert plan.row_dimensions[2].height > 2 * plan.row_dimensions[3].height
    with ZipFile(BytesIO(excel.export(report, "en").data)) as package:
        assert "customHeight" not in package.read("xl/worksheets/sheet2.xml").decode()


def test_the_day_of_a_plan_is_that_of_the_report(report):
    assert opened(replace(report, made_on=date(2027, 2, 3))).properties.created == datetime(2027, 2, 3)
