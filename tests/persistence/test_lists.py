"""The lists of orders, shipments and returns find by number, name and tracking, page by page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import ONE
from orderdesk.persistence.fulfilment.lists import shipment_rows
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.persistence.returns.lists import return_counts, return_rows
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.returns.returning import ComingBack, open_return
from tests.factories import northside


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    made = northside(database_url)
    for channel in ("phone", "email", "phone"):
        request = OrderRequest(lines=(LineRequest(ONE, "MUG"),), customer_id=1, channel=channel, reference="Fair")
        place_order(made, request)
    place_order(made, OrderRequest(lines=(LineRequest(ONE, "MUG"),), customer_id=1), confirm=False)
    confirm_picks(made, start_picking(made, [1]))
    pack_shipment(made, 1)
    ship_shipment(made, 1, tracking="NC000000017GB")
    open_return(made, 1, [ComingBack(view_order(made, 1).lines[0].id, ONE)])
    yield made
    made.database.close()


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("SH-1001", ["SH-1001"]),
        ("sh-100", ["SH-1003", "SH-1002", "SH-1001"]),
        ("PL-1001", ["SH-1001"]),
        ("NC0000000", ["SH-1001"]),
        ("so-1002", ["SH-1002"]),
        ("patel", ["SH-1003", "SH-1002", "SH-1001"]),
        ("SH-2", []),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE shipments", []),
    ],
)
def test_shipments_are_found(desk: Desk, typed: str, numbers: list[str]) -> None:
    with desk.reading() as connection:
        assert [row.number for row in shipment_rows(connection, "all", typed=typed)] == numbers


@pytest.mark.parametrize(
    ("typed", "count"), [("RMA-1001", 1), ("rma", 1), ("so-1001", 1), ("asha", 1), ("so-1002", 0), ("%", 0)]
)
def test_returns_are_found(desk: Desk, typed: str, count: int) -> None:
    with desk.reading() as connection:
        assert len(return_rows(connection, "all", typed=typed)) == count
        assert return_rows(connection, "done", typed=typed) == []
        assert return_counts(connection)["expected"] == 1


def test_orders_of_one_channel_or_state(desk: Desk) -> None:
    with desk.reading() as connection:
        email = order_rows(connection, "all", desk.today, channel="email")
        draft = order_rows(connection, "all", desk.today, state="draft")
        none = order_rows(connection, "all", desk.today, state="closed")
    assert [row.number for row in email] == ["SO-1002"]
    assert [row.number for row in draft] == ["SO-1004"]
    assert none == []


@pytest.mark.parametrize("sort", ["newest", "ship-by", "total", "customer"])
@pytest.mark.parametrize("descending", [True, False])
def test_pages_meet_without_gap_or_repeat(desk: Desk, sort: str, descending: bool) -> None:
    with desk.reading() as connection:
        whole = order_rows(connection, "all", desk.today, sort=sort, descending=descending)
        first = order_rows(connection, "all", desk.today, sort=sort, descending=descending, limit=2)
        rest = order_rows(connection, "all", desk.today, sort=sort, descending=descending, after=first[-1])
        sent = shipment_rows(connection, "all", limit=1)
        left = shipment_rows(connection, "all", after=sent[-1])
    assert [row.number for row in first + rest] == [row.number for row in whole]
    assert len(sent + left) == 3
