"""What other desks do to a shop while a test looks on: `python -m tests.services.takers TASK URL ARGUMENT…`."""

from __future__ import annotations

import sys

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import ONE
from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.database.unit_of_work import retrying
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock.stocking import move, take
from tests.factories import Clock


def taking(url: str, sku: str, tries: str) -> None:
    """Take one piece again and again; say how many were got and how many refused."""
    desk = Desk(open_database(url), user="counter")
    taken = refused = 0
    for _ in range(int(tries)):
        try:
            retrying(lambda: take(desk, sku, ONE))
            taken += 1
        except Refused:
            refused += 1
    desk.database.close()
    print(taken, refused)


def carrying(url: str, sku: str, here: str, there: str, tries: str) -> None:
    """Carry one piece from one bin to another again and again."""
    desk = Desk(open_database(url), user="stores")
    for _ in range(int(tries)):
        retrying(lambda: move(desk, sku, ONE, there, bin=here))
    desk.database.close()


def promising(url: str, sku: str, tries: str) -> None:
    """Order one piece again and again; say how many were promised a day and how many got none."""
    desk = Desk(open_database(url), user="phone", clock=Clock())
    request = OrderRequest((LineRequest(ONE, sku),), customer_id=1)
    dated = none = 0
    for _ in range(int(tries)):
        order_id = retrying(lambda: place_order(desk, request))
        promised = view_order(desk, order_id).lines[0].promised
        dated, none = dated + (promised is not None), none + (promised is None)
    desk.database.close()
    print(dated, none)


def redeeming(url: str, sku: str, code: str, tries: str) -> None:
    """Confirm orders with a coupon again and again; say how many got it and how many were refused."""
    desk = Desk(open_database(url), user="phone", clock=Clock())
    request = OrderRequest((LineRequest(ONE, sku),), customer_id=1, coupon=code)
    given = refused = 0
    for _ in range(int(tries)):
        try:
            draft = retrying(lambda: place_order(desk, request, confirm=False))
            retrying(lambda draft=draft: confirm_order(desk, draft))  # type: ignore[misc]
            given += 1
        except Refused:
            refused += 1
    desk.database.close()
    print(given, refused)


if __name__ == "__main__":
    {"taking": taking, "carrying": carrying, "promising": promising, "redeeming": redeeming}[sys.argv[1]](*sys.argv[2:])
