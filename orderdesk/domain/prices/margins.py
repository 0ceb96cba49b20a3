"""What an order leaves to the shop: its net less what goods and delivery cost, where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orderdesk.domain.values.money import RATE_SCALE, Amount, Rate, divide, shown


@dataclass(frozen=True, slots=True)
class MarginLine:
    """A line of goods: its net without tax, and its cost, None when nobody knows it."""

    name: str
    net: Amount
    cost: Amount | None


@dataclass(frozen=True, slots=True)
class Margin:
    """`left` is the net less every known cost; where `unknown` names something, it is the most that can be left."""

    net: Amount
    left: Amount
    delivery: Amount
    delivery_cost: Amount
    unknown: tuple[str, ...] = ()

    @property
    def rate(self) -> Rate | None:
        """The part of the net that is left, in millionths; None without a net."""
        return divide(self.left * RATE_SCALE, self.net) if self.net > 0 else None

    @property
    def is_loss(self) -> bool:
        """Whether it is surely less than nothing."""
        return self.left < 0


def margin_of(
    lines: Sequence[MarginLine], delivery: Amount, others: Amount, *, sent: bool, delivery_cost: Amount | None
) -> Margin:
    """The margin of goods, of the net `delivery` that the customer pays, and of the net of `others`, charges that cost
    the shop nothing. A delivery that is `sent` at a cost nobody knows is named."""
    net = sum(line.net for line in lines) + delivery + others
    borne = (delivery_cost or 0) if sent else 0
    unknown = [line.name for line in lines if line.cost is None]
    if sent and delivery_cost is None:
        unknown.append("delivery")
    left = net - sum(line.cost or 0 for line in lines) - borne
    return Margin(net, left, delivery, borne, tuple(dict.fromkeys(unknown)))


def loss_words(margin: Margin, currency: str) -> str:
    """A sentence when the order makes a loss: "Free delivery turns this order to a loss of 3.20."; else ""."""
    if not margin.is_loss:
        return ""
    least = "at least " if margin.unknown else ""
    loss = f"a loss of {least}{shown(-margin.left, currency)}"
    if margin.left + margin.delivery_cost - margin.delivery < 0 or margin.delivery_cost <= margin.delivery:
        return f"This order makes {loss}."
    how = "Free delivery" if not margin.delivery else "Delivery below its cost"
    return f"{how} turns this order to {loss}."


def unknown_words(margin: Margin) -> str:
    """Which costs nobody knows: "The cost of TEE and delivery is not known."; "" when all are known."""
    if not margin.unknown:
        return ""
    *first, last = margin.unknown[:3]
    names = f"{', '.join(first)} and {last}" if first else last
    more = len(margin.unknown) - 3
    return f"The cost of {names}{f' and {more} more' if more > 0 else ''} is not known."
