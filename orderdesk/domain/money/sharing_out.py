"""One payment for several bills: what is proposed for each, and what cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, shown


def oldest_first(amount: Amount, owed: Sequence[Amount]) -> list[Amount]:
    """How `amount` is shared out over bills that come in the order in which they were due: each in full as far as it
    reaches."""
    parts = []
    for each in owed:
        part = max(0, min(amount, each))
        parts.append(part)
        amount -= part
    return parts


def check_parts(amount: Amount, parts: Mapping[str, tuple[Amount, Amount]], currency: str) -> None:
    """Refuse parts that do not come to the payment, or are more than a bill owes; `parts` by what the bill is called:
    (what is paid of it, what it owes)."""
    if amount <= 0:
        raise Refused("Enter an amount above zero.", field="amount")
    for name, (part, owed) in parts.items():
        if part < 0:
            raise Refused(f"The part for {name} is below zero.", field="parts")
        if part > owed:
            raise Refused(f"{name} owes {shown(owed, currency)}; {shown(part, currency)} is more.", field="parts")
    together = sum(part for part, _ in parts.values())
    if together != amount:
        raise Refused(
            f"The parts come to {shown(together, currency)}, and {shown(amount, currency)} is paid.", field="amount"
        )
