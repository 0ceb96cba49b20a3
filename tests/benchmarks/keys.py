"""What a clerk's fingers feel in a shop of real size: control keys of each call, and how soon each key is painted."""

from __future__ import annotations

import gc
import statistics
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from sqlalchemy import select

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.schema import items, stock
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.views import view_order
from tests.benchmarks.measure import Found, clocked, late
from tests.rehearsal import calls
from tests.rehearsal.big_shop import big_shop
from tests.rehearsal.fingers import Fingers, Painted, opened

ROUNDS, CONFIRMS, REST_MS = 3, 15, 400
TYPICAL, LATE, CONFIRM = 16, 50, 30
COUNTED = {
    "known customer, three lines, on account": (calls.known, 9),
    "known customer, lines as they are said": (calls.shorthand, 6),
    "whole order in one line": (calls.one_line, 6),
    "new customer with address": (calls.newcomer, 18),
    "repeat of the last order": (calls.repeat, 4),
    "status answer": (calls.status, 3),
}


def keys(folder: Path) -> list[Found]:
    """Real key events in the real window among 100,000 customers, 20,000 items and 250,000 orders."""
    desk = big_shop(folder)
    found: list[Found] = []
    with opened(folder, desk) as fingers:
        # As the program does when it has started.
        gc.freeze()
        for _ in range(ROUNDS):
            found = [_counted(fingers, name) for name in COUNTED]
        mice = fingers.mice.count
    painted = fingers.painted
    found += [
        Found("mouse events", mice, "", 0),
        Found("a key until it is painted, typical", statistics.median(each.ms for each in painted), "ms", TYPICAL),
        Found("a key until it is painted, worst 1 %", worst(painted), "ms", LATE, f"{len(painted)} keys"),
    ]
    for kind in dict.fromkeys(each.during for each in painted):
        times = [each.ms for each in painted if each.during == kind]
        slowest = max((each for each in painted if each.during == kind), key=lambda each: each.ms)
        note = f"slowest {slowest.ms:.0f} ms: {slowest.key}"
        found.append(Found(f"  {kind}, typical", statistics.median(times), "ms", None, note))
    found += _confirms(desk)
    desk.database.close()
    return found


def worst(painted: list[Painted]) -> float:
    """The milliseconds that 99 of 100 keys keep."""
    times = sorted(each.ms for each in painted)
    return times[max(0, len(times) * 99 // 100 - 1)]


def _counted(fingers: Fingers, name: str) -> Found:
    """Work a call; how many control keys it took, with the proof that it left what was meant."""
    call, bar = COUNTED[name]
    # The next caller rings a moment later; what the window puts off until nobody types is done by then.
    QTest.qWait(REST_MS)
    fingers.during, before = name, fingers.keys
    calls.answer(fingers, call)
    return Found(name, fingers.keys - before, "", bar, "control keys")


def _confirms(desk: Desk) -> list[Found]:
    """Confirming an order of twenty lines."""
    request = OrderRequest(tuple(LineRequest(pieces(1), sku) for sku in _goods(desk)), customer_id=1, service="road")
    times = []
    for _ in range(CONFIRMS):
        draft = place_order(desk, request, confirm=False)
        times.append(clocked(partial(confirm_order, desk, draft)))
        assert view_order(desk, draft).order.state == "confirmed"
    return [Found("confirm of twenty lines", statistics.median(times), "ms", CONFIRM, f"{late(times):.0f} ms late")]


def _goods(desk: Desk) -> list[str]:
    with desk.reading() as connection:
        held = select(items.c.sku).where(items.c.id.in_(select(stock.c.item_id).where(stock.c.on_hand > 50_000)))
        return list(connection.scalars(held.order_by(items.c.id.desc()).limit(20)))
