"""What is here already of what a file brings: items by SKU, customers and orders by the id their channel has."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, case, func, insert, select

from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.customers.records import Address, Customer
from orderdesk.persistence.items.records import Item, Vendor
from orderdesk.persistence.schema import (
    addresses,
    barcodes,
    bins,
    contacts,
    customers,
    incoming,
    invoice_lines,
    invoices,
    items,
    movements,
    order_lines,
    orders,
    stock,
    vendors,
)
from orderdesk.persistence.schema.stock import CALLED

ADDRESS_LINES = ("name", "line1", "line2", "city", "region", "postcode", "country")
IMPORTED = "imported"
"""The label of an address that came with an order."""
_CHUNK = 500
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_SALES = (
    select(
        customers.c.remote_id,
        invoice_lines.c.sku,
        invoice_lines.c.price,
        orders.c.id,
        order_lines.c.id.label("line_id"),
        invoices.c.id.label("invoice_id"),
        invoices.c.issued_at,
        invoice_lines.c.quantity,
        invoice_lines.c.net,
        case((order_lines.c.item_id.is_(None), 0), else_=1).label("goods"),
        (order_lines.c.shipped - order_lines.c.returned).label("able"),
    )
    .select_from(orders)
    .join(customers, customers.c.id == orders.c.customer_id)
    .join(invoices, (invoices.c.order_id == orders.c.id) & (invoices.c.kind == "invoice"))
    .join(invoice_lines, invoice_lines.c.invoice_id == invoices.c.id)
    .join(order_lines, order_lines.c.id == invoice_lines.c.order_line_id)
    .where(orders.c.customer_id.in_(_KEYS), orders.c.batch_id.is_not(None))
)
_CREDITED = (
    select(
        invoices.c.amends_id,
        invoice_lines.c.order_line_id,
        func.sum(invoice_lines.c.quantity),
        func.sum(invoice_lines.c.net),
    )
    .join(invoices, invoices.c.id == invoice_lines.c.invoice_id)
    .where(invoices.c.kind == "credit-note", invoice_lines.c.order_line_id.in_(_KEYS))
    .group_by(invoices.c.amends_id, invoice_lines.c.order_line_id)
)
_CODES = select(bins.c.id, CALLED).where(bins.c.id.in_(_KEYS))


def items_by_sku(connection: Connection, skus: Iterable[str]) -> dict[str, Item]:
    """The items of these SKUs."""
    found = select(*columns_of(items, Item)).where(items.c.sku.in_(_KEYS))
    return {row.sku: Item(*row) for row in in_chunks(connection, found, skus)}


def skus_by_name(connection: Connection, names: Iterable[str]) -> dict[str, list[str]]:
    """The SKUs of the items that are called just so, by name."""
    found: dict[str, list[str]] = {}
    asked = select(items.c.name, items.c.sku).where(items.c.name.in_(_KEYS), items.c.active == 1)
    for name, sku in in_chunks(connection, asked, (each for each in names if each)):
        found.setdefault(name, []).append(sku)
    return found


def skus_in_any_case(connection: Connection) -> dict[str, str]:
    """Every SKU by its small letters."""
    return {sku.lower(): sku for (sku,) in connection.execute(select(items.c.sku))}


def barcodes_by_item(connection: Connection, item_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The barcodes of these items."""
    codes: dict[int, list[str]] = {}
    found = select(barcodes.c.item_id, barcodes.c.code).where(barcodes.c.item_id.in_(_KEYS)).order_by(barcodes.c.code)
    for item_id, code in in_chunks(connection, found, item_ids):
        codes.setdefault(item_id, []).append(code)
    return {item_id: tuple(each) for item_id, each in codes.items()}


def item_ids_with_stock_history(connection: Connection, item_ids: Iterable[int]) -> set[int]:
    """Which of these items have moved before."""
    found = select(movements.c.item_id).where(movements.c.item_id.in_(_KEYS)).distinct()
    return {row[0] for row in in_chunks(connection, found, item_ids)}


def vendors_by_name(connection: Connection) -> dict[str, Vendor]:
    """All vendors by name."""
    found = select(*columns_of(vendors, Vendor))
    return {row.name: Vendor(*row) for row in connection.execute(found)}


