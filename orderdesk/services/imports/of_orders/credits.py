"""Finding the sale that a credit is for: the file names none, so the newest earlier one that fits is taken.

It fits when it is the same customer's, of the same code at the same price, not later than the credit, and not
credited already. What fits no sale is older than the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from orderdesk.domain.prices.pricing import part_of
from orderdesk.domain.values.money import Amount, Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.integrations.imports.records import CreditRecord, LineRecord

Key = tuple[str, str, Price]
"""Customer, code and price."""


@dataclass(slots=True)
class SoldLine:
    """A line that was sold, and how much of it is not credited yet."""

    order: int
    line: int
    at: datetime
    left: Quantity
    worth: Amount
    goods: bool


@dataclass(frozen=True, slots=True)
class CreditPart:
    """Some of a credit's line, for one line sold or (None) for a sale older than the file."""

    sold: SoldLine | None
    record: LineRecord
    quantity: Quantity
    net: Amount


@dataclass(slots=True)
class SoldLines:
    """The lines sold so far that some credit may be for."""

    wanted: frozenset[Key]
    lines: dict[Key, list[SoldLine]] = field(default_factory=dict)

    def sell(self, customer: str, record: LineRecord, sold: SoldLine) -> None:
        """Remember a line if a credit may be for it."""
        key = (customer, record.sku, record.price or 0)
        if customer and key in self.wanted:
            self.lines.setdefault(key, []).append(sold)

    def take_back(self, customer: str, record: LineRecord, net: Amount, at: datetime) -> list[CreditPart]:
        """The parts of a credited line: newest sale first, the rest without one. Their nets add up to `net`."""
        parts = []
        done = 0
        for sold in reversed(self.lines.get((customer, record.sku, record.price or 0), ())):
            now = min(record.quantity - done, sold.left)
            worth = part_of(net, record.quantity, done, now)
            if now > 0 and sold.at <= at and sold.goods == record.goods and worth <= sold.worth:
                parts.append(CreditPart(sold, record, now, worth))
                sold.left -= now
                sold.worth -= worth
                done += now
            if done == record.quantity:
                break
        if done < record.quantity:
            rest = record.quantity - done
            parts.append(CreditPart(None, record, rest, part_of(net, record.quantity, done, rest)))
        return parts


def wanted_by(credits: Iterable[CreditRecord]) -> frozenset[Key]:
    """What the credits of a file are for."""
    return frozenset(
        (each.customer, line.sku, line.price or 0) for each in credits for line in each.lines if each.customer
    )
