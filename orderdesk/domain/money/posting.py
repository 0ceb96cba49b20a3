"""What each document does to the accounts: frozen values in, sides out, and the debits are always the credits.

What a customer's order stands at decides where its money goes: above nothing it is owed by the customer, below
nothing it is held for them as a deposit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from orderdesk.domain.money.accounts import LedgerAccount
from orderdesk.domain.values.money import Amount, Rate

CUSTOMERS, DEPOSITS, BROUGHT = LedgerAccount("customers"), LedgerAccount("deposits"), LedgerAccount("brought along")
_ROUNDING, _DIFFERENCE, _SAFE = LedgerAccount("rounding"), LedgerAccount("difference"), LedgerAccount("safe")
_MOVED: Final = {
    "paid-in": (LedgerAccount("paid in"), 1),
    "paid-out": (LedgerAccount("paid out"), -1),
    "drop": (_SAFE, -1),
}


@dataclass(frozen=True, slots=True)
class PostingSide:
    """One line of a posting in minor units; one of `debit` and `credit` is above nothing, the other is nothing."""

    account: LedgerAccount
    debit: Amount
    credit: Amount


Sides = tuple[PostingSide, ...]


@dataclass(frozen=True, slots=True)
class Income:
    """What lines of one kind ("sales", "charges" or "fees") come to at one rate of one place, without tax."""

    kind: str
    rate: Rate
    net: Amount
    place: str = ""


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """An invoice or a credit note: what it is for, and its tax as (rate, place, tax)."""

    kind: str
    total: Amount
    incomes: tuple[Income, ...]
    taxes: tuple[tuple[Rate, str, Amount], ...]

    @property
    def asks(self) -> Amount:
        """By how much more the customer owes after it."""
        return self.total if self.kind == "invoice" else -self.total


@dataclass(frozen=True, slots=True)
class MoneyFigures:
    """A payment, or a refund; `account` is that of its tender, `rounding` what a drawer gains by the smallest coin."""

    kind: str
    account: LedgerAccount
    amount: Amount
    rounding: Amount = 0

    @property
    def asks(self) -> Amount:
        """By how much more the customer owes after it."""
        return -self.amount if self.kind == "payment" else self.amount


def paper_sides(paper: PaperFigures, before: Amount) -> Sides:
    """An invoice earns its lines and owes their tax, a credit note gives both up; `before` is what the order stood at:
    owed above nothing, held below."""
    sign = 1 if paper.kind == "invoice" else -1
    earned = [(LedgerAccount(each.kind, each.rate, each.place), -sign * each.net) for each in paper.incomes]
    taxed = [(LedgerAccount("tax", rate, place), -sign * tax) for rate, place, tax in paper.taxes]
    return _sides([*_customer(before, paper.asks), *earned, *taxed])


def money_sides(money: MoneyFigures, before: Amount) -> Sides:
    """Money taken settles what is owed and else is held; money given back is taken off what is held, else owed."""
    sign = 1 if money.kind == "payment" else -1
    moved = [(money.account, sign * money.amount + money.rounding), (_ROUNDING, -money.rounding)]
    return _sides([*_customer(before, money.asks), *moved])


def till_move_sides(kind: str, amount: Amount, till: int) -> Sides:
    """Money that goes in or out of a drawer and is no sale; a drawer opened without a sale moves nothing."""
    if kind == "no-sale":
        return ()
    other, sign = _MOVED[kind]
    return _sides([(LedgerAccount("cash", till), sign * amount), (other, -sign * amount)])


def till_opened_sides(brought: Amount, till: int) -> Sides:
    """A drawer begins with `brought` more than was left in it: the first float of a till."""
    return _sides([(LedgerAccount("cash", till), brought), (LedgerAccount("paid in"), -brought)])


def till_closed_sides(expected: Amount, counted: Amount, left: Amount, till: int) -> Sides:
    """What was counted beyond or below what was expected; and what does not stay goes to the safe."""
    out, over = counted - left, counted - expected
    return _sides([(LedgerAccount("cash", till), over - out), (_SAFE, out), (_DIFFERENCE, -over)])


def brought_sides(stands: Amount) -> Sides:
    """What an order stands at that came with an import: its papers and money are in other books."""
    return _sides([*_customer(0, stands), (BROUGHT, -stands)])


def _customer(before: Amount, change: Amount) -> list[tuple[LedgerAccount, Amount]]:
    owed = max(0, before + change) - max(0, before)
    return [(CUSTOMERS, owed), (DEPOSITS, change - owed)]


def _sides(moves: Iterable[tuple[LedgerAccount, Amount]]) -> Sides:
    """Moves as sides, debits above nothing; each account once, in the order in which they came."""
    sums: dict[LedgerAccount, Amount] = {}
    for account, amount in moves:
        sums[account] = sums.get(account, 0) + amount
    if (left := sum(sums.values())) != 0:
        raise ValueError(f"debits are {left} more than credits")
    return tuple(PostingSide(account, max(0, amount), max(0, -amount)) for account, amount in sums.items() if amount)
