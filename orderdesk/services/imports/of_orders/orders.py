"""Bringing orders in: closed ones as history, open ones as confirmed orders that take what stock there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from sqlalchemy import Connection

from orderdesk.domain.shop.taxing import Taxing, taxing_to
from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import clean
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.integrations.imports.records import CorrectionRecord, CreditRecord, LineRecord, OrderRecord
from orderdesk.persistence.customers.records import Customer
from orderdesk.persistence.imports import matching as import_matching
from orderdesk.persistence.imports import orders as import_orders
from orderdesk.persistence.imports.orders import KnownOrder
from orderdesk.persistence.items.records import Item
from orderdesk.persistence.prices.destinations import read_destinations
from orderdesk.services.imports.edited import difference
from orderdesk.services.imports.matched import NEW, SAME, MatchContext, RowTally
from orderdesk.services.imports.of_orders.found_items import FoundItems
from orderdesk.services.imports.of_orders.moving_in import Past, correction_reason
from orderdesk.services.imports.of_orders.reckoning import Reckoned, TaxingTo, reckon, with_rate, with_tax_line
from orderdesk.services.imports.places import address_values, told_of

_LONGEST = {"reference": 200, "instructions": 2_000}


@dataclass(slots=True)
class Orders:
    """What of a file is to be written: the past, the open and the ended orders, and what items and customers they
    stand on; `reckoned` are the sums of each order by its remote id."""

    tally: RowTally
    reading: Reading
    past: list[Past] = field(default_factory=list)
    open: list[OrderRecord] = field(default_factory=list)
    ended: list[OrderRecord] = field(default_factory=list)
    reckoned: dict[str, Reckoned] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    missing_items: set[str] = field(default_factory=set)
    booked_lines: int = 0
    same_lines: int = 0

    @property
    def wanted(self) -> list[Past]:
        """The records to be written, those of the past in the order of the file."""
        return [*self.past, *self.open, *self.ended]


@dataclass(frozen=True, slots=True)
class _Here:
    """What the orders of a file are held against."""

    context: MatchContext
    found: FoundItems
    known: Mapping[tuple[str, str], KnownOrder]
    taken: set[str]
    taxing: TaxingTo


def match(connection: Connection, reading: Reading, context: MatchContext) -> Orders:
    """Compare the orders of a file with the books. An order that is here is never changed by an import."""
    found = Orders(RowTally(), reading)
    found.tally.include(reading.problems)
    documents = [each for each in reading.records if isinstance(each, OrderRecord | CreditRecord)]
    corrections = [each for each in reading.records if isinstance(each, CorrectionRecord)]
    lines = [line for each in documents for line in each.lines if line.goods]
    known = FoundItems.of(connection, lines, (each.sku for each in corrections))
    found.items = known.items
    found.customers = import_matching.buyers_by_remote_id(connection, (each.customer for each in documents))
    credits = import_matching.papers(connection, (each.number for each in documents if isinstance(each, CreditRecord)))
    here = _Here(
        context,
        known,
        import_orders.known_orders(connection, (each.remote_id or each.number for each in documents)),
        import_matching.order_numbers(connection, (each.number for each in documents)),
        _taxing(connection, context),
    )
    seen: set[str] = set()
    for place, record in enumerate(documents):
        context.step(place)
        if isinstance(record, CreditRecord) and record.number in credits:
            found.same_lines += len(record.lines)
            found.tally.add(record.row, SAME, record.number)
            continue
        try:
            _check_twice(record.remote_id or record.number, seen)
            if isinstance(record, OrderRecord):
                _match_order(found, record, here)
            else:
                _take(found, record, "")
        except Refused as error:
            found.tally.refuse(record.row, record.remote_id or record.number, str(error), error.field or "")
    _match_corrections(connection, found, corrections)
    return found


def _taxing(connection: Connection, context: MatchContext) -> TaxingTo:
    rates = read_destinations(connection)

    @cache
    def taxing(place: PostalAddress | None, exemption: str, tax_id: str) -> Taxing:
        there = PostalAddress(**address_values(place, context.shop.country)) if place and rates else None
        taxing = taxing_to(rates, context.shop, context.today, there, tax_id)
        return taxing.waived(exemption) if exemption else taxing

    return taxing


def _match_order(found: Orders, record: OrderRecord, here: _Here) -> None:
    """Take an order that is new; one that is here must be as it was."""
    context = here.context
    record, notes = _settled(found, record, here)
    sums: Reckoned | Refused | None = None
    if not found.reading.makes_items:
        record, sums = _reckoned(found, record, here)
    known = here.known.get((record.channel or context.channel if record.remote_id else "", record.key))
    if known is not None:
        if told := difference(record, known, context.shop.currency, context.shop.country):
            raise Refused(
                f"The order is here already as {known.number}, and {told}. An import changes no order: change it by "
                "hand, or name the shop that the file comes from if it is another one's."
            )
        found.same_lines += len(record.lines)
        found.tally.add(record.row, SAME, record.key)
        return
    if record.number in here.taken:
        raise Refused(f"Another order has the number {record.number}.")
    if isinstance(sums, Refused):
        raise sums
    if sums is not None:
        found.reckoned[record.key] = sums
        notes = [*notes, sums.told, told_of(record.ship_to, context.shop.country)]
    _take(found, record, "; ".join(filter(None, (_state(record), *notes))))


def _state(record: OrderRecord) -> str:
    """What becomes of an order that is no history."""
    return "" if record.closed else record.ended or ("open, paid" if record.paid else "open")


def _reckoned(found: Orders, record: OrderRecord, here: _Here) -> tuple[OrderRecord, Reckoned | Refused]:
    """What an order comes to, or why that is not what the file says."""
    buyer = found.customers.get(record.customer)
    own = (buyer.tax_exemption, buyer.tax_id) if buyer else ("", "")
    taxing = here.taxing(record.ship_to, *own)
    try:
        return record, reckon(record, found.items, here.context.shop, taxing)
    except Refused as refusal:
        taxed = with_tax_line(record, here.context.shop.currency)
        if taxed is record:
            return record, refusal
        return taxed, reckon(taxed, found.items, here.context.shop, taxing)


def _settled(found: Orders, record: OrderRecord, here: _Here) -> tuple[OrderRecord, list[str]]:
    """An order with its items known and its lines priced, and what was found out; refuse what cannot come in."""
    currency = here.context.shop.currency
    if record.currency not in ("", currency):
        raise Refused(f"The order is in {record.currency}; this shop sells in {currency}.", field="currency")
    if record.ship_to and not found.reading.makes_items:
        address_values(record.ship_to, here.context.shop.country)
    for name, longest in _LONGEST.items():
        clean(getattr(record, name), name, longest=longest)
    if found.reading.makes_items:
        return record, []
    lines, notes = [], []
    for line in record.lines:
        own, note = here.found.settle(line) if line.goods else (line, "")
        notes += [note] if note else []
        lines.append(with_rate(_priced(own, found.items), currency))
    _check_buyer(found, record)
    return replace(record, lines=tuple(lines)), notes


def _check_buyer(found: Orders, record: OrderRecord) -> None:
    if found.reading.makes_items or record.customer in found.customers:
        return
    if not record.customer and record.channel == "counter":
        return
    if not record.customer:
        raise Refused("The order names no customer.", field="customer")
    if not (record.customer_name or (record.ship_to and record.ship_to.name)):
        raise Refused(f"There is no customer {record.customer}, and the file names none.", field="customer")


def _priced(line: LineRecord, items: Mapping[str, Item]) -> LineRecord:
    """A line with the item's own price where the file gives none."""
    if line.price is not None:
        return line
    price = items[line.sku].price if line.sku in items else 0
    if not price:
        raise Refused(f"Row {line.row}: {line.sku or line.label} has no price, here or in the file.", field="price")
    return replace(line, price=price)


def _take(found: Orders, record: OrderRecord | CreditRecord, told: str) -> None:
    if found.reading.makes_items:
        found.missing_items |= {line.sku for line in record.lines if line.goods and line.sku not in found.items}
    if isinstance(record, OrderRecord) and not record.closed:
        (found.ended if record.ended else found.open).append(record)
    else:
        found.past.append(record)
    found.booked_lines += len(record.lines)
    found.tally.add(record.row, NEW, record.number, told)


def _check_twice(remote_id: str, seen: set[str]) -> None:
    if remote_id in seen:
        raise Refused(f"The number {remote_id} stands twice in the file.")
    seen.add(remote_id)


def _match_corrections(connection: Connection, found: Orders, corrections: Iterable[CorrectionRecord]) -> None:
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
