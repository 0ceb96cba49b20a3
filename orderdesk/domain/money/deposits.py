"""Deposits over time: money that came ahead of its bill is owed to the customer until a bill takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from orderdesk.domain.values.money import Amount

PAYMENT, REFUND, INVOICE, CREDIT = "payment", "refund", "invoice", "credit-note"
PROMISED = "promised"
"""A payment that brings no money, or none yet: by store credit, or to a carrier."""
_RAISES = (PAYMENT, PROMISED, CREDIT)


@dataclass(frozen=True, slots=True)
class Fact:
    """One step of the money of an order: a payment, a refund, an invoice or a credit note; `counts` when the report is
    about it, else it only tells what came before."""

    order_id: int
    at: datetime
    kind: str
    amount: Amount
    counts: bool


@dataclass(frozen=True, slots=True)
class Deposits:
    """What moved the deposits: money `taken` ahead of a bill, what was `promised` ahead of one, `applied` to bills,
    `credited` by credit notes and not given back yet, `given_back`. `accounts` is by how much more customers owed after
    it than before."""

    taken: Amount = 0
    applied: Amount = 0
    credited: Amount = 0
    given_back: Amount = 0
    accounts: Amount = 0
    promised: Amount = 0

    @property
    def change(self) -> Amount:
        """By how much more the shop holds."""
        return self.taken + self.promised + self.credited - self.applied - self.given_back

    def __add__(self, other: Deposits) -> Deposits:
        return Deposits(
            self.taken + other.taken,
            self.applied + other.applied,
            self.credited + other.credited,
            self.given_back + other.given_back,
            self.accounts + other.accounts,
            self.promised + other.promised,
        )


def deposits_of(facts: Iterable[Fact], *, counted_last: bool = False) -> Deposits:
    """Walk through the money of each order and add up what the facts that count did to its deposit.

    What happened at one moment is one step, so that a sale that is paid and billed at once is no deposit. With
    `counted_last` all that does not count came before, whatever its time says.
    """
    found = Deposits()
    ranked = sorted(facts, key=lambda each: (each.order_id, counted_last and each.counts, each.at, each.counts))
    for _, own in groupby(ranked, key=lambda each: each.order_id):
        position = 0
        for (counts, _), step in groupby(own, key=lambda each: (each.counts, each.at)):
            sums = _sums(step)
            after = position + sum(amount if kind in _RAISES else -amount for kind, amount in sums.items())
            if counts:
                found += _moved(position, after, sums)
            position = after
    return found


def _sums(step: Iterable[Fact]) -> dict[str, Amount]:
    sums = dict.fromkeys((PAYMENT, PROMISED, REFUND, INVOICE, CREDIT), 0)
    for each in step:
        sums[each.kind] += each.amount
    return sums


def _moved(before: Amount, after: Amount, sums: dict[str, Amount]) -> Deposits:
    """What one step did: more is held by money, then by what was promised, then by what was credited; less by a bill,
    then by what went back."""
    more = max(0, after) - max(0, before)
    taken, applied = min(max(0, more), sums[PAYMENT]), min(max(0, -more), sums[INVOICE])
    promised = min(max(0, more) - taken, sums[PROMISED])
    return Deposits(
        taken,
        applied,
        max(0, more) - taken - promised,
        max(0, -more) - applied,
        max(0, -after) - max(0, -before),
        promised,
    )
