"""Customers, their addresses and contacts: read for a change, and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from orderdesk.domain.values.money import Amount, Rate
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import addresses, contacts, customers


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as kept. `phone_digits` has the number as dialled from abroad and at home."""

    id: int
    number: str
    name: str
    company: str
    phone: str
    phone_digits: str
    email: str
    tax_id: str
    tax_exemption: str
    terms_days: int
    credit_limit: Amount | None
    discount: Rate
    blocked: str
    instructions: str
    shipping: str
    invoicing: str
    remote_id: str
    active: int
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Address:
    """An address; `bill_to` and `ship_to` mark the one used when an order names none."""

    id: int
    customer_id: int | None
    label: str
    name: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str
    phone: str
    bill_to: int
    ship_to: int
    retired: int


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a customer."""

    id: int
    customer_id: int
    name: str
    job: str
    phone: str
    email: str


_CUSTOMER = select(*columns_of(customers, Customer))
_CUSTOMER_BY_ID = _CUSTOMER.where(customers.c.id == bindparam("key"))
_ADDRESS = select(*columns_of(addresses, Address))
_ADDRESS_BY_ID = Ready(_ADDRESS.where(addresses.c.id == bindparam("key")))
_ADDRESSES = (
    _ADDRESS.where(addresses.c.customer_id == bindparam("key"), addresses.c.retired == 0)
    .order_by(addresses.c.bill_to.desc(), addresses.c.ship_to.desc(), addresses.c.id)
)  # fmt: skip
_CONTACTS = select(*columns_of(contacts, Contact)).where(contacts.c.customer_id == bindparam("key"))
_ADD_CUSTOMER = insert(customers).returning(customers.c.id)
_ADD_ADDRESS = insert(addresses).returning(addresses.c.id)


def read_customer(connection: Connection, customer_id: int) -> Customer | None:
    """The customer as kept."""
    row = connection.execute(_CUSTOMER_BY_ID, {"key": customer_id}).first()
    return Customer(*row) if row else None


def customer_id_by_number(connection: Connection, number: str) -> int | None:
    """The key of customer `number`, such as "C-1001"; the number of one who was merged leads to who stayed."""
    found = select(func.coalesce(customers.c.merged_into_id, customers.c.id)).where(customers.c.number == number)
    return connection.execute(found).scalar()


def add_customer(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a new customer; return the key."""
    key: int = connection.execute(_ADD_CUSTOMER, dict(values)).scalar_one()
    return key


def change_customer(connection: Connection, customer_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of a customer and raise the version."""
    changed = update(customers).where(customers.c.id == customer_id)
    connection.execute(changed.values(**values, version=customers.c.version + 1))


def read_address(connection: Connection, address_id: int) -> Address | None:
    """An address, retired or not: papers print what was true when they were made."""
    row = _ADDRESS_BY_ID.first(connection, {"key": address_id})
    return Address(*row) if row else None


def addresses_of(connection: Connection, customer_id: int) -> list[Address]:
    """The addresses in use, first the one that is billed."""
    return [Address(*row) for row in connection.execute(_ADDRESSES, {"key": customer_id})]


def add_address(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write an address; where it is the one to bill or ship to, the others are so no longer. Return the key."""
    for use in ("bill_to", "ship_to"):
        if values.get(use) and values.get("customer_id"):
            others = update(addresses).where(addresses.c.customer_id == values["customer_id"], addresses.c[use] == 1)
            connection.execute(others.values({use: 0}))
    key: int = connection.execute(_ADD_ADDRESS, dict(values)).scalar_one()
    return key


def retire_address(connection: Connection, address_id: int) -> None:
    """Let an address no longer be offered."""
    unused = {"retired": 1, "bill_to": 0, "ship_to": 0}
    connection.execute(update(addresses).where(addresses.c.id == address_id).values(**unused))


def contacts_of(connection: Connection, customer_id: int) -> list[Contact]:
    """The people at a customer by name."""
    return [Contact(*row) for row in connection.execute(_CONTACTS.order_by(contacts.c.name), {"key": customer_id})]


def add_contact(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a contact; return the key."""
    key: int = connection.execute(insert(contacts).returning(contacts.c.id), dict(values)).scalar_one()
    return key


def change_contact(connection: Connection, contact_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of a contact."""
    connection.execute(update(contacts).where(contacts.c.id == contact_id).values(**values))


def remove_contact(connection: Connection, contact_id: int) -> None:
    """Forget a contact."""
    connection.execute(delete(contacts).where(contacts.c.id == contact_id))
