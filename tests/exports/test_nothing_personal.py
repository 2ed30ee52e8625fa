"""No paper names a participant, tells a figure of fewer than five people, or says how to reach somebody."""

import io
import re
import zipfile
from datetime import date

import pytest

from exports import EXPORTERS, everything
from exports.word import brief, leaflet
from models import ActionStatus, StepKind
from workshop_kit import bundle, participants, plan, reports, services, votes

CONTACT = "dalia.zzyzx@example.org"
FEW = 3


@pytest.fixture
def room(ann, now):
    """Three phones: each gave an idea, voted, and wants to help; one left a contact."""
    people = [participants.admit(ann.db, ann.workshop, code, now=now) for code in ("ar", "so", "fi")]
    theme = ann.theme("Clubs", *(ann.enters(f"Idea {n}") for n in range(6)))
    step = ann.goes_to(StepKind.VOTE)
    option = votes.options(ann.db, step)[0]
    for who, _token in people:
        votes.cast(ann.db, step, who, {str(option.id): 1}, now=now)
    votes.close(ann.db, ann.workshop, step)
    service = services.add(ann.db, now=now, kind="service", name={"en": "Youth services"})
    action = plan.for_theme(ann.db, ann.workshop, theme, day=ann.workshop.day)
    plan.edit(ann.db, action, status=ActionStatus.ACCEPTED)
    plan.choose_service(ann.db, action, service, now=now)
    for _who, token in people:
        plan.offer(ann.db, ann.workshop, action, token)
        plan.leave_contact(ann.db, action, token, CONTACT, now=now)
    ann.db.flush()
    return ann, people, service


def papers(ann, service):
    """Name -> all that is in a paper, unpacked."""

    def report_in(language):
        return reports.of(ann.db, ann.workshop, language, today=date(2026, 11, 22))

    report, whole = report_in("en"), bundle.dump(ann.db, ann.workshop)
    made = {suffix: export(report, "en").data for suffix, export in EXPORTERS.items()}
    made["json"] = whole
    made["brief"] = brief.export(report, "en", service_id=service.id).data
    made["leaflet"] = leaflet.export(report, "en").data
    made["zip"] = everything.export(report_in, "en", ["en", "ar"], whole).data
    return {name: "\n".join(unpacked(data)) for name, data in made.items()}


def unpacked(data):
    if data[:2] != b"PK":
        yield data.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            yield name
            yield from unpacked(packed.read(name))


def test_no_paper_tells_who_took_part_or_how_to_reach_them(room):
    ann, people, service = room
    for name, text in papers(ann, service).items():
        assert "zzyzx" not in text, name
        for who, token in people:
            for secret in (token, who.token_hash, who.takeaway_hash, participants.takeaway(token)):
                assert secret not in text, name


def test_three_people_are_nowhere_told_as_three(room):
    ann, _people, service = room
    found = papers(ann, service)
    assert "fewer than five" in found["docx"].lower() and "fewer than five" in found["html"].lower()
    for name in ("docx", "html", "brief", "leaflet"):
        words = " ".join(re.sub("<[^>]+>", " ", found[name]).split())
        assert not re.search(rf"\b{FEW} (people|phones|voters|dots)\b", words), name


def test_what_is_looked_for_would_be_found():
    """The search itself works: it looks into files in files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", CONTACT)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner.docx", file.getvalue())
    assert any("zzyzx" in text for text in unpacked(outer.getvalue()))
