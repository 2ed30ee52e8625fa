"""The command line: whatever a page does, and trouble as one line and exit status 2."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from models import StepKind
from workshop_kit import ideas, participants, services, steps, store, votes, workshops
from workshop_kit.__main__ import main
from workshop_kit.settings import DATABASE_FILE

ROOT = Path(__file__).parents[3]


@dataclass
class Answer:
    status: int
    out: str
    trouble: str


Say = Callable[..., Answer]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run one verb in this process."""

    def run(*arguments: object) -> Answer:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(status, captured.out, captured.err)

    return run


@pytest.fixture
def refused(say: Say) -> Say:
    """Run one verb that must be refused: status 2, one line that is a sentence, nothing on standard output."""

    def run(*arguments: object) -> Answer:
        answer = say(*arguments)
        assert answer.status == 2, answer
        assert answer.out == ""
        assert len(answer.trouble.splitlines()) == 1 and answer.trouble.strip()
        assert "Traceback" not in answer.trouble and "Error(" not in answer.trouble
        return answer

    return run


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def code(say, database) -> str:
    """Ann's new workshop."""
    answer = say("new", "--title", "School evening", "--question", "What would help?", "--method", "ideas-to-plan")
    assert answer.status == 0, answer
    return answer.out.strip()


def status(say: Say, code: str) -> dict:
    answer = say("status", code)
    assert answer.status == 0, answer
    return json.loads(answer.out)


# --- demo, new, step, status ----------------------------------------------------------------------------


def test_demo_loads_two_workshops_and_prints_their_codes(say, database):
    answer = say("demo")
    finished, ready = answer.out.split()
    assert (answer.status, answer.trouble) == (0, "")
    assert {step["state"] for step in status(say, finished)["steps"]} == {"done"}
    assert {step["state"] for step in status(say, ready)["steps"]} == {"to come"}
    assert (status(say, finished)["participants"], status(say, ready)["participants"]) == (46, 0)


def test_new_makes_a_workshop_in_a_data_folder_that_was_empty(say, own_data):
    answer = say("new", "--title", "T", "--question", "Q", "--method", "dialogue-first", "--languages", "fi, ar,")
    assert answer.status == 0 and len(answer.out.strip()) == 4
    assert (own_data / DATABASE_FILE).exists()


def test_new_takes_a_title_in_another_language(say, code, engine):
    answer = say("new", "--language", "fi", "--title", "Ilta", "--question", "Mitä?", "--method", "learning-cafe")
    with store.reading(engine) as db:
        assert workshops.by_code(db, answer.out.strip()).title == {"fi": "Ilta"}


def test_status_says_where_the_room_is(say, code):
    told = status(say, code)
    assert set(told) == {"code", "steps", "participants", "ideas", "ballots", "version"}
    assert (told["code"], told["participants"], told["ideas"], told["ballots"]) == (code, 0, 0, 0)
    assert set(told["steps"][0]) == {"id", "kind", "state"}
    assert {step["kind"] for step in told["steps"]} <= {kind.value for kind in StepKind}


def test_step_moves_the_room_on_and_back(say, code):
    def states():
        return [step["state"] for step in status(say, code)["steps"]][:3]

    assert say("step", code, "next") == Answer(0, "", "")
    assert states() == ["now", "to come", "to come"]
    say("step", code, "next")
    assert states() == ["done", "now", "to come"]
    say("step", code, "back")
    assert states() == ["now", "done", "to come"]
    say("step", code, "3")
    assert states() == ["done", "done", "now"]


def test_next_after_the_last_step_ends_the_evening(say, code, engine):
    number = len(status(say, code)["steps"])
    say("step", code, number)
    assert say("step", code, "next").status == 0
    with store.reading(engine) as db:
        assert workshops.by_code(db, code).ended_at is not None


def test_status_counts_the_ballots_of_the_present_vote(say, code, engine, now):
    with store.writing(engine) as db:
        workshop = workshops.by_code(db, code)
        step = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.VOTE)
        step.settings = {"dots": 1, "cap": 1, "on": "ideas"}
        sent = ideas.Sent("0d9ad1a6-6a0d-4c0e-9c1e-0d1f3f1b6f60", "A bench", "en")
        ideas.enter(db, workshop, None, sent, now=now)
        ben, _token = participants.admit(db, workshop, "en", now=now)
        steps.start(db, workshop, step, now=now)
        votes.cast(db, step, ben, {str(votes.options(db, step)[0].id): 1}, now=now)
    told = status(say, code)
    assert (told["participants"], told["ideas"], told["ballots"]) == (1, 1, 1)


@pytest.mark.parametrize("where", ["0", "99", "sideways", "1.5", "", "9" * 30])
def test_a_step_that_is_not_there_is_refused(refused, code, where):
    refused("step", code, where)


