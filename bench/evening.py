"""One evening of simulated phones against one server: the phases, and what each showed.

The server, the crowd and this program are three processes on the same machine. The room is moved from this one,
as the facilitator's pages do it.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.figures import MORE, Phase, middle, times, written
from bench.room import KINDS, Moved, Room, fingerprint
from bench.serving import Program, busy, free_port, python, wait_until_well

HAMMERS = 64
JOINING = 10.0  # seconds in which everybody comes in


@dataclass(frozen=True)
class Size:
    phones: int
    seconds: float = 10.0  # of each phase of writes
    rounds: int = 2  # through the four steps

    @property
    def asked(self) -> float:
        """Writes a second: every phone one in two seconds."""
        return self.phones / 2


@dataclass(frozen=True)
class Kept:
    """Of what the server had acknowledged when it was killed: how much there was, and how much is gone."""

    ideas: int
    ballots: int
    lost_ideas: int
    lost_ballots: int
    twice: int

    @property
    def wrong(self) -> int:
        return self.lost_ideas + self.lost_ballots + self.twice


class Crowd:
    """The program with the simulated phones."""

    def __init__(self, port: int, code: str, phones: int) -> None:
        self.program = Program(python("bench/crowd.py", str(port), code, str(phones)), pipes=True)

    def tell(self, do: str, **how: Any) -> dict[str, Any]:
        self.begin(do, **how)
        return self.ended()

    def begin(self, do: str, **how: Any) -> None:
        assert self.program.process.stdin is not None
        self.program.process.stdin.write(json.dumps({"do": do, **how}) + "\n")
        self.program.process.stdin.flush()

    def ended(self) -> dict[str, Any]:
        assert self.program.process.stdout is not None
        if not (line := self.program.process.stdout.readline()):
            raise RuntimeError("the crowd has ended; what it said is above")
        outcome: dict[str, Any] = json.loads(line)
        return outcome


class Evening:
    """A server with a crowd in front of it."""

    def __init__(self, room: Room, size: Size) -> None:
        self.room, self.size, self.rng = room, size, random.Random(1)
        port = free_port()
        room.move("welcome")
        self.server = room.serve(port)
        self.crowd = Crowd(port, room.code, size.phones)
        self.url = f"http://127.0.0.1:{port}/health"

    def run(self) -> Iterator[Phase]:
        """Every phase as it ends. At the end the server is killed in the middle of writes."""
        wait_until_well(self.server, self.url)
        yield self.join()
        yield from self.steps("step", self.size.rounds, honour_spread=True)
        yield from self.steps("step, no spread", 1, honour_spread=False)
        for kind, open_it in (("ideas", "ideas"), ("ballots", "vote")):
            self.settled(self.room.move(open_it))
            yield self.write(kind)
            yield self.hammer(kind)
        self.settled(self.room.open_both())
        yield self.write("mixed")
        self.kill_while_writing()

    def join(self) -> Phase:
        outcome, used = self.measured(lambda: self.crowd.tell("join", rate=self.size.phones / JOINING))
        done = len(outcome["latencies"])
        failed = {"not in": outcome["offered"] - done} if done < outcome["offered"] else {}
        opened = self.crowd.tell("listen")["opened"]
        if opened < done:
            failed["no stream"] = done - opened
        rate, seconds = self.size.phones / JOINING, outcome["seconds"]
        return Phase("join, first page", times(outcome["latencies"]), rate, done / seconds, failed, **used)

    def steps(self, name: str, rounds: int, *, honour_spread: bool) -> Iterator[Phase]:
        """Several changes: from the commit until phones hear of it, and until they have all of the new part."""
        found = []
        for kind in islice(cycle(KINDS), rounds * len(KINDS)):
            self.crowd.tell("rest", honour_spread=honour_spread)
            time.sleep(self.rng.uniform(0.3, 0.6))  # not in step with the server's looks
            found.append(self.measured(partial(self.change, kind)))
        missing = sum(outcome["missing"] + outcome["stale"] for outcome, _used in found)
        failed = {"not shown": missing} if missing else {}
        used = {key: sum(used[key] for _outcome, used in found) / len(found) for key in found[0][1]}
        yield Phase(f"{name}: heard", middle([times(outcome["heard"]) for outcome, _used in found]))
        shown = middle([times(outcome["shown"]) for outcome, _used in found])
        yield Phase(f"{name}: shown", shown, failed=failed, **used)

    def change(self, kind: str) -> dict[str, Any]:
        return self.settled(self.room.move(kind))

    def write(self, kind: str) -> Phase:
        how = {"rate": self.size.asked * MORE, "seconds": self.size.seconds, **self.target}
        return written(kind, *self.measured(lambda: self.crowd.tell("write", kind=kind, **how)))

    def hammer(self, kind: str) -> Phase:
        how = {"connections": HAMMERS, "seconds": self.size.seconds / 2, **self.target}
        outcome, used = self.measured(lambda: self.crowd.tell("hammer", kind=kind, **how))
        return written(f"{kind}, {min(HAMMERS, self.size.phones)} at once", outcome, used)

    def kill_while_writing(self) -> None:
        self.crowd.begin("hammer", kind="mixed", connections=HAMMERS, seconds=self.size.seconds, **self.target)
        time.sleep(1.0)
        self.server.kill()
        self.crowd.ended()

    def kept(self) -> Kept:
        """Count in the database, with no server running."""
        promised = self.crowd.tell("acknowledged")
        ideas, ballots = self.room.kept_ideas(), self.room.kept_ballots()
        wrong = [
            choices for cookie, choices in promised["ballots"] if ballots.get(fingerprint(cookie)) not in choices
        ]
        return Kept(
            len(promised["ideas"]),
            len(promised["ballots"]),
            sum(id not in ideas for id in promised["ideas"]),
            len(wrong),
            sum(times - 1 for times in ideas.values()),
        )

    @property
    def target(self) -> dict[str, Any]:
        return {"step": self.room.vote, "options": self.room.options}

    def settled(self, moved: Moved) -> dict[str, Any]:
        """Once every phone shows the step: the seconds it took since the commit."""
        outcome = self.crowd.tell("settle", version=moved.version)
        return {**outcome, **{key: [at - moved.at for at in outcome[key]] for key in ("heard", "shown")}}

    def measured(self, act: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any], dict[str, float]]:
        """What an act gave, and the processors and memory that server and crowd used meanwhile."""
        start, before = time.monotonic(), self.used()
        outcome = act()
        seconds = time.monotonic() - start
        server, crowd, all = (after - at for after, at in zip(self.used(), before, strict=True))
        cores = {"server_cores": server, "crowd_cores": crowd, "other_cores": all - server - crowd}
        return outcome, {
            **{name: used / seconds for name, used in cores.items()},
            "megabytes": self.server.megabytes(),
        }

    def used(self) -> tuple[float, float, float]:
        """Processor seconds so far: of the server, of the crowd, of the whole machine."""
        return self.server.cpu(), self.crowd.program.cpu(), busy()

    def close(self) -> None:
        self.crowd.program.kill()
        self.server.kill()
        self.room.close()