def customers_by_remote_id(connection: Connection, remote_ids: Iterable[str]) -> dict[str, Customer]:
    """The customers their channel knows by these ids; the first where there are several."""
    found = select(*columns_of(customers, Customer)).where(
        customers.c.remote_id.in_(_KEYS), customers.c.remote_id != ""
    )
    rows = in_chunks(connection, found.order_by(customers.c.id.desc()), remote_ids)
    return {row.remote_id: Customer(*row) for row in rows}


def customers_by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, Customer]:
    """The customers with these numbers of ours."""
    found = select(*columns_of(customers, Customer)).where(customers.c.number.in_(_KEYS))
    return {row.number: Customer(*row) for row in in_chunks(connection, found, numbers)}


def buyers_by_remote_id(connection: Connection, remote_ids: Iterable[str]) -> dict[str, Customer]:
    """The same for those who order: who was merged leads to who stayed."""
    wanted = set(remote_ids)
    found = customers_by_remote_id(connection, wanted)
    found |= customers_by_number(connection, wanted - found.keys())
    asked = select(customers.c.id, customers.c.merged_into_id).where(
        customers.c.id.in_(_KEYS), customers.c.merged_into_id.is_not(None)
    )
    gone = {row[0]: row[1] for row in in_chunks(connection, asked, (each.id for each in found.values()))}
    whole = select(*columns_of(customers, Customer)).where(customers.c.id.in_(_KEYS))
    stayed = {row.id: Customer(*row) for row in in_chunks(connection, whole, gone.values())}
    return {remote_id: stayed[gone[each.id]] if each.id in gone else each for remote_id, each in found.items()}


def main_addresses(connection: Connection, customer_ids: Iterable[int]) -> dict[int, Address]:
    """The address each of these customers is billed at, else the first."""
    found = select(*columns_of(addresses, Address)).where(addresses.c.customer_id.in_(_KEYS), addresses.c.retired == 0)
    rows = in_chunks(connection, found.order_by(addresses.c.bill_to, addresses.c.id.desc()), customer_ids)
    return {row.customer_id: Address(*row) for row in rows}


def addresses_by_text(connection: Connection, customer_ids: Iterable[int]) -> dict[tuple[int | str | None, ...], int]:
    """The addresses in use of these customers, and those imported for nobody known: {(customer, its lines…): key}."""
    found = select(addresses.c.id, addresses.c.customer_id, *(addresses.c[name] for name in ADDRESS_LINES)).where(
        addresses.c.retired == 0
    )
    rows = list(in_chunks(connection, found.where(addresses.c.customer_id.in_(_KEYS)), customer_ids))
    rows += connection.execute(found.where(addresses.c.customer_id.is_(None), addresses.c.label == IMPORTED)).all()
    return {tuple(row[1:]): row[0] for row in rows}


def contact_names(connection: Connection, customer_ids: Iterable[int]) -> set[tuple[int, str]]:
    """(customer, name) of the people who work at these customers."""
    found = select(contacts.c.customer_id, contacts.c.name).where(contacts.c.customer_id.in_(_KEYS))
    return {(row[0], row[1]) for row in in_chunks(connection, found, customer_ids)}


def order_numbers(connection: Connection, numbers: Iterable[str]) -> set[str]:
    """Which of these order numbers are taken."""
    found = select(orders.c.number).where(orders.c.number.in_(_KEYS))
    return {row[0] for row in in_chunks(connection, found, numbers)}


@dataclass(frozen=True, slots=True)
class EarlierSale:
    """A line that an earlier import brought and that is not credited whole; quantity and net are what is left."""

    customer: str
    sku: str
    price: int
    order_id: int
    line_id: int
    invoice_id: int
    at: datetime
    quantity: int
    net: int
    goods: bool


def earlier_sales(
    connection: Connection, customer_ids: Iterable[int], wanted: Container[tuple[str, str, int]]
) -> list[EarlierSale]:
    """The lines in the books that some credit, by (customer's remote id, code, price), may be for; oldest first."""
    rows = [row for row in in_chunks(connection, _SALES, customer_ids) if (row[0], row[1], row[2]) in wanted]
    credited = {
        (row[0], row[1]): (int(row[2]), int(row[3]))
        for row in in_chunks(connection, _CREDITED, (row.line_id for row in rows))
    }
    found = []
    for row in rows:
        quantity, net = credited.get((row.invoice_id, row.line_id), (0, 0))
        left = min(row.quantity - quantity, row.able) if row.goods else row.quantity - quantity
        if left > 0:
            customer, sku, price, order_id, line_id, invoice_id, at = row[:7]
            rest = (left, row.net - net, bool(row.goods))
            found.append(EarlierSale(customer, sku, price, order_id, line_id, invoice_id, at, *rest))
    return sorted(found, key=lambda each: (each.at, each.line_id))


