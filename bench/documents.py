"""How long each paper of a workshop takes, and how large it is: python bench/documents.py

The finished demo workshop, and the same with 300 ideas. The report is what all papers are drawn from; each paper is
drawn three times and the best counts. Promised: the Word plan of 300 ideas in less than 3 s.
"""

import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlmodel import Session

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from exports import EXPORTERS, everything  # noqa: E402
from exports.word import brief, leaflet  # noqa: E402
from models import Channel, StepKind, Workshop  # noqa: E402
from workshop_kit import bundle, demo, ideas, reports, steps, store, themes, workshops  # noqa: E402
from workshop_kit.ideas import Sent  # noqa: E402
from workshop_kit.report import WorkshopReport  # noqa: E402

IDEAS = 300
TODAY = date(2026, 11, 22)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(f"sqlite:///{folder}/bench.sqlite3")
        with store.writing(engine) as db:
            code, _ready = demo.load(db, now=store.now())
        print(f"{'ideas':>6} {'paper':10} {'language':8} {'s':>6} {'kB':>7}")
        measure(engine, code)
        with store.writing(engine) as db:
            fill(db, workshops.by_code(db, code))
        measure(engine, code)
        engine.dispose()


def measure(engine: store.Engine, code: str) -> None:
    with store.reading(engine) as db:
        workshop = workshops.by_code(db, code)
        number = len(ideas.shown(db, workshop))
        for language in ("en", "ar"):
            seconds, report = best(lambda code=language: reports.of(db, workshop, code, today=TODAY))
            print(f"{number:6} {'report':10} {language:8} {seconds:6.2f} {'':>7}")
            for name, draw in papers(db, workshop, report, language).items():
                seconds, data = best(draw)
                print(f"{number:6} {name:10} {language:8} {seconds:6.2f} {len(data) / 1000:7.0f}")


def papers(
    db: Session, workshop: Workshop, report: WorkshopReport, language: str
) -> dict[str, Callable[[], bytes]]:
    service = everything.named(report)[0].id

    def in_language(code: str) -> WorkshopReport:
        return reports.of(db, workshop, code, today=TODAY)

    return {
        **{suffix: lambda export=export: export(report, language).data for suffix, export in EXPORTERS.items()},
        "brief": lambda: brief.export(report, language, service_id=service).data,
        "leaflet": lambda: leaflet.export(report, language).data,
        "json": lambda: bundle.dump(db, workshop),
        "zip": lambda: everything.export(in_language, language, workshop.languages, bundle.dump(db, workshop)).data,
    }


def best(run: Callable[[], object]) -> tuple[float, object]:
    times = []
    for _round in range(3):
        started = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - started)
    return min(times), found


def fill(db: Session, workshop: Workshop) -> None:
    """Up to 300 ideas in the themes that are there."""
    step = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.IDEAS)
    columns = themes.board(db, workshop).columns
    have = ideas.shown(db, workshop)
    for number in range(IDEAS - len(have)):
        like = have[number % len(have)]
        sent = Sent(str(uuid.uuid4()), f"{like.text} ({number})", like.language, Channel.PAPER)
        idea = ideas.enter(db, workshop, step, sent, now=store.now())
        idea.theme_id = columns[number % len(columns)].theme.id
        db.add(idea)


if __name__ == "__main__":
    main()
