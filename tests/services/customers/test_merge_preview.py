"""What merging would do is told as it is then done, and what was done with the one that went stays to be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.services.customers.customers import add_address, add_customer, block_customer, card_of, save_contact
from orderdesk.services.customers.merge_preview import matches_of, preview_merge
from orderdesk.services.customers.merging import merge_customers
from orderdesk.services.customers.own_codes import own_codes, save_own_code
from orderdesk.services.desk import Desk
from orderdesk.services.money.paying import Tendered, refund_money
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.prices.price_lists import (
    ListForm,
    RowForm,
    prices_of_customer,
    save_list,
    set_customer_price,
    set_group,
)
from tests.factories import PATEL_AT, northside

TWICE = CustomerForm("Aisha Patel", phone="+44 1947 555 011", company="Quay Prints")


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def order(desk: Desk, customer_id: int, count: int = 1, *, confirm: bool = True) -> int:
    request = OrderRequest((LineRequest(pieces(count), "MUG"),), customer_id=customer_id, invoicing="order")
    return place_order(desk, request, confirm=confirm)


def test_likely_ones_stand_beside_the_customer(desk: Desk) -> None:
    twice = add_customer(desk, TWICE, replace(PATEL_AT, postcode="yo213pu")).id
    order(desk, twice, 2)
    order(desk, twice, confirm=False)
    mine, (found,) = matches_of(desk, 1)
    assert (mine.number, mine.name, mine.orders, mine.balance) == ("C-1001", "Asha Patel", 0, 0)
    assert found.why == "much the same name at the same postcode"
    assert (found.side.number, found.side.orders, found.side.balance) == ("C-1002", 2, 3_000)
    assert (found.side.postcode, found.side.phone) == ("YO21 3PU", "+44 1947 555011")
    assert matches_of(desk, add_customer(desk, CustomerForm("Otto Quist")).id)[1] == []
    with pytest.raises(NotFound, match="no such customer"):
        matches_of(desk, 99)


def test_the_preview_tells_what_merging_then_does(desk: Desk) -> None:
    twice = add_customer(desk, TWICE, PATEL_AT).id
    add_address(desk, twice, AddressForm("3 Mill Lane", city="York", postcode="YO1 7HH", country="GB"))
    save_contact(desk, twice, ContactForm("Ravi"))
    save_contact(desk, twice, ContactForm("Kit"))
    save_contact(desk, 1, ContactForm("ravi"))
    save_own_code(desk, twice, "CUP", "MUG")
    save_list(desk, ListForm("Trade list", "Trade"))
    set_group(desk, twice, "Trade")
    for who, price in ((1, "9"), (twice, "8")):
        set_customer_price(desk, who, RowForm("MUG", parse_price(price)))
    set_customer_price(desk, twice, RowForm("TEE", parse_price("12")))
    order(desk, 1)
    order(desk, twice, 2)
    block_customer(desk, twice, "a bounced cheque")
    told = preview_merge(desk, twice, 1)
    assert told.moves == (
        "1 order moves; C-1001 owes £30.00 in place of £10.80.",
        "2 addresses move.",
        "1 person moves.",
        "1 person does not move: C-1001 has its own.",
        "1 code of theirs moves.",
        "1 own price moves.",
        "1 own price does not move: C-1001 has its own.",
        "C-1001 buys by the price lists of Trade from now on.",
        "C-1001 is blocked from now on: a bounced cheque",
        "The number, name and telephone of C-1002 lead to C-1001 from now on.",
    )
    before = told.stays.balance + told.gone.balance
    merge_customers(desk, twice, 1)
    card = card_of(desk, 1)
    assert (card.orders, card.balance) == (2, before)
    assert {each.name for each in card.contacts} == {"ravi", "Kit"}
    assert [each.code for each in own_codes(desk, 1)] == ["CUP"]
    assert [(each.sku, each.price) for each in prices_of_customer(desk, 1)] == [
        ("MUG", parse_price("9")), ("TEE", parse_price("12")),
    ]  # fmt: skip


def test_credit_is_told_and_an_empty_customer_moves_little(desk: Desk) -> None:
    twice = add_customer(desk, TWICE).id
    (only,) = preview_merge(desk, twice, 1).moves
    assert only == "The number, name and telephone of C-1002 lead to C-1001 from now on."
    open_till(desk, "Till 1", 0)
    request = OrderRequest((LineRequest(pieces(2), "MUG"),), channel="counter", customer_id=twice)
    refund_money(
        desk,
        sell(desk, request, [Tendered("card", 3_000)]).order_id,
        "store-credit",
        1_000,
        reason="a chip",
        because=Because.NOT_HELD,
    )
    assert "£10.00 store credit moves." in preview_merge(desk, twice, 1).moves
    with pytest.raises(NotFound, match="no such customer"):
        preview_merge(desk, 99, 1)


def test_the_history_of_the_one_that_went_is_read_with_the_other(desk: Desk) -> None:
    twice = add_customer(desk, TWICE).id
    block_customer(desk, twice, "a bounced cheque")
    merge_customers(desk, twice, 1, "the same woman")
    told = [(each.what, each.detail) for each in card_of(desk, 1).history]
    assert ("blocked", "a bounced cheque") in told
    assert ("merged", "C-1002 Aisha Patel: the same woman") in told
