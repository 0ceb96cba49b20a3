"""What is changed in an order after it was confirmed, and the line rows and totals that it then comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from orderdesk.domain.orders.records import LineRequest, OrderLine
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount, Price, Rate
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, Quantity, shown_quantity


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line as it is to be; None leaves what it was. Quantity 0 takes the line off."""

    quantity: Quantity | None = None
    price: Price | None = None
    discount: Rate | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """Changes by line key, lines to add, and what is to be otherwise about the order itself (None: as it was).

    `service` is the code of the delivery, "" for goods that are collected.
    """

    lines: Mapping[int, LineChange] = field(default_factory=dict)
    added: tuple[LineRequest, ...] = ()
    service: str | None = None
    bill_to_id: int | None = None
    ship_to_id: int | None = None
    ship_by: date | None = None
    reference: str | None = None
    instructions: str | None = None
    note_to_customer: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == Amendment()


@dataclass(frozen=True, slots=True)
class Changed:
    """One line before and after, as it is wanted: what was cancelled of it counts in neither. `after` is 0 for a line
    that is taken off."""

    line: OrderLine
    before: Quantity
    after: Quantity
    price: Price
    discount: Rate

    @property
    def surplus(self) -> Quantity:
        """What of the tied goods the line no longer wants."""
        return max(0, self.line.shipped + self.line.allocated - self.after)

    @property
    def quantity(self) -> Quantity:
        """The line's quantity as it is written from now on; what was cancelled of it stays told."""
        return self.after + self.line.cancelled

    @property
    def then(self) -> OrderLine:
        """The line as it is from now on, before its sums."""
        return replace(self.line, quantity=self.quantity, price=self.price, discount=self.discount)

    @property
    def said(self) -> str:
        """ "MUG 3 → 5" for the history."""
        name = self.line.sku or self.line.label
        words = f"{name} {shown_quantity(self.before)} \N{RIGHTWARDS ARROW} {shown_quantity(self.after)}"
        return words if self.before != self.after else f"{name} at another price"


@dataclass(frozen=True, slots=True)
class Difference:
    """What an amendment does to the money: the order's total before and after, and what is then still to pay.

    A negative `due` is money to give back.
    """

    before: Amount
    after: Amount
    due: Amount


def changes_of(lines: Sequence[OrderLine], amendment: Amendment) -> list[Changed]:
    """The lines that an amendment really changes; raises for what cannot be."""
    known = {line.id: line for line in lines}
    unknown = next((key for key in amendment.lines if key not in known), None)
    if unknown is not None:
        raise NotFound("There is no such line on the order.", field="line")
    found = [_changed(known[key], wanted) for key, wanted in amendment.lines.items()]
    return [each for each in found if each is not None]


def _changed(line: OrderLine, wanted: LineChange) -> Changed | None:
    quantity = line.wanted if wanted.quantity is None else wanted.quantity
    price = line.price if wanted.price is None else wanted.price
    discount = line.discount if wanted.discount is None else wanted.discount
    if (quantity, price, discount) == (line.wanted, line.price, line.discount):
        return None
    name = line.sku or line.label
    if not 0 <= quantity <= LARGEST_QUANTITY:
        raise Refused(f"{name}: enter a quantity from 0 to 1,000,000.", field="quantity", line=line.position)
    if quantity < line.shipped:
        raise Refused(f"{shown_quantity(line.shipped)} of {name} have left; that many stay.", line=line.position)
    if line.invoiced and (price, discount) != (line.price, line.discount):
        raise Refused(f"{name} is invoiced in part at its price; credit the invoice instead.", line=line.position)
    return Changed(line, line.wanted, quantity, price, discount)


def check_left(number: str, lines: Sequence[OrderLine], wanted: Mapping[int, Quantity], *, more: bool = False) -> None:
    """Refuse to leave an order of goods with its charges alone; `wanted` is by line id, `more` says goods are added."""
    goods = [line for line in lines if line.item_id is not None] or lines
    if not more and not any(wanted[line.id] for line in goods):
        raise Refused(f"Nothing would be left of {number}; cancel it instead.")


def check_billed(
    number: str,
    lines: Sequence[OrderLine],
    amendment: Amendment,
    changed: Sequence[Changed],
    credited: Mapping[int, Quantity],
) -> None:
    """Of an order that is invoiced in part only what is open can be given up: a paper that was issued never changes.

    `credited` is what credit notes took off its invoices, by line id.
    """
    if not any(line.invoiced for line in lines):
        return
    more = [each for each in changed if each.after > each.before or each.price != each.line.price]
    if amendment.added or more:
        raise Refused(f"{number} is invoiced in part; take a new order for what is to be added.")
    for each in changed:
        billed = each.line.invoiced - credited.get(each.line.id, 0)
        if each.after < billed:
            name = each.line.sku or each.line.label
            raise Refused(f"{shown_quantity(billed)} of {name} are invoiced; credit the invoice first.")
