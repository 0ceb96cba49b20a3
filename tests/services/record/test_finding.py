"""Anything is found by its number, as far as it is typed, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.buying.purchasing import place_purchase
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.items.catalog import edit_item, form_of, item_of, item_of_code
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order
from orderdesk.services.record.finding import find_numbers, order_of_code, scanned_item, things_of_code
from orderdesk.services.returns.returning import ComingBack, open_return
from orderdesk.services.shop.shop import edit_shop, shop_now
from orderdesk.services.shop.shop import form_of as shop_form
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    """A shop with one order that went all the way, and one thing of it coming back."""
    made = northside(database)
    open_till(made)
    order_id = place_order(made, OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=1, service="road"))
    number = view_order(made, order_id).order.number
    (key,) = shipments_to_do(made, number)
    confirm_picks(made, start_picking(made, [key]))
    pack_shipment(made, key)
    ship_shipment(made, key, tracking="JD0146-77SE")
    issue_invoice(made, order_id)
    take_payment(made, order_id, [Tendered("card", view_order(made, order_id).order.total)])
    open_return(made, order_id, [ComingBack(view_order(made, order_id).lines[0].id, pieces(1))])
    mugs = PurchaseLineRequest("MUG", pieces(5), 60_000)
    place_purchase(made, PurchaseRequest("Kilnworks", (mugs,), new_vendor=True))
    return made


def found(desk: Desk, typed: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.number, each.order) for each in find_numbers(desk, typed)[0]]


@pytest.mark.parametrize(
    ("typed", "kind", "number", "order"),
    [
        ("SH-1001", "shipment", "SH-1001", "SO-1001"),
        ("sh10", "shipment", "SH-1001", "SO-1001"),
        ("jd0146", "tracking", "JD0146-77SE", "SO-1001"),
        ("RMA-1001", "return", "RMA-1001", "SO-1001"),
        ("inv1", "bill", "INV-1001", "SO-1001"),
        (" PL-1001 ", "picklist", "PL-1001", ""),
        ("PO-1", "purchase", "PO-1", ""),
    ],
)
def test_by_number(desk: Desk, typed: str, kind: str, number: str, order: str) -> None:
    assert found(desk, typed) == [(kind, number, order)]


def test_a_receipt_leads_to_its_order(desk: Desk) -> None:
    (payment,) = view_order(desk, 1).payments
    assert found(desk, payment.receipt or "R-1001") == [("receipt", payment.receipt, "SO-1001")]


@pytest.mark.parametrize("typed", ["", "S", "SH", "SH-", "mug", "two 1001", "%%1", "SH-2"])
def test_what_begins_no_number_finds_none(desk: Desk, typed: str) -> None:
    assert found(desk, typed) == []


def test_items_are_found_by_sku_barcode_and_name(desk: Desk) -> None:
    assert [[each.sku for each in find_numbers(desk, typed)[1]] for typed in ("TEE", "5012345678900", "harb")] == [
        ["TEE"],
        ["MUG"],
        ["BOOK"],
    ]


@pytest.mark.parametrize(
    ("code", "kind", "number"),
    [
        ("SO-1001", "order", "SO-1001"),
        ("so1001", "order", "SO-1001"),
        ("#2001", "order", "SO-1002"),
        ("2001", "order", "SO-1002"),
        ("etsy:#2001", "order", "SO-1002"),
        ("JOB 7/a", "order", "SO-1002"),
        ("SH-1001", "shipment", "SH-1001"),
        ("JD0146-77SE", "tracking", "JD0146-77SE"),
        ("https://shop.example/back?rma=RMA-1001", "return", "RMA-1001"),
        ("INV-1001", "bill", "INV-1001"),
        ("C-1001", "customer", "C-1001"),
        ("MUG", "item", "MUG"),
        ("0012345678905", "item", "MUG"),
        ("00012345678905", "item", "MUG"),
        ("]C1010001234567890510K1", "item", "MUG"),
    ],
)
def test_a_code_that_is_read_names_one_thing(desk: Desk, code: str, kind: str, number: str) -> None:
    edit_item(desk, item_of_code(desk, "MUG").id, replace(form_of(item_of(desk, 1)), barcodes=("012345678905",)))
    online = OrderRequest(
        (LineRequest(pieces(1), "TEE"),), channel="online", remote_id="etsy:#2001", reference="Job 7/A"
    )
    place_order(desk, replace(online, customer_id=1))
    assert [(each.kind, each.number) for each in things_of_code(desk, code)] == [(kind, number)]


def test_one_number_is_on_one_item(desk: Desk) -> None:
    mug, tee = (item_of(desk, item_of_code(desk, sku).id) for sku in ("MUG", "TEE"))
    edit_item(desk, mug.item.id, replace(form_of(mug), barcodes=("0012345678905",)))
    assert item_of(desk, mug.item.id).barcodes == ("012345678905",)
    with pytest.raises(Refused, match="belongs to MUG"):
        edit_item(desk, tee.item.id, replace(form_of(tee), barcodes=("00012345678905",)))


def test_a_number_of_several_orders_is_asked_about(desk: Desk) -> None:
    lines = (LineRequest(pieces(1), "TEE"),)
    for _ in range(2):
        place_order(desk, OrderRequest(lines, customer_id=1, reference="JOB-7"))
    with pytest.raises(Refused, match="names several orders: SO-1003, SO-1002"):
        order_of_code(desk, "job-7")
    with pytest.raises(NotFound):
        order_of_code(desk, "JOB-8")


def test_a_weighed_item_says_how_much(desk: Desk) -> None:
    edit_shop(desk, replace(shop_form(shop_now(desk)), scale_codes="21IIIIIWWWWWC"))
    card = item_of(desk, item_of_code(desk, "TEE").id)
    edit_item(desk, card.item.id, replace(form_of(card), sku="123", unit="kg"))
    found = scanned_item(desk, "2100123004164")
    assert (found.item.sku, found.measure.quantity, found.measure.price) == ("123", 416, None)
    with pytest.raises(NotFound, match="SH-1001 is a shipment, no item"):
        scanned_item(desk, "SH-1001")
