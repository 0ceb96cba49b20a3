"""Thousands of packers' mistakes: `python -m tests.rehearsal.mistakes [MISTAKES] [SEED]`.

Wrong units, wrong counts and swapped labels are scanned at two stations at once; what truly lies in each box that
leaves is held against what its customer wants. It stops at the first that is wrong: the same seed leads there again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from random import Random

from orderdesk.services.care.checking import check
from tests.factories import northside
from tests.scenarios.packers import Careless, prove_parcel

MISTAKES = 10_000


def main(mistakes: int = MISTAKES, seed: int = 1) -> None:
    """Make that many mistakes; prints how many of each there were."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="mistakes-") as folder:
        careless = Careless(northside(f"sqlite:///{folder}/shop.db"), Random(seed))
        careless.work(mistakes)
        for parcel in careless.left:
            prove_parcel(careless, parcel)
        found = check(careless.desk).findings
        assert found == (), found
        careless.desk.database.close()
    print(f"{careless.mistakes.total():,} mistakes made, {len(careless.left):,} parcels left, none of them wrong")
    for what, count in careless.mistakes.most_common():
        print(f"  {what:24} {count:6,}")
    print(f"all of it holds ({time.perf_counter() - began:.0f} s)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
