"""Finding items as someone types or scans, and showing one whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.money import Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.database.keys import among, bound_keys
from orderdesk.persistence.items.records import (
    Item,
    barcodes_of,
    item_id_by_code,
    item_id_by_exact_code,
    read_item,
    read_vendor,
)
from orderdesk.persistence.record.search import fold, matching
from orderdesk.persistence.schema import items
from orderdesk.persistence.stock.records import figures

MOST_RANKED = 200
"""So many matches are ranked; of more, someone types another letter."""
_NAMES = select(items.c.id, items.c.name).where(items.c.active == 1).order_by(items.c.id)
_STATE = select(func.count(), func.coalesce(func.max(items.c.id), 0), func.coalesce(func.sum(items.c.version), 0))


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item in a type-ahead list."""

    id: int
    sku: str
    name: str
    price: Price
    tax_class: str
    unit: str
    weight_g: int
    stocked: int
    active: int
    warning: str
    stock: StockFigures

    @property
    def available(self) -> Quantity:
        return self.stock.available


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item with all that is known of it but its movements."""

    item: Item
    barcodes: tuple[str, ...]
    vendor: str
    stock: StockFigures


_PART = tuple(each.name for each in fields(FoundItem) if each.name != "stock")
_ITEMS = select(*(items.c[name] for name in _PART))
_BY_BEGINNING = (
    _ITEMS.where(items.c.active == 1, items.c.sku >= bindparam("low"), items.c.sku < bindparam("high"))
    .order_by(items.c.sku)
    .limit(bindparam("most"))
)
# As PostgreSQL has them in its index of beginnings.
_PLAIN_SKU = func.lower(items.c.sku).collate("C")
_BY_BEGINNING_ON_SERVER = (
    _ITEMS.where(items.c.active == 1, bindparam("low") <= _PLAIN_SKU, bindparam("high") > _PLAIN_SKU)
    .order_by(_PLAIN_SKU)
    .limit(bindparam("most"))
)


def find_items(connection: Connection, typed: str, limit: int = 20) -> list[FoundItem]:
    """Items on sale that fit what is typed: the exact SKU or barcode first, then SKUs that begin so, then names whose
    words do."""
    text = typed.strip()
    if not text:
        return []
    asked = matching(connection, "items", text)
    rows = {row[0]: row for row in _sku_rows(connection, text, limit)}
    exact = item_id_by_exact_code(connection, text)
    if exact is not None and exact not in rows:
        rows |= {row[0]: row for row in _by_keys(connection, [exact]) if row.active}
    if asked is not None and len(rows) < limit:
        words = _ITEMS.where(items.c.id.in_(asked), items.c.active == 1).limit(MOST_RANKED)
        rows |= {row[0]: row for row in connection.execute(words)}
    wanted, plain = text.casefold(), fold(text)
    best = sorted(rows.values(), key=lambda row: (_rank(row, exact, wanted, plain), row.sku))
    return _with_stock(connection, best[:limit])


def item_by_code(connection: Connection, code: str) -> FoundItem | None:
    """The item of a SKU or scanned barcode, on sale or not; None when the code is unknown."""
    found = item_id_by_code(connection, code.strip())
    return None if found is None else items_by_id(connection, [found])[0]


def items_by_id(connection: Connection, item_ids: Iterable[int]) -> list[FoundItem]:
    """These items as a list shows them, by SKU."""
    return _with_stock(connection, sorted(_by_keys(connection, item_ids), key=lambda row: row.sku))


def item_card(connection: Connection, item_id: int) -> ItemCard | None:
    """One item whole."""
    item = read_item(connection, item_id)
    if item is None:
        return None
    vendor = read_vendor(connection, item.vendor_id) if item.vendor_id else None
    stock = figures(connection, [item_id])[item_id]
    return ItemCard(item, barcodes_of(connection, item_id), vendor.name if vendor else "", stock)


def _by_keys(connection: Connection, item_ids: Iterable[int]) -> Sequence[Row[Any]]:
    asked = among(_ITEMS, items.c.id, connection.dialect.name)
    return connection.execute(asked, bound_keys(connection, item_ids)).all()


def _sku_rows(connection: Connection, text: str, most: int) -> Sequence[Row[Any]]:
    server = connection.dialect.name == "postgresql"
    begun = _BY_BEGINNING_ON_SERVER if server else _BY_BEGINNING
    beginnings = [text.lower()] if server else dict.fromkeys((text, text.upper()))
    return [
        row
        for each in beginnings
        for row in connection.execute(begun, {"low": each, "high": f"{each}\U0010ffff", "most": most})
    ]


def _rank(row: Row[Any], exact: int | None, wanted: str, plain: str) -> int:
    sku = row.sku.casefold()
    if row.id == exact or sku == wanted:
        return 0
    if sku.startswith(wanted):
        return 1
    return 2 if fold(row.name).startswith(plain) else 3


def _with_stock(connection: Connection, rows: Sequence[Row[Any]]) -> list[FoundItem]:
    stock = figures(connection, [row[0] for row in rows]) if rows else {}
    return [FoundItem(**row._mapping, stock=stock[row[0]]) for row in rows]


def names_on_sale(connection: Connection) -> list[tuple[int, str]]:
    """Key and name of every item on sale, in the order of their keys."""
    return [(key, name) for key, name in connection.execute(_NAMES)]


def state_of_names(connection: Connection) -> tuple[int, ...]:
    """Figures that differ as soon as an item has come, gone or changed."""
    return tuple(connection.execute(_STATE).one())
