"""A room of up to 1,000 phones: how fast a step reaches them, and how much they can write at once.

    python bench/phones.py [--phones 50 200 500 1000] [--quick] [--floor loop|threads|none] [--no-streamlit]

For each size a fresh database, the phone server in a process of its own (`serve-phones`), and a program with that
many simulated phones: real HTTP/1.1, an event stream and a keep-alive connection each. Phases:

- join: everybody comes in within ten seconds; from the tap on the button until the first page is there.
- step: the room is moved; from the commit until a phone has heard of it, and until it has all of the new part.
  Phones wait a random part of the `spread` that the server tells, as phone.js does; the wait counts. Connections
  for requests are closed before, as they are in a room where nobody has written for a while. The median over the
  changes. `no spread` is the same with phones that ask at once.
- ideas, ballots, mixed: an open loop. Each phone writes once in two seconds, in any order and whether answers come
  or not; a latency counts from the moment at which the write was due. `done/s` are those acknowledged in time.
- `64 at once`: a closed loop. As many connections send the next write as soon as the last is acknowledged.
- At the end the server is killed with -9 in the middle of writes, and what it had acknowledged is looked for in
  the database. (It shows that nothing is acknowledged before its commit; it cannot show what a power cut does.)

`cores` and `crowd` are the processor time of server and phones for each second, and `others` that of everything
else on this machine: where it is not near 0, the figures are worse than they need be. So they are where `disk`,
the time of one small write with fsync before and after an evening, has a long tail. `TMPDIR=/dev/shm` leaves the
disk out. (`nice` helps little: Linux shares the processors between sessions first, see sched(7), autogroup.)
The floor is bench/floor.py, and the alternative a page in plain Streamlit (bench/sessions.py) at the smallest size.
Exit status 1 where something acknowledged is lost.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.evening import Evening, Kept, Size
from bench.figures import Phase, number, print_head, print_phase, ratio, times
from bench.floor import FloorRoom
from bench.kit_room import KitRoom
from bench.room import Room
from bench.serving import disk
from bench.sessions import measure

SIZES = (50, 200, 500, 1000)
MOST_WRITE_MS = 250
MOST_STEP_MS = 1000
Run = dict[str, Phase]


def main() -> int:
    asked = arguments()
    runs: dict[int, list[tuple[str, Run, Kept]]] = {}
    for phones in asked.phones:
        size = Size(phones, asked.seconds, rounds=1 if asked.quick else 2)
        print_head(f"{phones:,} phones")
        runs[phones] = [run(name, size) for name in ("kit", asked.floor) if name != "none"]
    streamlit = {} if asked.no_streamlit else alternative(min(asked.phones), asked.seconds)
    summary(runs)
    against_streamlit(min(asked.phones), runs[min(asked.phones)][0][1], streamlit)
    return int(any(kept.wrong for found in runs.values() for _name, _run, kept in found))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A room of simulated phones against the phone server.")
    parser.add_argument("--phones", type=int, nargs="+", default=None, help="sizes of the room")
    parser.add_argument("--seconds", type=float, default=10, help="of each phase of writes")
    parser.add_argument("--floor", choices=("loop", "threads", "none"), default="loop", help="how the floor writes")
    parser.add_argument("--no-streamlit", action="store_true", help="leave the alternative out")
    parser.add_argument("--quick", action="store_true", help="one small room, short phases")
    found = parser.parse_args()
    found.seconds = 3.0 if found.quick else found.seconds
    found.phones = found.phones or ((50,) if found.quick else SIZES)
    return found


def run(name: str, size: Size) -> tuple[str, Run, Kept]:
    """One evening against one server, each phase printed as it ends."""
    with tempfile.TemporaryDirectory() as folder:
        before = disk(Path(folder))
        room: Room = KitRoom(Path(folder)) if name == "kit" else FloorRoom(Path(folder), name)
        evening = Evening(room, size)
        try:
            phases = {}
            for phase in evening.run():
                print_phase(room.name, phase)
                phases[phase.name] = phase
            print_phase(room.name, Phase("disk: one fsync", times(before + disk(Path(folder)))))
            return room.name, phases, evening.kept()
        finally:
            evening.close()


def alternative(many: int, seconds: float) -> dict[str, Run]:
    print_head(f"{many} sessions of a Streamlit page")
    return {name: measure(many, seconds, tuned=name != "Streamlit") for name in ("Streamlit", "Streamlit tuned")}


def summary(runs: dict[int, list[tuple[str, Run, Kept]]]) -> None:
    """The kit against the floor: what decides, for each size."""
    print(f"\n{'phones':>6} {'':34}{'kit':>10}{'floor':>10}{'ratio':>8}  target")
    for phones, found in runs.items():
        floor = found[1][1] if len(found) > 1 else {}
        for phase in found[0][1].values():
            decided(phones, phase, floor)
        for name, _phases, kept in found:
            promised = f"killed with {kept.ideas:,} ideas and {kept.ballots:,} ballots acknowledged"
            print(f"{phones:6,} {name}: {promised};", end=" ")
            print(f"lost {kept.lost_ideas} and {kept.lost_ballots}, twice {kept.twice}")


def decided(phones: int, phase: Phase, floor: Run) -> None:
    """The lines of one phase, where it has a target or shows a limit."""
    name = phase.name
    if name.startswith("step") and name.endswith("shown"):
        compared(phones, f"{name}, p95 ms", phase.times.p95, p95(floor, name), verdict_of_step(phase))
    elif name in ("ideas", "ballots", "mixed"):
        compared(phones, f"{name}, acknowledged/s", phase.per_second, rate(floor, name), verdict(phones, phase))
        compared(phones, f"{name}, p95 ms", phase.times.p95, p95(floor, name))
    elif name.endswith("at once"):
        compared(phones, f"{name}, most/s", phase.per_second, rate(floor, name))


def compared(phones: int, name: str, kit: float, floor: float, said: str = "") -> None:
    print(f"{phones:6,} {name:34}{number(kit):>10}{number(floor):>10}{ratio(kit, floor):>8}  {said}")


def against_streamlit(many: int, kit: Run, pages: dict[str, Run]) -> None:
    """How much longer the same takes on the alternative; what never finished is counted beside it."""
    for name, page in pages.items():
        print(f"\n{many:6,} {'p95 ms':34}{'kit':>10}{name:>17}{'ratio':>8}")
        for what, phase in page.items():
            ours, theirs = p95(kit, what), phase.times.p95
            lost = "".join(f"  {count} {why}" for why, count in phase.failed.items())
            print(f"{'':6} {what:34}{number(ours):>10}{number(theirs):>17}{ratio(theirs, ours):>8}{lost}")


def verdict(phones: int, phase: Phase) -> str:
    wanted = Size(phones).asked
    yes = phase.per_second >= wanted and phase.times.p95 <= MOST_WRITE_MS and not phase.failed
    return f"{_reached(yes)}: {wanted:.0f}/s at p95 ≤ {MOST_WRITE_MS} ms"


def verdict_of_step(phase: Phase) -> str:
    if "no spread" in phase.name:
        return ""
    return f"{_reached(phase.times.p95 <= MOST_STEP_MS and not phase.failed)}: p95 ≤ {MOST_STEP_MS} ms"


def _reached(yes: bool) -> str:
    return "reached" if yes else "not reached"


def p95(run: Run, name: str) -> float:
    return run[name].times.p95 if name in run else float("nan")


def rate(run: Run, name: str) -> float:
    return run[name].per_second if name in run else float("nan")


if __name__ == "__main__":
    sys.exit(main())
