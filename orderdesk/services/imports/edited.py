"""Whether an order that is here is still the one a file tells of: its goods, charges, place, end and payment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from orderdesk.domain.prices.pricing import Rules, line_gross
from orderdesk.domain.values.money import Amount, shown, shown_price
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.integrations.imports.records import OrderRecord
from orderdesk.persistence.imports.matching import ADDRESS_LINES
from orderdesk.persistence.imports.orders import KnownOrder
from orderdesk.services.imports.places import address_values

Goods = Counter[tuple[str, int | None]]
"""How much of which SKU at which price; None where the file names no price."""


def difference(record: OrderRecord, known: KnownOrder, currency: str, home: str) -> str:
    """What the file says otherwise, as the end of a sentence; "" when it is the same."""
    if record.ended and known.state != "cancelled":
        return f"the file says it was {record.ended}; here it is {known.state}"
    priced = all(line.price is not None for line in record.lines)
    mine, theirs = _here(known, priced=priced), _there(record, priced=priced)
    if mine != theirs:
        other = {each for each in mine | theirs if mine[each] != theirs[each]}
        new, old = ({each: goods[each] for each in other if goods[each]} for goods in (theirs, mine))
        return f"the file has {_goods(new, currency)} where here is {_goods(old, currency)}"
    here, there = known.charges, _charges(record, currency)
    if here != there:
        return f"the file charges {shown(there, currency)} for postage, here it is {shown(here, currency)}"
    if record.ship_to is not None and known.ship_to is not None:
        where = address_values(record.ship_to, home, known_only=False)
        moved = [name for name in ADDRESS_LINES[1:] if where[name] and where[name] != known.ship_to[name]]
        if moved:
            told, was = (", ".join(filter(None, (each[name] for name in moved))) for each in (where, known.ship_to))
            return f"the file sends it to {told}, here it goes to {was or 'nowhere'}"
    if record.paid and known.payment == "unpaid" and known.state == "confirmed" and known.due > 0:
        return f"the file says it is paid, here {shown(known.due, currency)} is to pay"
    return ""


def _here(known: KnownOrder, *, priced: bool) -> Goods:
    found: Goods = Counter()
    for sku, quantity, price in known.goods:
        found[sku, price if priced else None] += quantity
    return found


def _there(record: OrderRecord, *, priced: bool) -> Goods:
    found: Goods = Counter()
    for line in record.lines:
        if line.goods:
            found[line.sku, line.price if priced else None] += line.quantity
    return found


def _charges(record: OrderRecord, currency: str) -> Amount:
    rules = Rules(currency)
    lines = [line for line in record.lines if not line.goods]
    return sum(line_gross(line.quantity, line.price or 0, line.discount, rules) for line in lines)


def _goods(goods: Mapping[tuple[str, int | None], int], currency: str) -> str:
    named = [
        f"{shown_quantity(quantity)} x {sku}" + (f" at {shown_price(price, currency)}" if price is not None else "")
        for (sku, price), quantity in sorted(goods.items(), key=lambda each: each[0][0])
    ]
    return ", ".join(named[:4]) or "nothing"
