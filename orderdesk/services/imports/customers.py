"""Bringing customers in: new ones with their address and contact, and what changed of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from orderdesk.domain.values.countries import country_code
from orderdesk.domain.values.errors import Refused
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.integrations.imports.records import CustomerRecord
from orderdesk.persistence.customers import records as customers
from orderdesk.persistence.customers.records import Address, Customer
from orderdesk.persistence.imports import matching as import_matching
from orderdesk.persistence.imports import records as imports
from orderdesk.persistence.record import search
from orderdesk.persistence.record.numbers import pass_over, take_numbers
from orderdesk.services.customers.customer_forms import CustomerForm, check_customer
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import CHANGED, NEW, SAME, MatchContext, RowTally, Verdict, held_against
from orderdesk.services.imports.places import address_values, told_of

_GIVEN = (
    "name", "company", "phone", "email", "tax_id", "terms_days", "discount", "tax_exemption", "credit_limit",
    "shipping", "invoicing", "instructions",
)  # fmt: skip
_COLUMNS = (*_GIVEN, "phone_digits")
_TABLES = {
    "customers": ("id", "number", "created_at", "batch_id", *_COLUMNS, "remote_id"),
    "addresses": ("customer_id", *import_matching.ADDRESS_LINES, "bill_to", "ship_to"),
    "contacts": ("customer_id", "name", "job"),
}
_LINES = import_matching.ADDRESS_LINES


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """One customer to write: the columns that differ, the new address if it differs, others that are new, and how it
    was."""

    record: CustomerRecord
    values: Mapping[str, Any]
    address: Mapping[str, Any] | None
    others: tuple[Mapping[str, Any], ...]
    before: Customer | None
    old_address: Address | None
    new_contact: bool


@dataclass(frozen=True, slots=True)
class Customers:
    """The customers to write."""

    tally: RowTally
    changes: tuple[CustomerChange, ...]
    booked_lines: int
    same_lines: int

    @property
    def wanted(self) -> list[CustomerRecord]:
        """The records to be written."""
        return [each.record for each in self.changes]


def match(connection: Connection, reading: Reading, context: MatchContext) -> Customers:
    """Compare the customers of a file with those here."""
    records = [each for each in reading.records if isinstance(each, CustomerRecord)]
    known = import_matching.customers_by_remote_id(connection, (each.remote_id for each in records))
    own = import_matching.customers_by_number(connection, (each.number for each in records if each.number))
    keys = [each.id for each in (*known.values(), *own.values())]
    here = _Here(
        context.shop.country,
        context.shop.terms_days,
        import_matching.main_addresses(connection, keys),
        import_matching.addresses_by_text(connection, keys),
        import_matching.contact_names(connection, keys),
    )
    seen: set[int] = set()

    def judge(record: CustomerRecord) -> Verdict[CustomerChange]:
        before = own.get(record.number) if record.number else known.get(record.remote_id)
        _check_once(before, seen)
        _check_number(record, before)
        change = _change(record, before, here)
        if change is None:
            same.append(record.rows)
            return Verdict(SAME, record.name)
        words = ", ".join([*change.values, *(["address"] if change.address or change.others else [])]).replace("_", " ")
        told = told_of(record.address, context.shop.country)
        said = words if before else record.remote_id or record.number
        return Verdict(CHANGED if before else NEW, record.name, "; ".join(filter(None, (said, told))), change)

    same: list[int] = []
    tally, changes = held_against(reading, records, context, judge, lambda record: record.name)
    return Customers(tally, changes, sum(each.record.rows for each in changes), sum(same))


def _check_once(before: Customer | None, seen: set[int]) -> None:
    """Refuse a second row that is of a customer who had one already, by another name or number."""
    if before is not None:
        if before.id in seen:
            raise Refused(f"Another row is of the same customer, {before.number} {before.name}.", field="name")
        seen.add(before.id)


def _check_number(record: CustomerRecord, before: Customer | None) -> None:
    """Refuse a number of ours that is another person's here, as in the export of another shop."""
    if before is None or not record.number:
        return
    pairs = ((record.name, before.name), (record.email, before.email), (record.company, before.company))
    if not any(one and other and one.casefold() == other.casefold() for one, other in pairs):
        raise Refused(f"{record.number} is {before.name} here, not {record.name}.", field="number")


