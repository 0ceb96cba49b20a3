"""Orders of any table: a line a row, the rows of one number together, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, price_of_amount
from orderdesk.domain.values.quantity import ONE
from orderdesk.integrations.imports.formats.generic import Generic, address_of, person_key, person_name
from orderdesk.integrations.imports.formats.order_states import ended_of, is_test, paid, part_refunded, sent
from orderdesk.integrations.imports.formats.parcels import numbers_of
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.forms import forms_of
from orderdesk.integrations.imports.reading.rows import Row, rows_of
from orderdesk.integrations.imports.records import LineRecord, OrderRecord

TEST = "a test order of the shop"
NO_LINE = "a row without a line, such as a payment or a note"
_AGREE = (
    "date", "customer", "customer_name", "first_name", "last_name", "email", "ship_name", "ship_line1", "ship_postcode",
    "ship_city", "total", "currency", "order_discount",
)  # fmt: skip
_MAKES_A_LINE = ("sku", "barcode", "label", "quantity")
Group = list[tuple[Row, LineRecord]]


class GenericOrders(Generic):
    """One order line a row; the order's own columns may stand on its first row only, and must agree where repeated."""

    kind = "orders"
    title = "Orders, a row per line"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        wrong: set[str] = set()
        groups: dict[str, Group] = {}
        forms = forms_of(self.kind, sheets, columns)
        for sheet in sheets:
            for row in rows_of(reading, sheet, columns, options, forms):
                _collect(reading, groups, wrong, row, options)
        for remote_id, group in groups.items():
            if remote_id in wrong:
                _refuse_rest(reading, group, f"Another row of order {remote_id} cannot be read.")
            else:
                _take(reading, remote_id, group, options)
        return reading


def _collect(reading: Reading, groups: dict[str, Group], wrong: set[str], row: Row, options: Options) -> None:
    remote_id = ""
    try:
        remote_id = row.needed("remote_id", values.key)
        if remote_id in groups and not any(row.text(name) for name in _MAKES_A_LINE):
            reading.unbooked[NO_LINE] = reading.unbooked.get(NO_LINE, 0) + 1
            return
        groups.setdefault(remote_id, []).append((row, _line(row, options)))
    except Refused as error:
        wrong.add(remote_id)
        reading.refuse(row.number, error.field or "", str(error), tuple(row.cells.values()))


def _take(reading: Reading, remote_id: str, group: Group, options: Options) -> None:
    try:
        first = _agreed([row for row, _ in group])
        if is_test(first):
            reading.unbooked[TEST] = reading.unbooked.get(TEST, 0) + len(group)
        else:
            order = _order(remote_id, first, [line for _, line in group], options)
            reading.records.append(replace(order, tracking=numbers_of([row for row, _ in group], "tracking")))
    except Refused as error:
        _refuse_rest(reading, group, str(error), error.field or "")


def _agreed(rows: Sequence[Row]) -> Row:
    """The order's own columns as all its rows tell them; refuse rows of one number that are of two orders."""
    cells = dict(rows[0].cells)
    said = dict.fromkeys(cells, rows[0].number)
    for row in rows[1:]:
        for name, cell in row.cells.items():
            if not cell.strip():
                continue
            if not cells[name].strip():
                cells[name], said[name] = cell, row.number
            elif name in _AGREE and values.text(cell).casefold() != values.text(cells[name]).casefold():
                raise Refused(
                    f"Rows {said[name]} and {row.number} have the same number, but {row.title(name)} is "
                    f"{values.text(cells[name])[:60]} and {values.text(cell)[:60]}; one of them is another order.",
                    field=row.title(name),
                )
    return Row(rows[0].number, cells, rows[0].titles, rows[0].forms)


def _line(row: Row, options: Options) -> LineRecord:
    quantity = row.figure("quantity", values.quantity)
    if quantity is None:
        raise Refused("This must not be empty.", field=row.title("quantity"))
    if quantity <= 0:
        raise Refused("A quantity is above zero; credits are not imported this way.", field=row.title("quantity"))
    rate, off = _off(row, options)
    sku, barcode, label = row.get("sku", values.code), row.get("barcode", values.code), row.text("label")
    if not sku and not barcode and not label:
        raise Refused("The row names no item.", field=row.title("sku"))
    price = row.figure("price", values.price)
    return LineRecord(row.number, sku, label, quantity, price, rate, off=off, barcode=barcode)


def _off(row: Row, options: Options) -> tuple[int, int]:
    """(rate, money) off a line: percent only where the cell or the heading says so, else an amount."""
    if rate := row.figure("discount_percent", values.percent):
        return rate, 0
    if "%" in row.cells.get("discount", "") + row.title("discount"):
        return row.figure("discount", values.percent) or 0, 0
    return 0, abs(_amount(row, "discount", options.currency))


def _amount(row: Row, name: str, currency: str) -> Amount:
    found: Amount | None = row.figure(name, values.amount, currency)
    return found or 0


def _order(remote_id: str, row: Row, lines: list[LineRecord], options: Options) -> OrderRecord:
    currency = row.text("currency").upper() or options.currency
    freight = row.figure("freight", values.amount, currency)
    if freight:
        lines = [*lines, LineRecord(row.number, "", "Postage", ONE, price_of_amount(freight, currency), goods=False)]
    placed = row.moment("date")
    if placed is None:
        raise Refused("This must not be empty.", field=row.title("date"))
    name = row.text("customer_name") or person_name(row) or row.text("company") or row.text("ship_name")
    email = row.text("email").casefold()
    whole = f"{options.source}:{remote_id}" if options.source else remote_id
    ended = ended_of(row)
    part_refunded(row, ended)
    return OrderRecord(
        row.number,
        whole,
        f"{options.source or options.channel}-{remote_id}".upper(),
        placed,
        tuple(lines),
        customer=person_key(row.get("customer", values.key), options.source, email, name, row, "ship_"),
        customer_name=name,
        ship_to=_ship_to(row),
        shipped_on=None if ended else _after(placed, row.moment("shipped") or (placed if sent(row) else None)),
        ship_by=row.day("ship_by"),
        reference=row.text("reference"),
        instructions=row.text("instructions"),
        total=row.figure("total", values.amount, currency),
        tax=row.figure("taxes", values.amount, currency),
        discount=abs(_amount(row, "order_discount", currency)),
        currency=currency,
        ended=ended,
        paid=not ended and paid(row),
        email=email,
    )


def _after(placed: datetime, shipped: datetime | None) -> datetime | None:
    """A shipping date without a time is at noon, and never before the order itself."""
    if shipped is None:
        return None
    noon = datetime.combine(shipped.date(), time(12)) if shipped.time() == time() and not shipped.tzinfo else shipped
    return noon if noon.date() > placed.date() else placed


def _ship_to(row: Row) -> PostalAddress | None:
    found = address_of(row, row.text("ship_name"), "ship_")
    return found if found != PostalAddress() else None


def _refuse_rest(reading: Reading, group: Group, reason: str, column: str = "") -> None:
    for row, _ in group:
        reading.refuse(row.number, column, reason, tuple(row.cells.values()))
