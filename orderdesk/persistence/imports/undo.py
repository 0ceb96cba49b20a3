"""Taking a batch out of the books: what stands in its way, removing its rows, and putting changed rows back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, text, update

from orderdesk.persistence.imports import prices_undo as import_prices_undo
from orderdesk.persistence.imports.records import kept_before, lift_earlier
from orderdesk.persistence.items.records import set_barcodes
from orderdesk.persistence.record import search
from orderdesk.persistence.schema import addresses, customers, items

_UNDONE = 2
"""How many versions on a row is that was changed and put back: as it was, though its version is another one."""
_ORDERS = "(SELECT id FROM orders WHERE batch_id = :batch)"
_ITEMS = "(SELECT id FROM items WHERE batch_id = :batch)"
_CUSTOMERS = "(SELECT id FROM customers WHERE batch_id = :batch)"
_INVOICES = "(SELECT id FROM invoices WHERE batch_id = :batch)"
_OTHER = "(x.batch_id IS NULL OR x.batch_id <> :batch)"

# Each statement names one thing done since that stands on the batch.
_OBSTACLES = (
    (
        f"SELECT x.number, o.number FROM invoices x JOIN orders o ON o.id = x.order_id "
        f"WHERE o.batch_id = :batch AND {_OTHER}",
        "{1} was invoiced or credited since ({0}).",
    ),
    (
        f"SELECT o.number FROM payments x JOIN orders o ON o.id = x.order_id WHERE o.batch_id = :batch AND {_OTHER}",
        "money was taken or given back on {0} since.",
    ),
    (
        "SELECT o.number, s.state FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.batch_id = :batch "
        "AND s.state NOT IN ('waiting', 'allocated', 'cancelled') "
        "AND NOT EXISTS (SELECT 1 FROM movements m WHERE m.batch_id = :batch AND m.document_kind = 'shipment' "
        "AND m.document_id = s.id AND m.item_id IN (SELECT item_id FROM allocations WHERE shipment_id = s.id))",
        "{0} is {1} already.",
    ),
    (
        "SELECT o.number, r.number FROM returns r JOIN orders o ON o.id = r.order_id WHERE o.batch_id = :batch "
        "AND NOT EXISTS (SELECT 1 FROM invoices i WHERE i.return_id = r.id AND i.batch_id = :batch)",
        "{0} has the return {1}.",
    ),
    (
        "SELECT i.sku, x.number FROM order_lines l JOIN items i ON i.id = l.item_id "
        f"JOIN orders x ON x.id = l.order_id WHERE i.batch_id = :batch AND {_OTHER}",
        "{0} is on the order {1}.",
    ),
    (
        f"SELECT i.sku FROM movements x JOIN items i ON i.id = x.item_id WHERE i.batch_id = :batch AND {_OTHER}",
        "stock of {0} was moved since.",
    ),
    (
        f"SELECT i.sku FROM incoming x JOIN items i ON i.id = x.item_id WHERE i.batch_id = :batch AND {_OTHER}",
        "more of {0} is on its way since.",
    ),
    (
        "SELECT i.sku FROM incoming x JOIN items i ON i.id = x.item_id WHERE x.batch_id = :batch AND x.received > 0",
        "goods on their way were received for {0} since.",
    ),
    (
        f"SELECT c.name, x.number FROM orders x JOIN customers c ON c.id = x.customer_id "
        f"WHERE c.batch_id = :batch AND {_OTHER}",
        "{0} has the order {1}.",
    ),
    (
        "SELECT g.number, s.number FROM customers g JOIN customers s ON s.id = g.merged_into_id "
        "WHERE g.batch_id = :batch OR s.batch_id = :batch",
        "{0} was merged into {1} since.",
    ),
    (
        "SELECT v.name, x.sku FROM items x JOIN vendors v ON v.id = x.vendor_id "
        f"WHERE v.batch_id = :batch AND {_OTHER} AND NOT EXISTS (SELECT 1 FROM import_records r "
        "WHERE r.batch_id = :batch AND r.kind = 'items' AND r.record_id = x.id)",
        "{0} is the vendor of {1}.",
    ),
    (
        "SELECT i.sku FROM movements x JOIN movements m ON m.id = x.corrects_id "
        f"JOIN items i ON i.id = m.item_id WHERE m.batch_id = :batch AND {_OTHER}",
        "a movement of {0} was corrected since.",
    ),
    (
        "SELECT i.sku, b.code FROM stock s JOIN items i ON i.id = s.item_id JOIN bins b ON b.id = s.bin_id "
        "JOIN (SELECT item_id, bin_id, SUM(quantity) AS moved FROM movements WHERE batch_id = :batch "
        "GROUP BY item_id, bin_id) AS m ON m.item_id = s.item_id AND m.bin_id = s.bin_id "
        "LEFT JOIN (SELECT a.item_id, a.bin_id, SUM(a.quantity) AS tied FROM allocations a "
        "JOIN order_lines l ON l.id = a.order_line_id JOIN orders o ON o.id = l.order_id "
        "WHERE o.batch_id = :batch AND a.gone = 0 GROUP BY a.item_id, a.bin_id) AS t "
        "ON t.item_id = s.item_id AND t.bin_id = s.bin_id "
        "WHERE s.on_hand - m.moved < s.reserved - COALESCE(t.tied, 0)",
        "{0} in bin {1} was sold or promised since.",
    ),
    *(
        (
            f"SELECT i.{name} FROM import_records n JOIN {table} i ON i.id = n.record_id "
            f"WHERE n.kind = '{table}' AND n.batch_id > :batch AND (i.batch_id = :batch OR EXISTS (SELECT 1 "
            "FROM import_records r WHERE r.batch_id = :batch AND r.kind = n.kind AND r.record_id = n.record_id))",
            "{0} was changed by a later import; undo that one first.",
        )
        for table, name in (("items", "sku"), ("customers", "name"))
    ),
)

_REMOVE = (
    "UPDATE stock SET reserved = reserved - t.tied FROM (SELECT a.item_id AS item, a.bin_id AS bin, "
    "SUM(a.quantity) AS tied FROM allocations a JOIN order_lines l ON l.id = a.order_line_id "
    f"WHERE a.gone = 0 AND l.order_id IN {_ORDERS} GROUP BY a.item_id, a.bin_id) AS t "
    "WHERE stock.item_id = t.item AND stock.bin_id = t.bin",
    "UPDATE stock SET on_hand = on_hand - m.moved FROM (SELECT item_id AS item, bin_id AS bin, SUM(quantity) AS moved "
    "FROM movements WHERE batch_id = :batch GROUP BY item_id, bin_id) AS m "
    "WHERE stock.item_id = m.item AND stock.bin_id = m.bin",
    f"DELETE FROM search_orders WHERE rowid IN {_ORDERS}",
    f"DELETE FROM search_items WHERE rowid IN {_ITEMS}",
    f"DELETE FROM search_customers WHERE rowid IN {_CUSTOMERS}",
    f"DELETE FROM postings WHERE document = 'brought along' AND document_id IN {_ORDERS}",
    # As they were before: an account is there once something is posted to it or it is named.
    "DELETE FROM accounts WHERE code = '' AND name = '' AND NOT EXISTS "
    "(SELECT 1 FROM postings p WHERE p.account_id = accounts.id)",
    "DELETE FROM payments WHERE batch_id = :batch",
    "UPDATE order_lines SET returned = returned - b.back FROM (SELECT l.order_line_id AS line, SUM(l.received) AS back "
    "FROM return_lines l JOIN invoices i ON i.return_id = l.return_id WHERE i.batch_id = :batch "
    f"AND i.order_id NOT IN {_ORDERS} GROUP BY l.order_line_id) AS b WHERE order_lines.id = b.line",
    "DELETE FROM return_lines WHERE return_id IN (SELECT return_id FROM invoices WHERE batch_id = :batch)",
    f"DELETE FROM invoice_taxes WHERE invoice_id IN {_INVOICES}",
    f"DELETE FROM invoice_lines WHERE invoice_id IN {_INVOICES}",
    "DELETE FROM invoices WHERE batch_id = :batch",
    # Those whose lines went above: no other return that was closed has none.
    "DELETE FROM returns WHERE state = 'closed' AND NOT EXISTS "
    "(SELECT 1 FROM return_lines l WHERE l.return_id = returns.id)",
    "DELETE FROM movements WHERE batch_id = :batch",
    f"DELETE FROM reservations WHERE order_id IN {_ORDERS}",
    *(
        f"DELETE FROM {table} WHERE shipment_id IN (SELECT id FROM shipments WHERE order_id IN {_ORDERS})"
        for table in ("labels", "boxes", "allocations")
    ),
    f"DELETE FROM shipments WHERE order_id IN {_ORDERS}",
    f"DELETE FROM messages WHERE order_id IN {_ORDERS}",
    f"DELETE FROM rule_firings WHERE order_id IN {_ORDERS}",
    f"DELETE FROM adjustments WHERE order_id IN {_ORDERS}",
    f"DELETE FROM order_lines WHERE order_id IN {_ORDERS}",
    "DELETE FROM orders WHERE batch_id = :batch",
    "DELETE FROM incoming WHERE batch_id = :batch",
    f"DELETE FROM customer_items WHERE item_id IN {_ITEMS} OR customer_id IN {_CUSTOMERS}",
    f"DELETE FROM customer_prices WHERE item_id IN {_ITEMS} OR customer_id IN {_CUSTOMERS}",
    f"DELETE FROM price_rows WHERE item_id IN {_ITEMS}",
    f"DELETE FROM stock WHERE item_id IN {_ITEMS}",
    f"DELETE FROM barcodes WHERE item_id IN {_ITEMS}",
    "DELETE FROM items WHERE batch_id = :batch",
    f"DELETE FROM contacts WHERE customer_id IN {_CUSTOMERS}",
    f"DELETE FROM addresses WHERE customer_id IN {_CUSTOMERS}",
    "DELETE FROM customers WHERE batch_id = :batch",
    "DELETE FROM vendors WHERE batch_id = :batch",
    "DELETE FROM addresses WHERE id IN (SELECT record_id FROM import_records WHERE batch_id = :batch "
    "AND kind = 'addresses') AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.ship_to_id = addresses.id "
    "OR o.bill_to_id = addresses.id)",
)
_TOLD = "SELECT DISTINCT subject, subject_id FROM events WHERE " + " OR ".join(
    f"(subject = '{subject}' AND subject_id IN (SELECT id FROM {table} WHERE batch_id = :batch))"
    for subject, table in (("order", "orders"), ("item", "items"), ("customer", "customers"), ("vendor", "vendors"))
)
_TOLD_SHIPMENTS = (
    "SELECT DISTINCT subject, subject_id FROM events WHERE subject = 'shipment' "
    f"AND subject_id IN (SELECT id FROM shipments WHERE order_id IN {_ORDERS})"
)


def take_time(connection: Connection) -> None:
    """Let a long history be taken back on PostgreSQL, which else stops a statement that takes long."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))


