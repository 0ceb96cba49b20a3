"""Stories 27, 28 and 34: the parts come to the whole, each parcel has its due, and nothing goes back twice."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import return_to_sender, ship_shipment
from orderdesk.services.money.collecting import brought_by_carrier
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.prepaying import asked_now
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.labels import label_data
from orderdesk.services.papers.receipts import receipt_data
from orderdesk.services.promises.allocating import allocate_order
from orderdesk.services.stock.stocking import receive
from tests.factories import northside
from tests.scenarios.story import again, prove, request


def packed(desk: Desk, view: OrderView) -> str:
    """Pick and pack what is allocated; returns the shipment's number."""
    (shipment,) = [each for each in again(desk, view).shipments if each.state == "allocated"]
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    pack_shipment(desk, shipment.id)
    return shipment.number


def leave(desk: Desk, view: OrderView, number: str) -> None:
    (shipment,) = [each for each in again(desk, view).shipments if each.number == number]
    ship_shipment(desk, shipment.id)
    issue_invoice(desk, view.order.id)


def collected(desk: Desk, number: str) -> int | None:
    """What stands on the label to be collected."""
    with desk.reading() as connection:
        return label_data(connection, desk, PaperRequest(number)).cod


def one_by_one(database: Database, tender: str) -> tuple[Desk, OrderView]:
    desk = northside(database, stock={"MUG": 1})
    line = LineRequest(pieces(3), "MUG", price=49_900)
    view = view_order(desk, place_order(desk, OrderRequest((line,), customer_id=1, tender=tender)))
    assert view.order.total == 1_796
    return desk, view


def leave_one_by_one(desk: Desk, view: OrderView) -> list[int | None]:
    labels = []
    for number in range(3):
        if number:
            receive(desk, "MUG", ONE)
            allocate_order(desk, view.order.id)
        parcel = packed(desk, view)
        labels.append(collected(desk, parcel))
        leave(desk, view, parcel)
        assert collected(desk, parcel) == labels[-1], "a label printed again says the same"
        prove(desk)
    return labels


def test_the_parts_of_a_prepaid_order_come_to_the_whole(database: Database) -> None:
    desk, view = one_by_one(database, "card")
    paid = take_payment(desk, view.order.id, [Tendered("card", 1_796)])
    assert leave_one_by_one(desk, view) == [None, None, None]
    after = again(desk, view)
    assert [each.total for each in after.papers] == [599, 599, 598]
    assert (after.order.due, after.order.state) == (0, "closed")
    with desk.reading() as connection:
        receipt = receipt_data(connection, desk, PaperRequest(paid.receipt))
    assert (receipt.total, receipt.balance) == (1_796, 0)


def test_the_parcels_of_an_order_paid_on_delivery_come_to_the_whole(database: Database) -> None:
    desk, view = one_by_one(database, "cod")
    assert leave_one_by_one(desk, view) == [599, 599, 598]
    assert brought_by_carrier(desk, view.order.id) == 1_796
    receipts = [take_payment(desk, view.order.id, [Tendered("cod", amount)]) for amount in (599, 599, 598)]
    assert brought_by_carrier(desk, view.order.id) == 0
    assert [each.due for each in receipts] == [1_197, 598, 0]
    assert again(desk, view).order.state == "closed"
    with desk.reading() as connection:
        assert [_balance(desk, connection, each.receipt) for each in receipts] == [1_197, 598, 0]
    prove(desk)


def test_the_carrier_brings_what_the_parcels_that_left_were_to_collect(database: Database) -> None:
    desk, view = one_by_one(database, "cod")
    order_id = view.order.id
    assert brought_by_carrier(desk, order_id) == 0, "nothing has left"
    assert asked_now(desk, view.order) == view.order.due
    leave(desk, view, packed(desk, view))
    assert brought_by_carrier(desk, order_id) == asked_now(desk, again(desk, view).order) == 599
    take_payment(desk, order_id, [Tendered("cod", 599)])
    assert brought_by_carrier(desk, order_id) == 0, "it was handed over, the rest has not left"
    receive(desk, "MUG", ONE)
    allocate_order(desk, order_id)
    leave(desk, view, packed(desk, view))
    assert brought_by_carrier(desk, order_id) == asked_now(desk, again(desk, view).order) == 599
    prove(desk)


