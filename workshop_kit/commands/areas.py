"""`areas`: their shapes in and out, and figures of who lives there."""

from pathlib import Path

import click

from workshop_kit import areas, store
from workshop_kit.areas import geojson, population
from workshop_kit.areas.trouble import Trouble
from workshop_kit.commands import engine
from workshop_kit.commands.json_out import in_file
from workshop_kit.errors import UnknownFormat


@click.group("areas")
def areas_group() -> None:
    """Parts of the city, their shapes and who lives there."""


@areas_group.command("import")
@click.argument("file", type=in_file)
@click.option("--name-property", default="", help="What the name is among the properties of a shape.")
@click.option("--source", default="", help="Where the shapes come from.")
@click.option("--licence", default="", help="Under which licence they may be used.")
@click.option("--only-known", is_flag=True, help="Add no areas; take the shapes of those that there are.")
def import_shapes(file: Path, name_property: str, source: str, licence: str, only_known: bool) -> None:
    """Take the shapes of areas from a GeoJSON file in WGS 84."""
    found = geojson.look(file.read_bytes(), name_property)
    if not found.name_property:
        names = ", ".join(one.name for one in found.properties) or "none"
        raise UnknownFormat(why=f"say with --name-property which is the name of an area: {names}")
    _tell(found.troubles)
    with store.writing(engine()) as db:
        have = geojson.known(db, found.features)
        wanted = [one for one in found.features if one.name in have or not only_known]
        geojson.take(db, wanted, source=source, licence=licence)
    added = sum(one.name not in have for one in wanted)
    click.echo(f"shapes: {len(wanted)}, new areas: {added}")


@areas_group.command("export")
@click.argument("file", type=in_file)
def export_shapes(file: Path) -> None:
    """Write the areas that have a shape as GeoJSON."""
    with store.reading(engine()) as db:
        content = geojson.write(areas.listed(db))
    file.write_bytes(content)


@areas_group.command("population")
@click.argument("file", type=in_file)
@click.option("--year", type=int, help="The year, where the file does not say it.")
@click.option("--source", default="", help="Where the figures come from.")
@click.option("--add", is_flag=True, help="Add the areas of the file that are not known.")
def import_population(file: Path, year: int | None, source: str, add: bool) -> None:
    """Take figures of who lives in an area from a CSV of PxWeb."""
    sheet = population.look(file.read_bytes(), year=year)
    if not sheet.figures:
        _tell(sheet.troubles[1:])
        raise click.ClickException(sheet.troubles[0].in_language("en") if sheet.troubles else "It has no figures.")
    with store.writing(engine()) as db:
        known = population.matched(db, sheet.areas)
        fresh = [name for name in sheet.areas if name not in known]
        taken = population.take(db, sheet, source=source, fresh=fresh if add else ())
    _tell(sheet.troubles)
    left = [] if add else fresh
    for name in left:
        click.echo(f"No area is called “{name}”. It is left out.", err=True)
    click.echo(f"areas: {taken}, figures read: {len(sheet.figures)}, areas left out: {len(left)}")


def _tell(troubles: tuple[Trouble, ...]) -> None:
    for trouble in troubles:
        click.echo(trouble.in_language("en"), err=True)


VERBS = (areas_group,)