def obstacle(connection: Connection, batch_id: int) -> str | None:
    """What was done since that stands on the batch, as the end of a sentence; None when it can be undone."""
    for sql, sentence in _OBSTACLES:
        row = connection.execute(text(f"{sql} LIMIT 1"), {"batch": batch_id}).first()
        if row is not None:
            return sentence.format(*row)
    for kind, key, before in kept_before(connection, batch_id):
        if kind in ("items", "customers"):
            table = items if kind == "items" else customers
            named = table.c.sku if kind == "items" else table.c.name
            name, version = connection.execute(select(named, table.c.version).where(table.c.id == key)).one()
            if version != before["version"]:
                return f"{name} was changed since."
    return import_prices_undo.obstacle(connection, batch_id)


def credited_orders(connection: Connection, batch_id: int) -> list[int]:
    """The orders of earlier imports that this batch credited."""
    sql = text(f"SELECT DISTINCT order_id FROM invoices WHERE batch_id = :batch AND order_id NOT IN {_ORDERS}")
    return sorted(connection.execute(sql, {"batch": batch_id}).scalars())


def told(connection: Connection, batch_id: int) -> list[tuple[str, int]]:
    """What of the batch has a history of its own: (subject, key)."""
    bound = {"batch": batch_id}
    found = [*connection.execute(text(_TOLD), bound), *connection.execute(text(_TOLD_SHIPMENTS), bound)]
    priced = import_prices_undo.told(connection, batch_id)
    return [(subject, key) for subject, key in found] + priced