def test_back_before_the_start_is_refused(refused, code):
    refused("step", code, "back")


@pytest.mark.parametrize("verb", [("status",), ("step", "next"), ("export", "--to", "plan.docx")])
def test_a_wrong_code_is_refused(refused, database, verb):
    name, *rest = verb
    assert "0000" in refused(name, "0000", *rest).trouble


@pytest.mark.parametrize(
    "wrong",
    [
        {"--title": " "},
        {"--question": ""},
        {"--method": "world-peace"},
        {"--languages": "fi,tlh"},
        {"--languages": ""},
        {"--language": "tlh"},
        {"--title": "x" * 81},
    ],
)
def test_a_workshop_that_cannot_be_is_refused_and_not_made(refused, engine, wrong):
    options = {"--title": "T", "--question": "Q", "--method": "ideas-to-plan", **wrong}
    refused("new", *(part for pair in options.items() for part in pair))
    with store.reading(engine) as db:
        assert workshops.listed(db) == []


# --- export and import ----------------------------------------------------------------------------------


def test_a_workshop_goes_out_as_a_file_and_comes_back(say, evening, tmp_path):
    to = tmp_path / "evening.JSON"
    assert say("export", evening.code, "--to", to) == Answer(0, "", "")
    answer = say("import", to)
    assert answer.status == 0
    assert answer.out.strip() not in (evening.code, evening.ready)
    assert status(say, answer.out.strip())["participants"] == 46


def test_a_workshop_goes_out_as_a_word_file(say, evening, tmp_path):
    to = tmp_path / "plan.docx"
    assert say("export", evening.code, "--to", to, "--language", "fi") == Answer(0, "", "")
    with zipfile.ZipFile(to) as archive:
        assert "Koivukylän kouluilta" in archive.read("word/document.xml").decode()


def test_a_workshop_goes_out_as_a_table(say, evening, tmp_path):
    to = tmp_path / "ideas.csv"
    assert say("export", evening.code, "--to", to).status == 0
    table = list(csv.reader(io.StringIO(to.read_text(encoding="utf-8-sig"))))
    assert len(table) == 1 + status(say, evening.code)["ideas"]


@pytest.mark.parametrize("name", ["plan.pdf", "plan", "plan.docx.exe", ".docx"])
def test_a_suffix_that_is_not_known_is_refused_and_nothing_is_written(refused, evening, tmp_path, name):
    refused("export", evening.code, "--to", tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["plan.docx", "plan.json", "plan.csv"])
def test_a_folder_that_is_not_there_cannot_be_written_to(refused, evening, tmp_path, name):
    assert "nowhere" in refused("export", evening.code, "--to", tmp_path / "nowhere" / name).trouble


def test_a_folder_is_not_a_file_to_write_or_read(refused, evening, tmp_path):
    refused("export", evening.code, "--to", tmp_path)
    refused("import", tmp_path)
    refused("services", "import", tmp_path)
    refused("services", "export", tmp_path)


@pytest.mark.parametrize("language", ["tlh", "../../etc", "", "fi_FI"])
@pytest.mark.parametrize("name", ["plan.docx", "ideas.csv"])
def test_a_document_in_a_language_that_is_not_known_is_refused(refused, evening, tmp_path, language, name):
    refused("export", evening.code, "--to", tmp_path / name, "--language", language)


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"{}", b"[]", b"\xff\xfe\x00", b"PK\x03\x04", b"[" * 50_000], ids=range(7)
)
def test_a_damaged_file_is_refused(refused, database, tmp_path, content):
    (tmp_path / "damaged.json").write_bytes(content)
    refused("import", tmp_path / "damaged.json")


def test_a_file_that_is_not_there_is_named(refused, database, tmp_path):
    assert "nowhere.json" in refused("import", tmp_path / "nowhere.json").trouble


# --- services -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "hsds"])
def test_the_catalogue_goes_out_and_comes_back(say, code, engine, tmp_path, form):
    file = tmp_path / f"services.{form}"
    assert say("services", "export", "--format", form, file) == Answer(0, "", "")
    assert file.stat().st_size > 1000
    answer = say("services", "import", file)
    assert answer.status == 0 and answer.out.rstrip().endswith("unchanged")


def test_services_come_in_and_the_starter_may_go(say, code, engine, tmp_path):
    file = tmp_path / "city.csv"
    file.write_text("id,body,name_fi\n1,Vantaan kaupunki,Kirjasto\n", encoding="utf-8")
    assert say("services", "import", file, "--replace-starter").out == "1 added, 0 updated, 0 unchanged\n"
    assert say("services", "import", file).out == "0 added, 0 updated, 1 unchanged\n"
    with store.reading(engine) as db:
        assert [service.source_id for service in services.listed(db)] == ["1"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html>", b'{"a": 1}', b"id,color\n1,red\n", b"\x00" * 50]
)
def test_a_catalogue_that_cannot_be_read_is_refused(refused, database, tmp_path, content):
    (tmp_path / "services.csv").write_bytes(content)
    refused("services", "import", tmp_path / "services.csv")


