"""The orders that OrderDesk itself exports: a line a row, each with its net and tax; they come back as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount
from orderdesk.integrations.imports.formats.parcels import numbers_of
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.rows import Row, each_row
from orderdesk.integrations.imports.records import LineRecord, OrderRecord

_MARKS = frozenset(("Order", "Day", "State", "Channel", "Channel's number", "Customer number", "Net", "Tax"))
_NEEDED = frozenset(("Price", "Discount in percent", "Share of discount"))
DRAFT = "a draft or quote, which is no order yet"
Line = tuple[Row, LineRecord]


class OwnOrders:
    """`orderdesk export orders`, as CSV or XLSX."""

    name = "orderdesk-orders"
    kind = "orders"
    title = "Orders as OrderDesk exports them"

    def recognises(self, headers: Sequence[str]) -> bool:
        return set(headers) >= _MARKS | _NEEDED

    def columns(self, headers: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Mapping[str, str]:
        return {heading: heading for heading in headers}

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading, groups = Reading(), dict[str, list[Line]]()
        for sheet in sheets:
            for row, line in each_row(reading, sheet, columns, options, _line):
                groups.setdefault(row.text("Order"), []).append((row, line))
        for group in groups.values():
            _take(reading, group, options)
        return reading


def _line(row: Row) -> LineRecord:
    sku, quantity = row.text("SKU"), row.needed("Quantity", values.quantity)
    rate = row.get("Discount in percent", values.percent)
    price = row.needed("Price", values.price)
    return LineRecord(row.number, sku, row.text("Description"), quantity or 0, price, rate, goods=bool(sku))


def _take(reading: Reading, group: list[Line], options: Options) -> None:
    first = group[0][0]
    state = first.text("State")
    if state in ("draft", "quote"):
        reading.unbooked[DRAFT] = reading.unbooked.get(DRAFT, 0) + len(group)
        return
    try:
        reading.records.append(_order(state, first, group, options))
    except Refused as error:
        for row, _ in group:
            reading.refuse(row.number, error.field or "", str(error), tuple(row.cells.values()))


def _order(state: str, first: Row, group: list[Line], options: Options) -> OrderRecord:
    number, currency = first.needed("Order", values.text), options.currency
    day = first.needed("Day", values.day)
    if state == "confirmed" and any(row.text("Shipped") not in ("", "0") for row, _ in group):
        raise Refused(f"Some of {number} left already; enter what is left by hand.", field="Shipped")
    assert day is not None
    placed = datetime.combine(day, time(12))
    net, tax, share = (_sum(group, name, currency) for name in ("Net", "Tax", "Share of discount"))
    ship_to = PostalAddress(
        *(first.text(name) for name in ("Ship to", "Address 1", "Address 2", "City", "Region", "Postcode", "Country"))
    )
    return OrderRecord(
        first.number,
        first.text("Channel's number"),
        number,
        placed,
        tuple(line for _, line in group),
        customer=first.text("Customer number"),
        customer_name=first.text("Customer"),
        ship_to=ship_to if ship_to != PostalAddress() else None,
        shipped_on=placed if state == "closed" else None,
        total=net + tax,
        tax=tax,
        discount=share,
        currency=currency,
        ended="cancelled" if state == "cancelled" else "",
        channel=first.text("Channel"),
        tracking=numbers_of([row for row, _ in group], "Tracking"),
        exact=True,
    )


def _sum(group: list[Line], name: str, currency: str) -> int:
    found: list[Amount | None] = [row.maybe(name, values.amount, currency) for row, _ in group]
    return sum(each or 0 for each in found)
