"""Customers: taken down, changed, blocked, with several addresses and the people who work there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection

from orderdesk.domain.customers.likeness import Known
from orderdesk.domain.values.addresses import warnings_of
from orderdesk.domain.values.countries import country_of
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import clean
from orderdesk.persistence.customers import records as customers
from orderdesk.persistence.customers.lists import (
    CustomerCard,
    CustomerRow,
    FoundCustomer,
    customer_card,
    find_customers,
    list_customers,
)
from orderdesk.persistence.money.records import store_credit_of
from orderdesk.persistence.record import search
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.checks.verifying import verify_again
from orderdesk.services.customers.customer_forms import (
    AddressForm,
    ContactForm,
    CustomerForm,
    check_address,
    check_contact,
    check_customer,
)
from orderdesk.services.customers.merging import Likely, find_likely, likely_to
from orderdesk.services.desk import Desk, Work


@dataclass(frozen=True, slots=True)
class SavedCustomer:
    """A customer that was kept, and what to look at again (the address, who is likely the same), a sentence each."""

    id: int
    number: str
    warnings: tuple[str, ...] = ()


def add_customer(desk: Desk, form: CustomerForm, address: AddressForm | None = None) -> SavedCustomer:
    """Take down a customer, with an address that is billed and shipped to."""
    with desk.writing(right="keep customers") as work:
        return write_customer(work, form, address)


def write_customer(work: Work, form: CustomerForm, address: AddressForm | None = None) -> SavedCustomer:
    """Check and write a new customer inside a transaction."""
    home = _home(work.connection, form.country or (address.country if address else ""))
    values = check_customer(form, home, shop_of(work.connection).terms_days)
    number = take_number(work.connection, "C", work.today.year)
    customer_id = customers.add_customer(work.connection, values | {"number": number, "created_at": work.now})
    doubts: tuple[str, ...] = ()
    if address is not None:
        key = _write_address(work, customer_id, replace(address, bill_to=True, ship_to=True), home)
        doubts = _doubts(work, key)
    return _written(work, customer_id, number, "added", (*doubts, *_likely(work, customer_id)))


def known_already(desk: Desk, form: CustomerForm, address: AddressForm | None = None) -> list[Likely]:
    """Who is likely the same as a customer who is about to be taken down; refused as `add_customer` would."""
    with desk.reading() as connection:
        home = _home(connection, form.country or (address.country if address else ""))
        values = check_customer(form, home, shop_of(connection).terms_days)
        code = check_address(address, home)["postcode"] if address else ""
        digits: str = values["phone_digits"]
        known = Known(
            values["name"], values["company"], values["email"], frozenset(digits.split()), frozenset({code} - {""})
        )
        return likely_to(connection, known, digits)


def edit_customer(desk: Desk, customer_id: int, form: CustomerForm, *, version: int | None = None) -> SavedCustomer:
    """Change a customer. With `version` it is refused when someone else changed them after they were read."""
    with desk.writing(right="keep customers") as work:
        before = _customer(work, customer_id)
        if version is not None and before.version != version:
            raise Refused(f"{before.name} was changed by someone else meanwhile; look again first.")
        home = _home(work.connection, form.country or _country_of(work, customer_id))
        values = check_customer(form, home, before.terms_days)
        customers.change_customer(work.connection, customer_id, values)
        _rename_addresses(work, before, values)
        changed = ", ".join(name.replace("_", " ") for name, value in values.items() if getattr(before, name) != value)
        work.event("customer", customer_id, "changed", changed)
        verify_again(work, customer_id)
        return _written(work, customer_id, before.number, "", _likely(work, customer_id))


def add_address(desk: Desk, customer_id: int, form: AddressForm) -> int:
    """Add an address; a customer's first is billed and shipped to. Returns its key."""
    with desk.writing(right="keep customers") as work:
        _customer(work, customer_id)
        return write_address(work, customer_id, form)


def write_address(work: Work, customer_id: int, form: AddressForm) -> int:
    """Check and write an address of a known customer inside a transaction; returns its key."""
    if not customers.addresses_of(work.connection, customer_id):
        form = replace(form, bill_to=True, ship_to=True)
    key = _write_address(work, customer_id, form, _home(work.connection, form.country))
    _written(work, customer_id, "", "address added")
    return key


def edit_address(desk: Desk, address_id: int, form: AddressForm) -> int:
    """Change an address: the old one stays on the papers it is on, and a new one takes its place. Returns its key."""
    with desk.writing(right="keep customers") as work:
        before = customers.read_address(work.connection, address_id)
        if before is None or before.customer_id is None or before.retired:
            raise NotFound("There is no such address.", field="address")
        kept = replace(form, bill_to=form.bill_to or bool(before.bill_to), ship_to=form.ship_to or bool(before.ship_to))
        customers.retire_address(work.connection, address_id)
        key = _write_address(work, before.customer_id, kept, _home(work.connection, form.country))
        _written(work, before.customer_id, "", "address changed")
        return key