def test_an_order_paid_another_way_waits_for_no_carrier(database: Database) -> None:
    desk, view = one_by_one(database, "account")
    leave(desk, view, packed(desk, view))
    assert brought_by_carrier(desk, view.order.id) == 0


def _balance(desk: Desk, connection: Connection, number: str) -> int:
    return receipt_data(connection, desk, PaperRequest(number)).balance


def test_each_parcel_has_its_due(database: Database) -> None:
    desk = northside(database, stock={"LAMP": 1})
    fee = LineRequest(ONE, label="COD fee", price=40_000, tax_class="standard")
    view = view_order(
        desk,
        place_order(desk, request({"LAMP": 1, "MUG": 2}, service="road", tender="cod", charges=(fee,))),
    )
    assert view.order.total == 14_502
    first = packed(desk, view)
    assert collected(desk, first) == 11_502
    leave(desk, view, first)
    receive(desk, "MUG", pieces(2))
    allocate_order(desk, view.order.id)
    second = packed(desk, view)
    assert (collected(desk, first), collected(desk, second)) == (11_502, 3_000)
    assert day_report(desk).cod_in_transit == 11_502
    leave(desk, view, second)
    assert day_report(desk).cod_in_transit == 14_502
    (refused,) = [each for each in again(desk, view).shipments if each.number == first]
    return_to_sender(desk, refused.id, "refused at the door")
    assert (collected(desk, first), collected(desk, second)) == (None, 3_000)
    assert day_report(desk).cod_in_transit == 3_000
    take_payment(desk, view.order.id, [Tendered("cod", 3_000)])
    assert again(desk, view).order.due == 11_502
    prove(desk)


def split(database: Database) -> tuple[Desk, int]:
    """Story 17: 101.94 paid 60.00 by card and 41.94 in cash."""
    desk = northside(database)
    open_till(desk, float_amount=15_000)
    paid = [Tendered("card", 6_000), Tendered("cash", 5_000)]
    return desk, sell(desk, request({"LAMP": 1}, customer_id=1), paid).order_id


@pytest.mark.parametrize("first", ["card", "cash", "transfer", "store-credit"])
@pytest.mark.parametrize("second", ["card", "cash", "transfer", "store-credit"])
def test_nothing_goes_back_twice(database: Database, first: str, second: str) -> None:
    desk, order_id = split(database)
    back = 0
    for tender in (first, second, "card", "cash", "transfer"):
        paid = [each for each in view_order(desk, order_id).payments if each.tender == tender]
        came = sum(each.amount if each.kind == "payment" else -each.amount for each in paid)
        able = min(10_194 - back, 10_194 if tender == "store-credit" else came)
        with pytest.raises(Refused, match="At most"):
            refund_money(desk, order_id, tender, able + 1, reason="agreed", because=Because.NOT_HELD)
        if able:
            refund_money(desk, order_id, tender, able, reason="agreed", because=Because.NOT_HELD)
            back += able
    assert back == 10_194, "the card and the cash give back what is left"
    prove(desk)


def test_more_than_came_by_a_tender_is_a_persons_decision(database: Database) -> None:
    desk, order_id = split(database)
    with pytest.raises(Refused, match=r"At most 41.94 can go back by cash on SO-1001; 60.00 by card\."):
        refund_money(desk, order_id, "cash", 5_000, reason="no card at hand", because=Because.NOT_HELD)
    refund_money(desk, order_id, "cash", 5_000, reason="no card at hand", otherwise=True, because=Because.NOT_HELD)
    assert "refunded otherwise" in {each.what for each in view_order(desk, order_id).events}
    with pytest.raises(Refused, match=r"At most 51\.94 can go back by card"):
        refund_money(desk, order_id, "card", 6_000, reason="agreed", otherwise=True, because=Because.NOT_HELD)
    prove(desk)
