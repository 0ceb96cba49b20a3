"""Two things that collide, done at the same moment by four people each: whatever comes first, the books prove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from orderdesk.domain.buying.purchasing import Arrived
from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import orders, payments
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.buying.purchasing import cancel_purchase, receive_purchase
from orderdesk.services.care.keeping import back_up, bring_back
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.customers.merging import merge_customers
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money import till_views, tills
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.returns.returning import decline_return, receive_return
from orderdesk.services.stock.counting import CountLine, count
from orderdesk.services.stock.stocking import receive, take
from tests.factories import PATEL_AT, northside
from tests.hands import stages
from tests.hands.goods import line_of
from tests.hands.stages import asked, confirmed, how_many, one
from tests.hands.test_eight_hands import all_at_once, hands, plain, proven

Do = Callable[[Desk, Any], object]


@dataclass(frozen=True)
class Pair:
    """A stage, the two deeds, and what must not be afterwards."""

    stage: Callable[[Desk], Any]
    left: Do
    right: Do
    proof: Callable[[Desk, Any], object] = lambda desk, stage: None


def till_and_order(desk: Desk) -> Any:
    stages.open_till(desk)
    return confirmed(desk)


def pay_a_pound(desk: Desk, view: Any) -> None:
    take_payment(desk, view.order.id, [Tendered("cash", 100)])


def count_and_close(desk: Desk, _: Any) -> None:
    tills.count_till(desk, {"10.00": 1})
    tills.close_till(desk, reason="counted in a hurry")


def every_payment_is_in_the_z(desk: Desk, _: Any) -> None:
    went_in = one(desk, select(func.coalesce(func.sum(payments.c.amount), 0)).where(payments.c.till_session_id == 1))
    report = till_views.z_report(desk, 1).cash
    assert report is not None
    assert report.sales == went_in


def nothing_cancelled_is_picked(desk: Desk, stage: Any) -> None:
    view = view_order(desk, stage[0])
    if view.order.state == "cancelled":
        assert {each.state for each in view.shipments} <= {"cancelled"}


def ordered_and_allocated(desk: Desk) -> tuple[int, int]:
    view = confirmed(desk)
    return view.order.id, stages.shipment_of(desk, view)


def ordered_and_packed(desk: Desk) -> tuple[int, int]:
    view = confirmed(desk)
    return view.order.id, stages.packed(desk, view)


def more(desk: Desk, stage: Any) -> None:
    key = view_order(desk, stage[0]).lines[0].id
    amend_order(desk, stage[0], Amendment({key: LineChange(quantity=pieces(5))}), "two more")


def second(desk: Desk) -> int:
    return add_customer(desk, CustomerForm("Asha Patell", phone="020 7946 0019"), PATEL_AT).id


def nobody_orders_for_the_gone(desk: Desk, key: int) -> None:
    assert how_many(desk, orders, orders.c.customer_id == key) == 0


def given_back_once(desk: Desk, view: Any) -> None:
    given = select(func.sum(payments.c.amount)).where(payments.c.kind == "refund")
    assert one(desk, given) == view.order.total


PAIRS = {
    "cancel and pick": Pair(
        ordered_and_allocated,
        lambda desk, stage: cancel_order(desk, stage[0], "changed their mind"),
        lambda desk, stage: start_picking(desk, [stage[1]]),
        nothing_cancelled_is_picked,
    ),
    "cancel and ship": Pair(
        ordered_and_packed,
        lambda desk, stage: cancel_order(desk, stage[0], "changed their mind"),
        lambda desk, stage: ship_shipment(desk, stage[1]),
        nothing_cancelled_is_picked,
    ),
    "amend and ship": Pair(ordered_and_packed, more, lambda desk, stage: ship_shipment(desk, stage[1])),
    "hold and ship": Pair(
        ordered_and_packed,
        lambda desk, stage: hold_order(desk, stage[0], Hold.CUSTOMER),
        lambda desk, stage: ship_shipment(desk, stage[1]),
    ),
    "unpack and ship": Pair(
        ordered_and_packed,
        lambda desk, stage: unpack_shipment(desk, stage[1]),
        lambda desk, stage: ship_shipment(desk, stage[1]),
    ),
    "pay and close the till": Pair(till_and_order, pay_a_pound, count_and_close, every_payment_is_in_the_z),
    "two refunds by two tenders": Pair(
        stages.paid,
        lambda desk, view: refund_money(desk, view.order.id, "card", view.order.total, reason="late"),
        lambda desk, view: refund_money(
            desk, view.order.id, "transfer", view.order.total, reason="late", otherwise=True
        ),
        given_back_once,
    ),
    "bill and cancel": Pair(
        stages.paid,
        lambda desk, view: issue_invoice(desk, view.order.id),
        lambda desk, view: cancel_order(desk, view.order.id, "late", give_back="card"),
    ),
    "receive and decline a return": Pair(
        stages.returning,
        lambda desk, key: receive_return(desk, key),
        lambda desk, key: decline_return(desk, key, "too late"),
    ),
    "receive and cancel a purchase": Pair(
        stages.bought,
        lambda desk, key: receive_purchase(desk, key, [Arrived(line_of(desk, key), pieces(10))]),
        lambda desk, key: cancel_purchase(desk, key, "too dear"),
    ),
    "count and pick short": Pair(
        stages.picking,
        lambda desk, _: count(desk, [CountLine("MUG", pieces(19))], desk.clock()),
        lambda desk, number: confirm_picks(desk, number, [Short("MUG", ONE, "empty")]),
    ),
    "take and reserve the last": Pair(
        lambda desk: None,
        lambda desk, _: take(desk, "LAMP", ONE),
        lambda desk, _: place_order(desk, asked("LAMP", 1)),
    ),
    "merge a customer and take their order": Pair(
        second,
        lambda desk, key: merge_customers(desk, key, stages.PATEL),
        lambda desk, key: place_order(desk, asked(customer_id=key)),
        nobody_orders_for_the_gone,
    ),
}


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_a_pair_at_once(name: str, database: Database) -> None:
    pair = PAIRS[name]
    desk = northside(database)
    stage = pair.stage(desk)
    with hands(database.url, desk.clock) as desks:
        got, told = all_at_once(desks, lambda own, it, hand: (pair.left, pair.right)[hand % 2](own, it), stage)
    plain(told)
    assert got
    pair.proof(desk, stage)
    proven(desk)


def test_a_restore_on_a_server_while_others_write(postgres_url: str, tmp_path: Any) -> None:
    """What was written before it is gone, what comes after it is there; nothing is half."""
    desk = northside(postgres_url)
    archive = back_up(desk, tmp_path).path
    with hands(desk.database.url, desk.clock) as desks:

        def do(own: Desk, _: Any, hand: int) -> object:
            if hand:
                return [receive(own, "MUG", ONE) for _ in range(3)]
            return bring_back(archive, own.database.url, own.clock)

        _, told = all_at_once(desks, do, None)
    plain(told)
    proven(desk)
    desk.database.close()
