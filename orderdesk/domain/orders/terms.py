"""When an order is invoiced, what is asked before work on it begins, and until when its stock is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orderdesk.domain.orders.records import ON_ORDER, ON_SHIPMENT, PAID_FIRST, Order
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import RATE_SCALE, Amount, Rate
from orderdesk.domain.values.written.local import shown_day

POLICIES = (ON_SHIPMENT, ON_ORDER, PAID_FIRST)
"""Billed on each shipment, when it is confirmed, or on shipment after it was paid in full."""
LONGEST_RESERVED = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Terms:
    """When an order is invoiced and what it asks first.

    `invoicing` is one of POLICIES, or empty for as the customer or the shop does it; `deposit` an amount, or
    `deposit_rate` a part of the total in millionths; until `reserved_until` stock is kept while money is awaited.
    """

    invoicing: str = ""
    deposit: Amount = 0
    deposit_rate: Rate = 0
    reserved_until: date | None = None

    @property
    def asks(self) -> bool:
        """Whether a deposit is asked for."""
        return bool(self.deposit or self.deposit_rate)


def terms_of(order: Order) -> Terms:
    """The terms an order has."""
    return Terms(order.invoicing, order.deposit, order.deposit_rate, order.reserved_until)


def checked(terms: Terms, tender: str, today: date) -> Terms:
    """The terms as they can stand; raises `Refused` for what contradicts itself."""
    if terms.invoicing and terms.invoicing not in POLICIES:
        raise Refused(f"Choose when it is invoiced: {', '.join(POLICIES)}.", field="invoicing")
    if terms.deposit < 0 or not 0 <= terms.deposit_rate <= RATE_SCALE:
        raise Refused("A deposit is an amount above zero, or 1 to 100 percent.", field="deposit")
    if terms.deposit and terms.deposit_rate:
        raise Refused("A deposit is an amount or a percentage, not both.", field="deposit")
    if terms.invoicing == PAID_FIRST and tender == "cod":
        raise Refused("What is paid on delivery cannot be paid before it is picked.", field="invoicing")
    if terms.asks and terms.invoicing in (ON_ORDER, PAID_FIRST):
        raise Refused(_NO_DEPOSIT[terms.invoicing], field="deposit")
    return _reserved(terms, today)


_NO_DEPOSIT = {
    ON_ORDER: "An order that is invoiced when it is confirmed has no deposit; its invoice asks for the money.",
    PAID_FIRST: "An order that is paid in full before it is picked asks no deposit besides.",
}


def _reserved(terms: Terms, today: date) -> Terms:
    until = terms.reserved_until
    if until is None:
        return terms
    if until < today:
        raise Refused(f"Stock cannot be kept until {shown_day(until)}; that day is over.", field="reserved_until")
    if until > today + LONGEST_RESERVED:
        raise Refused(f"Stock is kept for a year at most, not until {shown_day(until)}.", field="reserved_until")
    return terms
