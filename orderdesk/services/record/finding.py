"""Finding anything by its number: what a clerk reads off a paper, a label or a bin, and what a reader scans."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.station.commands import TOTE
from orderdesk.domain.items.gs1 import read_elements
from orderdesk.domain.items.scans import Measure, Scan, measure_of, read_scan
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.customers.records import customer_id_by_number
from orderdesk.persistence.items.lists import FoundItem, find_items, item_by_code
from orderdesk.persistence.money.z_numbers import z_numbered
from orderdesk.persistence.record.numbers_of import (
    Numbered,
    bearing,
    box_bearing,
    numbered,
    once_bearing,
    orders_bearing,
    tote_bearing,
)
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk

MOST_ITEMS = 5
SHORTEST = 2
"""One letter begins half the goods of a shop and would cost as much as all else that is looked for."""
_LINK_END = re.compile(r"https?://\S*[/=]([^/=?#&]+)/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ScannedItem:
    """The item that a code names, how much of it and at which unit price where the code says so; `told` is what else
    it says (a lot, the last day of use, a serial number) in words, "" for nothing."""

    item: FoundItem
    measure: Measure
    told: str


def find_numbers(desk: Desk, typed: str) -> tuple[list[Numbered], list[FoundItem]]:
    """What bears a number that begins as typed, and the items that fit by SKU, barcode or name."""
    with desk.reading() as connection:
        items = find_items(connection, typed, MOST_ITEMS) if len(typed.strip()) >= SHORTEST else []
        found = [*z_numbered(connection, typed), *numbered(connection, typed)]
        return found or _parcel(connection, typed.strip()), items


def things_of_code(desk: Desk, code: str) -> list[Numbered]:
    """Everything that bears the code a reader has read off one of our papers, a label or goods; often one thing.

    A link on a paper means the number at its end.
    """
    with desk.reading() as connection:
        link = _LINK_END.fullmatch(code.strip())
        elements = read_elements(code)
        asked = [code.strip(), *([link[1]] if link else []), *([elements.parcel] if elements else [])]
        for each in filter(None, asked):
            own = [*orders_bearing(connection, each), *bearing(connection, each), *_customer(connection, each)]
            found = [*z_numbered(connection, each), *own] or _parcel(connection, each)
            if found:
                return found
        item = _item(connection, read_scan(code, shop_of(connection).scale_codes))
        return [Numbered("item", item.id, item.sku)] if item else []


def order_of_code(desk: Desk, code: str) -> int:
    """The key of the order of a number: its own, that of the web shop it came from, or its customer's reference.

    Raises NotFound for none and Refused for several.
    """
    with desk.reading() as connection:
        return order_named(connection, code).id


def order_named(connection: Connection, code: str) -> Numbered:
    """The order itself, inside a snapshot. Digits alone are a number of ours ("1042" is SO-1042) before another's."""
    typed = code.strip()
    ours = orders_bearing(connection, f"SO-{typed}") if typed.isdigit() else []
    found = ours or orders_bearing(connection, typed)
    if not found:
        raise NotFound(f"There is no order {typed[:40]}.", field="order")
    if len(found) > 1:
        names = ", ".join(each.number for each in found)
        raise Refused(f"{typed[:40]} names several orders: {names}. Say which.", field="order")
    return found[0]


def scanned_item(desk: Desk, code: str) -> ScannedItem:
    """The item that a code names and how much of it is meant; refuses a code that names none, saying what it is."""
    with desk.reading() as connection:
        shop = shop_of(connection)
        scan = read_scan(code, shop.scale_codes)
        item = _item(connection, scan)
    if item is None:
        things = things_of_code(desk, code)
        what = f"{things[0].number} is {KIND_WORDS[things[0].kind]}, no item." if things else ""
        raise NotFound(what or f"There is no item {scan.text[:60]}.", field="sku")
    return ScannedItem(item, measure_of(scan, item.unit, item.price, shop.currency), _told(scan))


KIND_WORDS = {
    "order": "an order",
    "shipment": "a shipment",
    "tracking": "a tracking number",
    "void tracking": "the number of a void label",
    "return": "a return",
    "bill": "an invoice or credit note",
    "receipt": "a receipt",
    "z": "a closed till",
    "picklist": "a picklist",
    "purchase": "a purchase order",
    "customer": "a customer",
    "item": "an item",
}
"""What each kind of thing with a number is called."""


def _item(connection: Connection, scan: Scan) -> FoundItem | None:
    found = (item_by_code(connection, code) for code in scan.codes)
    return next((item for item in found if item is not None), None)


def _parcel(connection: Connection, code: str) -> list[Numbered]:
    """The shipment of a box without a carrier's number, which is labelled "SH-1001-2", of a tote, or of a label that is
    void."""
    boxed = box_bearing(connection, code)
    return [boxed[0]] if boxed else _in_tote(connection, code) or once_bearing(connection, code)


def _in_tote(connection: Connection, code: str) -> list[Numbered]:
    """What a tote of a picklist was picked for."""
    tote = TOTE.fullmatch(code.upper())
    return tote_bearing(connection, tote[1], int(tote[2])) if tote else []


def _customer(connection: Connection, code: str) -> list[Numbered]:
    key = customer_id_by_number(connection, code.upper())
    return [Numbered("customer", key, code.upper())] if key is not None else []


def _told(scan: Scan) -> str:
    parts = (
        f"lot {scan.lot}" if scan.lot else "",
        f"serial number {scan.serial}" if scan.serial else "",
        f"best before {scan.expires:%d %B %Y}" if scan.expires else "",
    )
    return ", ".join(filter(None, parts))
