"""Eight counters take from the same stock at once: exactly what was there is taken, and everybody else is told."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy import func, select

from orderdesk.persistence.engine import Database
from orderdesk.persistence.schema import movements, stock
from tests.conftest import ROOT
from tests.factories import northside

PROCESSES, TRIES, THERE = 8, 25, 125


def test_nothing_is_taken_twice_and_nothing_is_lost(database: Database) -> None:
    northside(database, stock={"MUG": THERE})
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.services.takers", url, "MUG", str(TRIES)]
    takers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    said = [taker.communicate(timeout=120)[0].split() for taker in takers]
    assert [taker.returncode for taker in takers] == [0] * PROCESSES
    taken, refused = (sum(int(each[place]) for each in said) for place in (0, 1))
    assert (taken, refused) == (THERE, PROCESSES * TRIES - THERE)
    with database.reading() as connection:
        assert connection.execute(select(stock.c.on_hand, stock.c.reserved).where(stock.c.item_id == 1)).one() == (0, 0)
        kinds = select(movements.c.kind, func.sum(movements.c.quantity), func.count()).group_by(movements.c.kind)
        assert {row[0]: (int(row[1]), row[2]) for row in connection.execute(kinds)} == {
            "receipt": (THERE * 1_000, 1), "take": (-THERE * 1_000, THERE),
        }  # fmt: skip
