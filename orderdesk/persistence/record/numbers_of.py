"""Whatever bears a number, found by it as far as it is typed: parcels, returns, bills, receipts, picklists, buying."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Table, func, literal, or_, select

from orderdesk.domain.fulfilment.boxes import boxed_number, read_boxed
from orderdesk.persistence.record.search import begins, matching
from orderdesk.persistence.schema import (
    boxes,
    invoices,
    labels,
    orders,
    payments,
    picklists,
    purchases,
    returns,
    shipments,
)

SHORTEST = 3
"""Fewer signs than this begin too many numbers."""
MOST_OF_A_KIND = 4
_SERIES = re.compile(r"([A-Z]+)-?(\d+)")
_KINDS: tuple[tuple[str, Table, Column[str]], ...] = (
    ("shipment", shipments, shipments.c.number),
    ("tracking", boxes, boxes.c.tracking),
    ("return", returns, returns.c.number),
    ("bill", invoices, invoices.c.number),
    ("receipt", payments, payments.c.receipt),
    ("picklist", picklists, picklists.c.number),
    ("purchase", purchases, purchases.c.number),
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One thing by its number, with its key `id`; `order` is the number of its order with the key `order_id`, where it
    has one. `kind` is order, shipment, tracking, void tracking (the number of an older label), return, bill (an invoice
    or credit note), receipt, picklist, purchase, customer or item."""

    kind: str
    id: int
    number: str
    order: str = ""
    order_id: int = 0


def bearing(connection: Connection, code: str) -> list[Numbered]:
    """What bears exactly this number, in letters of either case and with or without its hyphen; each thing once, though
    a receipt stands for several tenders."""
    found = [each for kind in _KINDS for each in _of(connection, *kind, _exactly(kind[2], code))]
    return list({(each.kind, each.number): each for each in found}.values())


def numbered(connection: Connection, typed: str) -> list[Numbered]:
    """What bears a number that begins as typed; nothing before a figure is typed, since every number has one."""
    code = typed.strip().upper()
    if len(code) < SHORTEST or " " in code or not any(sign.isdigit() for sign in code):
        return []
    starts = sorted(_written(code))
    asked = [(kind, table, column, start) for kind, table, column in _KINDS for start in starts]
    return [
        found
        for kind, table, column, start in asked
        for found in _of(connection, kind, table, column, begins(connection, column, start))
    ]


def box_bearing(connection: Connection, code: str) -> tuple[Numbered, int] | None:
    """The shipment of the box that a number names as it stands on its papers ("SH-1001-2"), and its position; a box
    that was split off is found where it is now. None for what is no such number; it does not say that there is such a
    box."""
    named = read_boxed(code.strip().upper())
    found = _of(connection, *_KINDS[0], _exactly(shipments.c.number, named[0])) if named else []
    if named is None or not found:
        return None
    here, place = found[0], named[1]
    there = select(boxes.c.id).where(boxes.c.shipment_id == here.id, boxes.c.position == place)
    if connection.execute(there).first() is None:
        # Whole words: each is kept between blanks.
        was = (literal(" ") + boxes.c.earlier + " ").contains(f" {boxed_number(here.number, place)} ", autoescape=True)
        moved = select(shipments.c.id, shipments.c.number, boxes.c.position).join(
            boxes, boxes.c.shipment_id == shipments.c.id
        )
        moved = moved.where(shipments.c.order_id == here.order_id, boxes.c.earlier != "", was)
        for key, number, position in connection.execute(moved):
            return Numbered("shipment", key, number, here.order, here.order_id), position
    return here, place


def orders_bearing(connection: Connection, code: str) -> list[Numbered]:
    """The order of this number; else those that a web shop calls so, or whose customer's own reference it is."""
    written = sorted({code, *_written(code.upper())})
    named = connection.execute(select(orders.c.id, orders.c.number).where(orders.c.number.in_(written))).all()
    candidates = matching(connection, "orders", code) if not named else None
    if candidates is not None:
        found = select(orders.c.id, orders.c.number).where(orders.c.id.in_(candidates), _called(code.lower()))
        named = connection.execute(found.order_by(orders.c.id.desc()).limit(MOST_OF_A_KIND)).all()
    return [Numbered("order", key, number, number, key) for key, number in named]


def once_bearing(connection: Connection, code: str) -> list[Numbered]:
    """The shipments of which a box bore this tracking number once and does not now; found by the words of their orders,
    as the ledger of labels is long."""
    candidates = matching(connection, "orders", code)
    if candidates is None:
        return []
    borne = select(shipments.c.id, labels.c.tracking, orders.c.number, orders.c.id).distinct()
    borne = borne.select_from(
        labels.join(shipments, shipments.c.id == labels.c.shipment_id).join(orders, orders.c.id == shipments.c.order_id)
    )
    wanted = _exactly(labels.c.tracking, code)
    rows = connection.execute(borne.where(orders.c.id.in_(candidates), wanted, labels.c.tracking != ""))
    return [Numbered("void tracking", *row) for row in rows]


def tote_bearing(connection: Connection, picklist: str, tote: int) -> list[Numbered]:
    """The shipment that was picked into this tote."""
    found = select(shipments.c.id, shipments.c.number, orders.c.number, orders.c.id)
    found = found.join(orders, orders.c.id == shipments.c.order_id)
    found = found.join(picklists, picklists.c.id == shipments.c.picklist_id)
    found = found.where(picklists.c.number == picklist, shipments.c.tote == tote)
    return [Numbered("shipment", *row) for row in connection.execute(found)]


def _called(code: str) -> ColumnElement[bool]:
    """That a shop calls an order so, with or without its sign for a number and its own name, or its customer does."""
    remote, plain = func.lower(orders.c.remote_id), code.lstrip("#")
    ways = [code, plain, f"#{plain}"]
    named = [remote.endswith(f":{way}", autoescape=True) for way in ways[1:]]
    return or_(remote.in_(ways), *named, func.lower(orders.c.reference) == code)


def _written(code: str) -> set[str]:
    """A number as it is typed, and with the hyphen that series have."""
    series = _SERIES.fullmatch(code)
    return {code, f"{series[1]}-{series[2]}"} if series else {code}


def _exactly(column: Column[str], code: str) -> ColumnElement[bool]:
    return column.in_(sorted({code, *_written(code.upper())}))


def _of(
    connection: Connection, kind: str, table: Table, column: Column[str], wanted: ColumnElement[bool]
) -> list[Numbered]:
    """Those of one kind; the empty number of a box without tracking begins with nothing. A box is known as its
    shipment."""
    boxed = table is boxes
    owner = shipments if boxed else table
    ordered = "order_id" in owner.c
    found = select(owner.c.id, column, *([orders.c.number, orders.c.id] if ordered else []))
    found = found.select_from(table).where(wanted, column != "")
    if boxed:
        found = found.join(shipments, shipments.c.id == boxes.c.shipment_id).distinct()
    if ordered:
        found = found.join(orders, orders.c.id == owner.c.order_id)
    rows = connection.execute(found.order_by(column).limit(MOST_OF_A_KIND))
    return [Numbered(kind, *row) for row in rows]
