"""docs/reference/phone-api.yaml and the phone server: the same calls, and the same answers in every state of a room.

Schemathesis makes requests from the document and holds each answer against it. As a test it makes few, always the
same. `FUZZ=50 python -m pytest tests/workshop_kit/phone/test_api_document.py` makes fifty times as many, others at
each run.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from openapi_spec_validator.readers import read_from_filename
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from starlette.routing import Route

from models import IdeaState, StepKind
from workshop_kit import background, participants, steps, workshops
from workshop_kit.i18n import LANGUAGES
from workshop_kit.look import symbols
from workshop_kit.phone.app import ROUTES
from workshop_kit.store import now, writing

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
FILE = REFERENCE / "phone-api.yaml"
METHODS = {"get", "put", "post", "delete"}
CODE = "4821"

TIMES = int(os.environ.get("FUZZ", "1"))
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


def test_every_call_has_a_name_and_a_summary_of_its_own(document):
    found = [document["paths"][path][method] for path, method in calls(document["paths"])]
    for what in ("operationId", "summary"):
        assert len({call[what] for call in found}) == len(found) or what == "summary"
        assert all(call[what] for call in found)


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
    assert schemas["Kept"]["properties"]["state"]["enum"] == [state for state in IdeaState if state != IdeaState.WITHDRAWN]


def test_the_document_lists_the_background_questions_and_their_answers(document):
    about = document["components"]["schemas"]["About"]["properties"]
    assert tuple(about) == background.IDS
    for question in (background.ROLE, background.AGE, background.GENDER):
        assert about[question.id]["description"] == ", ".join(question.answers)


# --- the answers ----------------------------------------------------------------------------------------


@pytest.fixture
def ann(ann):
    """Her workshop is today, and it asks about everything."""
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        workshop.day, workshop.ask_about, workshop.areas = date.today(), list(background.IDS), ["Havukoski"]
        for step in steps.agenda(db, workshop):
            step.settings = {**step.settings, "symbols": True, "show_others": True, "by_table": True}
    return ann


def before_the_start(_ann):
    pass


def ideas_are_open(ann):
    ann.goes_to(StepKind.IDEAS)


def a_vote_is_open(ann):
    ann.goes_to(StepKind.VOTE)


def after_the_end(ann):
    ann.goes_to(StepKind.VOTE)
    ann.closes_the_vote()
    ann.ends_the_evening()


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("state", [before_the_start, ideas_are_open, a_vote_is_open, after_the_end])
def test_every_answer_is_as_the_document_says(state, ann, ben, address, subtests):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A free club")
    if state is before_the_start:
        pass
    state(ann)
    guests = Guests(ann, ben)
    for operation in operations():
        if operation.label not in W: continue
        with subtests.test(operation.label):
            answers(operation, guests, address)


NEG=1
W=('POST /{code}/ideas','PUT /{code}/ideas/{number}','PUT /{code}/ballots/{step_id}','POST /{code}/join','POST /{code}/about')
class Guests:
    """Who asks: nobody, somebody with a wrong cookie, Ben, and somebody who is new."""

    def __init__(self, ann, ben):
        self.engine, self.ben = ann.engine, ben.cookies["workshop"]
        self.ids = {"code": CODE, "number": 1, "step_id": ann.step(StepKind.VOTE).id}

    def cookie(self, who: str) -> dict[str, str]:
        if who == "new":
            with writing(self.engine) as db:
                workshop = workshops.by_code(db, CODE)
                return {"workshop": participants.admit(db, workshop, "fi", now=now())[1]}
        return {"nobody": {}, "wrong": {"workshop": "wrong"}, "ben": {"workshop": self.ben}}[who]


def operations() -> Iterator[APIOperation]:
    for found in schemathesis.openapi.from_path(FILE).get_all_operations():
        if found.ok().path != "/{code}/events":  # it does not end
            yield found.ok()


def answers(operation, guests, address):
    fixed = {name: value for name, value in guests.ids.items() if f"{{{name}}}" in operation.path}
    right = operation.as_strategy(path_parameters=fixed)
    if NEG:
      wrong = operation.as_strategy(GenerationMode.NEGATIVE, path_parameters=fixed, query={}, headers={}, media_type="application/json")
    else: wrong = operation.as_strategy()
    who = st.just("ben")

    @settings(max_examples=100, derandomize=TIMES == 1, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=wrong, who=who, accept=st.sampled_from(["text/html", "application/json", "*/*"]))
    def one(case, who, accept):
        case.query={}
        case.cookies = guests.cookie(who)
        case.headers["Accept"] = accept
        response = case.call(address, timeout=20, allow_redirects=False)
        if response.status_code<300: print(case.media_type, repr(case.body)[:200], response.status_code, response.text[:100])
        case.validate_response(response, CHECKS+[checks.negative_data_rejection])

    one()
