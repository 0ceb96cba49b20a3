"""Writing a batch of orders: first what they stand on, then the past, then the open ones, which take stock at once."""

from __future__ import annotations

from typing import Any

from orderdesk.domain.pricing import LineInput, Rules, price_order
from orderdesk.integrations.imports.records import OrderRecord
from orderdesk.integrations.imports.values import in_zone
from orderdesk.persistence import orders, search
from orderdesk.services.allocating import tie
from orderdesk.services.desk import Work
from orderdesk.services.imports.history import NO_TAX, History
from orderdesk.services.imports.matched import Context
from orderdesk.services.imports.orders import Orders
from orderdesk.services.imports.parents import Parents
from orderdesk.services.imports.standing import Buyer, Goods
from orderdesk.services.progress import order_of, refresh


def write(work: Work, batch_id: int, found: Orders, context: Context) -> None:
    """Write everything that `match` found to be new."""
    parents = Parents(work, batch_id, found, context)
    parents.prepare()
    history = History(work, batch_id, context, parents.goods, parents.buyers)
    history.write(found.past)
    for record in sorted(found.open, key=lambda each: (in_zone(each.placed_at, context.zone), each.row)):
        _write_open(work, batch_id, record, context, parents.buyers[id(record)], parents.goods, history.words)
    search.index_many(work.connection, "orders", history.words)
    work.touch("orders", "stock", "items", "customers", "shipments", "payments", "returns", "invoices")


def _write_open(
    work: Work,
    batch_id: int,
    record: OrderRecord,
    context: Context,
    buyer: Buyer,
    goods: dict[str, Goods],
    words: list[tuple[int, str]],
) -> None:
    """A confirmed order at the file's prices: what is free of its goods is tied to it, the rest is back-ordered."""
    rules = Rules(context.shop.currency)
    inputs = [LineInput(line.quantity, line.price or 0, 0, line.discount, not line.goods) for line in record.lines]
    totals = price_order(inputs, rules)
    rows = [_row(place, line, goods) for place, line in enumerate(record.lines, 1)]
    for row, total in zip(rows, totals.lines, strict=True):
        row |= {"gross": total.gross, "share": total.share, "net": total.net, "tax": total.tax}
    placed = in_zone(record.placed_at, context.zone)
    values = {
        "number": record.number,
        "state": "confirmed",
        "channel": context.channel,
        "remote_id": record.remote_id,
        "customer_id": buyer.id,
        "bill_to_id": buyer.bill_to,
        "ship_to_id": buyer.ship_to,
        "currency": context.shop.currency,
        "tax_profile_id": context.shop.tax_profile.id,
        "exemption": NO_TAX,
        "placed_at": placed,
        "confirmed_at": placed,
        "ship_by": record.ship_by,
        "reference": record.reference,
        "instructions": record.instructions,
        "net": totals.net,
        "tax": totals.tax,
        "total": totals.total,
        "due": totals.total,
        "units": sum(row["quantity"] for row in rows if row["item_id"] is not None),
        "user": work.user,
        "batch_id": batch_id,
    }
    order_id = orders.add_order(work.connection, values)
    orders.add_lines(work.connection, [{"order_id": order_id, **row} for row in rows])
    words.append((order_id, f"{record.number} {record.remote_id} {record.reference} {buyer.words}"))
    work.event("order", order_id, "imported", f"import {batch_id}")
    tie(work, order_of(work, order_id), orders.read_lines(work.connection, order_id))
    refresh(work, order_of(work, order_id))


def _row(place: int, line: Any, goods: dict[str, Goods]) -> dict[str, Any]:
    item = goods[line.sku] if line.goods else None
    return {
        "position": place,
        "item_id": item.id if item else None,
        "label": line.label or (item.name if item else line.sku),
        "quantity": line.quantity,
        "price": line.price,
        "discount": line.discount,
    }
