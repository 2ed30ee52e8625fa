"""`needs`: what many workshops said, as the page of the needs map tells it."""

import json
from typing import Any

import click
from sqlmodel import Session

from workshop_kit import insights, store
from workshop_kit.commands import engine
from workshop_kit.needs_map import report


@click.command()
@click.option("--programme", "name", default="", help="The name of a programme; all workshops without it.")
@click.option("--area", default="", help="Only workshops of this area.")
@click.option("--year", type=int, default=None, help="Only workshops of this year.")
def needs(name: str, area: str, year: int | None) -> None:
    """Write the tables of the needs map as JSON. What is kept is told: nothing is suggested anew."""
    with store.reading(engine()) as db:
        found: dict[str, Any] = report.as_json(db, insights.Filter(_programme(db, name), area, year))
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))


def _programme(db: Session, name: str) -> int | None:
    if not name:
        return None
    every = insights.programmes(db)
    found = next((one for one in every if insights.folded(one.name) == insights.folded(name)), None)
    if found is None:
        known = ", ".join(one.name for one in every) or "none"
        raise click.ClickException(f"There is no programme “{name}”. Those that are known: {known}.")
    return found.id


VERBS = (needs,)
