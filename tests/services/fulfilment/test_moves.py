"""What may happen to a shipment is told as it is done: what is offered works, the rest is refused in the same words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orderdesk.domain.fulfilment.moves import next_event
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import charge_boxes, set_tracking, void_label
from orderdesk.services.fulfilment.moves import moves_of
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import (
    deliver_shipment,
    report_exception,
    return_to_sender,
    ship_shipment,
)
from orderdesk.services.fulfilment.splitting import rejoin_boxes, split_boxes
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers import render
from tests.factories import northside

WAY = ("start", "pick", "pack", "ship", "deliver")


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


@pytest.fixture
def order(desk: Desk) -> int:
    return place_order(desk, OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=1, service="road"))


def shipment(desk: Desk, order: int) -> ShipmentRow:
    (found,) = view_order(desk, order).shipments
    return found


DEEDS: dict[str, Callable[[Desk, ShipmentRow], object]] = {
    "start": lambda desk, row: start_picking(desk, [row.id]),
    "pick": lambda desk, row: confirm_picks(desk, row.picklist),
    "unpick": lambda desk, row: unpick(desk, row.id),
    "pack": lambda desk, row: pack_shipment(desk, row.id),
    "unpack": lambda desk, row: unpack_shipment(desk, row.id),
    "ship": lambda desk, row: ship_shipment(desk, row.id),
    "deliver": lambda desk, row: deliver_shipment(desk, row.id),
    "fail": lambda desk, row: report_exception(desk, row.id, "nobody in"),
    "come-back": lambda desk, row: return_to_sender(desk, row.id, "refused"),
    "label": lambda desk, row: render(desk, "label", row.number),
    "slip": lambda desk, row: render(desk, "packing-slip", row.number),
    "void-label": lambda desk, row: void_label(desk, row.number),
    "charge": lambda desk, row: charge_boxes(desk, row.id, {1: 7_40}),
    "split": lambda desk, row: split_boxes(desk, row.id, [1]),
    "rejoin": lambda desk, row: rejoin_boxes(desk, row.id),
    "track": lambda desk, row: set_tracking(desk, row.id, "JD014"),
}


def check_refusals(desk: Desk, row: ShipmentRow) -> None:
    for move in moves_of(row):
        # Picks are confirmed by the list, of which there is none before.
        if move.refusal and move.event in DEEDS and move.event != "pick":
            with pytest.raises(Refused) as refused:
                DEEDS[move.event](desk, row)
            if move.event != "slip":
                assert str(refused.value) == move.refusal, move.event


def test_all_along_its_way_the_board_says_what_the_use_cases_say(desk: Desk, order: int) -> None:
    for event in WAY:
        row = shipment(desk, order)
        assert next_event(row) == event
        assert {move.event: move.refusal for move in moves_of(row)}[event] is None
        check_refusals(desk, row)
        DEEDS[event](desk, row)
    assert next_event(shipment(desk, order)) == ""
    check_refusals(desk, shipment(desk, order))


def test_what_is_held_is_not_taken_on_and_says_why(desk: Desk, order: int) -> None:
    hold_order(desk, order, Hold.CREDIT)
    row = shipment(desk, order)
    said = {move.event: move.refusal for move in moves_of(row)}["start"]
    assert said == f"{row.number} is on hold (credit); release it first."
    check_refusals(desk, row)


@pytest.mark.parametrize("event", [each for each in DEEDS if each not in (*WAY, "split", "rejoin")])
def test_what_is_offered_beside_its_way_is_done(desk: Desk, order: int, event: str) -> None:
    for step in ("", *WAY):
        if step:
            DEEDS[step](desk, shipment(desk, order))
        row = shipment(desk, order)
        if {move.event: move.refusal for move in moves_of(row)}[event] is None:
            DEEDS[event](desk, row)
            return
    pytest.fail(f"{event} is never offered")
