"""How far an order is, derived from facts: fulfilment, payment and what is still open. No screen may set these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity


class Fulfilment(StrEnum):
    UNALLOCATED = "unallocated"
    PART_ALLOCATED = "part-allocated"
    ALLOCATED = "allocated"
    PICKING = "picking"
    PACKED = "packed"
    PART_SHIPPED = "part-shipped"
    SHIPPED = "shipped"
    DELIVERED = "delivered"


class Payment(StrEnum):
    UNPAID = "unpaid"
    DEPOSIT = "deposit"
    PART_PAID = "part-paid"
    PAID = "paid"
    OVERPAID = "overpaid"
    PART_REFUNDED = "part-refunded"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class LineProgress:
    """The line equation: quantity = cancelled + shipped + allocated + back-ordered. Charges are never shipped."""

    quantity: Quantity
    cancelled: Quantity
    allocated: Quantity
    shipped: Quantity
    invoiced: Quantity
    returned: Quantity
    goods: bool

    @property
    def backordered(self) -> Quantity:
        """Open quantity with no stock allocated."""
        return self.quantity - self.cancelled - self.allocated - self.shipped if self.goods else 0

    @property
    def to_ship(self) -> Quantity:
        return self.quantity - self.cancelled - self.shipped if self.goods else 0

    @property
    def to_invoice(self) -> Quantity:
        """What an invoice for all that is open would take; what was invoiced and given up since is credited."""
        return max(0, self.quantity - self.cancelled - self.invoiced)


def fulfilment_of(lines: Iterable[LineProgress], shipments: Iterable[ShipmentState]) -> Fulfilment:
    """The one word for how far the goods of an order are.

    An order without goods to send (charges, vouchers) counts as shipped.
    """
    goods = [line for line in lines if line.goods]
    states = set(shipments)
    left_to_ship = sum(line.to_ship for line in goods)
    shipped = sum(line.shipped for line in goods)
    if not left_to_ship:
        under_way = {ShipmentState.SHIPPED, ShipmentState.EXCEPTION, ShipmentState.RETURNED}
        return Fulfilment.SHIPPED if not shipped or states & under_way else Fulfilment.DELIVERED
    if shipped:
        return Fulfilment.PART_SHIPPED
    if ShipmentState.PACKED in states:
        return Fulfilment.PACKED
    if states & {ShipmentState.PICKING, ShipmentState.PICKED}:
        return Fulfilment.PICKING
    allocated = sum(line.allocated for line in goods)
    if not allocated:
        return Fulfilment.UNALLOCATED
    return Fulfilment.ALLOCATED if allocated == left_to_ship else Fulfilment.PART_ALLOCATED


@dataclass(frozen=True, slots=True)
class Money:
    """The money facts of an order: papers issued, what is still to be invoiced, and what changed hands."""

    invoiced: Amount
    credited: Amount
    unbilled: Amount
    paid: Amount
    refunded: Amount

    @property
    def due(self) -> Amount:
        """What the customer still owes; negative when the shop owes the customer."""
        return self.invoiced + self.unbilled - self.credited - self.paid + self.refunded


def payment_of(money: Money) -> Payment:
    """The one word for how far the money of an order is."""
    held = money.paid - money.refunded
    if money.refunded and money.due >= 0:
        return Payment.REFUNDED if held <= 0 else Payment.PART_REFUNDED
    if money.due < 0:
        return Payment.OVERPAID
    if money.due == 0:
        return Payment.PAID
    if held <= 0:
        return Payment.UNPAID
    return Payment.PART_PAID if money.invoiced else Payment.DEPOSIT
