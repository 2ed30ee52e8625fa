"""What residents say at such evenings: ideas of our own on 192 topics in seventeen languages, written for the kit.

One file for each field of life, which comes first. A line with a topic has its labels, as somebody would write
them on a wall; the lines after it are ideas about it, none a translation of another. They teach the machine what
makes two short texts different in topic and what is only another language, length or mood, and they name themes. No
native speaker has read the ideas in other languages than English and Finnish.

After a change: python -m workshop_kit.analysis.learned
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
LABEL_LANGUAGES = ("en", "fi", "sv", "ar", "ckb", "es", "et", "fa", "ru", "so", "sq", "tr", "uk", "vi", "zh")
"""Those of the phones. No native speaker has read the labels in other languages than English and Finnish either."""


@dataclass(frozen=True)
class Corpus:
    """`topic_of` holds for each text the number of its topic, `field_of` for each topic the number of its field."""

    texts: tuple[str, ...]
    languages: tuple[str, ...]
    topic_of: tuple[int, ...]
    topics: tuple[dict[str, str], ...]  # language -> label
    field_of: tuple[int, ...]
    fields: tuple[dict[str, str], ...]  # language -> label


@cache
def read() -> Corpus:
    texts, languages, topic_of = [], [], []
    topics, field_of, fields = [], [], []
    for path in _files():
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "field" in record:
                fields.append(record["label"])
            elif "topic" in record:
                topics.append(record["label"])
                field_of.append(len(fields) - 1)
            else:
                texts.append(record["text"])
                languages.append(record["lang"])
                topic_of.append(len(topics) - 1)
    said = tuple(texts), tuple(languages), tuple(topic_of)
    return Corpus(*said, tuple(topics), tuple(field_of), tuple(fields))


@cache
def fingerprint() -> str:
    """Changes with every change of a text, and not with a label's: nothing is learned from those."""
    known = read()
    return sha256(json.dumps([known.texts, known.languages, known.topic_of, known.field_of]).encode()).hexdigest()


def _files() -> list[Path]:
    return sorted(HERE.glob("*.jsonl"))