def write(work: Work, batch_id: int, found: Customers, context: MatchContext) -> None:
    """Write the customers of a batch."""
    new = [each for each in found.changes if each.before is None]
    unnumbered = [each for each in new if not each.record.number]
    numbers = iter(take_numbers(work.connection, "C", len(unnumbered)) if unnumbered else [])
    pass_over(work.connection, "C", [each.record.number for each in new])
    bulk = imports.Bulk(work.connection, _TABLES)
    words = []
    for place, change in enumerate(found.changes):
        context.step(place)
        if change.before is None:
            number = change.record.number or f"C-{next(numbers)}"
            key, said = _new(work, batch_id, change, bulk, number)
            words.append((key, said))
        else:
            _write_changed(work, batch_id, change)
            if change.new_contact:
                bulk.rows("contacts").append((change.before.id, change.record.contact, change.record.contact_job))
    bulk.close()
    search.index_many(work.connection, "customers", words)
    for change in found.changes:
        if change.before is not None:
            search.refresh_index(work.connection, "customers", change.before.id)
    work.touch("customers")


def _new(work: Work, batch_id: int, change: CustomerChange, bulk: imports.Bulk, number: str) -> tuple[int, str]:
    """Put a new customer on its way; returns the key and the words to be found by."""
    key, values, record = next(bulk.keys("customers")), change.values, change.record
    row = tuple(values[name] for name in (*_COLUMNS, "remote_id"))
    bulk.rows("customers").append((key, number, imports.stored_time(work.now), batch_id, *row))
    words = [number, values["name"], values["company"], values["email"], record.remote_id, values["phone_digits"]]
    words += map(search.backwards, values["phone_digits"].split())
    first = (1, 1)
    for address in filter(None, (change.address, *change.others)):
        bulk.rows("addresses").append((key, *(address[name] for name in _LINES), *first))
        words += [address["postcode"], address["city"]]
        first = (0, 0)
    if change.new_contact:
        bulk.rows("contacts").append((key, record.contact, record.contact_job))
        words.append(record.contact)
    work.event("customer", key, "added", f"import {batch_id}")
    return key, " ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class _Here:
    """What is known of the customers of a file: where they are billed, every address they have, and their people.

    `home` is the shop's country, `terms_days` how long it gives a new customer to pay.
    """

    home: str
    terms_days: int
    main: Mapping[int, Address]
    places: Mapping[tuple[int | str | None, ...], int]
    people: set[tuple[int, str]]

    def new(self, customer: Customer | None, address: Mapping[str, Any]) -> bool:
        """Whether a customer has no such address yet; one that names nobody is at their own name."""
        key = customer.id if customer else None
        own = customer is not None and address["name"] in (customer.name, customer.company)
        ways = [address, {**address, "name": ""}] if own else [address]
        return not any((key, *(each[name] for name in _LINES)) in self.places for each in ways)


def _change(record: CustomerRecord, before: Customer | None, here: _Here) -> CustomerChange | None:
    old = here.main.get(before.id) if before else None
    address = address_values(record.address, here.home) if record.address else None
    values = _values(record, before, here, old.country if old else here.home, address)
    more = [address_values(each, here.home) for each in record.others]
    others = tuple(each for each in more if here.new(before, each))
    if address and not here.new(before, address):
        address = None
    elif address and record.others and old:
        others, address = (address, *others), None
    contact = bool(record.contact) and (before is None or (before.id, record.contact) not in here.people)
    if before is not None:
        values = {name: value for name, value in values.items() if getattr(before, name) != value}
        if not values and not address and not others and not contact:
            return None
    return CustomerChange(record, values, address, others, before, old, contact)


def _values(
    record: CustomerRecord, before: Customer | None, here: _Here, country: str, address: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The columns of a customer as the file wants them, read by the rules of their country."""
    given = {name: value for name in _GIVEN if (value := getattr(record, name)) is not None}
    kept = {name: getattr(before, name) for name in _GIVEN} if before else {}
    home = country_code(address["country"] if address else country) or ""
    remote_id = before.remote_id if before and record.number else "" if record.number else record.remote_id
    form = CustomerForm(**kept | given, remote_id=remote_id)
    checked = check_customer(form, home, here.terms_days)
    return {name: checked[name] for name in (*_COLUMNS, "remote_id")}


def _write_changed(work: Work, batch_id: int, change: CustomerChange) -> int:
    before = change.before
    assert before is not None
    kept: dict[str, Any] = {name: getattr(before, name) for name in change.values}
    kept |= {"version": before.version + 1, "address_id": change.old_address.id if change.old_address else None}
    kept["new_address"] = bool(change.address)
    imports.keep_before(work.connection, batch_id, "customers", before.id, kept)
    customers.change_customer(work.connection, before.id, change.values)
    if change.address:
        if change.old_address:
            customers.retire_address(work.connection, change.old_address.id)
        use = {"bill_to": 1, "ship_to": 1}
        customers.add_address(work.connection, {**change.address, "customer_id": before.id, **use})
    for address in change.others:
        key = customers.add_address(work.connection, {**address, "customer_id": before.id})
        imports.keep_before(work.connection, batch_id, "addresses", key, {})
    work.event("customer", before.id, "changed", f"import {batch_id}: {', '.join(change.values)}")
    return before.id
