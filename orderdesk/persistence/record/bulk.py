"""Writing a great many rows at once: the history of a rehearsal shop, with keys given by the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orderdesk.persistence.database import neutral
from orderdesk.persistence.database.rows import writer
from orderdesk.persistence.record import search
from orderdesk.persistence.record.history import chained
from orderdesk.persistence.schema import counters, metadata, stock

# The columns that are given, in the order in which the tables are written; all others keep their defaults.
COLUMNS: dict[str, tuple[str, ...]] = {
    "items": ("id", "sku", "name", "price", "cost", "tax_class", "weight_g", "reorder_point", "oversell"),
    "barcodes": ("code", "item_id"),
    "bins": ("id", "location_id", "code"),
    "customers": ("id", "number", "name", "company", "phone", "phone_digits", "email", "created_at"),
    "addresses": ("id", "customer_id", "line1", "city", "postcode", "country", "bill_to", "ship_to"),
    "orders": (
        *("id", "number", "state", "channel", "customer_id", "bill_to_id", "ship_to_id", "service_id", "currency"),
        *("tax_profile_id", "tender", "placed_at", "confirmed_at", "closed_at", "ship_by", "net", "tax", "total"),
        *("units", "fulfilment", "payment", "due", "user"),
    ),
    "order_lines": (
        *("id", "order_id", "position", "item_id", "label", "quantity", "price", "gross", "net", "tax_class"),
        *("tax_rate", "tax", "tax_place", "exemption", "cancelled", "shipped", "invoiced", "returned"),
    ),
    "picklists": ("id", "number", "made_at", "user", "copies"),
    "shipments": (
        *("id", "number", "order_id", "state", "picklist_id", "tote", "ship_to_id", "service_id"),
        *("ship_by", "made_at", "picked_at", "packed_at", "shipped_at", "delivered_at", "user"),
    ),
    "allocations": ("id", "shipment_id", "order_line_id", "item_id", "bin_id", "quantity", "picked", "gone"),
    "boxes": ("id", "shipment_id", "position", "carton", "weight_g", "tracking", "label_copies"),
    "labels": ("shipment_id", "box", "at", "user", "what", "tracking", "copies"),
    "returns": (
        *("id", "number", "order_id", "state", "reason", "opened_at", "expires", "received_at", "settled_at"),
        *("settlement", "user"),
    ),
    "return_lines": ("return_id", "order_line_id", "item_id", "quantity", "received", "reason", "outcome"),
    "invoices": (
        *("id", "kind", "number", "order_id", "customer_id", "shop_id", "bill_to_id", "ship_to_id", "return_id"),
        *("amends_id", "reason", "issued_at", "issue_date", "supply_date", "due_date", "currency", "net", "tax"),
        *("total", "user"),
    ),
    "invoice_lines": (
        *("invoice_id", "order_line_id", "position", "sku", "description", "quantity", "price", "net", "tax_class"),
        *("tax_rate", "tax", "tax_place", "exemption"),
    ),
    "invoice_taxes": ("invoice_id", "label", "rate", "base", "tax", "place", "exemption"),
    "payments": (
        *("kind", "at", "order_id", "customer_id", "credit_note_id", "tender", "amount", "reference", "receipt"),
        "user",
    ),
    "movements": (
        *("at", "effective_at", "item_id", "bin_id", "quantity", "kind", "reason", "document_kind", "document_id"),
        *("unit_cost", "user"),
    ),
    "stock": ("item_id", "bin_id", "on_hand"),
    "events": ("at", "user", "subject", "subject_id", "what", "detail", "hash"),
}
_MORE = (
    update(stock)
    .where(stock.c.item_id == bindparam("item"), stock.c.bin_id == bindparam("bin"))
    .values(on_hand=stock.c.on_hand + bindparam("more"))
)


class BulkWriter:
    """Collects rows and writes them table by table. Times are given in milliseconds, days as "2026-05-31"."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.rows: dict[str, list[Sequence[Any]]] = {table: [] for table in COLUMNS}
        self.words: dict[str, list[tuple[int, str]]] = {kind: [] for kind in ("orders", "customers", "items")}

    def next_key(self, table: str) -> int:
        """The first key that is free in a table."""
        key = metadata.tables[table].c.id
        return int(self._connection.execute(select(func.coalesce(func.max(key), 0))).scalar_one()) + 1

    def set_next(self, series: str, number: int) -> None:
        """Let a series go on with this number."""
        changed = update(counters).where(counters.c.series == series).values(next=number)
        if not self._connection.execute(changed).rowcount:
            self._connection.execute(insert(counters), {"series": series, "next": number})

    def add_on_hand(self, changes: Mapping[tuple[int, int], int]) -> None:
        """Change on hand by item and bin, as the movements collected say."""
        rows = [{"item": item, "bin": place, "more": more} for (item, place), more in sorted(changes.items()) if more]
        if rows:
            self._connection.execute(_MORE, rows)

    def flush(self) -> None:
        """Write what was collected so far."""
        self.rows["events"] = list(chained(self._connection, self.rows["events"]))
        for table, rows in self.rows.items():
            if rows:
                writer(self._connection, table, COLUMNS[table])(rows)
                rows.clear()
        for kind, words in self.words.items():
            search.index_many(self._connection, kind, words)
            words.clear()

    def finish(self) -> None:
        """Write the rest, and let the next key follow the last one given."""
        self.flush()
        if self._connection.dialect.name == "postgresql":
            neutral.advance_keys(self._connection, [name for name in COLUMNS if "id" in COLUMNS[name]])
