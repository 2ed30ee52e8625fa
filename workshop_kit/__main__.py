"""The command line: `python -m workshop_kit VERB …`. Whatever a page does can be done without a page."""

import sys
from collections.abc import Sequence

import click

from workshop_kit.commands import (
    analysis,
    areas,
    decisions,
    files,
    needs,
    outcomes,
    printing,
    profile,
    serve,
    translation,
    workshop,
    yearly,
)
from workshop_kit.errors import WorkshopError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def kit() -> None:
    """The workshop kit without its pages."""


for part in (
    serve,
    workshop,
    analysis,
    decisions,
    translation,
    files,
    printing,
    areas,
    needs,
    outcomes,
    profile,
    yearly,
):
    for command in part.VERBS:
        kit.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Trouble is one line on standard error and exit status 2, never a traceback."""
    try:
        kit.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except WorkshopError as error:
        return _refuse(str(error))
    except click.ClickException as error:
        return _refuse(error.format_message())
    except click.Abort:
        return _refuse("Stopped.")
    except OSError as error:
        return _refuse(f"{error.filename or 'The file'}: {error.strerror or error}.")
    return 0


def _refuse(sentence: str) -> int:
    click.echo(" ".join(sentence.split()), err=True)
    return 2


if __name__ == "__main__":
    sys.exit(main())
