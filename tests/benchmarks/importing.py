"""How long a shop with seven months behind it takes to move in, and how much memory; on SQLite, from the real files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Found, Missing
from tests.scenarios import uci

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT.parent / "shared" / "data" / "uci-online-retail"


def move_in(folder: Path) -> list[Found]:
    """Import the history in a process of its own, so that its memory is its own."""
    if not FILES.is_dir():
        raise Missing("the Online Retail files are not in ../shared/data, so nothing was imported.")
    url = f"sqlite:///{folder / 'moved-in.db'}"
    command = [sys.executable, "-m", "tests.scenarios.move_in", url, *map(str, uci.files(FILES))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)
    return [
        Found("import of Online Retail", facts["seconds"], "s", 60, f"{facts['lines']:,} lines"),
        Found("import of Online Retail, memory at its peak", facts["megabytes"], "MB", 500),
    ]
