"""The shipping board: what each view holds, what is found, and what of some orders can go on a picklist."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.board import count_shipments, shipments_page, to_pick_of, view_shipment, wave_of
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def ordered(desk: Desk, *skus: str) -> int:
    lines = tuple(LineRequest(pieces(2), sku) for sku in skus)
    return place_order(desk, OrderRequest(lines, customer_id=1, service="road"))


def test_a_shipment_goes_from_view_to_view(desk: Desk) -> None:
    order = ordered(desk, "MUG", "TEE")
    (key,) = to_pick_of(desk, [order])
    picklist = ""

    def pick() -> None:
        nonlocal picklist
        picklist = start_picking(desk, [key])

    for view, step in (
        ("to-pick", pick),
        ("picking", lambda: confirm_picks(desk, picklist)),
        ("to-pack", lambda: pack_shipment(desk, key)),
        ("to-ship", lambda: ship_shipment(desk, key)),
    ):
        assert [row.id for row in shipments_page(desk, view)] == [key]
        counted = count_shipments(desk)
        assert counted == {**dict.fromkeys(counted, 0), view: 1}
        step()
    assert [row.id for row in shipments_page(desk, "shipped")] == [key]
    assert to_pick_of(desk, [order]) == []
    assert set(count_shipments(desk).values()) == {0}


def test_a_shipment_whole_and_a_wave_in_walk_order(desk: Desk) -> None:
    first, second = ordered(desk, "BOOK", "MUG"), ordered(desk, "TEE")
    keys = to_pick_of(desk, [first, second])
    picklist = start_picking(desk, keys)
    assert [(row.sku, row.tote) for row in wave_of(desk, picklist)] == [("MUG", 1), ("TEE", 2), ("BOOK", 1)]
    seen = view_shipment(desk, keys[0])
    assert seen is not None
    assert (seen.row.picklist, {row.sku for row in seen.rows}) == (picklist, {"BOOK", "MUG"})
    assert seen.address is not None
    assert seen.address.city == "Whitby"
    assert view_shipment(desk, 99) is None


def test_a_page_is_searched_and_goes_on_after_the_last_row(desk: Desk) -> None:
    orders = [ordered(desk, "MUG") for _ in range(3)]
    page = shipments_page(desk, "all")
    assert [row.order_number for row in page] == [view_order(desk, each).order.number for each in orders[::-1]]
    assert [row.id for row in shipments_page(desk, "all", after=page[0])] == [row.id for row in page[1:]]
    assert [row.id for row in shipments_page(desk, "to-pick", page[1].order_number)] == [page[1].id]
    assert shipments_page(desk, "all", "nobody of this name") == []
