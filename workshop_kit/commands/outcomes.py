"""`outcomes`: the register of a programme in, out, and what may be told of it."""

import json
from datetime import date
from pathlib import Path

import click
from sqlmodel import Session

from exports import results as results_text
from exports.word import results as results_paper
from workshop_kit import programmes, store, templates
from workshop_kit.commands import engine
from workshop_kit.commands.json_out import in_file
from workshop_kit.errors import UnknownFormat
from workshop_kit.i18n import offered
from workshop_kit.outcomes import as_json, csv_file, figures, results

_of_programme = click.option("--programme", required=True, help="The name of the programme.")
_in_language = click.option("--language", type=click.Choice(offered("desk")), default="en", show_default=True)


@click.group("outcomes")
def outcomes_group() -> None:
    """What a programme counts: people coached, visits, children."""


@outcomes_group.command("import")
@click.argument("file", type=in_file)
@_of_programme
@click.option("--skip-damaged", is_flag=True, help="Leave out lines that cannot be taken, and say so.")
def import_counts(file: Path, programme: str, skip_damaged: bool) -> None:
    """Take counts in from CSV; the same file again adds nothing. A line that cannot be taken stops it."""
    content = file.read_bytes()
    with store.reading(engine()) as db:
        sheet = csv_file.look(db, _id(db, programme), content, now=store.now())
    if sheet.problems and not skip_damaged:
        raise sheet.problems[0].error()
    with store.writing(engine()) as db:
        done = csv_file.take(db, sheet, now=store.now())
    for problem in sheet.problems:
        click.echo(problem.in_language("en"), err=True)
    left = f", {sheet.left} corrected since" if sheet.left else ""
    click.echo(f"{done.added} added, {done.known} there already{left}")


@outcomes_group.command("export")
@_of_programme
@click.option("--to", type=in_file, required=True, help="The CSV file to write.")
@_in_language
def export_counts(programme: str, to: Path, language: str) -> None:
    """Write every count and correction as CSV. It holds single counts: it is not for publication."""
    with store.reading(engine()) as db:
        content = csv_file.write(db, _id(db, programme), language)
    to.write_bytes(content)


@outcomes_group.command("show")
@_of_programme
@click.option("--area", default="", help="Only this area.")
@click.option("--year", type=int, help="Only this year.")
@_in_language
def show_figures(programme: str, area: str, year: int | None, language: str) -> None:
    """Print what may be told as JSON: nothing in it leads to fewer than five people."""
    with store.reading(engine()) as db:
        told = figures.told(db, _id(db, programme), area=area, year=year)
    click.echo(json.dumps(as_json.plain(told, language), ensure_ascii=False, indent=1))


@outcomes_group.command("report")
@_of_programme
@click.option("--area", default="", help="Only this area.")
@click.option("--year", type=int, help="Only this year.")
@click.option("--to", type=in_file, required=True, help="The Word file to write (.docx).")
@_in_language
def report_results(programme: str, area: str, year: int | None, to: Path, language: str) -> None:
    """Write the results box of a funder's report as one page of Word; print it as text, too."""
    if to.suffix.lower() != ".docx":
        raise UnknownFormat(why=f"“{to.suffix}”; the results are one .docx")
    with store.reading(engine()) as db:
        found = results.of(db, _id(db, programme), area=area, year=year, today=date.today())
        content = results_paper.export(found, language, templates.content(db)).data
    to.write_bytes(content)
    click.echo(results_text.text(found, language), nl=False)


def _id(db: Session, name: str) -> int:
    found = programmes.by_name(db, name)
    if found is None or found.id is None:
        raise click.ClickException(f"There is no programme called “{name}”.")
    return found.id


VERBS = (outcomes_group,)
