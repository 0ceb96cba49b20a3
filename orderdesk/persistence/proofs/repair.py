"""Building the caches anew from the facts: stock counters, line counters and order summaries."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, text, update

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.proofs.base import Context
from orderdesk.persistence.proofs.money import pricing
from orderdesk.persistence.schema import orders

_ON_HAND = "COALESCE((SELECT SUM(m.quantity) FROM movements m WHERE m.item_id = s.item_id AND m.bin_id = s.bin_id), 0)"
_RESERVED = (
    "COALESCE((SELECT SUM(a.quantity) FROM allocations a "
    "WHERE a.item_id = s.item_id AND a.bin_id = s.bin_id AND a.gone = 0), 0)"
)
_ADD_MISSING = text(
    "INSERT INTO stock (item_id, bin_id, on_hand, reserved) "
    "SELECT DISTINCT m.item_id, m.bin_id, 0, 0 FROM movements m WHERE NOT EXISTS "
    "(SELECT 1 FROM stock s WHERE s.item_id = m.item_id AND s.bin_id = m.bin_id)"
)
_IMPOSSIBLE = text(
    f"SELECT i.sku, b.code FROM stock s JOIN items i ON i.id = s.item_id JOIN bins b ON b.id = s.bin_id "
    f"WHERE {_RESERVED} > {_ON_HAND} LIMIT 1"
)
_STOCK = text(
    f"UPDATE stock AS s SET on_hand = {_ON_HAND}, reserved = {_RESERVED} "
    f"WHERE on_hand <> {_ON_HAND} OR reserved <> {_RESERVED} RETURNING item_id"
)
_FACTS = {
    "allocated": "SELECT SUM(a.quantity) FROM allocations a WHERE a.order_line_id = l.id AND a.gone = 0",
    "shipped": "SELECT SUM(a.quantity) FROM allocations a WHERE a.order_line_id = l.id AND a.gone = 1",
    "returned": "SELECT SUM(r.received) FROM return_lines r WHERE r.order_line_id = l.id",
    "invoiced": "SELECT SUM(p.quantity) FROM invoice_lines p JOIN invoices i ON i.id = p.invoice_id "
    "WHERE p.order_line_id = l.id AND i.kind = 'invoice'",
}
_SET = ", ".join(f"{name} = COALESCE(({facts}), 0)" for name, facts in _FACTS.items())
_WRONG = " OR ".join(f"{name} <> COALESCE(({facts}), 0)" for name, facts in _FACTS.items())
_LINES = text(f"UPDATE order_lines AS l SET {_SET} WHERE {_WRONG} RETURNING order_id")
_ORDER = (
    update(orders)
    .where(orders.c.id == bindparam("key"))
    .values({name: bindparam(f"new_{name}") for name in ("units", "fulfilment", "payment", "due")})
)


def recount_stock(connection: Connection) -> list[int]:
    """Set every counter to what movements and allocations add up to; return the items that were wrong.

    Refuses when the facts themselves tie more than there is, as no counter could be right then.
    """
    connection.execute(_ADD_MISSING)
    wrong = connection.execute(_IMPOSSIBLE).first()
    if wrong:
        raise Refused(
            f"{wrong.sku} in bin {wrong.code} has more tied to orders than its movements leave; correct that first."
        )
    return sorted(set(connection.scalars(_STOCK)))


def recount_lines(connection: Connection) -> list[int]:
    """Set what lines count to their facts; return the orders that were wrong."""
    return sorted(set(connection.scalars(_LINES)))


def recount_orders(connection: Connection, context: Context) -> list[int]:
    """Set the summaries of orders to their facts; return the orders that were wrong."""
    rows = list(_wrong_summaries(connection, context))
    if rows:
        connection.execute(_ORDER, rows)
    return [int(row["key"]) for row in rows]


def _wrong_summaries(connection: Connection, context: Context) -> Iterator[dict[str, int | str]]:
    for each in pricing.counted(connection, context):
        right: dict[str, int | str] = {
            "new_units": each.summary.units,
            "new_fulfilment": str(each.summary.fulfilment),
            "new_payment": str(each.summary.payment),
            "new_due": each.summary.due,
        }
        if any(getattr(each.order, name.removeprefix("new_")) != value for name, value in right.items()):
            yield {"key": each.order.id, **right}
