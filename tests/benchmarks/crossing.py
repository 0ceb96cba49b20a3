"""How far a click walks through the house: the modules in which something of it runs, and its stays on the way.

A module counts when a function of it runs, but for those that every click crosses: the database below the areas, and
the values (money, quantities, texts). A stay is a call from one module into another one of the services or of
persistence, or from above into a decision of the domain, however many modules of the domain that takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.desk import Desk
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.placing import place_order, write_order
from orderdesk.services.orders.views import view_order
from tests.benchmarks.measure import Found
from tests.benchmarks.shops import with_goods

_HOUSE = "orderdesk."
_GROUND = tuple(
    f"{_HOUSE}{each}"
    for each in (
        "domain.values",
        "domain.lifecycles",
        "persistence.columns",
        "persistence.database",
        "persistence.schema",
        "services.desk",
    )
)
_DOMAIN = f"{_HOUSE}domain"

Call = tuple[str, str, str]
"""From which module, into which, and the name of the function; a method has a dot in it."""


def crossing(folder: Path) -> list[Found]:
    """An order being written, placed and paid."""
    desk = with_goods(folder, "crossing", 100)
    lines = tuple(LineRequest(pieces(2), f"SKU-{place:05d}") for place in range(5))
    request = OrderRequest(lines=lines, customer_id=1, service="road", tender="card")
    place_order(desk, request)
    with desk.writing(right="take orders") as work:
        written = calls_of(lambda: write_order(work, request))
    placed = calls_of(lambda: place_order(desk, request))
    paid = calls_of(lambda: _pay(desk))
    desk.database.close()
    return [
        Found("stays of an order being written", len(stays(written)), "", 12, ", ".join(stays(written))),
        Found("modules crossed by an order being written", len(modules(written)), ""),
        Found("modules crossed by an order placed and confirmed", len(modules(placed)), "", 60),
        Found("modules crossed by a payment", len(modules(paid)), "", 35),
    ]


def calls_of(work: Callable[[], object]) -> list[Call]:
    """Every call of a function of the house while something is done."""
    found: list[Call] = []

    def noted(frame: FrameType, event: str, _: Any) -> None:
        here = frame.f_globals.get("__name__", "")
        if event == "call" and here.startswith(_HOUSE):
            found.append((_caller(frame), here, frame.f_code.co_qualname))

    sys.setprofile(noted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def modules(calls: list[Call]) -> set[str]:
    """The modules in which something runs, without the ground that every click stands on."""
    return {into for _, into, _ in calls if not into.startswith(_GROUND)}


def stays(calls: list[Call]) -> list[str]:
    """The functions that were entered from another module, one after the other."""
    return [
        name
        for came, into, name in calls
        if came != into
        and "." not in name
        and not into.startswith(_GROUND)
        and not (into.startswith(_DOMAIN) and came.startswith(_DOMAIN))
        # To make a row is no stay where it is made.
        and not (into.startswith(_DOMAIN) and came.startswith(f"{_HOUSE}persistence"))
    ]


def _caller(frame: FrameType) -> str:
    """The nearest module of the house that a call came from; "" for none."""
    above = frame.f_back
    while above is not None:
        name: str = above.f_globals.get("__name__", "")
        if name.startswith(_HOUSE):
            return name
        above = above.f_back
    return ""


def _pay(desk: Desk) -> None:
    take_payment(desk, 1, [Tendered("card", view_order(desk, 1).order.due, "auth 77")])
