"""What one measure found beside its bar, and the small tools every measure uses."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pysqlite3 import dbapi2 as driver


class Missing(Exception):
    """What a measure needs is not here; says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """One figure: `value` in `unit`, smaller is better, `bar` in the same unit; None has no bar of its own."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps its bar; None where there is none."""
        return None if self.bar is None else self.value <= self.bar


def clocked(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def typical(work: Callable[[], object], rounds: int = 40) -> float:
    """The median of some warm runs, in milliseconds."""
    work()
    return statistics.median(clocked(work) for _ in range(rounds))


def in_turns(ours: Callable[[], object], floor: Callable[[], object], rounds: int = 40) -> tuple[float, float]:
    """Median milliseconds of ours, and the median ratio to the floor, round by round."""
    ours(), floor()
    pairs = [(clocked(ours), clocked(floor)) for _ in range(rounds)]
    return statistics.median(mine for mine, _ in pairs), statistics.median(mine / other for mine, other in pairs)


def late(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def bare(path: Path) -> driver.Connection:
    """A connection without anything of ours, as safe as ours: write-ahead log and FULL."""
    connection = driver.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection
