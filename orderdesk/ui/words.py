"""The words and pills that the screens share: states of orders, shipments and returns, dates and weights."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.written.local import current, shown_day
from orderdesk.ui.widgets.pill import Pill

if TYPE_CHECKING:
    pass

CHANNEL_ICONS = {"counter": "store", "phone": "phone", "email": "mail", "online": "globe"}
CHANNEL_WORDS = {"counter": "Counter", "phone": "Phone", "email": "Email", "online": "Online"}
PRICE_WORDS = ((False, "Without tax"), (True, "With tax included"))
"""Whether the shop's prices contain their tax."""
OTHERWISE = "More by this tender than came in by it"
"""What a person allows who gives money back by another tender than it came by."""
COLLECT, COLLECT_WORDS = "", "Collected here"
"""No delivery service: its code, and how it is called."""
NO_ADDRESS = "No address yet"
"""Where an order goes that is sent, and of which nobody said where to."""
_ORDER = {
    "draft": Pill("Draft", "info", "ring"),
    "quote": Pill("Quote", "info", "ring"),
    "cancelled": Pill("Cancelled", "neutral", "cross"),
}
"""Orders that bind nobody, not yet or no more; any other is told by how far its goods are."""
_FULFILMENT = {
    "unallocated": Pill("Backorder", "danger", "triangle"),
    "part-allocated": Pill("Part in stock", "warning", "half"),
    "allocated": Pill("Confirmed", "purple", "ring"),
    "picking": Pill("Picking", "warning", "half"),
    "packed": Pill("Packed", "teal", "four-fifths"),
    "part-shipped": Pill("Part shipped", "warning", "four-fifths"),
    "shipped": Pill("Shipped", "success", "disc"),
    "delivered": Pill("Delivered", "neutral", "check"),
}
_PAYMENT = {
    "unpaid": Pill("Unpaid", "warning", "ring"),
    "deposit": Pill("Deposit", "info", "half"),
    "part-paid": Pill("Part paid", "warning", "half"),
    "paid": Pill("Paid", "neutral", "check"),
    "overpaid": Pill("Overpaid", "danger", "triangle"),
    "part-refunded": Pill("Part refunded", "neutral", "arrow"),
    "refunded": Pill("Refunded", "neutral", "arrow"),
}
_SHIPMENT = {
    "waiting": Pill("Waiting", "neutral", "ring"),
    "allocated": Pill("To pick", "purple", "ring"),
    "picking": Pill("Picking", "warning", "half"),
    "picked": Pill("Picked", "info", "half"),
    "packed": Pill("Packed", "teal", "four-fifths"),
    "shipped": Pill("Shipped", "success", "disc"),
    "delivered": Pill("Delivered", "neutral", "check"),
    "exception": Pill("Exception", "danger", "triangle"),
    "cancelled": Pill("Cancelled", "neutral", "cross"),
    "returned-to-sender": Pill("Returned", "neutral", "arrow"),
}
_HELD = dict.fromkeys(("waiting", "allocated"), Pill("On hold", "danger", "triangle"))
_TAKEN_ALONG = dict.fromkeys(("shipped", "delivered"), Pill("Handed over", "neutral", "check"))
_RETURN = {
    "requested": Pill("Requested", "info", "ring"),
    "authorised": Pill("Expected", "purple", "ring"),
    "in-transit": Pill("On its way", "info", "half"),
    "received": Pill("Received", "warning", "half"),
    "inspected": Pill("To settle", "warning", "four-fifths"),
    "settled": Pill("Settled", "neutral", "check"),
    "closed": Pill("Closed", "neutral", "check"),
    "declined": Pill("Declined", "neutral", "cross"),
    "expired": Pill("Expired", "neutral", "cross"),
}
HOLD_WORDS = {
    "credit": "credit",
    "payment": "payment",
    "address": "address",
    "stock": "stock",
    "review": "review",
    "customer": "customer",
}


def status_pill(state: str, hold: str = "", fulfilment: str = "", *, channel: str = "", later: bool = False) -> Pill:
    """Where an order stands, in one pill: a hold goes before everything. `later` says that all it waits for is wanted
    on a later day; what is sold over the counter is handed over, not shipped."""
    if state in _ORDER:
        return _ORDER[state]
    if hold:
        return Pill("On hold", "danger", "triangle")
    if later and fulfilment == "unallocated":
        return Pill("Wanted later", "info", "ring")
    words = {**_FULFILMENT, **_TAKEN_ALONG} if channel == "counter" else _FULFILMENT
    return words[fulfilment]


def payment_pill(payment: str, tender: str, state: str) -> Pill | None:
    """How far the money is; what is to come on account or on delivery needs nobody to act."""
    if state in _ORDER:
        return None
    if payment == "unpaid" and tender == "account":
        return Pill("Account", "neutral", "ring")
    if payment == "unpaid" and tender == "cod":
        return Pill("COD", "info", "ring")
    return _PAYMENT[payment]


def shipment_pill(state: str, hold: str = "", *, taken_along: bool = False) -> Pill:
    """Where a shipment stands; without a carrier the customer took it along, and nothing is on its way."""
    words = {**_SHIPMENT, **(_TAKEN_ALONG if taken_along else {}), **(_HELD if hold else {})}
    return words[state]


def return_pill(state: str) -> Pill:
    """Where a return stands."""
    return _RETURN[state]


def day_word(day: date | None, today: date) -> str:
    """A day as people say it: Today, Tomorrow, "Mon 23" within a week, "19 Nov" in the year, else 19/11/2025."""
    if day is None:
        return "—"
    away = (day - today).days
    if away == 0:
        return "Today"
    if away == 1:
        return "Tomorrow"
    if 1 < away < 7:
        return f"{day:%a} {day.day}"
    return current().days.short(day) if day.year == today.year else shown_day(day)


def day_within(day: date | None, today: date) -> str:
    """A day inside a sentence: "ship by today", "ship by Thu 26"."""
    word = day_word(day, today)
    return word.lower() if word in ("Today", "Tomorrow") else word


def moment_word(at: datetime, today: date, calendar: Calendar) -> str:
    """A moment of today by its time, an earlier one by its day."""
    day = calendar.day_of(at)
    return f"{at.astimezone(calendar.zone):%H:%M}" if day == today else day_word(day, today)
