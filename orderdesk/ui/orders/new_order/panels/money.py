"""What is given at the counter, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.money.tenders import CASH
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, cash_rounded, parse_amount, shown
from orderdesk.services.money.paying import Tendered
from orderdesk.ui.orders.new_order.sheet import OrderSheet

REFERENCE = "reference"
"""Where a sheet keeps the reference of what is paid, beside the amounts."""


@dataclass(frozen=True, slots=True)
class CashGiven:
    """What was laid on the counter: `card` by card, or by the tender that shares with cash; `change` comes back,
    `missing` is still wanted; one of the two is zero."""

    card: Amount
    cash: Amount
    change: Amount
    missing: Amount


def given(sheet: OrderSheet, total: Amount, currency: str, step: Amount = 1) -> CashGiven:
    """Read the amounts typed; an empty one is the exact rest, in cash as it is paid in coins of `step` minor units.

    Raises Refused for what is no amount.
    """
    if sheet.tender != "cash" and not sheet.split:
        return CashGiven(total, 0, 0, 0)
    card = _read(sheet, "card", currency) or 0 if sheet.split else 0
    if card > total:
        raise Refused(f"Beside cash at most {shown(total, currency)}; change comes only from cash.", field="card")
    rest = cash_rounded(total - card, step)
    typed = _read(sheet, "cash", currency)
    cash = rest if typed is None or typed == total - card else typed
    return CashGiven(card, cash, max(0, cash - rest), max(0, rest - cash))


def tendered(sheet: OrderSheet, total: Amount, currency: str, step: Amount = 1) -> list[Tendered]:
    """The tenders of a counter sale; refuse money that does not reach."""
    if sheet.tender != CASH and not sheet.split:
        return [Tendered(sheet.tender, total, sheet.money.get(REFERENCE, ""))]
    money = given(sheet, total, currency, step)
    if money.missing:
        raise Refused(f"{shown(money.missing, currency)} is missing.", field="cash")
    # A rest below the smallest coin is settled by no coin at all.
    cash = money.cash or total - money.card
    parts = [Tendered(shared_with(sheet), money.card, sheet.money.get(REFERENCE, "")), Tendered(CASH, cash)]
    return [part for part in parts if part.amount > 0] or [Tendered(sheet.tender, total)]


def shared_with(sheet: OrderSheet) -> str:
    """The tender that brings what cash does not in a split payment."""
    return "card" if sheet.tender == CASH else sheet.tender


def _read(sheet: OrderSheet, name: str, currency: str) -> Amount | None:
    text = sheet.money.get(name, "")
    if not text.strip():
        return None
    amount = parse_amount(text, currency, field=name)
    if amount < 0:
        raise Refused("Enter an amount of zero or more.", field=name)
    return amount
