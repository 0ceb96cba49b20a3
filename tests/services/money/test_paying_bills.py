"""One payment for several invoices: the oldest first or as it is said, all or none, and the books tie."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.money.paying import Tendered
from orderdesk.services.money.paying_bills import open_bills, pay_bills, proposed
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from tests.countries import Country, local_shop
from tests.factories import Clock


@pytest.fixture
def desk(shop_url: str, anywhere: Country) -> Iterator[Desk]:
    made = local_shop(shop_url, anywhere)
    yield made
    made.database.close()


@pytest.fixture
def customer(desk: Desk, anywhere: Country) -> int:
    address = AddressForm("Asha", "1 Lane", anywhere.city, postcode=anywhere.postcode, country=anywhere.code)
    return add_customer(desk, CustomerForm("Asha Patel"), address).id


def order(desk: Desk, customer: int, count: int, *, bill: bool = True) -> int:
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(days=1)
    request = OrderRequest(
        lines=(LineRequest(pieces(count), "A"),),
        customer_id=customer,
        channel="phone",
        invoicing="order" if bill else "shipment",
    )
    return place_order(desk, request)


def due(desk: Desk, order_id: int) -> int:
    return view_order(desk, order_id).order.due


def test_the_oldest_is_paid_first(desk: Desk, customer: int) -> None:
    orders = [order(desk, customer, 1), order(desk, customer, 2, bill=False), order(desk, customer, 3)]
    bills = open_bills(desk, customer)
    assert [each.order_id for each in bills] == [orders[0], orders[2]], "what is not invoiced is not owed yet"
    assert [each.owed for each in bills] == [due(desk, orders[0]), due(desk, orders[2])]
    whole = sum(each.owed for each in bills)
    assert proposed(whole - 100, bills) == {orders[0]: bills[0].owed, orders[2]: bills[1].owed - 100}
    done = pay_bills(desk, customer, Tendered("transfer", whole - 100, "Bank 7"))
    assert [each.bill.order_id for each in done] == [orders[0], orders[2]]
    assert len({each.paid.receipt for each in done}) == 2
    assert [due(desk, each) for each in (orders[0], orders[2])] == [0, 100]
    assert {row.reference for each in (orders[0], orders[2]) for row in view_order(desk, each).payments} == {"Bank 7"}
    assert [each.owed for each in open_bills(desk, customer)] == [100]
    assert not check(desk).findings


def test_the_parts_may_be_said(desk: Desk, customer: int) -> None:
    first, second = order(desk, customer, 1), order(desk, customer, 2)
    before = due(desk, first)
    pay_bills(desk, customer, Tendered("card", 70), {first: 20, second: 50})
    assert due(desk, first) == before - 20
    assert not check(desk).findings


def test_what_does_not_add_up_changes_nothing(desk: Desk, customer: int) -> None:
    first, second = order(desk, customer, 1), order(desk, customer, 2)
    owes, whole = due(desk, first), due(desk, first) + due(desk, second)
    unbilled = order(desk, customer, 1, bill=False)
    bad = {
        "The parts come to": (70, {first: 20}),
        "is more": (owes + 1, {first: owes + 1}),
        "below zero": (10, {first: -10, second: 20}),
        "Enter an amount": (0, None),
        "owe nothing that is invoiced": (50, {unbilled: 50}),
        "that is more": (whole + 1, None),
    }
    for said, (amount, parts) in bad.items():
        with pytest.raises(Refused, match=said):
            pay_bills(desk, customer, Tendered("transfer", amount), parts)
    assert due(desk, first) + due(desk, second) == whole
    pay_bills(desk, customer, Tendered("transfer", whole))
    with pytest.raises(Refused, match="owes nothing that is invoiced"):
        pay_bills(desk, customer, Tendered("transfer", 1))
