"""`yearly`: the yearly report of a programme."""

from datetime import date
from pathlib import Path

import click

from exports.word import yearly as paper
from workshop_kit import programmes, store, templates
from workshop_kit import yearly as years
from workshop_kit.commands import engine
from workshop_kit.commands.json_out import in_file
from workshop_kit.errors import UnknownFormat
from workshop_kit.i18n import offered


@click.command("yearly")
@click.option("--programme", "name", required=True, help="The name of the programme.")
@click.option("--year", type=int, required=True)
@click.option("--to", type=in_file, required=True, help="File to write: .docx.")
@click.option("--language", type=click.Choice(offered("desk")), default="en", help="Language of the document.")
def yearly(name: str, year: int, to: Path, language: str) -> None:
    """Write what a programme did in a year, what people said, and what became of it."""
    if to.suffix.lower() != ".docx":
        raise UnknownFormat(why=f"“{to.suffix}”; a yearly report is .docx")
    with store.reading(engine()) as db:
        programme = programmes.by_name(db, name)
        if programme is None:
            known = ", ".join(each.name for each in programmes.listed(db)) or "none"
            raise click.ClickException(f"No programme is called “{name}”. There are: {known}.")
        report = years.of(db, programme, year, language, today=date.today())
        content = paper.export(report, language, templates.content(db)).data
    to.write_bytes(content)


VERBS = (yearly,)
