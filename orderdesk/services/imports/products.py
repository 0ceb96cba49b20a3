"""Bringing products in: new items, changed ones, their vendors, first stock and what is on its way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import Connection

from orderdesk.domain.errors import Refused
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.integrations.imports.records import ProductRecord
from orderdesk.persistence import import_matching, imports, stock
from orderdesk.persistence.catalog import Item, owners_of
from orderdesk.persistence.stock import Movement
from orderdesk.services.catalog import write_item
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import CHANGED, NEW, SAME, Context, Tally
from orderdesk.services.item_forms import ItemForm, check_item

INCOMING = "on order when imported"
_GIVEN = ("name", "price", "cost", "tax_class", "unit", "weight_g", "reorder_point", "active")
_FLAGS = ("stocked", "oversell", "active")
_KEPT = tuple(each.name for each in fields(ItemForm) if each.name not in ("vendor", "barcodes", "bin"))


@dataclass(frozen=True, slots=True)
class Change:
    """One item to write: as it will be, and as it was."""

    record: ProductRecord
    form: ItemForm
    before: Item | None
    barcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Products:
    """The items to write."""

    tally: Tally
    changes: tuple[Change, ...]


def match(connection: Connection, reading: Reading, context: Context) -> Products:
    """Compare the products of a file with the catalogue."""
    tally = Tally()
    tally.include(reading.problems)
    records = [each for each in reading.records if isinstance(each, ProductRecord)]
    known = import_matching.items_by_sku(connection, (each.sku for each in records))
    codes = import_matching.barcodes_by_item(connection, (each.id for each in known.values()))
    vendors = {each.id: each.name for each in import_matching.vendors_by_name(connection).values()}
    owners = owners_of_all(connection, records)
    changes = []
    for place, record in enumerate(records):
        context.step(place)
        before = known.get(record.sku)
        old = _form(before, codes.get(before.id, ()), vendors) if before else None
        try:
            form = check_item(_wanted(record, old), context.shop.tax_profile.classes)
            _refuse_foreign_barcode(record, before, owners)
        except Refused as error:
            tally.refuse(record.row, record.sku, str(error), error.field or "")
            continue
        if old == form:
            tally.add(record.row, SAME, record.sku)
            continue
        tally.add(record.row, CHANGED if old else NEW, record.sku, _difference(old, form) if old else form.name)
        changes.append(Change(record, form, before, codes.get(before.id, ()) if before else ()))
    return Products(tally, tuple(changes))


def owners_of_all(connection: Connection, records: Iterable[ProductRecord]) -> dict[str, int]:
    """Which items the barcodes of the file belong to."""
    codes = sorted({each.barcode for each in records if each.barcode})
    found: dict[str, int] = {}
    for start in range(0, len(codes), 500):
        found |= owners_of(connection, codes[start : start + 500])
    return found


def write(work: Work, batch_id: int, products: Products, context: Context) -> None:
    """Write the items with their vendors, opening stock and incoming goods."""
    vendors = import_matching.vendors_by_name(work.connection)
    known = set(vendors)
    for place, change in enumerate(products.changes):
        context.step(place)
        vendor = change.record.vendor
        if vendor and vendor.name not in known:
            import_matching.add_vendor(work.connection, asdict(vendor) | {"batch_id": batch_id})
            known.add(vendor.name)
        _write_one(work, batch_id, change)
    _open_stock(work, batch_id, products)


def _write_one(work: Work, batch_id: int, change: Change) -> None:
    before = change.before
    if before is not None:
        kept = {name: getattr(before, name) for name in (*_KEPT, "vendor_id")}
        kept |= {"barcodes": list(change.barcodes), "version": before.version + 1}
        imports.keep_before(work.connection, batch_id, "items", before.id, kept)
    saved = write_item(work, change.form, before.id if before else None)
    if before is None:
        import_matching.mark_batch(work.connection, "items", saved.id, batch_id)


def _open_stock(work: Work, batch_id: int, products: Products) -> None:
    """Stock of items that never moved is their opening stock; later figures come by a stock import."""
    wanted = [each.record for each in products.changes if each.record.on_hand or each.record.incoming]
    ids = {sku: item.id for sku, item in import_matching.items_by_sku(work.connection, (r.sku for r in wanted)).items()}
    moved = import_matching.item_ids_with_stock_history(work.connection, ids.values())
    coming = import_matching.incoming_of(work.connection, ids.values(), INCOMING)
    opening = [
        Movement(ids[each.sku], stock.bin_for(work.connection, ids[each.sku]), each.on_hand, "opening", "imported")
        for each in wanted
        if each.on_hand and ids[each.sku] not in moved
    ]
    stock.move_stock(work.connection, opening, now=work.now, user=work.user, batch_id=batch_id)
    vendors = import_matching.vendors_by_name(work.connection)
    import_matching.add_incoming(
        work.connection,
        [
            {
                "item_id": ids[each.sku],
                "vendor_id": vendors[each.vendor.name].id if each.vendor else None,
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
    flags = {name: bool(values[name]) for name in _FLAGS}
    return ItemForm(**values | flags, vendor=vendors.get(item.vendor_id or 0, ""), barcodes=codes)


def _wanted(record: ProductRecord, old: ItemForm | None) -> ItemForm:
    """An item as the file wants it: what it says nothing about stays."""
    given = {name: value for name in _GIVEN if (value := getattr(record, name)) is not None}
    form = replace(old or ItemForm(record.sku, record.name or record.sku), **given)
    if record.vendor is not None:
        form = replace(form, vendor=record.vendor.name)
    if record.barcode and record.barcode not in form.barcodes:
        form = replace(form, barcodes=tuple(sorted((*form.barcodes, record.barcode))))
    return form


def _refuse_foreign_barcode(record: ProductRecord, before: Item | None, owners: dict[str, int]) -> None:
    owner = owners.get(record.barcode or "")
    if owner is not None and owner != (before.id if before else None):
        raise Refused(f"The barcode {record.barcode} belongs to another item.", field="barcode")


def _difference(old: ItemForm, new: ItemForm) -> str:
    return ", ".join(
        each.name.replace("_", " ") for each in fields(ItemForm) if getattr(old, each.name) != getattr(new, each.name)
    )
