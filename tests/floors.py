"""Every layer has a floor of coverage of its own: what one has too much of covers no hole in another.

`python3 start.py test --cov --cov-report=` measures the layers in which the rules of the trade stand, and with
`--cov=orderdesk` all of them. What is watched takes more than twice as long, so a run for a change goes without.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

FLOORS = {
    "domain": 97, "services": 96, "persistence": 95, "documents": 95, "integrations": 90, "cli": 90, "ui": 85,
}  # fmt: skip
"""Percent of the lines and branches of a layer that tests in their own process go through."""
MOST_TOLD = 10
UNWATCHED = ("tests/ui/", "tests/onscreen/", "tests/hands/")


@dataclass(slots=True)
class Layer:
    """What was found in one layer: how much of it there is, how much was gone through, and the missing by file."""

    asked: int = 0
    covered: int = 0
    missing: list[tuple[int, str]] | None = None

    @property
    def percent(self) -> float:
        """Of what there is; all of nothing."""
        return 100 * self.covered / self.asked if self.asked else 100.0


def layers(files: Mapping[str, Mapping[str, Any]]) -> dict[str, Layer]:
    """The layers of `files`, as the "files" of a report of coverage in JSON tells them."""
    found: dict[str, Layer] = defaultdict(Layer)
    for path, told in files.items():
        of, layer = told["summary"], found[Path(path).parts[1]]
        asked = of["num_statements"] + of["num_branches"]
        covered = of["covered_lines"] + of["covered_branches"]
        layer.asked, layer.covered = layer.asked + asked, layer.covered + covered
        layer.missing = [*(layer.missing or ()), (asked - covered, path)]
    return found


def told(files: Mapping[str, Mapping[str, Any]], floors: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """One line for each layer that was measured, and a sentence for each that lies below its floor."""
    found = layers(files)
    asked = {name: floor for name, floor in floors.items() if name in found}
    lines = [f"{name:14} {found[name].percent:6.2f} %  (floor {floor:g})" for name, floor in asked.items()]
    below = []
    for name, floor in asked.items():
        layer = found[name]
        if layer.percent < floor:
            worst = sorted(layer.missing or (), reverse=True)[:MOST_TOLD]
            places = ", ".join(f"{path} ({missing})" for missing, path in worst)
            below.append(f"Coverage of {name} is {layer.percent:.2f} %, below {floor:g}; missing most: {places}")
    return lines, below


class Floors:
    """Looks at the floors after a whole run that measured coverage, and fails it below one.

    Unless all layers are measured, what the UNWATCHED tests and the repeats on PostgreSQL go through does not count:
    the tests of the rules hold it, and to watch the others takes half as long again.
    """

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[object]:
        measuring = item.config.pluginmanager.getplugin("_cov")
        controller = getattr(measuring, "cov_controller", None)
        if controller is None:
            return (yield)
        repeated = item.nodeid.startswith(UNWATCHED) or "[postgresql" in item.nodeid
        wanted = not repeated or "orderdesk" in (controller.cov_source or ())
        if controller.started != wanted:
            controller.resume() if wanted else controller.pause()
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Iterator[object]:
        result = yield
        measuring = session.config.pluginmanager.getplugin("_cov")
        if getattr(measuring, "cov_controller", None) is None or hasattr(session.config, "workerinput"):
            return result
        report = Path(session.config.rootpath, ".coverage.json")
        measured = coverage.Coverage()
        measured.load()
        measured.json_report(outfile=str(report))
        lines, below = told(json.loads(report.read_text(encoding="utf-8"))["files"], FLOORS)
        report.unlink()
        said: Any = session.config.pluginmanager.getplugin("terminalreporter")
        said.write_line("")
        for line in (*lines, *below):
            said.write_line(line)
        session.testsfailed += len(below)
        return result