_UNCOUNTED = ("search_", "postings")
"""What is told of other rows, and is no row that an import brought."""


def remove(connection: Connection, batch_id: int) -> int:
    """Delete every row of the batch and take it out of the stock counters; returns how many rows went."""
    gone = 0
    for statement in _REMOVE:
        count = connection.execute(text(statement), {"batch": batch_id}).rowcount
        if statement.startswith("DELETE") and not any(each in statement for each in _UNCOUNTED):
            gone += count
    return gone


def restore(connection: Connection, batch_id: int) -> int:
    """Put the rows that the batch changed back as they were; returns how many."""
    count = 0
    for kind, key, before in kept_before(connection, batch_id):
        if kind == "items":
            _restore_item(connection, key, before)
        elif kind == "customers":
            _restore_customer(connection, key, before)
        else:
            continue
        lift_earlier(connection, batch_id, kind, key, _UNDONE)
        search.refresh_index(connection, kind, key)
        count += 1
    return count + import_prices_undo.restore(connection, batch_id)


def _restore_item(connection: Connection, key: int, before: Mapping[str, Any]) -> None:
    values = {name: value for name, value in before.items() if name not in ("barcodes", "version")}
    values = {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}
    changed = update(items).where(items.c.id == key)
    connection.execute(changed.values(**values, version=items.c.version + 1))
    set_barcodes(connection, key, before["barcodes"])


def _restore_customer(connection: Connection, key: int, before: Mapping[str, Any]) -> None:
    values = {name: value for name, value in before.items() if name not in ("version", "address_id", "new_address")}
    changed = update(customers).where(customers.c.id == key)
    connection.execute(changed.values(**values, version=customers.c.version + 1))
    if before["new_address"]:
        mine = update(addresses).where(addresses.c.customer_id == key, addresses.c.bill_to == 1)
        connection.execute(mine.values(retired=1, bill_to=0, ship_to=0))
        if before["address_id"] is not None:
            old = update(addresses).where(addresses.c.id == before["address_id"])
            connection.execute(old.values(retired=0, bill_to=1, ship_to=1))
