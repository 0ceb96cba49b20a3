"""When an order is invoiced, what is asked before work on it begins, and what still lacks of that."""

from __future__ import annotations

from orderdesk.domain.orders.records import ON_SHIPMENT, PAID_FIRST, Order
from orderdesk.domain.orders.terms import Terms
from orderdesk.domain.values.money import (
    RATE_SCALE,
    Amount,
    Rate,
    divide,
    money,
    parse_amount,
    parse_percent,
    shown,
    with_percent,
)


def policy_of(terms: Terms, customers: str, shops: str, tender: str) -> str:
    """The policy that holds: the order's own, the customer's, the shop's; what is paid on delivery is not paid
    first, and an order that asks a deposit is invoiced as it ships, unless they say otherwise themselves."""
    found = terms.invoicing or customers or shops
    if not terms.invoicing and (terms.asks or (found == PAID_FIRST and tender == "cod")):
        return ON_SHIPMENT
    return found


def asked_of(order: Order) -> Amount:
    """The deposit an order asks, in minor units; never more than its total."""
    part = divide(order.total * order.deposit_rate, RATE_SCALE) if order.deposit_rate else order.deposit
    return max(0, min(part, order.total))


def lacking(order: Order, paid: Amount) -> Amount:
    """What has to come before work begins, of which `paid` (less what was given back) is here; never above what is
    due."""
    wanted = order.due if order.invoicing == PAID_FIRST else min(order.due, asked_of(order) - paid)
    return max(0, wanted)


def waiting_words(order: Order, lack: Amount) -> str:
    """Who waits for what, in one sentence."""
    amount = shown(lack, order.currency)
    if order.invoicing == PAID_FIRST:
        return f"Waiting for payment of {amount} before it is picked."
    asked = asked_of(order)
    if lack == asked:
        return f"Waiting for the deposit of {amount} before it is picked."
    return f"Waiting for {amount} of the deposit of {shown(asked, order.currency)} before it is picked."


def asking_words(order: Order, paid: Amount) -> str:
    """What the customer is asked to pay before work begins, of which `paid` is here: a sentence to them, "" for
    nothing."""
    lack = 0 if order.unpaid_allowed else lacking(order, paid)
    if not lack:
        return ""
    what = "the deposit" if lack == asked_of(order) else "the rest of the deposit"
    if order.invoicing == PAID_FIRST:
        what = "your payment"
    amount = money(lack, order.currency)
    return f"We begin when {what} is here: {amount}. Please name {order.number} when you pay."


def read_deposit(text: str, currency: str) -> tuple[Amount, Rate]:
    """Read "50.00" or "30 %" as (amount, rate); "" is no deposit. Raises `Refused` for what is neither."""
    wanted = text.strip()
    if wanted.endswith("%"):
        return 0, parse_percent(wanted, field="deposit")
    return (parse_amount(wanted, currency, field="deposit"), 0) if wanted else (0, 0)


def deposit_words(terms: Terms, currency: str) -> str:
    """A deposit as it was asked: "50.00" or "30 %"; nothing for none."""
    if terms.deposit_rate:
        return with_percent(terms.deposit_rate)
    return shown(terms.deposit, currency) if terms.deposit else ""
