"""`opinions`: what a conversation's votes say, on files, without a database."""

from pathlib import Path

import click

from workshop_kit.analysis.opinions import find, report, votes
from workshop_kit.commands.json_out import in_file, write_json


@click.command()
@click.argument("ballots", metavar="VOTES.csv", type=in_file)
@click.option("--out", type=in_file, required=True, help="Where the groups are written, as JSON.")
@click.option("--comments", type=in_file, default=None, help="The export of comments: what was moderated out.")
def opinions(ballots: Path, out: Path, comments: Path | None) -> None:
    """Find opinion groups, consensus and bridging statements in an export of votes from Polis."""
    given = votes.read(ballots)
    moderated = votes.moderated(comments) if comments else frozenset()
    write_json(out, report.as_json(given, find(given, moderated), moderated))


VERBS = (opinions,)
