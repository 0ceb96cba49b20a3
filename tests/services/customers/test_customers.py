"""Customers: taken down, found as someone types, changed without touching what papers point to."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.cards import holds_card
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.customers.lists import customers_at
from orderdesk.persistence.customers.records import read_address
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.customers import customers
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.services.customers.reaching import phone_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from tests.factories import northside

PATEL = 1
QUAY = AddressForm("3 Quay", city="Hull", postcode="HU1 1AA", country="GB")


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def names(desk: Desk, typed: str) -> list[str]:
    return [each.name for each in customers.look_for_customers(desk, typed)]


def add(desk: Desk, name: str, **more: Any) -> int:
    return customers.add_customer(desk, CustomerForm(name, **more)).id


KNOWN_BY = (
        "pat", "asha pa", "PATEL", "C-1001", "c1001", "asha.patel@ex", "yo21", "yo21 3pu", "whitby",
        "020 7946", "02079460018", "+44 20 7946 0018", "0044 20 7946", "+44 (0)20 7946", "44207", "0018", "460018",
)  # fmt: skip


def test_a_customer_is_found_by_what_is_known_of_them(desk: Desk) -> None:
    add(desk, "Somebody Else", phone="0161 496 0345", email="else@example.org")
    assert [typed for typed in KNOWN_BY if names(desk, typed) != ["Asha Patel"]] == []


def test_what_begins_nothing_finds_nothing(desk: Desk) -> None:
    assert [typed for typed in ("", "   ", "7946", "atel", "zzz", "%", "'", "0017") if names(desk, typed)] == []


@pytest.mark.parametrize(
    "name", ["Łukasz Øvergård-Nuñez", "محمد العلي", "山田 花子", "👩🏽‍🔧 Tools", "<b>Bold</b> & Sons"]
)
def test_every_name_is_kept_and_found(desk: Desk, name: str) -> None:
    key = add(desk, name)
    assert customers.card_of(desk, key).customer.name == name
    assert names(desk, name.split()[-1].strip("</>b&")) == [name]


def test_names_that_begin_so_come_first(desk: Desk) -> None:
    add(desk, "Zoe Marsh")
    add(desk, "Marsha Abel")
    add(desk, "Ann Onymous", company="Marsh & Co")
    assert names(desk, "mars") == ["Ann Onymous", "Marsha Abel", "Zoe Marsh"]


WRONG = (
    ("name", " ", "Enter the name"),
    ("name", "x" * 2_001, "longer than 200"),
    ("name", "a\x07b", "cannot be printed"),
    ("email", "nobody", "not a valid e-mail address"),
    ("phone", "call me", "not a valid phone number"),
    ("phone", "12", "not a valid phone number"),
    ("tax_id", "GB980780685", "its check digit is wrong for the United Kingdom"),
    ("tax_id", "980780685", "its check digit is wrong for the United Kingdom"),
    ("tax_id", "DE136695977", "its check digit is wrong for Germany"),
    ("tax_id", "FR12", "no tax id of France"),
    ("country", "Atlantis", "not a recognised country"),
    ("terms_days", -1, "from 0 to 3,650"),
    ("credit_limit", -1, "zero or more"),
    ("discount", 1_000_001, "from 0 to 100"),
)


def test_what_can_not_stand_is_refused_in_a_sentence(desk: Desk) -> None:
    for field, wrong, sentence in WRONG:
        values: dict[str, Any] = {"name": "N", field: wrong}
        with pytest.raises(Refused, match=sentence) as refused:
            customers.add_customer(desk, CustomerForm(**values))
        assert refused.value.field == field
    assert len(customers.customers_page(desk)) == 1


@pytest.mark.parametrize(
    ("country", "tax_id"),
    [
        ("GB", "GB980780684"),
        ("GB", "980 7806 84"),
        ("", "DE136695976"),
        ("US", "12-3456789"),
        ("CH", "CHE-107.787.577"),
        ("CH", "CHE-107.787.577 MWST"),
        ("", ""),
    ],
)
def test_a_right_tax_id_is_kept(desk: Desk, country: str, tax_id: str) -> None:
    key = add(desk, "N", tax_id=tax_id, country=country)
    assert customers.card_of(desk, key).customer.tax_id == tax_id


def test_a_telephone_is_shown_as_its_country_writes_it(desk: Desk) -> None:
    key = add(desk, "N", phone="030 23456789", country="Germany")
    customer = customers.card_of(desk, key).customer
    assert (customer.phone, customer.phone_digits) == ("+49 30 23456789", "493023456789 03023456789")
    odd = customers.card_of(desk, add(desk, "M", phone="0199 12 ext 4")).customer
    assert (odd.phone, odd.phone_digits) == ("0199 12 ext 4", "0199124")


def test_no_telephone_is_taken_for_a_card(desk: Desk) -> None:
    """The digits of a telephone are kept in two forms in a row, which together look like a card one time in ten."""
    luck = random.Random(7)
    phones = ["+49 4642 1212", *(f"+49 {luck.randrange(200, 900)} {luck.randrange(10**4, 10**8)}" for _ in range(60))]
    assert any(holds_card(phone_of(phone, "DE")[1]) for phone in phones)
    assert [customers.card_of(desk, add(desk, "N", phone=phone)).customer.phone[:3] for phone in phones] == ["+49"] * 61


def test_the_same_telephone_is_pointed_out(desk: Desk) -> None:
    saved = customers.add_customer(desk, CustomerForm("A. Patel", phone="+44 20 7946 0018"))
    assert saved.number == "C-1002"
    assert saved.warnings == ("C-1001 Asha Patel has the same telephone.",)
    with desk.reading() as connection:
        digits = "442079460018 02079460018"
        assert len(customers_at(connection, phone_digits=digits, email="")) == 2
        assert len(customers_at(connection, phone_digits="", email="ASHA.PATEL@example.com")) == 1
        assert customers_at(connection, phone_digits="", email="") == []


def test_an_address_that_is_on_a_paper_never_changes(desk: Desk) -> None:
    old = customers.card_of(desk, PATEL).addresses[0]
    new = customers.edit_address(desk, old.id, QUAY)
    kept = customers.card_of(desk, PATEL).addresses
    assert [(each.id, each.city, each.bill_to, each.ship_to) for each in kept] == [(new, "Hull", 1, 1)]
    with desk.reading() as connection:
        before = read_address(connection, old.id)
    assert before is not None
    assert (before.city, before.retired) == ("Whitby", 1)
    assert names(desk, "whitby") == []
    assert names(desk, "hull") == ["Asha Patel"]


def test_a_corrected_name_is_on_the_next_papers_too(desk: Desk) -> None:
    card = customers.card_of(desk, PATEL)
    other = customers.add_address(desk, PATEL, replace(QUAY, name="The neighbours"))
    customers.edit_customer(desk, PATEL, replace(customers.form_of(card), name="Asha Patell"))
    kept = customers.card_of(desk, PATEL).addresses
    assert [(each.name, each.bill_to) for each in kept] == [("Asha Patell", 1), ("The neighbours", 0)]
    assert kept[1].id == other
    with desk.reading() as connection:
        before = read_address(connection, card.addresses[0].id)
    assert before is not None
    assert (before.name, before.retired) == ("Asha Patel", 1)


def test_one_address_is_billed_and_one_is_shipped_to(desk: Desk) -> None:
    second = customers.add_address(desk, PATEL, replace(QUAY, ship_to=True, label="Works"))
    first, other = customers.card_of(desk, PATEL).addresses
    assert ((first.bill_to, first.ship_to), (other.bill_to, other.ship_to)) == ((1, 0), (0, 1))
    with pytest.raises(Refused, match="another address to bill"):
        customers.retire_address(desk, first.id)
    customers.retire_address(desk, second)
    assert len(customers.card_of(desk, PATEL).addresses) == 1
    with pytest.raises(Refused, match="street or the city"):
        customers.add_address(desk, PATEL, AddressForm(postcode="X"))
    with pytest.raises(NotFound):
        customers.edit_address(desk, second, QUAY)


def test_a_first_address_is_billed_and_shipped_to(desk: Desk) -> None:
    key = add(desk, "New One")
    customers.add_address(desk, key, QUAY)
    only = customers.card_of(desk, key).addresses[0]
    assert (only.bill_to, only.ship_to, only.country) == (1, 1, "GB")


def test_people_at_a_customer(desk: Desk) -> None:
    key = customers.save_contact(desk, PATEL, ContactForm("Ben Stock", "Stores", "020 7946 0533", "ben@example.com"))
    customers.save_contact(desk, PATEL, ContactForm("Ben Stock", "Head of stores", "", "ben@example.com"), key)
    card = customers.card_of(desk, PATEL)
    assert [(each.name, each.job, each.phone) for each in card.contacts] == [("Ben Stock", "Head of stores", "")]
    assert names(desk, "ben") == ["Asha Patel"]
    with pytest.raises(Refused, match="there already"):
        customers.save_contact(desk, PATEL, ContactForm("Ben Stock", email="ben@example.com"))
    customers.remove_contact(desk, PATEL, key)
    assert names(desk, "ben") == []
    with pytest.raises(NotFound):
        customers.remove_contact(desk, PATEL, key)


def test_a_card_shows_orders_and_what_is_owed(desk: Desk) -> None:
    request = OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=PATEL)
    place_order(desk, request)
    cancelled = place_order(desk, request)
    cancel_order(desk, cancelled, "changed their mind")
    place_order(desk, request, confirm=False)
    card = customers.card_of(desk, PATEL)
    assert (card.orders, card.ordered, card.balance, card.on_order) == (1, 3_000, 0, 3_000)
    assert [each.number for each in card.last_orders] == ["SO-1003", "SO-1002", "SO-1001"]
    assert [(row.orders, row.balance, row.on_order) for row in customers.customers_page(desk)] == [(1, 0, 3_000)]


def test_what_is_owed_is_invoiced_and_unpaid_as_the_report_says(desk: Desk) -> None:
    """5 are ordered and 2 of them sent and invoiced; another order is paid ahead, a third is on hold."""
    place_order(desk, OrderRequest((LineRequest(pieces(5), "LAMP"),), customer_id=PATEL))
    (shipment,) = view_order(desk, 1).shipments
    hand_over(desk, shipment.id, "taken along")
    issue_invoice(desk, 1)
    ahead = place_order(desk, OrderRequest((LineRequest(pieces(1), "MUG"),), customer_id=PATEL))
    take_payment(desk, ahead, [Tendered("card", 1_500)])
    hold_order(desk, place_order(desk, OrderRequest((LineRequest(pieces(2), "TEE"),), customer_id=PATEL)), Hold.REVIEW)
    card = customers.card_of(desk, PATEL)
    assert (card.balance, card.on_order) == (4 * 10_194, 10_194 + 4_798)
    assert [(row.balance, row.on_order) for row in customers.customers_page(desk)] == [(card.balance, card.on_order)]
    report = day_report(desk, desk.today)
    assert report.owed == card.balance
    take_payment(desk, 1, [Tendered("transfer", 4 * 10_194)])
    assert customers.card_of(desk, PATEL).balance == 0


def test_two_who_change_one_customer(desk: Desk) -> None:
    card = customers.card_of(desk, PATEL)
    form = customers.form_of(card)
    customers.edit_customer(desk, PATEL, form, version=card.customer.version)
    with pytest.raises(Refused, match="changed by someone else"):
        customers.edit_customer(desk, PATEL, form, version=card.customer.version)
    customers.edit_customer(desk, PATEL, CustomerForm("Asha Rao", phone=form.phone, terms_days=14))
    assert names(desk, "patel") == []
    history = customers.card_of(desk, PATEL).history
    assert (history[0].what, history[0].detail, history[0].user) == ("changed", "name, email, terms days", "anna")


def test_a_block_carries_its_reason(desk: Desk) -> None:
    customers.block_customer(desk, PATEL, "owes since May")
    assert customers.look_for_customers(desk, "patel")[0].blocked == "owes since May"
    customers.block_customer(desk, PATEL, "")
    assert [event.what for event in customers.card_of(desk, PATEL).history][:2] == ["no longer blocked", "blocked"]


def test_the_list_goes_on_where_the_last_page_ended(desk: Desk) -> None:
    for name in ("Zed", "Bo", "Bo", "Amy"):
        add(desk, name)
    first = customers.customers_page(desk)
    assert [row.name for row in first] == ["Amy", "Asha Patel", "Bo", "Bo", "Zed"]
    rest = customers.customers_page(desk, after=(first[2].name, first[2].id))
    assert [(row.name, row.id) for row in rest] == [(row.name, row.id) for row in first[3:]]
    assert [row.name for row in customers.customers_page(desk, search="bo")] == ["Bo", "Bo"]


def test_nobody_is_not_a_customer(desk: Desk) -> None:
    for use in (customers.card_of, lambda desk, key: customers.edit_customer(desk, key, CustomerForm("x"))):
        with pytest.raises(NotFound):
            use(desk, 99)
