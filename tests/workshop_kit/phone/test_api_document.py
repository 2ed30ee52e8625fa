"""docs/reference/phone-api.yaml and the phone server: the same calls, and the same answers in every state.

Schemathesis makes requests from the document and holds each answer against it. As a test it makes few, always the
same. `FUZZ=50 python -m pytest tests/workshop_kit/phone/test_api_document.py` makes fifty times as many, others at
each run.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from openapi_spec_validator.readers import read_from_filename
from schemathesis import APIOperation, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from models import IdeaState, StepKind
from workshop_kit import background, participants, steps, workshops
from workshop_kit.evaluation import questions
from workshop_kit.i18n import LANGUAGES
from workshop_kit.look import symbols
from workshop_kit.phone.app import ROUTES
from workshop_kit.store import now, writing

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
FILE = REFERENCE / "phone-api.yaml"
METHODS = {"get", "put", "post", "delete"}
CODE = "4821"

TIMES = int(os.environ.get("FUZZ", "1"))
TRIES = settings(
    derandomize=TIMES == 1, database=None, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False
)
ACCEPTS = st.sampled_from(["text/html", "application/json", "*/*", ""])
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return dict(read_from_filename(str(FILE))[0])


def calls(paths: dict[str, Any]) -> set[tuple[str, str]]:
    return {(path, method) for path, item in paths.items() for method in item if method in METHODS}


# --- the document ---------------------------------------------------------------------------------------


def test_the_document_is_valid_openapi(document):
    assert document["openapi"].startswith("3.1.")
    validate(document)


def test_the_document_has_every_call_of_the_server_and_no_other(document):
    served = {
        (route.path_format, method.lower())
        for route in ROUTES
        for method in route.methods or ()
        if method != "HEAD"  # said of every GET in the document's description
    }
    assert calls(document["paths"]) == served


def test_every_call_has_a_summary_and_a_name_of_its_own(document):
    found = [document["paths"][path][method] for path, method in calls(document["paths"])]
    for what in ("operationId", "summary"):
        assert all(call[what] for call in found)
    assert len({call["operationId"] for call in found}) == len(found)


def test_the_reference_in_prose_names_every_call(document):
    prose = (REFERENCE / "phone-api.md").read_text(encoding="utf-8")
    missing = [
        f"{method.upper()} {path}"
        for path, method in calls(document["paths"])
        if f"{method.upper()} {path}" not in prose
    ]
    assert missing == []
    assert "phone-api.yaml" in prose


def test_the_reference_in_prose_names_every_status_of_a_refusal(document):
    prose = (REFERENCE / "phone-api.md").read_text(encoding="utf-8").partition("## Refusals")[2]
    used = {
        status
        for path, method in calls(document["paths"])
        for status in document["paths"][path][method]["responses"]
        if status[0] == "4"
    }
    assert [status for status in sorted(used) if status not in prose] == []


def test_the_document_lists_the_languages_and_symbols_of_the_kit(document):
    schemas = document["components"]["schemas"]
    assert schemas["Language"]["enum"] == list(LANGUAGES)
    assert schemas["Symbol"]["enum"] == list(symbols.NAMES)
    assert schemas["Kept"]["properties"]["state"]["enum"] == [
        state for state in IdeaState if state != IdeaState.WITHDRAWN
    ]


def test_the_document_lists_the_background_questions_and_their_answers(document):
    about = document["components"]["schemas"]["About"]["properties"]
    assert tuple(about) == background.IDS
    for question in (background.ROLE, background.AGE, background.GENDER):
        assert about[question.id]["description"] == ", ".join(question.answers)


# --- the answers ----------------------------------------------------------------------------------------


@pytest.fixture
def ann(ann):
    """Her workshop is today; it asks about everything and offers everything."""
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        workshop.day, workshop.ask_about, workshop.areas = date.today(), list(background.IDS), ["Havukoski"]
        for step in steps.agenda(db, workshop):
            step.settings = {**step.settings, "symbols": True, "show_others": True, "by_table": True}
        ann.feedback = steps.add(db, workshop, StepKind.FEEDBACK, title={"en": "Closing"}, minutes=5).id
    return ann


def before_the_start(_ann, _ben):
    pass


def ideas_are_open(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A free club")


def a_vote_is_open(ann, ben):
    ideas_are_open(ann, ben)
    ann.goes_to(StepKind.VOTE)


def questions_are_open(ann, ben):
    def asks(db, room):
        step = steps.by_id(db, room, ann.feedback)
        questions.choose(db, room, step, list(questions.QUESTIONS)[:6])
        steps.start(db, room, step, now=now())

    a_vote_is_open(ann, ben)
    ann.sees(asks)


def after_the_end(ann, ben):
    a_vote_is_open(ann, ben)
    ann.closes_the_vote()
    ann.ends_the_evening()


STATES = [before_the_start, ideas_are_open, a_vote_is_open, questions_are_open, after_the_end]


@pytest.mark.parametrize("state", STATES)
def test_every_answer_is_as_the_document_says(state, ann, ben, address, subtests):
    people = People(ann, ben)
    state(ann, ben)
    for operation in operations():
        with subtests.test(operation.label):
            ask_what_is_right(operation, people, address)


@pytest.mark.parametrize("state", [ideas_are_open, a_vote_is_open, questions_are_open])
@pytest.mark.parametrize("name", ["send_idea", "change_own", "cast_ballot", "keep_answers"])
def test_what_the_document_does_not_allow_is_refused(name, state, ann, ben, address):
    people = People(ann, ben)
    state(ann, ben)
    (operation,) = (found for found in operations() if found.definition.raw["operationId"] == name)
    ask_what_is_wrong(operation, people, address)


def test_a_method_that_the_document_does_not_have_is_refused(document, ann, ben):
    ids = {"code": CODE, "number": 1, "step_id": 1, "digest": "0", "name": "x", "token": "x"}
    for path, item in document["paths"].items():
        has = {method.upper() for method in item if method in METHODS}
        for method in {"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"} - has:
            answer = ben.request(method, path.format(**ids))
            assert answer.status_code == 405, (method, path)
            assert set(answer.headers["allow"].split(", ")) - {"HEAD"} == has, (method, path)


def test_the_stream_is_as_the_document_says(document, ann, ben):
    described = document["paths"]["/{code}/events"]["get"]["responses"]
    with ben.stream("GET", f"/{CODE}/events") as stream:
        assert stream.status_code == 200
        assert list(described["200"]["content"]) == [stream.headers["content-type"].partition(";")[0]]
        lines = stream.iter_lines()
        assert next(lines).startswith("retry: ")
    assert ben.get("/0/events").status_code == 404


class People:
    """Who asks: Ben, somebody new, nobody, and somebody with a wrong cookie."""

    def __init__(self, ann, ben):
        self.engine, self.ben = ann.engine, ben.cookies["workshop"]
        self.ids = {"code": CODE, "number": 1, "step_id": ann.step(StepKind.VOTE).id}
        self.feedback = ann.feedback

    def cookies(self, who: str) -> dict[str, str]:
        if who == "new":
            with writing(self.engine) as db:
                workshop = workshops.by_code(db, CODE)
                return {"workshop": participants.admit(db, workshop, "fi", now=now())[1]}
        return {"nobody": {}, "wrong": {"workshop": "wrong"}, "ben": {"workshop": self.ben}}[who]

    def places(self, operation: APIOperation) -> dict[str, Any]:
        ids = {**self.ids, "step_id": self.feedback} if "/answers/" in operation.path else self.ids
        return {name: value for name, value in ids.items() if f"{{{name}}}" in operation.path}


def operations() -> Iterator[APIOperation]:
    """All calls but the stream, which does not end."""
    for found in schemathesis.openapi.from_path(FILE).get_all_operations():
        if found.ok().path != "/{code}/events":
            yield found.ok()


def ask_what_is_right(operation, people, address):
    """Requests that the document allows, to places that there are and to others."""
    here = operation.as_strategy(path_parameters=people.places(operation))
    ends = "withdraw" in operation.definition.raw["operationId"]
    who = ["new", "nobody", "wrong"] if ends else ["ben", "new", "nobody", "wrong"]

    @settings(TRIES, max_examples=(5 if operation.method == "get" else 8) * TIMES)
    @given(st.one_of(here, here, operation.as_strategy()), st.sampled_from(who), ACCEPTS)
    def ask(case, who, accept):
        check(case, people.cookies(who), accept, address)

    ask()


def ask_what_is_wrong(operation, people, address):
    """Requests of Ben with a body that the document does not allow."""
    places = people.places(operation)
    wrong = operation.as_strategy(GenerationMode.NEGATIVE, path_parameters=places, query={}, headers={})

    @settings(TRIES, max_examples=10 * TIMES)
    @given(wrong, ACCEPTS)
    def ask(case, accept):
        case.query = {}
        check(case, people.cookies("ben"), accept, address, checks.negative_data_rejection)

    ask()


def check(case, cookies, accept, address, *more):
    case.cookies, case.headers["Accept"] = cookies, accept
    response = case.call(address, timeout=20, allow_redirects=False)
    case.validate_response(response, [*CHECKS, *more])