def test_a_catalogue_that_is_refused_takes_no_starter_away(refused, code, engine, tmp_path):
    (tmp_path / "services.csv").write_bytes(b"id,color\n1,red\n")
    with store.reading(engine) as db:
        before = len(services.listed(db))
    refused("services", "import", tmp_path / "services.csv", "--replace-starter")
    with store.reading(engine) as db:
        assert len(services.listed(db)) == before > 0


# --- cluster and match ----------------------------------------------------------------------------------


IDEAS = (
    {"id": 1, "text": "Free chess club after school", "lang": "en"},
    {"id": 2, "text": "A chess club for children"},
    {"id": 3, "text": "Finnish course with childcare", "lang": "en"},
    {"id": 4, "text": "Finnish course in the evening", "lang": "en-GB"},
)


def test_cluster_places_or_leaves_every_idea(say, tmp_path):
    out = tmp_path / "themes.json"
    answer = say("cluster", lines(tmp_path / "ideas.jsonl", *IDEAS), "--out", out, "--themes", 2)
    assert answer == Answer(0, "", "")
    found = json.loads(out.read_text(encoding="utf-8"))
    assert set(found) == {"themes", "unplaced", "ask"}
    placed = [idea for theme in found["themes"] for idea in theme["idea_ids"]]
    assert sorted([*placed, *found["unplaced"]]) == ["1", "2", "3", "4"]
    assert all({"id", "label", "label_lang", "keywords", "cohesion"} <= set(theme) for theme in found["themes"])


def test_cluster_does_not_break_what_a_person_grouped(say, tmp_path):
    keep, out = tmp_path / "edited.json", tmp_path / "themes.json"
    mine = {"id": "mine", "label": "My own", "label_lang": "en", "idea_ids": ["1", "3"]}
    keep.write_text(json.dumps({"themes": [mine]}), encoding="utf-8")
    links = lines(tmp_path / "links.jsonl", {"a": "2", "b": "4", "same": False})
    ideas_file = lines(tmp_path / "ideas.jsonl", *IDEAS)
    assert say("cluster", ideas_file, "--out", out, "--keep", keep, "--links", links).status == 0
    found = json.loads(out.read_text(encoding="utf-8"))["themes"]
    kept = next(theme for theme in found if theme["id"] == "mine")
    assert {"1", "3"} <= set(kept["idea_ids"]) and kept["label"] == "My own"


CATALOGUE = """id,body,name_en
1,City,Finnish courses in the evening
2,City,Youth clubs
3,City,Library
4,City,Swimming hall
5,County,Dental care
6,County,Maternity clinic
"""


def test_match_finds_services_for_needs(say, tmp_path):
    catalogue, out = tmp_path / "services.csv", tmp_path / "matches.json"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    needs = lines(tmp_path / "needs.jsonl", {"id": "n1", "text": "A Finnish course in the evening", "lang": "en"})
    assert say("match", needs, catalogue, "--out", out) == Answer(0, "", "")
    (need,) = json.loads(out.read_text(encoding="utf-8"))["needs"]
    assert need["id"] == "n1" and isinstance(need["fits"], bool)
    assert len(need["services"]) >= 5 and need["services"][0]["id"] == "1"
    scores = [service["score"] for service in need["services"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "content", ["not json\n", "[]\n", '{"id": 1}\n', '{"id": 1, "text": 5}\n', '{"text": "x"}\n']
)
def test_lines_that_cannot_be_read_are_named(refused, tmp_path, content):
    (tmp_path / "ideas.jsonl").write_text('{"id": 9, "text": "Fine"}\n' + content)
    answer = refused("cluster", tmp_path / "ideas.jsonl", "--out", tmp_path / "out.json")
    assert "2" in answer.trouble
    assert not (tmp_path / "out.json").exists()


def test_files_that_are_not_there_are_refused(refused, tmp_path):
    there, out = lines(tmp_path / "ideas.jsonl", *IDEAS), tmp_path / "out.json"
    refused("cluster", tmp_path / "nowhere", "--out", out)
    refused("cluster", there, "--out", out, "--keep", tmp_path / "nowhere")
    refused("cluster", there, "--out", out, "--links", tmp_path / "nowhere")
    refused("match", there, tmp_path / "nowhere", "--out", out)
    refused("match", tmp_path / "nowhere", there, "--out", out)
    assert not out.exists()


def test_no_themes_at_all_cannot_be_asked_for(refused, tmp_path):
    refused("cluster", lines(tmp_path / "i.jsonl", *IDEAS), "--out", tmp_path / "o.json", "--themes", 0)


def test_a_file_that_cannot_be_written_is_named(refused, tmp_path):
    ideas_file = lines(tmp_path / "ideas.jsonl", *IDEAS)
    assert "nowhere" in refused("cluster", ideas_file, "--out", tmp_path / "nowhere" / "o.json").trouble


def test_a_model_file_that_is_not_there_is_told(refused, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_MODEL_FILE", str(tmp_path / "nowhere.bin"))
    refused("cluster", lines(tmp_path / "ideas.jsonl", *IDEAS), "--out", tmp_path / "out.json")


# --- trouble --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("status",),
        ("status", "1", "2"),
        ("new",),
        ("export", "4821"),
        ("import",),
        ("step", "4821"),
        ("--fly",),
        ("services", "fly"),
        ("services", "export", "--format", "xml", "f"),
        ("serve-phones", "--port", "0"),
        ("serve-phones", "--port", "http"),
        ("cluster", "x"),
    ],
)
def test_what_cannot_be_understood_is_refused(refused, database, arguments):
    refused(*arguments)


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("new", "--help"), ("services", "--help")])
def test_help_is_no_trouble(say, arguments):
    answer = say(*arguments)
    assert (answer.status, answer.trouble) == (0, "")
    assert "Usage" in answer.out


