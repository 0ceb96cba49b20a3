"""Whatever bears a number, found by it as far as it is typed: parcels, returns, bills, receipts, picklists, buying."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, select

from orderdesk.persistence.schema import invoices, orders, payments, picklists, purchases, returns, shipments
from orderdesk.persistence.search import begins

SHORTEST = 3
"""Fewer signs than this begin too many numbers."""
MOST_OF_A_KIND = 4
_SERIES = re.compile(r"([A-Z]+)-?(\d+)")
_KINDS: tuple[tuple[str, Table, Column[str]], ...] = (
    ("shipment", shipments, shipments.c.number),
    ("tracking", shipments, shipments.c.tracking),
    ("return", returns, returns.c.number),
    ("bill", invoices, invoices.c.number),
    ("receipt", payments, payments.c.receipt),
    ("picklist", picklists, picklists.c.number),
    ("purchase", purchases, purchases.c.number),
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One thing by its number: `kind` is shipment, tracking, return, bill (an invoice or credit note), receipt,
    picklist or purchase, `id` its key; `order` is the number of its order with the key `order_id`, where it has one."""

    kind: str
    id: int
    number: str
    order: str = ""
    order_id: int = 0


def numbered(connection: Connection, typed: str) -> list[Numbered]:
    """What bears a number that begins as typed; nothing before a figure is typed, since every number has one."""
    code = typed.strip().upper()
    if len(code) < SHORTEST or " " in code or not any(sign.isdigit() for sign in code):
        return []
    series = _SERIES.fullmatch(code)
    starts = {code, f"{series[1]}-{series[2]}"} if series else {code}
    asked = [(*each, start) for each in _KINDS for start in sorted(starts)]
    return [found for each in asked for found in _of(connection, *each)]


def _of(connection: Connection, kind: str, table: Table, column: Column[str], start: str) -> list[Numbered]:
    """Those of one kind; the empty number of a shipment without tracking begins with nothing."""
    ordered = "order_id" in table.c
    wanted = select(table.c.id, column, *([orders.c.number, orders.c.id] if ordered else []))
    wanted = wanted.where(begins(connection, column, start), column != "")
    if ordered:
        wanted = wanted.join(orders, orders.c.id == table.c.order_id)
    rows = connection.execute(wanted.order_by(column).limit(MOST_OF_A_KIND))
    return [Numbered(kind, *row) for row in rows]
