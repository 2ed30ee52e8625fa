"""The file arguments of verbs, and the JSON that they write."""

import json
from pathlib import Path

import click

in_file = click.Path(path_type=Path, dir_okay=False)


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
