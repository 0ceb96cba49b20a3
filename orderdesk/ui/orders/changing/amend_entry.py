"""The lines of an order that is being changed, without a window: each as it was and as it is to be, and new ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orderdesk.domain.orders.amending import LineChange
from orderdesk.domain.orders.records import LineRequest, OrderLine
from orderdesk.domain.values.money import Price, Rate, parse_percent, parse_price
from orderdesk.domain.values.quantity import ONE, Quantity, parse_count
from orderdesk.persistence.items.entry import Match
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.desk import Desk
from orderdesk.services.items.entry_lines import Matched, match_line


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """A line as it is to be; `was` is None for a new one. `priced` and `reduced` say that somebody set these."""

    key: int
    was: OrderLine | None
    sku: str
    name: str
    quantity: Quantity
    price: Price
    discount: Rate = 0
    priced: bool = False
    reduced: bool = False

    @property
    def change(self) -> LineChange:
        """What is to be otherwise than it was."""
        assert self.was is not None
        return LineChange(
            None if self.quantity == self.was.wanted else self.quantity,
            None if self.price == self.was.price else self.price,
            None if self.discount == self.was.discount else self.discount,
        )


class AmendEntry:
    """The lines of `view` while they are changed; a new line has a key below zero."""

    def __init__(self, desk: Desk, view: OrderView) -> None:
        self._desk, self._customer = desk, view.order.customer_id
        self.currency = view.order.currency
        self.lines = tuple(
            AmendedLine(each.id, each, each.sku or "", each.label, each.wanted, each.price, each.discount)
            for each in view.lines
        )

    def match(self, typed: str) -> Matched:
        """What a typed line means when this customer orders."""
        return match_line(self._desk, typed, self._customer)

    def add(self, match: Match, count: str) -> int:
        """Add an item, or more of one that is there at its usual price; returns the key of its line."""
        quantity, entry = parse_count(count) if count else ONE, match.entry
        known = next((each for each in self.lines if each.sku == match.item.sku), None)
        if known is not None and entry.price is None and entry.discount is None:
            # What was taken off before is wanted again from this count on.
            self._put(replace(known, quantity=known.quantity + quantity))
            return known.key
        line = AmendedLine(
            min((0, *(each.key for each in self.lines))) - 1,
            None,
            match.item.sku,
            match.item.name,
            quantity,
            match.item.price if entry.price is None else entry.price,
            entry.discount or 0,
            priced=entry.price is not None,
            reduced=entry.discount is not None,
        )
        self.lines += (line,)
        return line.key

    def commit(self, key: int, column: str, text: str) -> None:
        """Take a quantity, price or discount as typed; raises what it cannot be read for."""
        line = next(each for each in self.lines if each.key == key)
        if column == "qty":
            self._put(replace(line, quantity=parse_count(text)))
        elif column == "price":
            self._put(replace(line, price=parse_price(text), priced=True))
        else:
            self._put(replace(line, discount=parse_percent(text) if text.strip() else 0, reduced=True))

    def remove(self, key: int) -> None:
        """Take a new line out again; one of the order is to be none from now on, and stays in sight."""
        line = next(each for each in self.lines if each.key == key)
        if line.was is None:
            self.lines = tuple(each for each in self.lines if each.key != key)
        else:
            self._put(replace(line, quantity=0))

    def changes(self) -> dict[int, LineChange]:
        """The lines of the order that are to be otherwise, by key."""
        return {each.key: each.change for each in self.lines if each.was is not None and each.change != LineChange()}

    def added(self) -> tuple[LineRequest, ...]:
        """The new lines as they are asked for."""
        return tuple(
            LineRequest(
                each.quantity,
                each.sku,
                price=each.price if each.priced else None,
                discount=each.discount if each.reduced else None,
            )
            for each in self.lines
            if each.was is None and each.quantity
        )

    def key_at(self, position: int) -> int | None:
        """The key of the line of the order that stands at this position, from 1."""
        return next((each.key for each in self.lines if each.was and each.was.position == position), None)

    def _put(self, changed: AmendedLine) -> None:
        self.lines = tuple(changed if changed.key == each.key else each for each in self.lines)