def papers(connection: Connection, numbers: Iterable[str]) -> set[str]:
    """Which of these invoice numbers are here."""
    found = select(invoices.c.number).where(invoices.c.number.in_(_KEYS))
    return {row[0] for row in in_chunks(connection, found, numbers)}


def corrected_already(connection: Connection, documents: Iterable[str]) -> set[str]:
    """Which stock corrections of the file (by their reason, which begins with its number) are here already."""
    found = select(movements.c.reason).where(movements.c.kind == "adjustment", movements.c.reason.in_(_KEYS))
    return {row[0] for row in in_chunks(connection, found.distinct(), documents)}


def on_hand(connection: Connection, item_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """What lies where: {(item, bin code): quantity}."""
    found = select(stock.c.item_id, CALLED, stock.c.on_hand).join(bins, bins.c.id == stock.c.bin_id)
    rows = in_chunks(connection, found.where(stock.c.item_id.in_(_KEYS)), item_ids)
    return {(row[0], row[1]): row[2] for row in rows}


def brought_by(connection: Connection, batch_id: int) -> dict[tuple[int, int], int]:
    """What a batch brought to each place and is free there still: {(item, bin): quantity}."""
    moved = (
        select(movements.c.item_id, movements.c.bin_id, func.sum(movements.c.quantity).label("quantity"))
        .where(movements.c.batch_id == batch_id)
        .group_by(movements.c.item_id, movements.c.bin_id)
        .subquery()
    )
    free = stock.c.on_hand - stock.c.reserved
    here = (stock.c.item_id == moved.c.item_id) & (stock.c.bin_id == moved.c.bin_id)
    found = select(moved.c.item_id, moved.c.bin_id, moved.c.quantity, free).join(stock, here)
    return {(row[0], row[1]): max(0, min(int(row[2]), int(row[3]))) for row in connection.execute(found)}


def reserved_in(connection: Connection, item_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """What is reserved where, and so may not be counted away: {(item, bin code): quantity}."""
    found = select(stock.c.item_id, CALLED, stock.c.reserved).join(bins, bins.c.id == stock.c.bin_id)
    held = found.where(stock.c.item_id.in_(_KEYS), stock.c.reserved > 0)
    return {(row[0], row[1]): row[2] for row in in_chunks(connection, held, item_ids)}


def usual_bin_codes(connection: Connection, item_ids: Iterable[int]) -> dict[int, str]:
    """The code of the shelf where each of these items mostly lies."""
    places = usual_bins(connection, item_ids)
    codes = {row[0]: row[1] for row in in_chunks(connection, _CODES, places.values())}
    return {item_id: codes[bin_id] for item_id, bin_id in places.items()}


def usual_bins(connection: Connection, item_ids: Iterable[int]) -> dict[int, int]:
    """The shelf where each of these items mostly lies."""
    found = (
        select(stock.c.item_id, stock.c.bin_id)
        .join(bins, bins.c.id == stock.c.bin_id)
        .where(stock.c.item_id.in_(_KEYS), bins.c.sells == 1)
        .order_by(stock.c.on_hand, bins.c.code.desc())
    )
    return {row[0]: row[1] for row in in_chunks(connection, found, item_ids)}


def incoming_of(connection: Connection, item_ids: Iterable[int], reference: str) -> set[int]:
    """Which of these items have goods on their way under this reference."""
    found = select(incoming.c.item_id).where(incoming.c.item_id.in_(_KEYS), incoming.c.reference == reference)
    return {row[0] for row in in_chunks(connection, found, item_ids)}


def add_incoming(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Note goods on their way."""
    if rows:
        connection.execute(insert(incoming), rows)


def add_vendor(connection: Connection, values: dict[str, Any]) -> int:
    """Write a vendor; return the key."""
    key: int = connection.execute(insert(vendors).returning(vendors.c.id), values).scalar_one()
    return key


def keys() -> BindParameter[Any]:
    """The parameter that `in_chunks` fills."""
    return _KEYS


def in_chunks(connection: Connection, found: Any, keys: Iterable[Any]) -> Iterator[Any]:
    """The rows of a statement for all `keys`, some hundred at a time."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _CHUNK):
        yield from connection.execute(found, {"keys": wanted[start : start + _CHUNK]})
