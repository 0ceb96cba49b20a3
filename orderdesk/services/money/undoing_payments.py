"""Taking a payment back that was booked by mistake: within its day, by a row that reverses it, never after the Z."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount, shown
from orderdesk.domain.values.texts import clean
from orderdesk.persistence.money import records as payments
from orderdesk.persistence.money import tills
from orderdesk.persistence.money.records import Taken
from orderdesk.persistence.record.numbers import take_number
from orderdesk.services.checks.verifying import hold_unpaid
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.posting import post_money
from orderdesk.services.record.progress import order_of, refresh


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was taken under one receipt, and by what it is called, and can be taken back now."""

    receipt: str
    order_id: int
    amount: Amount
    tenders: tuple[str, ...]
    at: datetime


def undoable(desk: Desk, order_id: int) -> list[Undoable]:
    """The receipts of an order that can be undone now, the newest first."""
    with desk.reading() as connection:
        rows = payments.taken_on(connection, order_id)
    receipts = dict.fromkeys(row.receipt for row in reversed(rows))
    found = [[row for row in rows if row.receipt == receipt] for receipt in receipts]
    return [
        Undoable(
            group[0].receipt,
            order_id,
            sum(row.amount for row in group),
            tuple(row.tender_name for row in group),
            group[0].at,
        )
        for group in found
        if all(_why_not(desk, row) is None for row in group)
    ]


def undo_payment(desk: Desk, receipt: str, reason: str) -> Amount:
    """Take back all that was taken under a receipt, each tender by a row of its own; returns what it came to."""
    why = clean(reason, "reason", required=True, longest=200)
    with desk.writing(right="undo payments") as work:
        order_id = payments.order_of_receipt(work.connection, receipt.strip().upper())
        if order_id is None:
            raise NotFound(f"There is no receipt {receipt.strip()[:40]}.", field="receipt")
        order = order_of(work, order_id)
        rows = [row for row in payments.taken_on(work.connection, order_id) if row.receipt == receipt.strip().upper()]
        for row in rows:
            _check(work, desk, row)
        back = [_reversed(work, order, row, why) for row in rows]
        payments.add_payments(work.connection, back)
        post_money(work, order.id, [each["receipt"] for each in back])
        work.opens_drawer |= any(row.drawer for row in rows)
        amount = sum(row.amount for row in rows)
        work.event("order", order.id, "payment undone", f"{rows[0].receipt}, {shown(amount, order.currency)}: {why}")
        work.touch("payments", "tills")
        refresh(work, order)
        hold_unpaid(work, order.id)
    return amount


def _check(work: Work, desk: Desk, row: Taken) -> None:
    """Hold the till session until the commit, so that no Z is made meanwhile, and refuse what is too late."""
    if row.session_id is not None:
        tills.read_session(work.connection, row.session_id, lock=True)
    fresh = next(each for each in payments.taken_on(work.connection, row.order_id) if each.id == row.id)
    if why := _why_not(desk, fresh):
        raise Refused(why, field="receipt")


def _why_not(desk: Desk, row: Taken) -> str | None:
    if row.undone:
        return f"{row.receipt} is undone already."
    if row.given_back:
        return f"Some of {row.receipt} was given back already. Give the rest back instead."
    if row.kind != "payment":
        return f"{row.receipt} is money given back; take it anew as a payment."
    if desk.day_of(row.at) != desk.today:
        return f"{row.receipt} is of {desk.day_of(row.at)}; only today's can be undone. Give the money back instead."
    if row.session_state not in ("", "open"):
        return f"{row.receipt} went through a till that is counted or closed. Give the money back instead."
    return None


def _reversed(work: Work, order: Order, row: Taken, why: str) -> dict[str, Any]:
    """The same money the other way, with the cash rounding it had."""
    return {
        "kind": "refund",
        "at": work.now,
        "order_id": order.id,
        "customer_id": order.customer_id,
        "till_session_id": row.session_id,
        "tender": row.tender,
        "amount": row.amount,
        "rounding": -row.rounding,
        "reference": f"Undone: {why}",
        "receipt": take_number(work.connection, "R", work.today.year),
        "user": work.user,
        "undoes_id": row.id,
        "gives_back_id": row.id,
    }
