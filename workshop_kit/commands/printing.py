"""`print`: what an evening needs on paper."""

from datetime import date
from pathlib import Path

import click
from sqlmodel import Session

from exports import print as papers
from exports.print import browser, reading
from models import Workshop
from workshop_kit import network, preferences, store, supervisor, wifi, workshops
from workshop_kit.commands import engine
from workshop_kit.commands.json_out import in_file
from workshop_kit.errors import UnknownFormat
from workshop_kit.i18n import offered
from workshop_kit.settings import settings

_CHOSEN = "phone_address"
"""The preference that `pages/parts/address.py` keeps."""


@click.command("print")
@click.argument("code")
@click.option("--to", type=in_file, required=True, help="File to write: .html, or .pdf where a browser is found.")
@click.option("--pieces", default=",".join(papers.PIECES), show_default=True, help="What to print.")
@click.option("--languages", default="", help="Languages of the papers.  [default: those of the workshop]")
@click.option("--cards", type=click.IntRange(1, 400), default=8, show_default=True, help="Idea cards a language.")
@click.option(
    "--tables", type=click.IntRange(1, 40), default=4, show_default=True, help="Signs, where no tables are set."
)
@click.option("--address", default="", help="Where phones find this laptop: http://192.168.1.5:8080.")
@click.option(
    "--language", type=click.Choice(offered("desk")), default="en", help="Of the file's title and button."
)
def print_kit(
    code: str, to: Path, pieces: str, languages: str, cards: int, tables: int, address: str, language: str
) -> None:
    """Write the print kit: poster, rules, signs, cards, dot sheets, ballots, notice and leaflet."""
    if to.suffix.lower() not in (".html", ".pdf"):
        raise UnknownFormat(why=f"“{to.suffix}”; papers are .html and .pdf")
    with store.reading(engine()) as db:
        workshop = workshops.by_code(db, code)
        spoken = _listed(languages) or tuple(workshop.languages)
        wish = papers.checked(papers.Wish(_listed(pieces), spoken, cards, tables))
        link = f"{address.rstrip('/') or _address(db)}/{workshop.code}"
        file = papers.export(_kit(db, workshop, wish, link), wish, language)
    to.write_bytes(browser.pdf(file.data) if to.suffix.lower() == ".pdf" else file.data)


def _kit(db: Session, workshop: Workshop, wish: papers.Wish, link: str) -> papers.PrintKit:
    return reading.of(db, workshop, wish, link=link, today=date.today(), wifi=wifi.remembered(db))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _address(db: Session) -> str:
    """As the pages say it: the address that was chosen there, while the laptop has it; else the likeliest."""
    note, have = supervisor.read_note(settings()), [address.ip for address in network.addresses()]
    chosen = preferences.get(db, _CHOSEN)
    ip = chosen if chosen in have else have[0]
    return network.link(ip, note.port if note else settings().phone_port).rstrip("/")


VERBS = (print_kit,)
