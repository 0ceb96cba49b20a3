"""Numbers are set upward only, and those without holes only before the first was issued."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money.tills import close_till, count_till, open_till
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order
from orderdesk.services.record.numbering import LARGEST, Series, series_of, set_next_number
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def series(desk: Desk, code: str) -> Series:
    return {each.code: each for each in series_of(desk)}[code]


def invoiced(desk: Desk) -> str:
    """The number of the invoice of an order that is sent."""
    request = OrderRequest(lines=(LineRequest(pieces(1), "MUG"),), customer_id=1, service="road")
    key = place_order(desk, request, confirm=True)
    (shipment,) = shipments_to_do(desk, view_order(desk, key).order.number)
    confirm_picks(desk, start_picking(desk, [shipment]))
    pack_shipment(desk, shipment)
    ship_shipment(desk, shipment)
    return issue_invoice(desk, key)


def test_orders_go_on_with_a_higher_number_at_any_time(desk: Desk) -> None:
    before = series(desk, "SO").next
    assert set_next_number(desk, "SO", before + 500).next == before + 500
    request = OrderRequest(lines=(LineRequest(pieces(1), "MUG"),), customer_id=1, service="road")
    assert view_order(desk, place_order(desk, request)).order.number == f"SO-{before + 500}"
    for wrong in (before, 0, -1, LARGEST + 1):
        with pytest.raises(Refused, match="only go up") as said:
            set_next_number(desk, "SO", wrong)
        assert said.value.field == "number"
    assert series(desk, "SO").next == before + 501


def test_invoices_begin_where_the_shop_says_and_prove_without_holes(desk: Desk) -> None:
    assert set_next_number(desk, "INV", 4001).next == 4001
    assert set_next_number(desk, "INV", 5001).next == 5001
    with pytest.raises(Refused, match="only go up"):
        set_next_number(desk, "INV", 5000)
    assert check(desk, deep=True).findings == ()
    assert (invoiced(desk), invoiced(desk)) == ("INV-5001", "INV-5002")
    assert check(desk, deep=True).findings == ()
    with pytest.raises(Refused, match="without a hole, and the first one is issued"):
        set_next_number(desk, "INV", 6001)
    assert series(desk, "INV").next == 5003


def test_z_reports_of_a_till_are_set_before_the_first_day_is_closed(desk: Desk) -> None:
    open_till(desk, float_amount=0)
    assert set_next_number(desk, "Z-1", 201).title == "Z reports of Till 1"
    count_till(desk, {})
    close_till(desk)
    assert series(desk, "Z-1").next == 202
    assert series(desk, "Z-1").refusal
    assert check(desk, deep=True).findings == ()
    with pytest.raises(Refused, match="without a hole"):
        set_next_number(desk, "Z-1", 300)
    with pytest.raises(NotFound, match="no series Z-9"):
        set_next_number(desk, "Z-9", 5)


def test_the_number_that_comes_anyway_is_no_change(desk: Desk) -> None:
    assert set_next_number(desk, "CN", series(desk, "CN").next) == series(desk, "CN")