def retire_address(desk: Desk, address_id: int) -> None:
    """Stop offering an address; the one that is billed must be replaced first."""
    with desk.writing(right="keep customers") as work:
        before = customers.read_address(work.connection, address_id)
        if before is None or before.customer_id is None:
            raise NotFound("There is no such address.", field="address")
        if before.bill_to and len(customers.addresses_of(work.connection, before.customer_id)) > 1:
            raise Refused("Choose another address to bill first.", field="address")
        customers.retire_address(work.connection, address_id)
        _written(work, before.customer_id, "", "address retired")


def save_contact(desk: Desk, customer_id: int, form: ContactForm, contact_id: int | None = None) -> int:
    """Add or change a person at a customer; returns the key."""
    with desk.writing(right="keep customers") as work:
        _customer(work, customer_id)
        values = check_contact(form, _home(work.connection, _country_of(work, customer_id)))
        same = [each for each in customers.contacts_of(work.connection, customer_id) if each.id != contact_id]
        if any((each.name, each.email) == (values["name"], values["email"]) for each in same):
            raise Refused(f"{values['name']} is there already.", field="name")
        if contact_id is None:
            contact_id = customers.add_contact(work.connection, values | {"customer_id": customer_id})
        else:
            customers.change_contact(work.connection, contact_id, values)
        _written(work, customer_id, "", "contact saved")
        return contact_id


def remove_contact(desk: Desk, customer_id: int, contact_id: int) -> None:
    """Forget a person at a customer."""
    with desk.writing(right="keep customers") as work:
        if contact_id not in {each.id for each in customers.contacts_of(work.connection, customer_id)}:
            raise NotFound("There is no such contact.", field="contact")
        customers.remove_contact(work.connection, contact_id)
        _written(work, customer_id, "", "contact removed")


def block_customer(desk: Desk, customer_id: int, reason: str) -> None:
    """Hold every new order of a customer for this reason; an empty reason lifts the block."""
    with desk.writing(right="keep customers") as work:
        _customer(work, customer_id)
        why = clean(reason, "reason", longest=500)
        customers.change_customer(work.connection, customer_id, {"blocked": why})
        work.event("customer", customer_id, "blocked" if why else "no longer blocked", why)
        verify_again(work, customer_id)
        work.touch("customers")


def look_for_customers(desk: Desk, typed: str, limit: int = 20) -> list[FoundCustomer]:
    """Customers that fit what is typed so far, best first."""
    with desk.reading() as connection:
        return find_customers(connection, typed, limit)


def customers_page(desk: Desk, *, search: str = "", after: tuple[str, int] | None = None) -> list[CustomerRow]:
    """A page of the list of customers by name."""
    with desk.reading() as connection:
        return list_customers(connection, search=search, after=after)


def card_of(desk: Desk, customer_id: int) -> CustomerCard:
    """One customer whole."""
    with desk.reading() as connection:
        card = customer_card(connection, customer_id)
        if card is None:
            raise NotFound("There is no such customer.", field="customer")
        return replace(card, credit=store_credit_of(connection, customer_id))


def form_of(card: CustomerCard) -> CustomerForm:
    """The form filled with a customer as they are."""
    known = {each.name for each in fields(customers.Customer)} & {each.name for each in fields(CustomerForm)}
    values: dict[str, Any] = {name: getattr(card.customer, name) for name in known}
    return CustomerForm(**values | {"active": bool(card.customer.active)})


def _write_address(work: Work, customer_id: int, form: AddressForm, country: str) -> int:
    values = check_address(form, country)
    return customers.add_address(work.connection, values | {"customer_id": customer_id})


def _rename_addresses(work: Work, before: customers.Customer, now: Mapping[str, Any]) -> None:
    """Let the addresses that bear a name of the customer bear the corrected one; papers that are out keep theirs."""
    renamed = {getattr(before, each): now[each] for each in ("name", "company") if getattr(before, each)}
    for address in customers.addresses_of(work.connection, before.id):
        name = renamed.get(address.name) or address.name
        if name != address.name:
            customers.retire_address(work.connection, address.id)
            kept = {each.name: getattr(address, each.name) for each in fields(address) if each.name != "id"}
            customers.add_address(work.connection, kept | {"name": name})


def _written(work: Work, customer_id: int, number: str, what: str, warnings: tuple[str, ...] = ()) -> SavedCustomer:
    if what:
        work.event("customer", customer_id, what)
    search.refresh_index(work.connection, "customers", customer_id)
    work.touch("customers")
    return SavedCustomer(customer_id, number, warnings)


def _home(connection: Connection, country: str) -> str:
    return country_of(country) if country.strip() else shop_of(connection).country


def _country_of(work: Work, customer_id: int) -> str:
    known = customers.addresses_of(work.connection, customer_id)
    return known[0].country if known else ""


def _doubts(work: Work, address_id: int) -> tuple[str, ...]:
    """What is to be looked at again in an address; it is kept all the same."""
    kept = customers.read_address(work.connection, address_id)
    return warnings_of(kept) if kept else ()


def _likely(work: Work, customer_id: int) -> tuple[str, ...]:
    return tuple(each.said for each in find_likely(work.connection, customer_id))


def _customer(work: Work, customer_id: int) -> customers.Customer:
    found = customers.read_customer(work.connection, customer_id)
    if found is None:
        raise NotFound("There is no such customer.", field="customer")
    return found
