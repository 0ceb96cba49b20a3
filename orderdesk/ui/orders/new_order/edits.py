"""What becomes of a line when something is typed into it."""

from __future__ import annotations

from dataclasses import replace

from orderdesk.domain.orders.typed.entry_line import Entry
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Price, divide, parse_percent, parse_price
from orderdesk.domain.values.quantity import Quantity, check_quantity, parse_quantity
from orderdesk.persistence.items.lists import FoundItem
from orderdesk.ui.orders.new_order.sheet import OrderSheet, SheetLine


def added(sheet: OrderSheet, item: FoundItem, count: str, asked: Entry | None = None) -> SheetLine:
    """The line that holds an item once `count` more of it (empty: one) are on the sheet; the same item adds up.

    A count, price or discount that was asked for with it goes before; the price is the line's from now on, but for that
    of a part, which joins what the line came to before.
    """
    if not item.active:
        raise Refused(f"{item.sku} is no longer sold.", field="sku")
    quantity = asked.quantity if asked is not None and asked.quantity else parse_quantity(count or "1")
    same = next((line for line in sheet.lines if line.sku == item.sku), None)
    if same is not None:
        line = replace(same, quantity=check_quantity(same.quantity + quantity))
    else:
        key = max((line.key for line in sheet.lines), default=0) + 1
        line = SheetLine(
            key, item.sku, item.name, item.id, quantity, weight_g=item.weight_g, stocked=bool(item.stocked)
        )
    if asked is not None and asked.price is not None:
        before = same if asked.of_part else None
        line = replace(line, price=_joined_price(before, item, quantity, asked.price) if before else asked.price)
    if asked is not None and asked.discount is not None:
        line = replace(line, discount=asked.discount)
    return line


def _joined_price(before: SheetLine, item: FoundItem, quantity: Quantity, price: Price) -> Price:
    """The unit price at which a line comes to what it came to before and `quantity` more at `price`."""
    usual = item.price if before.price is None else before.price
    return divide(before.quantity * usual + quantity * price, before.quantity + quantity)


def typed_into(line: SheetLine, column: str, text: str) -> SheetLine:
    """The line with `text` in its "qty", "price" or "disc"; an empty price or discount is the usual one again."""
    if column == "qty":
        return replace(line, quantity=parse_quantity(text))
    empty = not text.strip(" –")
    if column == "price":
        return replace(line, price=None if empty else parse_price(text))
    return replace(line, discount=None if empty else parse_percent(text))
