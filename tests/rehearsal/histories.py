"""Random histories of whole shops, thousands of steps: `python -m tests.rehearsal.histories [STEPS] [SEED]`.

Each history is a shop of its own by chance; after each step everything is reckoned again, at its end the books are
proved. It stops at the first step that leaves anything wrong, and says which: the same seed leads there again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.histories.living import Lived, live

STEPS, BLOCK = 5_000, 150


def main(steps: int = STEPS, seed: int = 1) -> None:
    """Live histories until there are that many steps; prints what there was."""
    began, lived = time.perf_counter(), Lived()
    for number in range(-(-steps // BLOCK)):
        with tempfile.TemporaryDirectory(prefix="history-") as folder:
            lived += live(Path(folder), seed + number, BLOCK)
    taken = time.perf_counter() - began
    done, refused = sum(lived.done.values()), sum(lived.refused.values())
    print(f"{done:,} steps done, {refused:,} refused, {lived.papers:,} papers printed")
    for name, count in lived.done.most_common():
        print(f"  {name:24} {count:6,} done {lived.refused[name]:6,} refused")
    print(f"all of it holds ({taken:.0f} s)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
