"""Bring a history in and say what it took: `python -m tests.scenarios.move_in DATABASE-URL FILE…` prints JSON."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from orderdesk.services.imports.importing import import_file
from tests.factories import northside


def peak() -> int:
    """The most memory this process ever had, in MB (Linux only).

    getrusage would also count what the process that started this one had at that moment.
    """
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


def main(url: str, *paths: str) -> None:
    """Open the shop, import, and print seconds, peak memory in MB and the counts."""
    desk = northside(url, stock={})
    began = time.perf_counter()
    result = import_file(desk, "orders", [Path(each) for each in paths])
    seconds = time.perf_counter() - began
    facts = {
        "seconds": round(seconds, 1),
        "megabytes": peak(),
        "format": result.format,
        "batch": result.batch_id,
        "counts": dict(result.counts),
        "errors": len(result.errors),
        "lines": result.lines,
        "booked": result.booked,
        "unbooked": dict(result.unbooked),
    }
    desk.database.close()
    print(json.dumps(facts))


if __name__ == "__main__":
    main(*sys.argv[1:])
