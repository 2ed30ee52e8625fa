"""What the tables themselves promise."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import Ballot, Idea, Option, Participant, StepKind, Table, Theme, Translation, Workshop

ROOT = Path(__file__).parents[2]


def test_a_moment_comes_back_aware_and_in_utc(ann):
    helsinki = datetime(2026, 11, 14, 17, 30, tzinfo=timezone(timedelta(hours=2)))
    ann.workshop.ended_at = helsinki
    ann.db.flush()
    ann.db.expire(ann.workshop)
    assert ann.workshop.ended_at == helsinki
    assert ann.workshop.ended_at.tzinfo is UTC


def test_a_moment_is_kept_without_an_offset(ann):
    ann.workshop.ended_at = datetime(2026, 11, 14, 17, 30, tzinfo=timezone(timedelta(hours=2)))
    ann.db.flush()
    kept = ann.db.connection().execute(text("SELECT ended_at FROM workshop")).scalar_one()
    assert kept.startswith("2026-11-14 15:30:00")


def test_a_choice_is_kept_as_its_value(ann):
    kinds = set(ann.db.connection().execute(text("SELECT kind FROM step")).scalars())
    assert kinds <= {kind.value for kind in StepKind}


def test_texts_of_many_scripts_come_back_as_they_were(ann):
    ann.workshop.title = {"ar": "أمسية", "zh": "晚会", "en": "Evening 🎈"}
    ann.db.flush()
    ann.db.expire(ann.workshop)
    assert ann.workshop.title == {"ar": "أمسية", "zh": "晚会", "en": "Evening 🎈"}


def refused(db: Session, *rows: Table) -> bool:
    with pytest.raises(IntegrityError), db.begin_nested():
        db.add_all(rows)
        db.flush()
    return True


def test_everybody_has_one_ballot_in_a_vote(ann, ben, now):
    step = ann.step(StepKind.VOTE)
    two = [Ballot(step_id=step.id, participant_id=ben.id, choices={}, cast_at=now) for _ in range(2)]
    assert refused(ann.db, *two)


def test_a_code_opens_one_workshop(ann):
    twin = ann.workshop.model_dump(exclude={"id"})
    assert refused(ann.db, Workshop(**twin))


def test_a_number_and_a_uuid_belong_to_one_idea_of_a_workshop(ann, now):
    first = ann.enters("A bench")
    same = {"workshop_id": ann.workshop.id, "text": "x", "language": "en", "created_at": now}
    assert refused(ann.db, Idea(**same, uuid="other", number=first.number))
    assert refused(ann.db, Idea(**same, uuid=first.uuid, number=99))


def test_an_idea_has_one_translation_in_a_language(ann):
    idea = ann.enters()
    two = [Translation(idea_id=idea.id, language="fi", text="x", source="person") for _ in range(2)]
    assert refused(ann.db, *two)


def test_a_row_cannot_point_at_nothing(ann, now):
    assert refused(ann.db, Participant(workshop_id=999, token_hash="x", language="fi", joined_at=now))


def test_an_option_outlives_the_theme_that_it_named(ann):
    theme = Theme(workshop_id=ann.workshop.id, position=0, mark=1, label={"en": "Clubs"})
    ann.db.add(theme)
    ann.db.flush()
    option = Option(step_id=ann.step(StepKind.VOTE).id, position=0, label={"en": "Clubs"}, theme_id=theme.id)
    ann.db.add(option)
    ann.db.flush()
    ann.db.delete(theme)
    ann.db.flush()
    ann.db.expire(option)
    assert (option.label, option.theme_id) == ({"en": "Clubs"}, None)


def test_no_table_has_a_column_for_a_name_or_an_address():
    columns = {column.name for table in Table.metadata.tables.values() for column in table.columns}
    assert not columns & {"email", "phone_number", "first_name", "last_name", "ip", "user_agent", "birthday"}


def test_the_tables_can_be_declared_again_when_streamlit_reloads_them():
    again = (
        "import sys, models\n"
        "for name in [n for n in sys.modules if n.split('.')[0] == 'models']: del sys.modules[name]\n"
        "import models"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", again], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