VERBS = [("demo",), ("status", "1234"), ("import", str(ROOT / "pyproject.toml")), ("services", "export", "s.csv")]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_data_file_that_is_not_a_database_is_told(refused, own_data, verb):
    (own_data / DATABASE_FILE).write_bytes(b"Dear Ann, this is a letter. " * 300)
    assert "cannot be read" in refused(*verb).trouble


def test_a_database_of_a_newer_version_is_told(refused, engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    refused("status", "1234")


@pytest.mark.parametrize("url", ["nonsense", "mysterydb://x/y"])
def test_a_wrong_database_url_is_told(refused, monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    assert "DATABASE_URL" in refused("status", "1234").trouble


def program(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workshop_kit", *arguments],
        cwd=ROOT,
        env={**os.environ, "WORKSHOP_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_as_a_program_it_prints_the_codes_and_ends_well(tmp_path):
    done = program(tmp_path / "new folder ä", "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) == 2
    told = program(tmp_path / "new folder ä", "status", done.stdout.split()[0])
    assert json.loads(told.stdout)["participants"] == 46


def test_as_a_program_it_refuses_with_one_line_and_status_two(database, own_data):
    done = program(own_data, "status", "0000")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("options", [["--leaflet"], ["--service", "1"], ["--body", "City of Vantaa"]])
@pytest.mark.parametrize("suffix", ["xlsx", "zip", "json", "pb"])
def test_an_option_that_means_nothing_for_a_file_is_refused(refused, tmp_path, suffix, options):
    to = tmp_path / f"a.{suffix}"
    assert "is one .docx" in refused("export", "1234", "--to", to, *options).trouble
    assert not to.exists()


def test_a_brief_for_a_service_that_no_action_names_says_so(say, refused, tmp_path, database):
    code = say("demo").out.split()[0]
    answer = refused("export", code, "--to", tmp_path / "a.docx", "--service", "9999")
    assert "No action names this service" in answer.trouble


def test_a_brief_a_sheet_and_all_papers_are_written(say, tmp_path, database):
    code = say("demo").out.split()[0]
    say("export", code, "--to", str(tmp_path / "sheet.docx"), "--leaflet", "--language", "so")
    say("export", code, "--to", str(tmp_path / "all.zip"))
    say("export", code, "--to", tmp_path / "city.docx", "--body", "city of vantaa")
    say("export", code, "--to", str(tmp_path / "plan.html"), "--language", "fi")
    assert {path.name for path in tmp_path.iterdir()} >= {"sheet.docx", "all.zip", "plan.html", "city.docx"}


def test_a_demo_is_made_also_where_the_starter_catalogue_was_taken_away(say, tmp_path, database):
    table = tmp_path / "own.csv"
    table.write_text("id,name_fi,body_fi\n1,Kerho,Vantaan kaupunki\n", "utf-8")
    say("services", "import", str(table), "--replace-starter")
    assert len(say("demo").out.split()) == 2


def test_damaged_rows_are_told_and_left_out_where_wanted(say, refused, tmp_path, database):
    table = tmp_path / "own.csv"
    table.write_text("id,name_fi\n1,Kerho\n2,\n3,Kurssi\n", "utf-8")
    assert "line 3" in refused("services", "import", table).trouble.lower()
    assert "2 added" in say("services", "import", table, "--skip-damaged").out
