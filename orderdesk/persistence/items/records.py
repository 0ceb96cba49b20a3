"""Items, their barcodes and pictures, and vendors: read for a change, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, literal, select, union_all, update

from orderdesk.domain.items.scans import item_codes
from orderdesk.domain.values.money import Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.record.search import matching
from orderdesk.persistence.schema import barcodes, items, vendors


@dataclass(frozen=True, slots=True)
class Item:
    """What the shop sells: prices in ten-thousandths, quantities in thousandths, grams and millimetres."""

    id: int
    sku: str
    name: str
    price: Price
    cost: Price
    tax_class: str
    unit: str
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    upright: int
    fragile: int
    vendor_id: int | None
    reorder_point: Quantity
    safety_stock: Quantity
    stocked: int
    oversell: int
    active: int
    warning: str
    instructions: str
    remote_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Vendor:
    """Whom the shop buys from."""

    id: int
    name: str
    contact: str
    phone: str
    email: str
    address: str
    remote_id: str


_ITEM = select(*columns_of(items, Item))
_ITEM_BY_ID = _ITEM.where(items.c.id == bindparam("key"))
_VENDOR = select(*columns_of(vendors, Vendor))
_ADD_ITEM = insert(items).returning(items.c.id)
_CODES: BindParameter[str] = bindparam("codes", expanding=True)
# SKUs come last, so that they go before barcodes.
_BY_CODES = union_all(
    select(barcodes.c.code, barcodes.c.item_id, literal(0).label("rank")).where(barcodes.c.code.in_(_CODES)),
    select(items.c.sku, items.c.id, literal(1)).where(items.c.sku.in_(_CODES)),
).order_by("rank")


def read_item(connection: Connection, item_id: int) -> Item | None:
    """The item as it is kept."""
    row = connection.execute(_ITEM_BY_ID, {"key": item_id}).first()
    return Item(*row) if row else None


def item_id_by_exact_code(connection: Connection, code: str) -> int | None:
    """The item of exactly this SKU or barcode, a GTIN in any of its lengths."""
    return item_ids_by_exact_code(connection, [code]).get(code)


def item_ids_by_exact_code(connection: Connection, codes: Sequence[str]) -> dict[str, int]:
    """The item of each of these codes that is a SKU or else a barcode, in one statement."""
    forms = {code: item_codes(code) for code in codes}
    asked = list(dict.fromkeys(form for several in forms.values() for form in several))
    known = {code: key for code, key, _ in connection.execute(_BY_CODES, {"codes": asked})}
    return {code: known[form] for code, several in forms.items() for form in reversed(several) if form in known}


def item_id_by_code(connection: Connection, code: str) -> int | None:
    """The item of a SKU or a scanned barcode; a SKU in other case is found last, by way of the search index."""
    found = item_id_by_exact_code(connection, code)
    asked = matching(connection, "items", code) if found is None else None
    if asked is None:
        return found
    alike = connection.execute(select(items.c.id, items.c.sku).where(items.c.id.in_(asked)))
    return next((row.id for row in alike if row.sku.lower() == code.lower()), None)


def add_item(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a new item; return its key."""
    key: int = connection.execute(_ADD_ITEM, dict(values)).scalar_one()
    return key


def change_item(connection: Connection, item_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of an item and raise its version."""
    changed = update(items).where(items.c.id == item_id)
    connection.execute(changed.values(**values, version=items.c.version + 1))


def barcodes_of(connection: Connection, item_id: int) -> tuple[str, ...]:
    """The barcodes of an item."""
    found = select(barcodes.c.code).where(barcodes.c.item_id == item_id).order_by(barcodes.c.code)
    return tuple(connection.execute(found).scalars())


def unblock(connection: Connection, item_ids: Sequence[int], reason: str) -> None:
    """Let items be sold again that were blocked for this reason."""
    for start in range(0, len(item_ids), 500):
        here = items.c.id.in_(item_ids[start : start + 500]) & (items.c.blocked == reason)
        connection.execute(update(items).where(here).values(blocked=""))


def set_barcodes(connection: Connection, item_id: int, codes: Sequence[str]) -> None:
    """Give an item these barcodes and no others."""
    connection.execute(delete(barcodes).where(barcodes.c.item_id == item_id, barcodes.c.code.not_in(codes)))
    known = set(barcodes_of(connection, item_id))
    new = [{"code": code, "item_id": item_id} for code in codes if code not in known]
    if new:
        connection.execute(insert(barcodes), new)


def owners_of(connection: Connection, codes: Sequence[str]) -> dict[str, int]:
    """Which items these barcodes, or SKUs that say the same number, belong to."""
    return item_ids_by_exact_code(connection, codes)


def picture_of(connection: Connection, item_id: int) -> bytes | None:
    """The picture as it was stored."""
    return connection.execute(select(items.c.picture).where(items.c.id == item_id)).scalar()


def vendor_id_by_name(connection: Connection, name: str) -> int | None:
    """The key of a vendor by name."""
    return connection.execute(select(vendors.c.id).where(vendors.c.name == name)).scalar()


def read_vendor(connection: Connection, vendor_id: int) -> Vendor | None:
    """The vendor as kept."""
    row = connection.execute(_VENDOR.where(vendors.c.id == vendor_id)).first()
    return Vendor(*row) if row else None


def read_vendors(connection: Connection) -> list[Vendor]:
    """All vendors by name."""
    return [Vendor(*row) for row in connection.execute(_VENDOR.order_by(vendors.c.name))]


def save_vendor(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a vendor under their name, new or as they are from now on; return the key."""
    changed = update(vendors).where(vendors.c.name == values["name"]).values(**values).returning(vendors.c.id)
    key = connection.execute(changed).scalar()
    if key is None:
        key = connection.execute(insert(vendors).returning(vendors.c.id), dict(values)).scalar_one()
    return int(key)


def change_vendor(connection: Connection, vendor_id: int, values: Mapping[str, Any]) -> None:
    """Write a vendor as they are from now on."""
    connection.execute(update(vendors).where(vendors.c.id == vendor_id).values(**values))
