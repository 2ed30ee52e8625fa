"""`demo`, `new`, `step`, `status`, `purge`: workshops without a page."""

import json
from datetime import date

import click

from models import Step, Workshop
from workshop_kit import demo as demos
from workshop_kit import ideas, participants, plan, services, steps, store, votes, workshops
from workshop_kit.commands import engine
from workshop_kit.errors import NoSuchStep


@click.command()
def demo() -> None:
    """Load a finished demo workshop and one that is ready to run; print their codes."""
    with store.writing(engine()) as db:
        codes = demos.load(db, now=store.now())
    click.echo("\n".join(codes))


@click.command()
@click.option("--title", required=True)
@click.option("--question", required=True)
@click.option("--method", required=True, help="ideas-to-plan, dialogue-first or learning-cafe")
@click.option("--language", default="en", show_default=True, help="The language of title and question.")
@click.option("--languages", default="fi,sv,en,ar", show_default=True, help="Languages on the phones.")
def new(title: str, question: str, method: str, language: str, languages: str) -> None:
    """Make a workshop and print its code."""
    draft = workshops.Draft(
        title={language: title},
        question={language: question},
        language=language,
        languages=[code.strip() for code in languages.split(",") if code.strip()],
        method=method,
        day=date.today(),
    )
    with store.writing(engine()) as db:
        services.ensure_starter(db, store.now())
        code = workshops.create_now(db, draft).code
    click.echo(code)


@click.command()
@click.argument("code")
@click.argument("where", metavar="next|back|N")
def step(code: str, where: str) -> None:
    """Move a workshop's agenda: to the next step, back, or to step N counted from 1."""
    with store.writing(engine()) as db:
        workshop = workshops.by_code(db, code)
        agenda = steps.played(steps.agenda(db, workshop))
        if where == "next" and steps.next_step(db, workshop) is None and workshop.current_step_id is not None:
            steps.end(db, workshop, now=store.now())
            return
        named = {"next": steps.next_step(db, workshop), "back": steps.previous_step(db, workshop)}
        found = named.get(where) if where in named else _nth(agenda, where)
        if found is None:
            raise NoSuchStep()
        steps.start(db, workshop, found, now=store.now())


@click.command()
@click.argument("code")
def status(code: str) -> None:
    """Print a workshop's state as JSON."""
    with store.reading(engine()) as db:
        workshop = workshops.by_code(db, code)
        agenda = steps.agenda(db, workshop)
        open_vote = next((step for step in agenda if step.id == workshop.current_step_id), None)
        report = {
            "code": workshop.code,
            "steps": [{"id": step.id, "kind": step.kind.value, "state": _state(workshop, step)} for step in agenda],
            "participants": participants.count(db, workshop),
            "ideas": len(ideas.shown(db, workshop)),
            "ballots": votes.voters(db, open_vote) if open_vote else 0,
            "version": workshop.version,
        }
    click.echo(json.dumps(report, indent=1))


def _nth(agenda: list[Step], where: str) -> Step | None:
    return agenda[int(where) - 1] if where.isdecimal() and 1 <= int(where) <= len(agenda) else None


def _state(workshop: Workshop, step: Step) -> str:
    if step.skipped:
        return "skipped"
    if step.id == workshop.current_step_id:
        return "now"
    return "done" if step.ended_at else "to come"


@click.command()
def purge() -> None:
    """Erase what ties ideas to phones in workshops of more than ninety days ago; print their codes.

    Contacts of people who want to help are erased after sixty days, with the keys that they were sealed with.
    """
    with store.writing(engine()) as db:
        plan.purge_contacts(db, today=store.now().date())
        codes = [workshop.code for workshop in participants.purge(db, now=store.now())]
    store.forget(engine())
    if codes:
        click.echo("\n".join(codes))


VERBS = (demo, new, step, status, purge)
