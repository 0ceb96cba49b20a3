"""The whole life of orders of five lines: how long each click takes, and how much the file grows.

The floor is the same file without anything of ours: each insert, update and delete of a click is noted as it is made
and then made again by the bare driver in a copy of the file, with the same nine commits. What we read, check and
reckon is on our side alone.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.views import view_order
from tests.benchmarks.measure import Found, bare, late
from tests.benchmarks.shops import with_goods

ORDERS, WARM_UP, GROWN = 200, 25, 1_000
CLICKS = ("take", "confirm", "start picking", "confirm picks", "pack", "ship", "invoice", "deliver", "pay")
Written = list[tuple[str, Any, bool]]


def life(folder: Path) -> list[Found]:
    """Nine clicks beside nine bare commits."""
    desk, random = with_goods(folder, "life", 1_000), Random(3)
    written: Written = []
    _note_writes(desk, written)
    for _ in range(WARM_UP):
        list(_clicks(desk, random, written))
    path = desk.database.path
    assert path is not None
    _settle(desk)
    copy = folder / "bare.db"
    shutil.copyfile(path, copy)
    floor = bare(copy)
    clicks: dict[str, list[float]] = {name: [] for name in CLICKS}
    ours, bare_ms = [], []
    for _ in range(ORDERS):
        mine, theirs = 0.0, 0.0
        for name, spent, made in _clicks(desk, random, written):
            clicks[name].append(spent)
            mine += spent
            theirs += _again(floor, made)
        ours.append(mine)
        bare_ms.append(theirs)
    floor.close()
    _same(path, copy)
    desk.database.close()
    ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, bare_ms, strict=True))
    found = [
        Found("life of an order, to bare statements", ratio, "x", 6, f"{statistics.median(bare_ms):.2f} ms bare"),
        Found("life of an order", statistics.median(ours), "ms"),
    ]
    return found + [
        Found(f"  {name}, at the 95th percentile", late(times), "ms", 10, f"{statistics.median(times):.2f} ms typical")
        for name, times in clicks.items()
    ]


def growth(folder: Path) -> list[Found]:
    """How much a thousand orders, each lived to its end, add to the file."""
    desk, random = with_goods(folder, "growth", 1_000), Random(4)
    path = desk.database.path
    assert path is not None
    for _ in range(WARM_UP):
        list(_clicks(desk, random, []))
    _settle(desk)
    before = path.stat().st_size
    for _ in range(GROWN):
        list(_clicks(desk, random, []))
    _settle(desk)
    grown = (path.stat().st_size - before) / 1_000_000
    desk.database.close()
    return [Found("growth of the file by 1,000 orders", grown, "MB", 6)]


def _clicks(desk: Desk, random: Random, written: Written) -> Iterator[tuple[str, float, Written]]:
    """Live one order; after each click its milliseconds and what it wrote."""

    def timed(name: str, work: Any) -> tuple[str, float, Written]:
        written.clear()
        start = time.perf_counter()
        kept[name] = work()
        return name, (time.perf_counter() - start) * 1000, list(written)

    kept: dict[str, Any] = {}
    lines = tuple(LineRequest(pieces(random.randint(1, 3)), f"SKU-{n:05d}") for n in random.sample(range(1_000), 5))
    request = OrderRequest(lines=lines, customer_id=1, service="road", tender="card")
    yield timed("take", lambda: place_order(desk, request, confirm=False))
    order_id = kept["take"]
    yield timed("confirm", lambda: confirm_order(desk, order_id))
    with desk.reading() as connection:
        key = shipments.shipments_of_order(connection, order_id)[0].id
    yield timed("start picking", lambda: start_picking(desk, [key]))
    yield timed("confirm picks", lambda: confirm_picks(desk, kept["start picking"]))
    yield timed("pack", lambda: pack_shipment(desk, key))
    yield timed("ship", lambda: ship_shipment(desk, key, tracking=f"1Z{key:012d}"))
    yield timed("invoice", lambda: issue_invoice(desk, order_id))
    yield timed("deliver", lambda: deliver_shipment(desk, key))
    due = view_order(desk, order_id).order.due
    yield timed("pay", lambda: take_payment(desk, order_id, [Tendered("card", due, "auth 77")]))


def _note_writes(desk: Desk, written: Written) -> None:
    @event.listens_for(desk.database.write, "before_cursor_execute")
    def noted(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if not statement.startswith(("SELECT", "BEGIN")):
            written.append((statement, parameters, many))


def _again(floor: Any, made: Written) -> float:
    """Milliseconds of the same writes by the bare driver."""
    start = time.perf_counter()
    floor.execute("BEGIN IMMEDIATE")
    for statement, parameters, many in made:
        if many:
            floor.executemany(statement, parameters)
        else:
            floor.execute(statement, parameters).fetchall()
    floor.execute("COMMIT")
    return (time.perf_counter() - start) * 1000


def _settle(desk: Desk) -> None:
    """Bring the write-ahead log home."""
    connection = desk.database.write.raw_connection()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _same(path: Path, copy: Path) -> None:
    """Both files hold the same rows: the floor did all the work."""
    left, right = bare(path), bare(copy)
    tables = left.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'").fetchall()
    for (table,) in tables:
        asked = f"SELECT count(*) FROM {table}"
        assert left.execute(asked).fetchone() == right.execute(asked).fetchone(), table
    left.close(), right.close()
