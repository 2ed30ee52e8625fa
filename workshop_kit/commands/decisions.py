"""`opinions` and `shortlist`: what votes say, on files, without a database."""

from pathlib import Path

import click

from workshop_kit.analysis.opinions import find, report, votes
from workshop_kit.analysis.shortlist import equal_shares, most_votes, pabulib
from workshop_kit.analysis.shortlist import report as shortlist_report
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


@click.command()
@click.argument("ballots", metavar="BALLOTS.pb", type=in_file)
@click.option("--rule", type=click.Choice([equal_shares.RULE, most_votes.RULE]), required=True)
@click.option("--out", type=in_file, required=True, help="Where the shortlist is written, as JSON.")
@click.option(
    "--no-completion", is_flag=True, help="Equal shares: spend only what groups can pay from their parts."
)
@click.option("--by-count", is_flag=True, help="Equal shares: each project is worth the same, whatever it costs.")
def shortlist(ballots: Path, rule: str, out: Path, no_completion: bool, by_count: bool) -> None:
    """Choose projects from the ballots of a Pabulib file, within its budget."""
    election, kind = pabulib.read(ballots)
    if rule == most_votes.RULE:
        found = most_votes.choose(election)
    else:
        found = equal_shares.choose(
            election, add1=not no_completion, by_cost=kind == pabulib.APPROVAL and not by_count
        )
    write_json(out, shortlist_report.as_json(election, found))


VERBS = (opinions, shortlist)
