"""Figures of a run: percentiles, one line for each phase, and the tables that show them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

MORE = 1.05
"""Offered for each write that is asked, because the last answers come after the last second."""


@dataclass(frozen=True)
class Times:
    """Milliseconds that half, 95 and 99 of a hundred stayed within; nan where nothing was measured."""

    p50: float = math.nan
    p95: float = math.nan
    p99: float = math.nan


@dataclass(frozen=True)
class Phase:
    """What one server did in one phase. `per_second` and `offered` are nan where the phase has no rate."""

    name: str
    times: Times
    offered: float = math.nan
    per_second: float = math.nan
    failed: dict[str, int] = field(default_factory=dict)
    server_cores: float = math.nan
    crowd_cores: float = math.nan
    other_cores: float = math.nan
    megabytes: float = math.nan


def times(seconds: Sequence[float]) -> Times:
    if not seconds:
        return Times()
    ordered = sorted(seconds)
    return Times(
        *(1000 * ordered[min(len(ordered) - 1, math.ceil(q * len(ordered)) - 1)] for q in (0.5, 0.95, 0.99))
    )


def middle(found: Sequence[Times]) -> Times:
    """The median of each percentile over several runs in which something was measured."""
    found = [one for one in found if not math.isnan(one.p50)]
    if not found:
        return Times()
    return Times(*(median(getattr(one, name) for one in found) for name in ("p50", "p95", "p99")))


def written(name: str, outcome: dict[str, Any], used: dict[str, float]) -> Phase:
    """The phase of writes that a crowd has told of."""
    seconds = outcome["seconds"]
    return Phase(
        name,
        times(outcome["latencies"]),
        outcome["offered"] / seconds,
        outcome["in_time"] / seconds,
        outcome["failed"],
        **used,
    )


HEAD = (
    "phase",
    "server",
    "offered/s",
    "done/s",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "cores",
    "crowd",
    "others",
    "MB",
    "failed",
)
WIDTHS = (27, 15, 10, 8, 8, 8, 8, 7, 7, 7, 6, 7)


def print_head(title: str) -> None:
    print(f"\n{title}")
    print(_line(HEAD))


def print_phase(server: str, phase: Phase) -> None:
    failed = ", ".join(f"{count} {why}" for why, count in sorted(phase.failed.items())) or "-"
    cells = [number(phase.offered), number(phase.per_second)]
    cells += [number(value, int(value < 10)) for value in (phase.times.p50, phase.times.p95, phase.times.p99)]
    cells += [number(cores, 2) for cores in (phase.server_cores, phase.crowd_cores, phase.other_cores)]
    cells += [number(phase.megabytes)]
    print(_line((phase.name, server, *cells, failed)), flush=True)


def number(value: float, places: int = 0) -> str:
    return "-" if math.isnan(value) else f"{value:,.{places}f}"


def ratio(value: float, by: float) -> str:
    return "-" if math.isnan(value) or math.isnan(by) or not by else f"{value / by:.2f}"


def _line(cells: Sequence[str]) -> str:
    named, numbers, last = cells[:2], cells[2:-1], cells[-1]
    start = "".join(f"{cell:{width}}" for cell, width in zip(named, WIDTHS, strict=False))
    return start + "".join(f"{c:>{w}}" for c, w in zip(numbers, WIDTHS[2:], strict=False)) + f"  {last}"
