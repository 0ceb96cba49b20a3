"""Whom an invoice bills: the order's own address, else the customer's; and the credit that a customer has is shown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from orderdesk.domain.orders.amending import Amendment
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.crediting import credit_invoice
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import release_order
from orderdesk.services.customers.callers import caller_card
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_address, add_customer, card_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers import preview
from tests.countries import Country, local_shop
from tests.documents.reading import text
from tests.scenarios.story import prove


def ordered(desk: Desk, customer_id: int) -> int:
    """An order of a customer who has no address yet, invoiced as soon as it is confirmed or by hand."""
    return place_order(desk, OrderRequest((LineRequest(pieces(3), "A"),), customer_id=customer_id, invoicing="order"))


def test_an_address_that_came_after_the_order_is_billed(database: Database, anywhere: Country) -> None:
    desk = local_shop(database, anywhere)
    customer = add_customer(desk, CustomerForm("Kim Roe", phone="+44 20 7946 0958")).id
    bare = ordered(desk, customer)
    assert view_order(desk, bare).bill_to is None, "there is none to take"
    request = OrderRequest((LineRequest(pieces(3), "A"),), customer_id=customer, invoicing="shipment", channel="phone")
    late = place_order(desk, request)
    add_address(desk, customer, AddressForm("7 Harbour Row", city=anywhere.city, postcode=anywhere.postcode))
    if view_order(desk, late).order.hold:
        release_order(desk, late, "the address is known now")
    hand_over(desk, view_order(desk, late).shipments[0].id, "taken along")
    issue_invoice(desk, late)
    view = view_order(desk, late)
    assert view.bill_to is not None
    assert "7 Harbour Row" in text(preview(desk, "invoice", view.papers[0].number))
    credit_invoice(desk, view.papers[0].number, None, "dented")
    assert "7 Harbour Row" in text(preview(desk, "credit-note", view_order(desk, late).papers[-1].number))
    prove(desk)


def test_another_address_of_the_customer_is_billed_when_the_order_is_changed(
    database: Database, anywhere: Country
) -> None:
    desk = local_shop(database, anywhere)
    place = AddressForm("7 Harbour Row", city=anywhere.city, postcode=anywhere.postcode)
    customer = add_customer(desk, CustomerForm("Kim Roe", phone="+44 20 7946 0958"), place).id
    office = add_address(desk, customer, replace(place, line1="2 Quay Street"))
    other = add_customer(desk, CustomerForm("Lee Poe", phone="+44 20 7946 0123"), place).id
    theirs = card_of(desk, other).addresses[0].id
    request = OrderRequest((LineRequest(pieces(3), "A"),), customer_id=customer, invoicing="shipment")
    order_id = place_order(desk, request)
    with pytest.raises(Refused, match="no address of its customer"):
        amend_order(desk, order_id, Amendment(bill_to_id=theirs), "asked for")
    amend_order(desk, order_id, Amendment(bill_to_id=office), "asked for")
    bill_to = view_order(desk, order_id).bill_to
    assert bill_to is not None
    assert bill_to.line1 == "2 Quay Street"
    prove(desk)


def test_the_credit_a_customer_has_stands_beside_what_they_owe(database: Database, anywhere: Country) -> None:
    desk = local_shop(database, anywhere)
    customer = add_customer(desk, CustomerForm("Kim Roe", phone="+44 20 7946 0958")).id
    order_id = ordered(desk, customer)
    assert (card_of(desk, customer).credit, caller_card(desk, customer).credit) == (0, 0)
    due = view_order(desk, order_id).order.due
    take_payment(desk, order_id, [Tendered("transfer", due + 100)])
    refund_money(desk, order_id, "store-credit", 100, reason="paid too much")
    assert (card_of(desk, customer).credit, caller_card(desk, customer).credit) == (100, 100)
    prove(desk)


def test_a_business_is_invoiced_only_with_its_address_where_the_law_wants_it(
    database: Database, anywhere: Country
) -> None:
    desk, strict = local_shop(database, anywhere), anywhere.code in ("GB", "DE", "FR")
    customer = add_customer(desk, CustomerForm("Kim Roe", "Roe Ltd", phone="+44 20 7946 0958"))
    order_id = ordered(desk, customer.id)
    if view_order(desk, order_id).order.hold:
        release_order(desk, order_id, "a known firm")
    view = view_order(desk, order_id)
    said = (
        f"The invoice of {view.order.number} goes to a business and must bear its address; "
        f"give Roe Ltd ({customer.number}) one first."
    )
    assert [each.detail for each in view.events if each.what == "not invoiced"] == [said] * strict
    assert len(view.papers) == (0 if strict else 1)
    if strict:
        with pytest.raises(Refused, match=re.escape(said)):
            issue_invoice(desk, order_id)
        add_address(desk, customer.id, AddressForm("7 Harbour Row", city=anywhere.city, postcode=anywhere.postcode))
        issue_invoice(desk, order_id)
        assert "7 Harbour Row" in text(preview(desk, "invoice", view_order(desk, order_id).papers[0].number))
    prove(desk)


def test_a_business_takes_along_what_is_above_the_sum_only_with_an_address(
    database: Database, anywhere: Country
) -> None:
    desk, strict = local_shop(database, anywhere), anywhere.code in ("GB", "DE", "FR")
    customer = add_customer(desk, CustomerForm("Kim Roe", "Roe Ltd"))
    small, big = (OrderRequest((LineRequest(pieces(count), "A"),), customer_id=customer.id) for count in (1, 3))
    open_till(desk)
    sell(desk, small, [Tendered("cash", 1_000_000)])
    if strict:
        with pytest.raises(Refused, match="must bear its address"):
            sell(desk, big, [Tendered("cash", 1_000_000)])
    sell(desk, replace(big, customer_id=None), [Tendered("cash", 1_000_000)])
    prove(desk)
