"""Taking money and giving it back: only what the shop keeps is booked, change is a figure of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from orderdesk.domain.lifecycles import ORDER, Facts
from orderdesk.domain.money.giving_back import PaymentLeft, left_by, left_of, parts_of
from orderdesk.domain.money.refunding import Because, held_by_tender, most_back, not_asked_for, why_less, why_owed
from orderdesk.domain.money.tenders import CASH, STORE_CREDIT, Tender, Tenders
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount, cash_rounded, shown
from orderdesk.persistence.billing.records import invoiced_parts
from orderdesk.persistence.money import records as payments
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.money.tills import open_session_id
from orderdesk.persistence.orders.records import money_of
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.billing.crediting import write_reduction
from orderdesk.services.checks.firing import fire
from orderdesk.services.checks.verifying import hold_unpaid, verify_again, verify_held
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.posting import post_money
from orderdesk.services.record.progress import order_of, refresh


@dataclass(frozen=True, slots=True)
class Tendered:
    """Money laid on the counter: `amount` is what was given; for cash the change is reckoned from it.

    With `keep` the shop keeps no more than that of the cash, though the order owes more. `reference` is the terminal's
    authorisation, a bank reference or the last four digits; never a card number.
    """

    tender: str
    amount: Amount
    reference: str = ""
    keep: Amount | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """What a payment came to: `kept` is what it settles of the order, `rounding` what the drawer gains by the smallest
    coin (below zero: loses)."""

    receipt: str
    kept: Amount
    change: Amount
    due: Amount
    rounding: Amount = 0


def take_payment(desk: Desk, order_id: int, tendered: Sequence[Tendered], *, till: str = "") -> Paid:
    """Book one or several tenders against what an order owes; cash above it comes back as change."""
    with desk.writing(right="take payment") as work:
        order = order_of(work, order_id)
        return pay(work, order, tendered, till=till)


def pay(work: Work, order: Order, tendered: Sequence[Tendered], *, till: str = "") -> Paid:
    """Book tenders; the card and transfer parts first, so that only cash gives change."""
    # What is too much depends on the tender: a transfer may bring more than is due.
    ORDER.check(order.state, "pay", Facts(order.number))
    if not tendered:
        raise Refused("Enter an amount.", field="amount")
    known = read_tenders(work.connection)
    by = [(known.to_take(each.tender), each) for each in tendered]
    session_id = _session(work, [tender for tender, _ in by], till or work.till)
    left = order.due
    receipt = take_number(work.connection, "R", work.today.year)
    rows, change = [], 0
    for tender, each in sorted(by, key=lambda one: one[0].code == CASH):
        row = _payment(work, order, tender, each, left)
        left -= row["amount"]
        change += row["change"]
        rows.append(row | {"till_session_id": session_id, "receipt": receipt})
    payments.add_payments(work.connection, rows)
    post_money(work, order.id, [receipt])
    work.opens_drawer |= any(tender.drawer for tender, _ in by)
    kept = sum(row["amount"] for row in rows)
    work.event("order", order.id, "paid", f"{shown(kept, order.currency)} {', '.join(row['tender'] for row in rows)}")
    work.touch("payments")
    refresh(work, order)
    verify_again(work, order.customer_id)
    if order.held_by and order.customer_id is None:
        verify_held(work, order.id)
    fire(work, order.id, "paid")
    return Paid(receipt, kept, change, left, sum(row["rounding"] for row in rows))


def refund_money(
    desk: Desk,
    order_id: int,
    tender: str,
    amount: Amount,
    *,
    reason: str,
    till: str = "",
    otherwise: bool = False,
    because: Because = Because.OWED,
    receipt: str = "",
) -> Amount:
    """Give money back on an order, at most as it came, by tender and in all, and no more than its invoices do not ask
    for. With `otherwise` a person who may allows more by this tender than came in by it. `because` may say why what is
    invoiced goes back: the price is reduced, by a credit note issued with it, or the payment did not hold. With
    `receipt` it gives back what was paid under that receipt and nothing else.

    Returns what is handed out: cash in the coins there are.
    """
    if not reason.strip():
        raise Refused("Say why money is given back.", field="reason")
    with desk.writing(right="refund money") as work:
        order = order_of(work, order_id)
        note = _reduced(work, order, amount, reason) if because is Because.REDUCED else None
        facts = money_of(work.connection, order_id)
        free = not_asked_for(facts.paid - facts.refunded, facts.invoiced - facts.credited)
        handed = refund(
            work,
            order,
            tender,
            amount,
            reason=reason,
            till=till,
            credit_note_id=note,
            otherwise=otherwise,
            receipt=receipt,
        )
        if amount > free:
            if because is not Because.NOT_HELD:
                raise Refused(why_owed(order.number, free, order.currency), field="amount")
            work.need("undo payments")
            work.event("order", order.id, "owed again", f"{shown(amount - free, order.currency)}: {reason}")
        refresh(work, order)
        hold_unpaid(work, order.id)
    return handed


def _reduced(work: Work, order: Order, amount: Amount, reason: str) -> int:
    """Credit an amount on what the order's invoices billed; returns the key of the (last) credit note."""
    parts = invoiced_parts(work.connection, order.id)
    if not parts:
        raise Refused(f"{order.number} is not invoiced yet; change the price on the order.", field="because")
    return write_reduction(work, order, parts, amount, reason).notes[-1]


