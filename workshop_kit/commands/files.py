"""`export`, `import`, `services`: files out and in."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click
from sqlmodel import Session

from exports import EXPORTERS, Exporter, everything
from exports import word as papers
from models import Workshop
from workshop_kit import bundle, catalogue, reports, services, steps, store, templates, votes, workshops
from workshop_kit.commands import engine
from workshop_kit.errors import UnknownFormat, VoteNotReady
from workshop_kit.i18n import offered
from workshop_kit.report import WorkshopReport

_in_file = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("code")
@click.option(
    "--to", type=_in_file, required=True, help="File to write: .docx, .xlsx, .html, .csv, .json, .zip, .pb."
)
@click.option("--language", type=click.Choice(offered()), default="en", help="Language of the document.")
@click.option("--service", type=int, help="Only what concerns this service of the catalogue: a brief (.docx).")
@click.option("--body", default="", help="Only what concerns the services of this body: a brief (.docx).")
@click.option("--leaflet", is_flag=True, help="The sheet for those who took part (.docx), in any phone language.")
def export(code: str, to: Path, language: str, service: int | None, body: str, leaflet: bool) -> None:
    """Write a workshop as a document; .json is the whole workshop and can be imported again.

    .zip is all papers: plan, workbook, web page, a brief for each service, a sheet in each language. .pb is the
    ballots of its last vote, in the format of Pabulib.
    """
    suffix = to.suffix.lstrip(".").lower()
    wanted = [service is not None, bool(body), leaflet].count(True)
    if wanted > 1 or (wanted and suffix != "docx"):
        raise UnknownFormat(why="a brief (--service or --body) or a sheet (--leaflet) is one .docx")
    with store.reading(engine()) as db:
        workshop = workshops.by_code(db, code)
        if suffix == "json":
            content = bundle.dump(db, workshop)
        elif suffix == "pb":
            content = _ballots(db, workshop).encode()
        elif suffix == "docx" and leaflet:
            content = papers.leaflet.export(_report(db, workshop, language), language, _template(db)).data
        else:
            _check_desk(language)
            content = _paper(db, workshop, suffix, language, service, body)
    to.write_bytes(content)


def _paper(db: Session, workshop: Workshop, suffix: str, language: str, service: int | None, body: str) -> bytes:
    if suffix == "zip":
        return everything.export(
            lambda code: _report(db, workshop, code), language, workshop.languages, bundle.dump(db, workshop),
            _template(db),
        ).data  # fmt: skip
    report = _report(db, workshop, language)
    if service is not None or body:
        return papers.brief.export(report, language, service, body, _template(db)).data
    return _exporter(suffix)(report, language, _template(db)).data


def _report(db: Session, workshop: Workshop, language: str) -> WorkshopReport:
    return reports.of(db, workshop, language, today=date.today())


def _template(db: Session) -> bytes | None:
    return templates.content(db)


def _check_desk(language: str) -> None:
    """Documents for those who decide are in the facilitator's languages."""
    if language not in offered("desk"):
        raise UnknownFormat(why=f"a plan in “{language}”; it is written in {', '.join(offered('desk'))}")


@click.command("import")
@click.argument("file", type=_in_file)
def import_file(file: Path) -> None:
    """Bring in a workshop that was exported as JSON; print its code."""
    content = file.read_bytes()
    with store.writing(engine()) as db:
        code = bundle.load(db, content, now=store.now()).code
    click.echo(code)


@click.group("services")
def services_group() -> None:
    """The catalogue of services."""


@services_group.command("import")
@click.argument("file", type=_in_file)
@click.option("--replace-starter", is_flag=True, help="Take the starter catalogue away first.")
@click.option("--whole/--part", default=None, help="The file is all of its source, or a part of it.")
@click.option("--skip-damaged", is_flag=True, help="Leave out what cannot be read, and say so.")
def import_services(file: Path, replace_starter: bool, whole: bool | None, skip_damaged: bool) -> None:
    """Take in services from HSDS (JSON or zip), PTV, Service Map JSON or CSV; print what changed.

    What the whole of a source has no more is marked as gone. A file with half of what is known is taken for it.
    """
    records = _all_that_can_be_read(file) if skip_damaged else catalogue.read(file)
    with store.writing(engine()) as db:
        if replace_starter:
            services.remove_source(db, "starter")
        done = services.import_records(db, records, now=store.now(), whole=whole)
    gone = f", {done.vanished} gone from the source" if done.vanished else ""
    click.echo(f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged{gone}")


def _all_that_can_be_read(file: Path) -> Sequence[catalogue.Record]:
    reading = catalogue.inspect(file)
    for refused in reading.refused:
        click.echo(refused.in_language("en"), err=True)
    more = reading.refusals - len(reading.refused)
    if more:
        click.echo(f"and {more} more", err=True)
    return reading.records


_WRITERS: dict[str, Callable[[Sequence[catalogue.Record]], bytes]] = {
    "csv": catalogue.write_csv,
    "hsds": catalogue.write_hsds,
    "hsds-tables": catalogue.write_hsds_package,
}


@services_group.command("export")
@click.option("--format", "form", type=click.Choice(list(_WRITERS)), default="csv", show_default=True)
@click.argument("file", type=_in_file)
def export_services(form: str, file: Path) -> None:
    """Write the catalogue as CSV, as HSDS 3.0 JSON, or as the tables of HSDS in a zip file."""
    with store.reading(engine()) as db:
        records = services.still_there(db)
    file.write_bytes(_WRITERS[form](records))


def _ballots(db: Session, workshop: Workshop) -> str:
    """Of the last closed vote in which a rule chooses. Raises VoteNotReady."""
    closed = [step for step in votes.closed_votes(db, steps.agenda(db, workshop)) if votes.has_rule(step)]
    if not closed:
        raise VoteNotReady()
    return votes.pabulib.written(db, workshop, closed[-1])


def _exporter(suffix: str) -> Exporter:
    if suffix not in EXPORTERS:
        raise UnknownFormat(why=f"“.{suffix}”; documents are .docx, .xlsx, .html, .csv, .json, .zip and .pb")
    return EXPORTERS[suffix]


VERBS = (export, import_file, services_group)
