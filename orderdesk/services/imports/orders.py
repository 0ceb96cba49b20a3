"""Bringing orders in: closed ones as history, open ones as confirmed orders that take what stock there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from orderdesk.domain.errors import Refused
from orderdesk.domain.money import Amount, amount_text
from orderdesk.domain.pricing import Rules
from orderdesk.domain.texts import clean
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.integrations.imports.records import CorrectionRecord, CreditRecord, LineRecord, OrderRecord
from orderdesk.persistence import import_matching
from orderdesk.persistence.catalog import Item
from orderdesk.persistence.customers import Customer
from orderdesk.services.imports.matched import NEW, SAME, Context, Tally
from orderdesk.services.imports.moving_in import Past, correction_reason, worth

_LONGEST = {"reference": 200, "instructions": 2_000}


@dataclass(slots=True)
class Orders:
    """What of a file is to be written: the past, the open orders, and the items and customers that are missing."""

    tally: Tally
    reading: Reading
    past: list[Past] = field(default_factory=list)
    open: list[OrderRecord] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    missing_items: set[str] = field(default_factory=set)
    booked_lines: int = 0
    same_lines: int = 0


def match(connection: Connection, reading: Reading, context: Context) -> Orders:
    """Compare the orders of a file with the books. An order that is here is never changed by an import."""
    found = Orders(Tally(), reading)
    found.tally.include(reading.problems)
    documents = [each for each in reading.records if isinstance(each, OrderRecord | CreditRecord)]
    corrections = [each for each in reading.records if isinstance(each, CorrectionRecord)]
    found.items = import_matching.items_by_sku(connection, _skus(documents, corrections))
    found.customers = import_matching.buyers_by_remote_id(connection, (each.customer for each in documents))
    here = import_matching.orders_by_remote_id(connection, context.channel, (each.remote_id for each in documents))
    credits = import_matching.papers(connection, (each.number for each in documents if isinstance(each, CreditRecord)))
    taken = import_matching.order_numbers(connection, (each.number for each in documents))
    seen: set[str] = set()
    for place, record in enumerate(documents):
        context.step(place)
        known = here.get(record.remote_id)
        if isinstance(record, CreditRecord) and record.number in credits:
            found.same_lines += len(record.lines)
            found.tally.add(record.row, SAME, record.number)
            continue
        try:
            _check_twice(record.remote_id, seen)
            if isinstance(record, OrderRecord):
                _match_order(found, record, known, context, taken)
            else:
                _take(found, record, record.number)
        except Refused as error:
            found.tally.refuse(record.row, record.remote_id, str(error), error.field or "")
    _match_corrections(connection, found, corrections)
    return found


def _match_order(
    found: Orders, record: OrderRecord, known: tuple[int, Amount] | None, context: Context, taken: set[str]
) -> None:
    total = _checked(found, record, context)
    if known is not None:
        if known[1] != total and record.closed:
            here, new = (amount_text(each, context.shop.currency) for each in (known[1], total))
            raise Refused(f"The order is here already over {here}; the file says {new}. An import changes no order.")
        found.same_lines += len(record.lines)
        found.tally.add(record.row, SAME, record.remote_id)
        return
    if record.number in taken:
        raise Refused(f"Another order has the number {record.number}.")
    _take(found, record, record.number)


def _take(found: Orders, record: OrderRecord | CreditRecord, name: str) -> None:
    if found.reading.makes_items:
        found.missing_items |= {line.sku for line in record.lines if line.goods and line.sku not in found.items}
    if isinstance(record, OrderRecord) and any(line.price is None for line in record.lines):
        record = replace(record, lines=tuple(priced(line, found.items) for line in record.lines))
    if isinstance(record, OrderRecord) and not record.closed:
        found.open.append(record)
    else:
        found.past.append(record)
    found.booked_lines += len(record.lines)
    found.tally.add(record.row, NEW, name, "" if not isinstance(record, OrderRecord) or record.closed else "open")


def _checked(found: Orders, record: OrderRecord, context: Context) -> Amount:
    """What an order comes to; refuse unknown items and customers, missing prices and sums that differ."""
    for line in record.lines:
        if line.goods and line.sku not in found.items and not found.reading.makes_items:
            raise Refused(f"Row {line.row}: there is no item {line.sku}.", field="sku")
        if line.price is None and line.sku in found.items and not found.items[line.sku].price:
            raise Refused(f"Row {line.row}: {line.sku} has no price, here or in the file.", field="price")
    if record.customer and record.customer not in found.customers and not found.reading.makes_items:
        named = record.customer_name or (record.ship_to.name if record.ship_to else "")
        if not named:
            raise Refused(f"There is no customer {record.customer}, and the file names none.", field="customer")
    if not record.customer and not found.reading.makes_items:
        raise Refused("The order names no customer.", field="customer")
    for name, longest in _LONGEST.items():
        clean(getattr(record, name), name, longest=longest)
    total = total_of(record, found.items, context)
    if record.total is not None and record.total != total:
        here, told = (amount_text(each, context.shop.currency) for each in (total, record.total))
        gap = amount_text(record.total - total, context.shop.currency)
        raise Refused(f"The lines come to {here}, the file says {told}: a difference of {gap}.", field="total")
    return total


def total_of(record: OrderRecord, items: Mapping[str, Item], context: Context) -> Amount:
    """What the lines of an order come to, without tax."""
    rules = Rules(context.shop.currency)
    return sum(worth(priced(line, items), rules) for line in record.lines)


def priced(line: LineRecord, items: Mapping[str, Item]) -> LineRecord:
    """A line with the item's own price where the file gives none."""
    return line if line.price is not None else replace(line, price=items[line.sku].price)


def _check_twice(remote_id: str, seen: set[str]) -> None:
    if remote_id in seen:
        raise Refused(f"The number {remote_id} stands twice in the file.")
    seen.add(remote_id)


def _match_corrections(connection: Connection, found: Orders, corrections: list[CorrectionRecord]) -> None:
    here = import_matching.corrected_already(connection, (correction_reason(each) for each in corrections))
    for record in corrections:
        if correction_reason(record) in here:
            found.same_lines += 1
            found.tally.add(record.row, SAME, record.remote_id)
            continue
        if record.sku not in found.items:
            found.missing_items.add(record.sku)
        found.past.append(record)
        found.booked_lines += 1
        found.tally.add(record.row, NEW, record.remote_id, f"stock of {record.sku}")


def _skus(documents: Iterable[OrderRecord | CreditRecord], corrections: Iterable[CorrectionRecord]) -> set[str]:
    found = {line.sku for each in documents for line in each.lines if line.goods}
    return found | {each.sku for each in corrections}
