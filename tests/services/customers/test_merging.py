"""A customer taken down twice is seen on saving, and merged with every order, paper and penny kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.services.customers.customers import (
    add_address,
    add_customer,
    block_customer,
    card_of,
    customers_page,
    edit_customer,
    form_of,
    known_already,
    look_for_customers,
    save_contact,
)
from orderdesk.services.customers.merging import likely_same, merge_customers
from orderdesk.services.customers.own_codes import own_codes, save_own_code
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import customer_id_of, view_order
from orderdesk.services.reports.reports import report_table
from tests.factories import PATEL, PATEL_AT, northside

TWICE = CustomerForm("Aisha Patel", phone="+44 1947 555 011", company="Quay Prints")


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def order(desk: Desk, customer_id: int, count: int = 1) -> int:
    return place_order(desk, OrderRequest((LineRequest(pieces(count), "MUG"),), customer_id=customer_id))


def test_who_is_likely_the_same_is_told_on_saving(desk: Desk) -> None:
    saved = add_customer(desk, TWICE, replace(PATEL_AT, postcode="yo213pu"))
    assert saved.warnings == ("C-1001 Asha Patel has much the same name at the same postcode.",)
    assert [each.number for each in likely_same(desk, 1)] == ["C-1002"]
    again = add_customer(desk, replace(TWICE, name="Bea", phone=PATEL.phone))
    assert again.warnings == ("C-1001 Asha Patel has the same telephone.",)
    assert add_customer(desk, CustomerForm("Asha Patel")).warnings == ()
    by_mail = replace(form_of(card_of(desk, again.id)), phone="", email="ASHA.patel@example.com")
    now = edit_customer(desk, again.id, by_mail)
    assert now.warnings == ("C-1001 Asha Patel has the same e-mail.",)


def test_who_is_known_already_is_told_before_anything_is_kept(desk: Desk) -> None:
    (found,) = known_already(desk, TWICE, replace(PATEL_AT, postcode="yo213pu"))
    assert found.said == "C-1001 Asha Patel has much the same name at the same postcode."
    assert known_already(desk, replace(TWICE, name="Bea", phone=PATEL.phone))[0].id == 1
    assert known_already(desk, CustomerForm("Asha Patel")) == []
    with pytest.raises(Refused) as no:
        known_already(desk, replace(TWICE, email="nobody"))
    assert no.value.field == "email"
    assert [each.number for each in customers_page(desk)] == ["C-1001"]


@pytest.mark.parametrize(
    ("postcode", "country"), [("114 55", "SE"), ("80-827", "PL"), ("10115", "DE"), ("1012 JS", "NL")]
)
def test_a_name_is_found_again_at_postcodes_of_any_shape(desk: Desk, postcode: str, country: str) -> None:
    where = AddressForm("1", city="X", postcode=postcode, country=country)
    first = add_customer(desk, CustomerForm("Nils Holm"), where)
    again = add_customer(desk, CustomerForm("Holm, Nils"), where)
    assert again.warnings == (f"{first.number} Nils Holm has much the same name at the same postcode.",)


def test_everything_of_the_one_is_the_others(desk: Desk) -> None:
    twice = add_customer(desk, TWICE, PATEL_AT).id
    add_address(desk, twice, AddressForm("3 Mill Lane", city="York", postcode="YO1 7HH", country="GB"))
    save_contact(desk, twice, ContactForm("Ravi", email="ravi@example.com"))
    save_own_code(desk, twice, "CUP", "MUG")
    first, second = order(desk, 1), order(desk, twice, 2)
    merge_customers(desk, twice, 1, "the same woman")
    card = card_of(desk, 1)
    assert (card.orders, card.on_order) == (2, 1_500 + 3_000)
    assert {each.id for each in card.last_orders} == {first, second}
    assert [each.line1 for each in card.addresses] == ["12 Quay Street", "3 Mill Lane"], "the same address only once"
    assert [each.name for each in card.contacts] == ["Ravi"]
    assert [each.code for each in own_codes(desk, 1)] == ["CUP"]
    assert card.customer.company == "Quay Prints"
    assert ("merged", "C-1002 Aisha Patel: the same woman") in [(each.what, each.detail) for each in card.history]
    assert customer_id_of(desk, "C-1002") == 1
    assert [each.id for each in look_for_customers(desk, "aisha")] == [1]
    assert view_order(desk, second).customer is not None
    assert check(desk).findings == ()


def test_everything_that_the_one_was_known_by_leads_to_the_other(desk: Desk, tmp_path: Path) -> None:
    form = replace(TWICE, email="aisha@quay.example", remote_id="shop-7")
    merge_customers(desk, add_customer(desk, form).id, 1)
    for known in ("C-1002", "aisha", "aisha@quay.example", "01947 555 011", "555011"):
        assert [each.id for each in look_for_customers(desk, known)] == [1], known
    path = tmp_path / "orders.csv"
    path.write_text("Order no,Order date,Customer id,SKU,Qty\n#1,2026-02-01,shop-7,MUG,2\n", encoding="utf-8")
    assert import_file(desk, "orders", path).counts["new"] == 1
    assert card_of(desk, 1).orders == 1


def test_credit_and_papers_stay_and_are_counted_together(desk: Desk) -> None:
    twice = add_customer(desk, TWICE).id
    open_till(desk, "Till 1", 0)
    sold = sell(desk, OrderRequest((LineRequest(pieces(2), "MUG"),), channel="counter", customer_id=twice),
                [Tendered("card", 3_000)])  # fmt: skip
    refund_money(desk, sold.order_id, "store-credit", 1_000, reason="a chip", because=Because.NOT_HELD)
    merge_customers(desk, twice, 1)
    paid = take_payment(desk, order(desk, 1), [Tendered("store-credit", 1_000)])
    assert paid.due == 500
    with pytest.raises(Refused, match=r"has 0\.00 store credit"):
        take_payment(desk, order(desk, 1), [Tendered("store-credit", 1)])
    table = report_table(desk, "sales-by-customer", desk.today, desk.today)
    assert [row[0] for row in table.rows] == ["C-1001"]
    assert check(desk).findings == ()


def test_a_block_is_kept_and_who_was_merged_before_comes_along(desk: Desk) -> None:
    second, third = add_customer(desk, TWICE).id, add_customer(desk, CustomerForm("A Patel")).id
    block_customer(desk, third, "a bounced cheque")
    merge_customers(desk, third, second)
    merge_customers(desk, second, 1)
    assert card_of(desk, 1).customer.blocked == "a bounced cheque"
    assert customer_id_of(desk, "C-1003") == customer_id_of(desk, "C-1002") == 1
    assert check(desk).findings == ()


def test_what_can_not_be_merged_is_refused(desk: Desk) -> None:
    twice = add_customer(desk, TWICE).id
    with pytest.raises(Refused, match="Choose another"):
        merge_customers(desk, 1, 1)
    with pytest.raises(NotFound, match="no such customer"):
        merge_customers(desk, 99, 1)
    merge_customers(desk, twice, 1)
    with pytest.raises(Refused, match="C-1002 Aisha Patel is no longer in use"):
        merge_customers(desk, twice, 1)
