"""Bringing products in: new items, changed ones, their vendors, first stock and what is on its way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection

from orderdesk.domain.values.errors import Refused
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.integrations.imports.records import ProductRecord
from orderdesk.persistence.imports import matching as import_matching
from orderdesk.persistence.imports import records as imports
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.items.records import Item, owners_of
from orderdesk.persistence.record import search
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import CHANGED, NEW, SAME, MatchContext, RowTally, Verdict, held_against
from orderdesk.services.imports.of_orders.tax_classes import TaxClasses
from orderdesk.services.items.item_forms import FLAGS, NEVER_PRICED, ItemForm, check_item

INCOMING = "on order when imported"
_GIVEN = (
    "name", "price", "cost", "tax_class", "unit", "weight_g", "reorder_point", "safety_stock", "stocked", "oversell",
    "warning", "instructions", "active", "upright", "fragile",
)  # fmt: skip
_KEPT = tuple(each.name for each in fields(ItemForm) if each.name not in ("vendor", "barcodes", "bin"))
_WRITTEN = (*_KEPT, "vendor_id")
_TABLES = {
    "items": ("id", "batch_id", "blocked", *_WRITTEN),
    "barcodes": ("code", "item_id"),
    "import_records": ("batch_id", "kind", "record_id", "before"),
}


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item to write: as it will be, and as it was."""

    record: ProductRecord
    form: ItemForm
    before: Item | None
    barcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Products:
    """The items to write."""

    tally: RowTally
    changes: tuple[ItemChange, ...]

    @property
    def wanted(self) -> list[ProductRecord]:
        """The records to be written."""
        return [each.record for each in self.changes]


def match(connection: Connection, reading: Reading, context: MatchContext) -> Products:
    """Compare the products of a file with the catalogue."""
    records = [each for each in reading.records if isinstance(each, ProductRecord)]
    known = import_matching.items_by_sku(connection, (each.sku for each in records))
    codes = import_matching.barcodes_by_item(connection, (each.id for each in known.values()))
    vendors = {each.id: each.name for each in import_matching.vendors_by_name(connection).values()}
    taken = _Taken(import_matching.skus_in_any_case(connection), _owners(connection, records))
    classes = TaxClasses(context.shop.tax_profile, context.today)

    def judge(record: ProductRecord) -> Verdict[ItemChange]:
        before = known.get(record.sku)
        kept = codes.get(before.id, ()) if before else ()
        old = _form(before, kept, vendors) if before else None
        record = replace(record, tax_class=classes.named(record.tax_class))
        form = check_item(_wanted(record, old), context.shop.tax_profile.classes)
        taken.refuse(record, before)
        if old == form:
            return Verdict(SAME, record.sku)
        told = _difference(old, form) if old else form.name if form.price else f"{form.name}, without a price"
        return Verdict(CHANGED if old else NEW, record.sku, told, ItemChange(record, form, before, kept))

    return Products(*held_against(reading, records, context, judge, lambda record: record.sku))


@dataclass(frozen=True, slots=True)
class _Taken:
    """SKUs in small letters and barcodes that others have, in the books or further up in the file."""

    skus: dict[str, str]
    codes: dict[str, int | str]

    def refuse(self, record: ProductRecord, before: Item | None) -> None:
        """Refuse a SKU that differs from another only in its letters' case, and a barcode of another item."""
        same = self.skus.setdefault(record.sku.lower(), record.sku)
        if before is None and same != record.sku:
            raise Refused(f"{record.sku} is taken: there is {same}.", field="sku")
        for code in _codes(record):
            owner = self.codes.setdefault(code, record.sku)
            if owner not in (record.sku, before.id if before else None):
                raise Refused(f"The barcode {code} belongs to another item.", field="barcode")


def _codes(record: ProductRecord) -> list[str]:
    """The barcodes of a cell, which parts several by a semicolon."""
    return [code.strip() for code in (record.barcode or "").split(";") if code.strip()]


def _owners(connection: Connection, records: Iterable[ProductRecord]) -> dict[str, int | str]:
    """Which items the barcodes of the file belong to."""
    codes = sorted({code for each in records for code in _codes(each)})
    found: dict[str, int | str] = {}
    for start in range(0, len(codes), 500):
        found |= owners_of(connection, codes[start : start + 500])
    return found


