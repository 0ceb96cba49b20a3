"""Prices that an import brings: what is here of them, and writing them in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Table, bindparam, func, select, text, update

from orderdesk.persistence.database.rows import writer
from orderdesk.persistence.imports.matching import skus_in_any_case
from orderdesk.persistence.imports.records import as_json
from orderdesk.persistence.schema import (
    barcodes,
    customer_prices,
    customers,
    items,
    price_rows,
)

LISTS, CUSTOMERS = "price_lists", "customer_prices"
"""Whose prices were changed, as the records of a batch name it."""
_CHUNK = 500
KEYS: BindParameter[Any] = bindparam("keys", expanding=True)

Mark = tuple[int, int, int]
"""Which price: owner (list or customer), item, quantity it begins at."""


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """What a price is; the days are those of a customer's own price."""

    price: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PriceBefore:
    """A price before a batch, None where there was none, and what the batch made of it."""

    item_id: int
    from_quantity: int
    before: PriceTerms | None
    after: PriceTerms


def items_by_code(connection: Connection, codes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """(key, SKU) of the items with these SKUs or barcodes, by the code as it is given; a SKU in any case counts."""
    wanted = set(codes)
    found = {sku: (key, sku) for key, sku in chunked(connection, _BY_SKU, wanted)}
    found |= {code: (key, sku) for code, key, sku in chunked(connection, _BY_BARCODE, wanted - set(found))}
    if missing := wanted - set(found):
        known = skus_in_any_case(connection)
        alike = {known[code.lower()]: code for code in missing if code.lower() in known}
        found |= {alike[sku]: (key, sku) for key, sku in chunked(connection, _BY_SKU, alike)}
    return found


_BY_SKU = select(items.c.id, items.c.sku).where(items.c.sku.in_(KEYS))
_BY_BARCODE = (
    select(barcodes.c.code, items.c.id, items.c.sku)
    .join(items, items.c.id == barcodes.c.item_id)
    .where(barcodes.c.code.in_(KEYS))
)
_STAYED = func.coalesce(customers.c.merged_into_id, customers.c.id)
_BY_NUMBER = select(customers.c.number, _STAYED).where(customers.c.number.in_(KEYS))
_BY_REMOTE = (
    select(customers.c.remote_id, _STAYED)
    .where(customers.c.remote_id.in_(KEYS), customers.c.remote_id != "")
    .order_by(customers.c.id.desc())
)
_BY_EMAIL = (
    select(func.lower(customers.c.email), _STAYED)
    .where(func.lower(customers.c.email).in_(KEYS), customers.c.active == 1)
    .order_by(customers.c.id.desc())
)


def customers_by_any(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The keys of customers by their number, their channel's id, the bare figures of a number, or their e-mail.

    Who was merged leads to who stayed.
    """
    wanted = set(names)
    found: dict[str, int] = dict(_pairs(connection, _BY_NUMBER, wanted))
    found |= dict(_pairs(connection, _BY_REMOTE, wanted - set(found)))
    figures = {f"C-{name}": name for name in wanted - set(found) if name.isdecimal()}
    found |= {figures[number]: key for number, key in _pairs(connection, _BY_NUMBER, figures)}
    mails = {name.lower(): name for name in wanted - set(found) if "@" in name}
    found |= {mails[mail]: key for mail, key in _pairs(connection, _BY_EMAIL, mails)}
    return found


def numbers_of(connection: Connection, customer_ids: Iterable[int]) -> dict[int, str]:
    """The numbers of these customers."""
    asked = select(customers.c.id, customers.c.number).where(customers.c.id.in_(KEYS))
    return {row[0]: row[1] for row in chunked(connection, asked, customer_ids)}


def prices_of(connection: Connection, kind: str, owner_ids: Iterable[int]) -> dict[Mark, PriceTerms]:
    """Every price of these lists or customers."""
    table, owner = table_of(kind)
    days = (table.c.valid_from, table.c.valid_to) if kind == CUSTOMERS else ()
    asked = select(owner, table.c.item_id, table.c.from_quantity, table.c.price, *days).where(owner.in_(KEYS))
    return {(row[0], row[1], row[2]): PriceTerms(*row[3:]) for row in chunked(connection, asked, owner_ids)}


def set_prices(connection: Connection, kind: str, prices: Mapping[Mark, PriceTerms]) -> None:
    """Write these prices; one of the same owner, item and quantity is replaced."""
    if not prices:
        return
    table, owner = table_of(kind)
    days = ("valid_from", "valid_to") if kind == CUSTOMERS else ()
    columns = (owner.name, "item_id", "from_quantity", "price", *days)
    named, values = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    changed = ", ".join(f"{name} = excluded.{name}" for name in ("price", *days))
    sql = text(
        f"INSERT INTO {table.name} ({named}) VALUES ({values}) "  # noqa: S608  our own names
        f"ON CONFLICT ({owner.name}, item_id, from_quantity) DO UPDATE SET {changed}"
    ).bindparams(*(bindparam(name, type_=table.c[name].type) for name in columns))
    connection.execute(
        sql,
        [
            dict(zip(columns, (*mark, terms.price, terms.valid_from, terms.valid_to), strict=False))
            for mark, terms in prices.items()
        ],
    )


def note_changes(connection: Connection, customer_ids: Sequence[int]) -> None:
    """Raise the versions of customers, so that an import that made or changed them is not taken back unseen."""
    for start in range(0, len(customer_ids), _CHUNK):
        mine = customers.c.id.in_(customer_ids[start : start + _CHUNK])
        connection.execute(update(customers).where(mine).values(version=customers.c.version + 1))


def keep_prices(
    connection: Connection,
    batch_id: int,
    kind: str,
    kept: Mapping[int, Sequence[PriceBefore]],
    made: Mapping[int, bool],
) -> None:
    """Keep what a batch did to the prices of lists or customers; `made` names new lists, and whether their group is."""
    if not kept:
        return
    write = writer(connection, "import_records", ("batch_id", "kind", "record_id", "before"))
    write(
        (batch_id, kind, owner, as_json({"made": owner in made, "group": made.get(owner, False), "rows": _rows(rows)}))
        for owner, rows in kept.items()
    )


def _rows(kept: Sequence[PriceBefore]) -> list[list[Any]]:
    return [[each.item_id, each.from_quantity, _plain(each.before), _plain(each.after)] for each in kept]


def _plain(terms: PriceTerms | None) -> list[Any] | None:
    if terms is None:
        return None
    days = [day.isoformat() if day else None for day in (terms.valid_from, terms.valid_to)]
    return [terms.price, *days]


def table_of(kind: str) -> tuple[Table, Any]:
    """The table of a kind of price, and its column that names the owner."""
    if kind == LISTS:
        return price_rows, price_rows.c.list_id
    return customer_prices, customer_prices.c.customer_id


def _pairs(connection: Connection, asked: Any, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    yield from chunked(connection, asked, keys)


def chunked(connection: Connection, asked: Any, keys: Iterable[Any]) -> Iterator[Any]:
    """The rows of a question about KEYS, asked for so many at a time."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _CHUNK):
        yield from connection.execute(asked, {"keys": wanted[start : start + _CHUNK]})
