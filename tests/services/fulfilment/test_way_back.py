"""The way back of a shipment: what was said by mistake is taken back, and what stands in the way is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import charge_boxes
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, hand_over, ship_shipment
from orderdesk.services.fulfilment.way_back import undo_step, unship
from orderdesk.services.messages.customer_messages import message_sent
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import OrderView, view_order
from orderdesk.services.returns.returning import ComingBack, open_return
from orderdesk.services.stock.stock_views import figures_of
from tests.factories import Clock, northside
from tests.scenarios.story import prove

MUG = 1


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def ordered(desk: Desk, **more: str) -> OrderView:
    lines = (LineRequest(pieces(3), "MUG"), LineRequest(pieces(1), "TEE"))
    return view_order(desk, place_order(desk, OrderRequest(lines, customer_id=1, service="road", **more)))


def shipped(desk: Desk, **more: str) -> OrderView:
    view = ordered(desk, **more)
    key = view.shipments[0].id
    confirm_picks(desk, start_picking(desk, [key]))
    pack_shipment(desk, key)
    ship_shipment(desk, key, tracking="NC1GB")
    return view_order(desk, view.order.id)


def undo(desk: Desk, view: OrderView) -> str:
    """Undo the last step of its shipment; the state after it."""
    seen = view_order(desk, view.order.id).shipments[0]
    undo_step(desk, seen.id, seen.number, seen.state)
    return view_order(desk, view.order.id).shipments[0].state


def shelf(desk: Desk) -> tuple[int, int]:
    found = figures_of(desk, [MUG])[MUG]
    return found.on_hand // 1_000, found.reserved // 1_000


def test_step_by_step_from_the_doorstep_to_the_shelf_and_out_again(desk: Desk) -> None:
    view = shipped(desk)
    deliver_shipment(desk, view.shipments[0].id)
    assert shelf(desk) == (17, 0)
    assert [undo(desk, view) for _ in range(4)] == ["shipped", "packed", "picked", "allocated"]
    assert shelf(desk) == (20, 3)
    back = view_order(desk, view.order.id)
    assert [line.shipped for line in back.goods] == [0, 0]
    assert (back.order.fulfilment, back.messages[-1].kind) != ("delivered", "shipped")
    with pytest.raises(Refused, match="there is no step to undo"):
        undo(desk, view)
    prove(desk)
    key = view.shipments[0].id
    confirm_picks(desk, start_picking(desk, [key]))
    pack_shipment(desk, key)
    ship_shipment(desk, key)
    issue_invoice(desk, view.order.id)
    assert shelf(desk) == (17, 0)
    prove(desk)


def test_a_closed_order_is_open_again_when_its_parcel_is(desk: Desk) -> None:
    view = shipped(desk, invoicing="order")
    assert view.papers, "invoiced before anything left, which stands in no way"
    assert undo(desk, view) == "packed"
    prove(desk)


def test_the_message_is_taken_back_and_written_anew(desk: Desk) -> None:
    view = shipped(desk)
    assert [each.kind for each in view.messages].count("shipped") == 1
    undo(desk, view)
    assert "shipped" not in [each.kind for each in view_order(desk, view.order.id).messages]
    ship_shipment(desk, view.shipments[0].id, sure=True)
    assert [each.kind for each in view_order(desk, view.order.id).messages].count("shipped") == 1
    events = [each.what for each in view_order(desk, view.order.id).parcel_events]
    assert "not left" in events
    prove(desk)


def tell(desk: Desk, view: OrderView) -> None:
    (message,) = [each for each in view.messages if each.kind == "shipped"]
    message_sent(desk, message.id)


def wait_a_day(desk: Desk, _: OrderView) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(days=1)


@pytest.mark.parametrize(
    ("followed", "said"),
    [
        (lambda desk, view: issue_invoice(desk, view.order.id), "is invoiced; take it back with a return"),
        (
            lambda desk, view: open_return(desk, view.order.id, [ComingBack(view.goods[0].id, pieces(1))]),
            "coming back already",
        ),
        (lambda desk, view: charge_boxes(desk, view.shipments[0].id, {1: 500}), "The carrier has charged for"),
        (tell, "The customer was told that"),
        (wait_a_day, "left on an earlier day"),
    ],
)
def test_what_has_followed_stands_in_the_way(
    desk: Desk, followed: Callable[[Desk, OrderView], object], said: str
) -> None:
    view = shipped(desk)
    followed(desk, view)
    with pytest.raises(Refused, match=said):
        undo(desk, view)
    assert view_order(desk, view.order.id).shipments[0].state == "shipped"
    assert shelf(desk) == (17, 0)
    prove(desk)


def test_goods_that_left_without_a_box_come_back_by_a_return(desk: Desk) -> None:
    view = ordered(desk)
    hand_over(desk, view.shipments[0].id, "taken along")
    with pytest.raises(Refused, match="left without being packed; take its goods back with a return"):
        undo(desk, view)


def test_two_who_undo_one_step_undo_one(desk: Desk) -> None:
    view = shipped(desk)
    seen = view.shipments[0]
    undo_step(desk, seen.id, seen.number, "shipped")
    with pytest.raises(Refused):
        undo_step(desk, seen.id, seen.number, "shipped")
    with pytest.raises(Refused):
        unship(desk, seen.id)
    assert view_order(desk, view.order.id).shipments[0].state == "packed"