def refund(
    work: Work,
    order: Order,
    tender: str,
    amount: Amount,
    *,
    reason: str,
    till: str = "",
    credit_note_id: int | None = None,
    otherwise: bool = False,
    receipt: str = "",
) -> Amount:
    """Book a refund: never more than the order holds, nor by a tender than it brought unless that is allowed. It names
    the payment that it gives back, and is a row for each where it takes several.

    Returns what is handed out: cash in the coins there are.
    """
    tenders = read_tenders(work.connection)
    by = tenders.to_give(tender)
    if amount <= 0:
        raise Refused("Enter an amount above zero.", field="amount")
    if tender == STORE_CREDIT and order.customer_id is None:
        raise Refused("Store credit needs a customer.", field="tender")
    if tender == CASH:
        work.need("give back this much cash", amount)
    booked = payments.booked_on(work.connection, order.id)
    held = held_by_tender(booked)
    if amount > most_back(by, held, tenders, otherwise=otherwise):
        raise Refused(why_less(order.number, by, held, order.currency, tenders), field="amount")
    if amount > most_back(by, held, tenders):
        work.need("give back by another tender")
        work.event("order", order.id, "refunded otherwise", f"{shown(amount, order.currency)} {tender}: {reason}")
    parts = _given_back(order, by, amount, left_of(booked, tenders.strict), tenders, receipt)
    handed = cash_rounded(amount, shop_of(work.connection).cash_step) if tender == CASH else amount
    number = take_number(work.connection, "R", work.today.year)
    session_id = _session(work, [by], till or work.till)
    head = {"till_session_id": session_id, "credit_note_id": credit_note_id, "receipt": number}
    rows = [
        {**_row(work, order, "refund", tender, part, reason), **head, "gives_back_id": key, "rounding": 0}
        for key, part in parts
    ]
    rows[-1]["rounding"] = amount - handed
    payments.add_payments(work.connection, rows)
    post_money(work, order.id, [number])
    work.opens_drawer |= by.drawer
    work.event("order", order.id, "refunded", f"{shown(amount, order.currency)} {tender}: {reason}")
    work.touch("payments")
    return handed


def _given_back(
    order: Order, by: Tender, amount: Amount, left: Sequence[PaymentLeft], tenders: Tenders, receipt: str
) -> list[tuple[int, Amount]]:
    """The payments that are given back; refused beyond what is left of them."""
    able = [each for each in left if not receipt or each.receipt == receipt]
    if not able:
        raise NotFound(f"{order.number} has no payment {receipt[:40]}.", field="receipt")
    parts = parts_of(amount, by, able, tenders.strict)
    if sum(part for _, part in parts) < amount:
        rest = left_by(by.code, able) if by.strict else sum(each.left for each in able)
        most = f"{shown(rest, order.currency)}{f' of {receipt}' if receipt else ''}"
        raise Refused(f"At most {most} can go back by {by.spoken} on {order.number}.", field="amount")
    return parts


def _session(work: Work, tenders: Sequence[Tender], till: str) -> int | None:
    """The open till session; cash is refused without one."""
    session_id = open_session_id(work.connection, till)
    if session_id is None and any(each.code == CASH for each in tenders):
        raise Refused("The till is closed; open it before taking or giving cash.", field="till")
    return session_id


def _payment(work: Work, order: Order, tender: Tender, given: Tendered, left: Amount) -> dict[str, Any]:
    if given.amount <= 0:
        raise Refused("Enter an amount above zero.", field="amount")
    if tender.asks_reference and not given.reference.strip():
        raise Refused(f"Enter the reference of the {tender.spoken}.", field="reference")
    if tender.code == STORE_CREDIT:
        _check_store_credit(work, order, given.amount)
    if not tender.may_exceed and (left <= 0 or (given.amount > left and tender.code != CASH)):
        raise Refused(f"{order.number} owes {shown(max(0, left), order.currency)}; that is more.", field="amount")
    if tender.code == CASH:
        return _cash(work, order, given, left)
    row = _row(work, order, "payment", given.tender, given.amount, given.reference)
    return row | {"tendered": 0, "change": 0, "rounding": 0}


def _cash(work: Work, order: Order, given: Tendered, left: Amount) -> dict[str, Any]:
    """Cash that settles the rest is rounded to the smallest coin; a part payment must be made of such coins."""
    step = shop_of(work.connection).cash_step
    payable = cash_rounded(left, step)
    wanted = given.amount if given.keep is None else min(given.amount, given.keep)
    if wanted <= 0:
        raise Refused("Enter an amount above zero.", field="amount")
    settles = wanted == left or wanted >= payable
    # Who names the very rest means it as it is paid in coins.
    laid = payable if given.amount == left else given.amount
    amount, taken = (left, payable) if settles else (wanted, wanted)
    if laid % step or taken % step:
        raise Refused(f"Cash is paid in steps of {shown(step, order.currency)}.", field="amount")
    row = _row(work, order, "payment", "cash", amount, given.reference)
    return row | {"tendered": laid, "change": laid - taken, "rounding": taken - amount}


def _check_store_credit(work: Work, order: Order, amount: Amount) -> None:
    credit = payments.store_credit_of(work.connection, order.customer_id) if order.customer_id else 0
    if amount > credit:
        raise Refused(f"The customer has {shown(credit, order.currency)} store credit.", field="amount")


def _row(work: Work, order: Order, kind: str, tender: str, amount: Amount, reference: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "at": work.now,
        "order_id": order.id,
        "customer_id": order.customer_id,
        "tender": tender,
        "amount": amount,
        "reference": reference[:200],
        "user": work.user,
    }
