"""Every layer has a floor of coverage of its own: what one has too much of covers no hole in another.

A whole run (`python3 start.py test`) measures them. slipcover looks at each line and branch until it was gone through
once, which takes a quarter longer; a watch over every step takes more than twice as long.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import slipcover

FLOORS = {
    "domain": 97, "services": 96, "persistence": 95, "documents": 95, "integrations": 90, "cli": 90, "ui": 85,
}  # fmt: skip
"""Percent of the lines and branches of a layer that tests in their own process go through."""
MOST_TOLD = 10
WATCHED = "ORDERDESK_WATCHED"


def _watching() -> slipcover.Slipcover | None:
    """What watches all that is imported of the program from now on, in each process of a whole run."""
    if WATCHED not in os.environ or "PYTEST_XDIST_WORKER" not in os.environ:
        return None
    source = [str(Path(__file__).resolve().parent.parent / "orderdesk")]
    made = slipcover.Slipcover(branch=True, source=source)
    slipcover.ImportManager(made, slipcover.FileMatcher(sources=source)).__enter__()
    return made


_watch = _watching()


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
    """The layers of `files`, as the "files" of what slipcover measured tells them."""
    found: dict[str, Layer] = defaultdict(Layer)
    for path, told in files.items():
        of, layer = told["summary"], found[Path(path).parts[1]]
        covered = of["covered_lines"] + of["covered_branches"]
        asked = covered + of["missing_lines"] + of["missing_branches"]
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
    """Puts together what the processes of a whole run went through, and fails it below a floor."""

    def __init__(self) -> None:
        self._measured: dict[str, Any] = {}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A process of the run has ended and says what it went through."""
        found = getattr(node, "workeroutput", {}).get(WATCHED)
        if found and self._measured:
            slipcover.merge_coverage(self._measured, json.loads(found))
        elif found:
            self._measured = json.loads(found)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if _watch is not None:
            session.config.workeroutput[WATCHED] = json.dumps(_watch.get_coverage())  # type: ignore[attr-defined]
        if not self._measured:
            return
        lines, below = told(self._measured["files"], FLOORS)
        said: Any = session.config.pluginmanager.getplugin("terminalreporter")
        said.write_line("")
        for line in (*lines, *below):
            said.write_line(line)
        if below and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
