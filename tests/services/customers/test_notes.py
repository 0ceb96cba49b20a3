"""Notes for the packer: they arrive from customer and item, and nothing is packed before they are ticked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.services.customers import customers
from orderdesk.services.customers.customers import card_of, edit_customer
from orderdesk.services.customers.notes import notes_of, with_notes
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.items import catalog
from orderdesk.services.items.catalog import edit_item, item_of, item_of_code
from orderdesk.services.orders.shorthand import read_line, take_line
from orderdesk.services.orders.views import view_order
from tests.factories import northside

PATEL = 1


@pytest.fixture
def shop(database: Database) -> Desk:
    desk = northside(database)
    edit_customer(desk, PATEL, replace(customers.form_of(card_of(desk, PATEL)), instructions="Ring twice"))
    lamp = item_of(desk, item_of_code(desk, "LAMP").id)
    edit_item(desk, lamp.item.id, replace(catalog.form_of(lamp), instructions="Two layers of paper"))
    return desk


def test_standing_notes_arrive_on_the_order(shop: Desk) -> None:
    lamp, mug = item_of_code(shop, "LAMP").id, item_of_code(shop, "MUG").id
    assert notes_of(shop, PATEL, [mug, lamp, lamp]) == "Ring twice\nLAMP: Two layers of paper"
    assert notes_of(shop, None, [mug]) == ""
    order_id = take_line(shop, "patel: mug, lamp, note leave at no 4", confirm=True)
    assert view_order(shop, order_id).order.instructions == "Ring twice\nLAMP: Two layers of paper\nleave at no 4"
    assert read_line(shop, "mug").request.instructions == ""


@pytest.mark.parametrize(
    ("typed", "before", "after", "kept"),
    [
        ("", "", "A", "A"),
        ("A", "A", "A\nB", "A\nB"),
        ("A\nB", "A\nB", "A", "A"),
        ("mine", "", "B", "mine\nB"),
        ("A\nmine", "A", "A\nB", "A\nmine\nB"),
        ("mine", "A", "A", "mine"),
    ],
)
def test_what_was_typed_stays(typed: str, before: str, after: str, kept: str) -> None:
    assert with_notes(typed, before, after) == kept


def test_nothing_is_packed_before_the_note_is_ticked(shop: Desk) -> None:
    order_id = take_line(shop, "patel: 2 mug", confirm=True)
    shipment = view_order(shop, order_id).shipments[0]
    confirm_picks(shop, start_picking(shop, [shipment.id]), [])
    with pytest.raises(Refused, match="Tick the note for the packer first: Ring twice") as refused:
        pack_shipment(shop, shipment.id)
    assert refused.value.field == "note"
    assert view_order(shop, order_id).shipments[0].state == "picked"
    pack_shipment(shop, shipment.id, note_done=True)
    assert view_order(shop, order_id).shipments[0].state == "packed"
