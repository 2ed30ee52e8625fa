"""`translate`: ideas in another language, by the models of this machine."""

import sys

import click

from workshop_kit import store, translating, workshops
from workshop_kit.commands import engine
from workshop_kit.i18n import LANGUAGES
from workshop_kit.translating import firefox, shown


@click.command()
@click.argument("code")
@click.option("--to", "target", type=click.Choice(list(LANGUAGES)), required=True, help="The language to read in.")
def translate(code: str, target: str) -> None:
    """Translate a workshop's ideas where nobody has; print how many, and which languages are left to people."""
    translator = translating.configured()
    if translator is None:
        raise click.UsageError(f"Set {firefox.SETTING} to a folder with translation models first.")
    known = engine()
    with store.reading(known) as db:
        workshop_id = workshops.by_code(db, code).id
    assert workshop_id is not None
    with click.progressbar(length=100, label="Translating", file=sys.stderr) as bar:
        done = shown.translate_shown(
            known, workshop_id, translator, target, lambda share: bar.update(round(100 * share) - bar.pos)
        )
    click.echo(f"{done.translated} translated")
    if done.left:
        click.echo(f"left to people: {', '.join(f'{code} {n}' for code, n in sorted(done.left.items()))}")


VERBS = (translate,)
