"""One payment of a customer for several invoices: over their orders, the oldest first unless it is said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from orderdesk.domain.money.sharing_out import check_parts, oldest_first
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, shown
from orderdesk.persistence.billing import owed
from orderdesk.persistence.billing.owed import OpenBill
from orderdesk.persistence.shop.records import shop_head
from orderdesk.services.desk import Desk
from orderdesk.services.money.paying import Paid, Tendered, pay
from orderdesk.services.record.progress import order_of


@dataclass(frozen=True, slots=True)
class BillPaid:
    """What was paid of one order, and the receipt for it."""

    bill: OpenBill
    paid: Paid


def open_bills(desk: Desk, customer_id: int) -> list[OpenBill]:
    """What a customer owes order by order, what was due first before the others."""
    with desk.reading() as connection:
        return owed.open_bills(connection, customer_id)


def proposed(amount: Amount, bills: list[OpenBill]) -> dict[int, Amount]:
    """What is paid of each bill, by order, when the oldest are paid first; what is nothing is left out."""
    parts = oldest_first(amount, [each.owed for each in bills])
    return {bill.order_id: part for bill, part in zip(bills, parts, strict=True) if part}


def pay_bills(
    desk: Desk, customer_id: int, tendered: Tendered, parts: Mapping[int, Amount] | None = None, *, till: str = ""
) -> tuple[BillPaid, ...]:
    """Book one payment over several orders of a customer, all or none; each has a receipt with the same reference.

    `parts` are by order and come to the payment; without them the oldest bills are paid first.
    """
    with desk.writing(right="take payment") as work:
        # Locked in one order, so that two who share out at once wait for each other and not for ever.
        first = owed.open_bills(work.connection, customer_id)
        for key in sorted(each.order_id for each in first):
            order_of(work, key)
        bills = owed.open_bills(work.connection, customer_id)
        _, currency = shop_head(work.connection)
        if not bills:
            raise Refused("This customer owes nothing that is invoiced.", field="amount")
        wanted = proposed(tendered.amount, bills) if parts is None else parts
        if unknown := set(wanted) - {each.order_id for each in bills}:
            raise Refused(f"{len(unknown)} of these orders owe nothing that is invoiced.", field="parts")
        together = sum(each.owed for each in bills)
        if tendered.amount > together:
            raise Refused(f"The customer owes {shown(together, currency)}; that is more.", field="amount")
        check_parts(
            tendered.amount, {each.order: (wanted.get(each.order_id, 0), each.owed) for each in bills}, currency
        )
        return tuple(
            BillPaid(bill, pay(work, order_of(work, bill.order_id), [replace(tendered, amount=part)], till=till))
            for bill in bills
            if (part := wanted.get(bill.order_id, 0))
        )
