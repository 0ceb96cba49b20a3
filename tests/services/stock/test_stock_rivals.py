"""Several desks work on the same stock at once: nothing is taken twice, nothing lost, and nobody locks another out."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from sqlalchemy import func, select

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import movements, stock
from orderdesk.services.buying.purchasing import place_purchase
from orderdesk.services.stock.stock_views import stock_card
from orderdesk.services.stock.stocking import move
from tests.conftest import ROOT
from tests.factories import northside
from tests.patience import LIMIT

PROCESSES, TRIES, THERE = 8, 25, 125


def start(task: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.services.takers", task, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_nothing_is_taken_twice_and_nothing_is_lost(database: Database) -> None:
    northside(database, stock={"MUG": THERE})
    url = database.url.render_as_string(hide_password=False)
    takers = [start("taking", url, "MUG", TRIES) for _ in range(PROCESSES)]
    said = [taker.communicate(timeout=LIMIT)[0].split() for taker in takers]
    assert [taker.returncode for taker in takers] == [0] * PROCESSES
    taken, refused = (sum(int(each[place]) for each in said) for place in (0, 1))
    assert (taken, refused) == (THERE, PROCESSES * TRIES - THERE)
    with database.reading() as connection:
        assert connection.execute(select(stock.c.on_hand, stock.c.reserved).where(stock.c.item_id == 1)).one() == (0, 0)
        kinds = select(movements.c.kind, func.sum(movements.c.quantity), func.count()).group_by(movements.c.kind)
        assert {row[0]: (int(row[1]), row[2]) for row in connection.execute(kinds)} == {
            "receipt": (THERE * 1_000, 1), "take": (-THERE * 1_000, THERE),
        }  # fmt: skip


def test_the_last_piece_is_promised_once(database: Database) -> None:
    """Three lie there and two are on their way: of twelve who order one at once, five get a day."""
    desk = northside(database, stock={"MUG": 3})
    line = PurchaseLineRequest("MUG", 2_000)
    place_purchase(desk, PurchaseRequest("Kilnworks", (line,), date(2026, 3, 12), new_vendor=True), send=True)
    url = database.url.render_as_string(hide_password=False)
    takers = [start("promising", url, "MUG", 3) for _ in range(4)]
    said = [taker.communicate(timeout=LIMIT)[0].split() for taker in takers]
    assert [taker.returncode for taker in takers] == [0] * 4
    assert [sum(int(each[place]) for each in said) for place in (0, 1)] == [5, 7]


def test_goods_carried_both_ways_at_once_all_arrive(database: Database) -> None:
    desk = northside(database, stock={"MUG": 40})
    move(desk, "MUG", 20_000, "A-01-3")
    url = database.url.render_as_string(hide_password=False)
    ways = [("A-01-2", "A-01-3"), ("A-01-3", "A-01-2")]
    carriers = [start("carrying", url, "MUG", *way, 20) for way in ways]
    complaints = [carrier.communicate(timeout=LIMIT)[1] for carrier in carriers]
    assert [carrier.returncode for carrier in carriers] == [0, 0], complaints
    assert {row.code: row.on_hand for row in stock_card(desk, 1).bins} == {"A-01-2": 20_000, "A-01-3": 20_000}
