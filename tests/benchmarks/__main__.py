"""Measure OrderDesk beside bare work of the same kind: `python -m tests.benchmarks NAME…|all [--json]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import (
    crossing,
    entry,
    fitting,
    importing,
    keys,
    life,
    packing,
    papers,
    reading,
    screens,
    starting,
    waves,
)
from tests.benchmarks.measure import Found, Missing

MEASURES: dict[str, Callable[[Path], list[Found]]] = {
    "life": life.life,
    "growth": life.growth,
    "crossing": crossing.crossing,
    "stock": reading.figures,
    "type-ahead": reading.type_ahead,
    "entry": entry.entry,
    "keys": keys.keys,
    "orders": reading.order_list,
    "screens": screens.screens,
    "papers": papers.papers,
    "packing": packing.packing,
    "waves": waves.waves,
    "fitting": fitting.fitting,
    "import": importing.move_in,
    "start": starting.start,
}


def main() -> int:
    """Run the measures that were named and print what they found; returns how many bars were missed."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="+", choices=[*MEASURES, "all"], metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    names = list(MEASURES) if "all" in given.names else given.names
    missed = 0
    for name in names:
        try:
            with tempfile.TemporaryDirectory(prefix="measure-") as folder:
                found = MEASURES[name](Path(folder))
        except Missing as missing:
            print(f"{name}: {missing}", file=sys.stderr, flush=True)
            continue
        missed += sum(each.met is False for each in found)
        if given.json:
            print(json.dumps({name: [asdict(each) | {"met": each.met} for each in found]}), flush=True)
        else:
            print("\n".join(line(each) for each in found), flush=True)
    return missed


def line(found: Found) -> str:
    """One figure as a line of the table."""
    bar = "" if found.bar is None else f"<= {found.bar:g} {found.unit}"
    word = {True: "met", False: "MISSED", None: ""}[found.met]
    return f"{found.name:52} {found.value:9.2f} {found.unit:3} {bar:>12}  {word:7} {found.note}"


if __name__ == "__main__":
    sys.exit(main())
