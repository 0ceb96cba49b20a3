"""The states of an order, a shipment, a return, a purchase order and a till, and why an order is held."""

from __future__ import annotations

from enum import StrEnum


class OrderState(StrEnum):
    DRAFT = "draft"
    QUOTE = "quote"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ShipmentState(StrEnum):
    WAITING = "waiting"
    ALLOCATED = "allocated"
    PICKING = "picking"
    PICKED = "picked"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    CANCELLED = "cancelled"
    RETURNED = "returned-to-sender"


HAVE_LEFT = (ShipmentState.SHIPPED, ShipmentState.DELIVERED, ShipmentState.EXCEPTION, ShipmentState.RETURNED)
"""The states of shipments whose goods have gone out of the house, whatever became of them."""
LEFT_OR_GIVEN_UP = (*HAVE_LEFT, ShipmentState.CANCELLED)
"""The states of shipments that are not to be sent any more."""


class ReturnState(StrEnum):
    REQUESTED = "requested"
    AUTHORISED = "authorised"
    IN_TRANSIT = "in-transit"
    RECEIVED = "received"
    INSPECTED = "inspected"
    SETTLED = "settled"
    CLOSED = "closed"
    DECLINED = "declined"
    EXPIRED = "expired"


class PurchaseState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    PART_RECEIVED = "part-received"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class TillState(StrEnum):
    OPEN = "open"
    COUNTING = "counting"
    CLOSED = "closed"
    VERIFIED = "verified"


class Hold(StrEnum):
    """Why an order's work is stopped; a flag beside the state, not a state."""

    NONE = ""
    CREDIT = "credit"
    PAYMENT = "payment"
    ADDRESS = "address"
    STOCK = "stock"
    REVIEW = "review"
    CUSTOMER = "customer"
