"""The days of what is promised: how each item stands over time, what older orders must be left, and the days worked out
anew when supply moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.promises.promising import Claim, Outlook, broken_by, coming_for, in_turn, plan
from orderdesk.domain.promises.told import day_words, free_now
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.promises import promising as queries
from orderdesk.persistence.promises.promising import WaitingLine
from orderdesk.persistence.stock import records as stock
from orderdesk.services.desk import Work

COUNTER = "counter"


def outlooks(
    connection: Connection,
    item_ids: Sequence[int],
    *,
    figures: Mapping[int, StockFigures] | None = None,
    skip_order: int | None = None,
) -> dict[int, Outlook]:
    """How each item stands over time; the lines of `skip_order` are left out, as when it is promised anew."""
    keys = sorted(set(item_ids))
    known = stock.figures(connection, keys) if figures is None else figures
    coming = queries.supplies(connection, keys)
    waiting: dict[int, list[Claim]] = {key: [] for key in keys}
    for line in queries.waiting_of(connection, keys):
        if line.order_id != skip_order:
            waiting[line.item_id].append(line.claim)
    return {
        key: Outlook(known[key].available if key in known else 0, tuple(coming[key]), tuple(waiting[key]))
        for key in keys
    }


def recompute(work: Work, item_ids: Iterable[int]) -> None:
    """Work out the days of all who wait for these items anew, after goods or their days have changed."""
    keys = sorted(set(item_ids))
    waiting = queries.waiting_of(work.connection, keys)
    if not waiting:
        return
    days = plans_of(work.connection, keys, waiting, work.today)
    moved = [line for line in waiting if days[line.line_id] != line.promised]
    orders.promise_lines(work.connection, {line.line_id: days[line.line_id] for line in moved})
    for line in moved:
        new, old = (day_words(day, work.today) if day else "no day" for day in (days[line.line_id], line.promised))
        work.event("order", line.order_id, "promise moved", f"{line.sku}: {new}, was {old}")
    if moved:
        work.touch("orders")


def plans_of(
    connection: Connection, item_ids: Sequence[int], waiting: Iterable[WaitingLine], today: date
) -> dict[int, date | None]:
    """The day of each waiting line when all are served in their turn."""
    seen = outlooks(connection, item_ids)
    by_item: dict[int, list[Claim]] = {}
    for line in waiting:
        by_item.setdefault(line.item_id, []).append(line.claim)
    days: dict[int, date | None] = {}
    for item_id, claims in by_item.items():
        days |= plan(seen[item_id], in_turn(claims), today)
    return days


def spared(work: Work, order: Order, goods: Sequence[OrderLine]) -> dict[int, Quantity] | None:
    """How much each line may take from the shelf without an older promise; None when it may take what it finds.

    An order that is wanted later leaves to the shelf what comes in time for it. What a customer takes along at the
    counter is not held back, but for whom it lay there is remembered.
    """
    keys = sorted({line.item_id for line in goods if line.item_id is not None})
    others = [line for line in queries.waiting_of(work.connection, keys) if line.order_id != order.id]
    wanted = order.ship_by or work.today
    if not others and wanted <= work.today:
        return None
    if order.channel == COUNTER and wanted <= work.today:
        _remember(work, order, others)
        return None
    asked = keys if wanted > work.today else sorted({line.item_id for line in others})
    seen = outlooks(work.connection, asked, skip_order=order.id)
    limits: dict[int, Quantity] = {}
    for line in goods:
        assert line.item_id is not None
        limits[line.id] = line.progress.backordered
        if line.item_id in seen:
            outlook = seen[line.item_id]
            rest = line.progress.backordered
            comes = coming_for(outlook, rest, work.today, wanted) if wanted > work.today else 0
            limits[line.id] = free_now(outlook, rest - comes, work.today)
            seen[line.item_id] = replace(outlook, available=outlook.available - limits[line.id]).with_claim(
                Claim(line.id, order.number, comes, None, wanted=wanted)
            )
    return limits


def _remember(work: Work, order: Order, others: Iterable[WaitingLine]) -> None:
    for line in others:
        work.event("order", order.id, "taken along", f"{line.sku}, for which {line.order} waits")


def name_broken(work: Work, order: Order, taken: Mapping[int, Quantity], before: Mapping[int, Outlook]) -> None:
    """Remember with both orders whose promise is late by what an order was given by hand; {item: quantity} taken."""
    for item_id, quantity in taken.items():
        late = {claim.line_id for claim in broken_by(before[item_id], quantity, work.today, work.today)}
        for line in queries.waiting_of(work.connection, [item_id]):
            if line.line_id in late:
                work.event("order", line.order_id, "promise broken", f"{line.sku} went to {order.number}")
                work.event("order", order.id, "taken", f"{line.sku}, for which {line.order} waits")
