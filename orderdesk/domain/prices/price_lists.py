"""Which price a customer pays: their own, else that of their group's lists, else the shop's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from orderdesk.domain.prices.exchange import ExchangeRate
from orderdesk.domain.values.money import Price, price_with_currency, shown_price
from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity


@dataclass(frozen=True, slots=True)
class Offer:
    """A price for one item from a quantity on; `list_name` is empty for a price agreed with the customer alone.

    Both days are included; None is without end. Of a list in another currency `price` is what its own price, `abroad`,
    comes to in the shop's currency by `exchange`.
    """

    item_id: int
    price: Price
    from_quantity: Quantity = ONE
    list_name: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    abroad: Price = 0
    exchange: ExchangeRate | None = None

    def holds(self, quantity: Quantity, day: date) -> bool:
        """Whether it is reached by the quantity and valid on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.from_quantity <= quantity and begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Winner:
    """The price that wins, and the offer it comes from; None is the shop's own price."""

    price: Price
    offer: Offer | None = None

    def why(self, currency: str = "") -> str:
        """The price with its reason: "11.20 from Trade list, from 10"; a price in another currency is told with it."""
        text = shown_price(self.price, currency)
        if self.offer is None:
            return f"{text} from the shop's list"
        offer = self.offer
        source = offer.list_name or "the customer's own price"
        said = f"{text} from {source}, from {shown_quantity(offer.from_quantity)}"
        if offer.exchange is None:
            return said
        code = offer.exchange.currency
        return f"{said}: {price_with_currency(offer.abroad, code)} {offer.exchange.words}"


def winner(listed: Price, offers: Iterable[Offer], quantity: Quantity, day: date) -> Winner:
    """The price of one line, from the offers for its item and customer.

    A customer's own price goes before any list, since it was agreed with them by name, and a list of their group goes
    before the shop's even when it is dearer, since somebody decided so. Among offers of the same kind the highest
    break reached wins. Then, for two lists with the same break, the one that began later, because the newer decision
    was made knowing the older; then the lower price, because a customer may hold us to either; then the name, so
    that the answer is always the same.
    """
    held = [offer for offer in offers if offer.holds(quantity, day)]
    if not held:
        return Winner(listed)
    best = min(held, key=_rank)
    return Winner(best.price, best)


def _rank(offer: Offer) -> tuple[bool, int, int, int, str]:
    begun = offer.valid_from.toordinal() if offer.valid_from else 0
    return bool(offer.list_name), -offer.from_quantity, -begun, offer.price, offer.list_name
