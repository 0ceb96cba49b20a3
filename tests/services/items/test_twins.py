"""The shop's twins: as its items are now, and on every paper that goes with the goods."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.items.catalog import add_item, edit_item, form_of, item_of, item_of_code, retire_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.items.twins import told_apart, twins_of
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.fulfilment import packing_slip_data, picklist_data
from orderdesk.services.stock.stocking import receive
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    made = northside(database)
    for sku, name in (("BLUE", "Cotton tee blue M"), ("RED", "Cotton tee red M")):
        add_item(made, ItemForm(sku, name, 10_0000))
        receive(made, sku, pieces(5))
    return made


def key_of(desk: Desk, sku: str) -> int:
    return item_of_code(desk, sku).id


def rename(desk: Desk, sku: str, name: str) -> None:
    key = key_of(desk, sku)
    edit_item(desk, key, replace(form_of(item_of(desk, key)), name=name))


def test_twins_follow_the_items(desk: Desk) -> None:
    blue = key_of(desk, "BLUE")
    assert told_apart(desk, blue) == "blue, not red"
    rename(desk, "RED", "Cotton tee green M")
    assert told_apart(desk, blue) == "blue, not green"
    add_item(desk, ItemForm("TEE-L", "Cotton tee blue L", 10_0000))
    assert told_apart(desk, blue) == "blue, not green; M, not L"
    retire_item(desk, key_of(desk, "TEE-L"))
    assert told_apart(desk, blue) == "blue, not green"


def test_they_are_found_once_for_as_long_as_no_item_changes(desk: Desk) -> None:
    with desk.reading() as connection:
        first = twins_of(connection)
        assert twins_of(connection) is first
    rename(desk, "MUG", "Stoneware cup")
    with desk.reading() as connection:
        assert twins_of(connection) is not first


def test_picklist_and_slip_tell_them_apart(desk: Desk) -> None:
    lines = (LineRequest(pieces(2), "BLUE"), LineRequest(pieces(1), "MUG"))
    order_id = place_order(desk, OrderRequest(lines, customer_id=1, service="road"))
    (shipment,) = shipments_to_do(desk, f"SO-{1000 + order_id}")
    picklist = start_picking(desk, [shipment])
    with desk.reading() as connection:
        walk = picklist_data(connection, desk, PaperRequest(picklist))
    confirm_picks(desk, picklist)
    pack_shipment(desk, shipment, (BoxRequest(),))
    with desk.reading() as connection:
        slip = packing_slip_data(connection, desk, PaperRequest("SH-1001"))
    assert {row.sku: row.apart for row in walk.rows} == {"BLUE": "blue, not red", "MUG": ""}
    assert {line.sku: line.apart for line in slip.lines} == {"BLUE": "blue, not red", "MUG": ""}
