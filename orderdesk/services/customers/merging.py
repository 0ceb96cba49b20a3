"""Customers that were taken down twice: found when one is saved, and made one with all their history."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.customers.likeness import Known, likeness
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import short_text
from orderdesk.persistence.customers import merging
from orderdesk.persistence.customers import records as customers
from orderdesk.persistence.customers.records import Customer
from orderdesk.persistence.record import search
from orderdesk.services.checks.verifying import verify_again
from orderdesk.services.desk import Desk, Work


@dataclass(frozen=True, slots=True)
class Likely:
    """A customer who is likely the same, and why."""

    id: int
    number: str
    name: str
    why: str

    @property
    def said(self) -> str:
        return f"{self.number} {self.name} has {self.why}."


def likely_same(desk: Desk, customer_id: int) -> list[Likely]:
    """Who is likely the same as this customer, the newest first."""
    with desk.reading() as connection:
        return find_likely(connection, customer_id)


def find_likely(connection: Connection, customer_id: int) -> list[Likely]:
    """The same inside a transaction."""
    mine = merging.known_of(connection, [customer_id])[customer_id]
    return likely_to(connection, mine, _customer(connection, customer_id).phone_digits, customer_id)


def likely_to(connection: Connection, mine: Known, phone_digits: str, besides: int = 0) -> list[Likely]:
    """Who is likely the same as someone of whom so much is known; `besides` is their own key when they have one."""
    others = merging.known_of(connection, merging.perhaps_same(connection, mine, phone_digits, besides))
    why = {key: likeness(mine, known) for key, known in sorted(others.items(), reverse=True)}
    found = [(_customer(connection, key), reason) for key, reason in why.items() if reason]
    return [Likely(who.id, who.number, who.name, reason) for who, reason in found]


def merge_customers(desk: Desk, gone_id: int, stays_id: int, reason: str = "") -> None:
    """Make two customers one: orders, addresses, contacts and own codes of the first become the second's.

    The old number goes on leading to who stays. Papers and payments keep the name they were made under. A block is
    kept; of terms and limits those of who stays count.
    """
    why = short_text(reason.strip(), "reason")
    with desk.writing(right="merge customers") as work:
        if gone_id == stays_id:
            raise Refused("Choose another customer to merge with.", field="customer")
        gone, stays = _customer(work.connection, gone_id), _customer(work.connection, stays_id)
        for who in (gone, stays):
            if not who.active:
                raise Refused(f"{who.number} {who.name} is no longer in use.", field="customer")
        merging.move_all(work.connection, gone.id, stays.id)
        merging.retire_copies(work.connection, stays.id)
        _fill_gaps(work, gone, stays)
        search.refresh_index(work.connection, "customers", stays.id)
        verify_again(work, stays.id)
        work.event("customer", stays.id, "merged", f"{gone.number} {gone.name}{': ' if why else ''}{why}")
        work.event("customer", gone.id, "merged", f"{gone.number} into {stays.number} {stays.name}")
        work.touch("customers", "orders")


def _fill_gaps(work: Work, gone: Customer, stays: Customer) -> None:
    """What the one that stays lacks is taken over; nothing of theirs is overwritten."""
    names = ("company", "email", "tax_id", "blocked", "instructions")
    values = {name: getattr(gone, name) for name in names if getattr(gone, name) and not getattr(stays, name)}
    if gone.phone and not stays.phone:
        values |= {"phone": gone.phone, "phone_digits": gone.phone_digits}
    customers.change_customer(work.connection, stays.id, values)


def _customer(connection: Connection, key: int) -> Customer:
    found = customers.read_customer(connection, key)
    if found is None:
        raise NotFound("There is no such customer.", field="customer")
    return found
