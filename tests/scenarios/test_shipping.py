"""Stories 8 and 13: a wave on one picklist, and the label."""

from __future__ import annotations

from datetime import date

import pytest

from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import pack_rows, shipments_on
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import set_tracking, void_label
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.papers import render
from tests.factories import northside
from tests.scenarios.story import again, order, prove, stock


def _totes(desk: Desk, picklist: str) -> list[tuple[str, str, dict[int, int]]]:
    """The rows of a picklist as printed: bin, SKU, pieces by tote."""
    with desk.reading() as connection:
        rows = pack_rows(connection, shipments_on(connection, picklist))
    found: dict[tuple[str, str], dict[int, int]] = {}
    for row in rows:
        totes = found.setdefault((row.bin, row.sku), {})
        totes[row.tote] = totes.get(row.tote, 0) + row.quantity // 1_000
    return [(place, sku, totes) for (place, sku), totes in found.items()]


def test_wave(database: Database) -> None:
    desk = northside(database)
    views = [order(desk, lines) for lines in ({"MUG": 3, "LAMP": 1}, {"MUG": 2, "TEE": 2}, {"TEE": 1, "BOOK": 1})]
    picklist = start_picking(desk, [view.shipments[0].id for view in views])
    assert _totes(desk, picklist) == [
        ("A-01-2", "MUG", {1: 3, 2: 2}),
        ("A-02-1", "TEE", {2: 2, 3: 1}),
        ("B-04-1", "LAMP", {1: 1}),
        ("C-01-1", "BOOK", {3: 1}),
    ]
    confirm_picks(desk, picklist)
    assert {again(desk, view).shipments[0].state for view in views} == {"picked"}
    with pytest.raises(Refused, match="picked already"):
        confirm_picks(desk, picklist)
    prove(desk)


def test_short_pick_goes_on_back_order_and_under_count(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"MUG": 3, "TEE": 2})
    picklist = start_picking(desk, [view.shipments[0].id])
    confirm_picks(desk, picklist, [Short("MUG", 1_000, "damaged")])
    view = again(desk, view)
    assert (view.lines[0].allocated, view.backordered) == (2_000, 1_000)
    figures = stock(desk, "MUG")
    assert (figures.on_hand, figures.reserved, figures.unavailable) == (20_000, 2_000, 1_000)
    prove(desk)


def test_a_held_order_is_not_picked(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"MUG": 3})
    hold_order(desk, view.order.id, Hold.REVIEW, "ask for the door code")
    with pytest.raises(Refused, match="on hold"):
        start_picking(desk, [view.shipments[0].id])
    prove(desk)


def test_boxes_hold_exactly_what_was_picked(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"MUG": 3, "TEE": 2})
    shipment = view.shipments[0].id
    confirm_picks(desk, start_picking(desk, [shipment]))
    with desk.reading() as connection:
        mugs, tees = (row.allocation_id for row in pack_rows(connection, [shipment]))
    with pytest.raises(Refused, match="no box yet"):
        pack_shipment(desk, shipment, [BoxRequest(contents=((mugs, 3_000),))])
    with pytest.raises(Refused, match="more than was picked"):
        pack_shipment(desk, shipment, [BoxRequest(contents=((mugs, 4_000),)), BoxRequest()])
    pack_shipment(desk, shipment, [BoxRequest(contents=((mugs, 3_000),)), BoxRequest(contents=((tees, 2_000),))])
    row = again(desk, view).shipments[0]
    assert (row.boxes, row.weight_g) == (2, 3 * 350 + 2 * 180)
    prove(desk)


def test_label_void_then_reprint_is_refused(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"LAMP": 1}, service="road", ship_by=date(2026, 3, 2))
    shipment = view.shipments[0]
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    pack_shipment(desk, shipment.id)
    set_tracking(desk, shipment.id, "1Z999AA10123456784")
    assert render(desk, "label", shipment.number).startswith(b"%PDF")
    void_label(desk, shipment.number)
    with pytest.raises(Refused, match="void"):
        render(desk, "label", shipment.number)
    with pytest.raises(Refused, match="is void; note its new tracking number"):
        ship_shipment(desk, shipment.id)
    with pytest.raises(Refused, match="is void; note its new tracking number"):
        ship_shipment(desk, shipment.id, tracking="1Z999AA10123456784")
    with pytest.raises(Doubtful, match="was not printed since it changed"):
        ship_shipment(desk, shipment.id, tracking="1Z999AA10123456785")
    ship_shipment(desk, shipment.id, tracking="1Z999AA10123456785", sure=True)
    prove(desk)
