"""`profile`: the two pages on a community."""

from datetime import date
from pathlib import Path

import click

from exports.word import profile as paper
from workshop_kit import profile, programmes, store, templates
from workshop_kit.commands import engine
from workshop_kit.errors import UnknownFormat
from workshop_kit.i18n import offered
from workshop_kit.insights import Filter


@click.command("profile")
@click.option("--programme", default="", help="Only workshops of this programme, by its name.")
@click.option("--area", default="", help="Only workshops in this area.")
@click.option("--year", type=int, default=None, help="Only workshops of this year.")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write: .docx.")
@click.option("--language", type=click.Choice(offered("desk")), default="en", help="Language of the document.")
def write(programme: str, area: str, year: int | None, to: Path, language: str) -> None:
    """Write the profile of a community: who takes part, what they say, what is not known."""
    if to.suffix.lower() != ".docx":
        raise UnknownFormat(why="a profile is a .docx")
    with store.reading(engine()) as db:
        found = programmes.by_name(db, programme) if programme else None
        if programme and found is None:
            raise click.ClickException(f"There is no programme “{programme}”.")
        wanted = Filter(found.id if found else None, area, year)
        made = paper.export(profile.of(db, wanted, language, today=date.today()), templates.content(db))
    to.write_bytes(made.data)


VERBS = (write,)