def write(work: Work, batch_id: int, products: Products, context: MatchContext) -> None:
    """Write the items with their vendors, opening stock and incoming goods."""
    vendors = _write_vendors(work, batch_id, products)
    bulk = imports.Bulk(work.connection, _TABLES)
    words, changed = [], []
    for place, change in enumerate(products.changes):
        context.step(place)
        values = _columns(change.form, vendors)
        before = change.before
        if before is None:
            key = next(bulk.keys("items"))
            bulk.rows("items").append((key, batch_id, NEVER_PRICED if change.record.price is None else "", *values))
        else:
            key = before.id
            bulk.rows("import_records").append((batch_id, "items", key, _kept(before, change.barcodes)))
            changed.append((*values, key))
        new_codes = [code for code in change.form.barcodes if code not in change.barcodes]
        bulk.rows("barcodes").extend((code, key) for code in new_codes)
        words.append((key, " ".join([change.form.sku, change.form.name, *change.form.barcodes])))
        work.event("item", key, "changed" if before else "added", f"import {batch_id}")
    bulk.close()
    imports.change_rows(work.connection, "items", _WRITTEN, changed)
    priced = [each.before.id for each in products.changes if each.before and each.record.price]
    catalog.unblock(work.connection, priced, NEVER_PRICED)
    search.index_many(work.connection, "items", words)
    _open_stock(work, batch_id, products)
    work.touch("items", "stock")


def _write_vendors(work: Work, batch_id: int, products: Products) -> dict[str, int]:
    """The keys of all vendors by name, the new ones written."""
    keys = {name: each.id for name, each in import_matching.vendors_by_name(work.connection).items()}
    for change in products.changes:
        vendor = change.record.vendor
        if vendor and vendor.name not in keys:
            values = asdict(vendor) | {"batch_id": batch_id}
            keys[vendor.name] = import_matching.add_vendor(work.connection, values)
    return keys


def _columns(form: ItemForm, vendors: Mapping[str, int]) -> tuple[Any, ...]:
    """The columns of an item in the order of `_WRITTEN`."""
    values = (getattr(form, name) for name in _KEPT)
    return (*(int(each) if isinstance(each, bool) else each for each in values), vendors.get(form.vendor))


def _kept(before: Item, codes: tuple[str, ...]) -> str:
    """An item as it was, to be put back by an undo; `version` is the one it gets now."""
    kept = {name: getattr(before, name) for name in (*_KEPT, "vendor_id")}
    return imports.as_json(kept | {"barcodes": list(codes), "version": before.version + 1})


def _lies_somewhere(record: ProductRecord) -> bool:
    return bool(record.on_hand or record.incoming or record.bin)


def _open_stock(work: Work, batch_id: int, products: Products) -> None:
    """Stock of items that never moved is their opening stock; later figures come by a stock import."""
    wanted = [each.record for each in products.changes if _lies_somewhere(each.record)]
    ids = {sku: item.id for sku, item in import_matching.items_by_sku(work.connection, (r.sku for r in wanted)).items()}
    moved = import_matching.item_ids_with_stock_history(work.connection, ids.values())
    coming = import_matching.incoming_of(work.connection, ids.values(), INCOMING)
    usual, shelf = import_matching.usual_bins(work.connection, ids.values()), stock.bin_for(work.connection, 0)
    named = {each.bin: places.add_bin(work.connection, each.bin) for each in wanted if each.bin}
    for each in wanted:
        if each.bin and ids[each.sku] not in moved:
            stock.place_item(work.connection, ids[each.sku], named[each.bin])
    opening = [
        Movement(
            ids[each.sku], named.get(each.bin) or usual.get(ids[each.sku], shelf), each.on_hand, "opening", "imported"
        )
        for each in wanted
        if each.on_hand and ids[each.sku] not in moved
    ]
    stock.move_stock(work.connection, opening, now=work.now, user=work.user, batch_id=batch_id)
    known = import_matching.vendors_by_name(work.connection)
    import_matching.add_incoming(
        work.connection,
        [
            {
                "item_id": ids[each.sku],
                "vendor_id": known[each.vendor.name].id if each.vendor else None,
                "reference": INCOMING,
                "quantity": each.incoming,
                "batch_id": batch_id,
            }
            for each in wanted
            if each.incoming and ids[each.sku] not in coming
        ],
    )


def _form(item: Item, codes: tuple[str, ...], vendors: dict[int, str]) -> ItemForm:
    """An item as it is kept."""
    values = {name: getattr(item, name) for name in _KEPT}
    flags = {name: bool(values[name]) for name in FLAGS}
    return ItemForm(**values | flags, vendor=vendors.get(item.vendor_id or 0, ""), barcodes=codes)


def _wanted(record: ProductRecord, old: ItemForm | None) -> ItemForm:
    """An item as the file wants it: what it says nothing about stays."""
    given = {name: value for name in _GIVEN if (value := getattr(record, name)) is not None}
    form = replace(old or ItemForm(record.sku, record.name or record.sku), **given)
    if record.size is not None:
        length, width, height = record.size
        form = replace(form, length_mm=length, width_mm=width, height_mm=height)
    if record.vendor is not None:
        form = replace(form, vendor=record.vendor.name)
    if more := set(_codes(record)) - set(form.barcodes):
        form = replace(form, barcodes=tuple(sorted((*form.barcodes, *more))))
    return form


def _difference(old: ItemForm, new: ItemForm) -> str:
    return ", ".join(
        each.name.replace("_", " ") for each in fields(ItemForm) if getattr(old, each.name) != getattr(new, each.name)
    )
