"""The catalogue: items with their barcodes and pictures, and the vendors they come from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from orderdesk.domain.items.barcodes import barcode_warning
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.items.lists import FoundItem, ItemCard, find_items, item_by_code, item_card
from orderdesk.persistence.record import search
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.services.desk import Desk, Work
from orderdesk.services.items.item_forms import (
    FLAGS,
    NEVER_PRICED,
    ItemForm,
    VendorForm,
    check_item,
    check_picture,
    check_vendor,
)


@dataclass(frozen=True, slots=True)
class SavedItem:
    """An item that was kept, and what should be looked at again."""

    id: int
    warnings: tuple[str, ...] = ()


def add_item(desk: Desk, form: ItemForm) -> SavedItem:
    """Add an item; refuse a SKU or barcode that is taken."""
    with desk.writing(right="keep items") as work:
        return write_item(work, form)


def edit_item(desk: Desk, item_id: int, form: ItemForm, *, version: int | None = None) -> SavedItem:
    """Change an item. With `version` it is refused when someone else changed it after it was read."""
    with desk.writing(right="keep items") as work:
        before = catalog.read_item(work.connection, item_id)
        if before is None:
            raise NotFound("There is no such item.", field="item")
        if version is not None and before.version != version:
            raise Refused(f"{before.sku} was changed by someone else meanwhile; look at it again first.")
        return write_item(work, form, item_id)


def write_item(work: Work, form: ItemForm, item_id: int | None = None) -> SavedItem:
    """Check and write an item inside a transaction; with `item_id` the one that is there."""
    checked = check_item(form, shop_of(work.connection).tax_profile.classes)
    _refuse_taken(work, checked, item_id)
    values = _row(checked) | {"vendor_id": _vendor_id(work, checked.vendor)}
    if item_id is None:
        item_id = catalog.add_item(work.connection, values)
        work.event("item", item_id, "added", checked.sku)
    else:
        catalog.change_item(work.connection, item_id, values)
        if checked.price:
            catalog.unblock(work.connection, [item_id], NEVER_PRICED)
        work.event("item", item_id, "changed", checked.sku)
    catalog.set_barcodes(work.connection, item_id, checked.barcodes)
    if checked.bin:
        stock.place_item(work.connection, item_id, places.add_bin(work.connection, checked.bin))
    search.index(work.connection, "items", item_id, " ".join([checked.sku, checked.name, *checked.barcodes]))
    work.touch("items", "stock")
    return SavedItem(item_id, tuple(filter(None, map(barcode_warning, checked.barcodes))))


def form_of(card: ItemCard) -> ItemForm:
    """The form filled with an item as it is."""
    known = {each.name for each in fields(catalog.Item)} & {each.name for each in fields(ItemForm)}
    values: dict[str, Any] = {name: getattr(card.item, name) for name in known}
    flags = {name: bool(values[name]) for name in FLAGS}
    return ItemForm(**values | flags, vendor=card.vendor, barcodes=card.barcodes)


def retire_item(desk: Desk, item_id: int) -> None:
    """Take an item off sale; its history stays."""
    with desk.writing(right="keep items") as work:
        item = catalog.read_item(work.connection, item_id)
        if item is None:
            raise NotFound("There is no such item.", field="item")
        if not item.active:
            raise Refused(f"{item.sku} is off sale already.", field="item")
        catalog.change_item(work.connection, item_id, {"active": 0})
        work.event("item", item_id, "taken off sale", item.sku)
        work.touch("items")


def sell_again(desk: Desk, item_id: int) -> None:
    """Put an item that was taken off sale back on it."""
    with desk.writing(right="keep items") as work:
        item = catalog.read_item(work.connection, item_id)
        if item is None:
            raise NotFound("There is no such item.", field="item")
        if item.active:
            raise Refused(f"{item.sku} is on sale.", field="item")
        catalog.change_item(work.connection, item_id, {"active": 1})
        work.event("item", item_id, "on sale again", item.sku)
        work.touch("items")


def set_picture(desk: Desk, item_id: int, picture: bytes | None) -> None:
    """Keep a picture of an item, or none; refuse a file that is no picture or too large."""
    if picture is not None:
        check_picture(picture)
    with desk.writing(right="keep items") as work:
        if catalog.read_item(work.connection, item_id) is None:
            raise NotFound("There is no such item.", field="item")
        catalog.change_item(work.connection, item_id, {"picture": picture})
        work.event("item", item_id, "picture", "set" if picture else "removed")
        work.touch("items")


def picture_of(desk: Desk, item_id: int) -> bytes | None:
    """The picture as it was given."""
    with desk.reading() as connection:
        return catalog.picture_of(connection, item_id)


def save_vendor(desk: Desk, form: VendorForm, known: str = "") -> int:
    """Add a vendor, or change the one who is `known` by this name so far; no two have one name."""
    with desk.writing(right="keep items") as work:
        checked = check_vendor(form)
        before = catalog.vendor_id_by_name(work.connection, known) if known else None
        if known and before is None:
            raise NotFound(f"There is no vendor {known[:60]}.", field="vendor")
        taken = catalog.vendor_id_by_name(work.connection, checked.name)
        if taken not in (None, before):
            raise Refused(f"There is a vendor {checked.name} already.", field="name")
        if before is None:
            return write_vendor(work, form)
        catalog.change_vendor(work.connection, before, asdict(checked))
        work.event("vendor", before, "changed", checked.name)
        work.touch("items")
        return before


def vendor_named(desk: Desk, name: str) -> catalog.Vendor:
    """A vendor by name; refuse one that there is not."""
    with desk.reading() as connection:
        key = catalog.vendor_id_by_name(connection, name.strip())
        found = catalog.read_vendor(connection, key) if key is not None else None
    if found is None:
        raise NotFound(f"There is no vendor {name.strip()[:60]}.", field="vendor")
    return found


def vendor_form(vendor: catalog.Vendor) -> VendorForm:
    """The form filled with a vendor as they are."""
    return VendorForm(**{each.name: getattr(vendor, each.name) for each in fields(VendorForm)})


def write_vendor(work: Work, form: VendorForm) -> int:
    """Check and write a vendor inside a transaction."""
    checked = check_vendor(form)
    key = catalog.save_vendor(work.connection, asdict(checked))
    work.event("vendor", key, "saved", checked.name)
    work.touch("items")
    return key


def vendors_of(desk: Desk) -> list[catalog.Vendor]:
    """All vendors by name."""
    with desk.reading() as connection:
        return catalog.read_vendors(connection)


def look_for_items(desk: Desk, typed: str, limit: int = 20) -> list[FoundItem]:
    """Items that fit what is typed so far, best first."""
    with desk.reading() as connection:
        return find_items(connection, typed, limit)


def item_of_code(desk: Desk, code: str) -> FoundItem:
    """The item of a SKU or scanned barcode; refuse an unknown one."""
    with desk.reading() as connection:
        found = item_by_code(connection, code)
    if found is None:
        raise NotFound(f"There is no item {code.strip()[:60]}.", field="sku")
    return found


def item_of(desk: Desk, item_id: int) -> ItemCard:
    """One item whole."""
    with desk.reading() as connection:
        found = item_card(connection, item_id)
    if found is None:
        raise NotFound("There is no such item.", field="item")
    return found


def _refuse_taken(work: Work, form: ItemForm, item_id: int | None) -> None:
    same = catalog.item_id_by_code(work.connection, form.sku)
    if same is not None and same != item_id:
        raise Refused(f"{form.sku} is taken: {_named(work, same)} has that SKU or barcode.", field="sku")
    for code, owner in catalog.owners_of(work.connection, form.barcodes).items():
        if owner != item_id:
            raise Refused(f"The barcode {code} belongs to {_named(work, owner)}.", field="barcodes")


def _named(work: Work, item_id: int) -> str:
    item = catalog.read_item(work.connection, item_id)
    return f"{item.sku} ({item.name})" if item else "another item"


def _vendor_id(work: Work, name: str) -> int | None:
    if not name:
        return None
    known = catalog.vendor_id_by_name(work.connection, name)
    return write_vendor(work, VendorForm(name)) if known is None else known


def _row(form: ItemForm) -> dict[str, Any]:
    values = {each.name: getattr(form, each.name) for each in fields(ItemForm)}
    for name in ("vendor", "barcodes", "bin"):
        del values[name]
    return values | {name: int(values[name]) for name in FLAGS}
