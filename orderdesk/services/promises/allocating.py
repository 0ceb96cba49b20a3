"""Tying stock to orders: on confirm, and again when goods arrive for what was back-ordered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from orderdesk.domain.lifecycles import ORDER, Facts, ShipmentState
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.stock.allocation import BinStock, TakenFromBin, allocate
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import ordering
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.promises import backorders
from orderdesk.persistence.promises.backorders import Waiting
from orderdesk.persistence.promises.promising import lock_items
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.reservations import Reservation
from orderdesk.services.desk import Desk, Work
from orderdesk.services.promises.promise_days import name_broken, outlooks, recompute, spared
from orderdesk.services.promises.reserving import let_go
from orderdesk.services.record.progress import order_of, refresh

_STILL_OPEN = (ShipmentState.WAITING, ShipmentState.ALLOCATED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A back-ordered line that goods on hand could serve, in the order of who should get them first."""

    waiting: Waiting
    quantity: Quantity


def allocate_order(desk: Desk, order_id: int) -> Quantity:
    """Tie what is available to the open lines of a confirmed order; return how much was tied.

    A person who does this decides: it may be what an older order waits for, and then both histories name the other.
    """
    with desk.writing(right="take orders") as work:
        let_go(work)
        order = order_of(work, order_id)
        ORDER.check(order.state, "allocate", Facts(order.number, let_go=order.let_go))
        lines = orders.read_lines(work.connection, order_id)
        waiting = [line for line in lines if line.goods and _open(line, None) > 0]
        before = outlooks(work.connection, [_item(line) for line in waiting], skip_order=order_id)
        tied = tie(work, order, waiting, limits={line.id: _open(line, None) for line in waiting})
        taken: dict[int, Quantity] = dict.fromkeys(before, 0)
        now = _again(work, order_id, waiting)
        for old, new in zip(waiting, now, strict=True):
            taken[_item(old)] += new.allocated - old.allocated
        name_broken(work, order, {key: quantity for key, quantity in taken.items() if quantity}, before)
        day = _leaves(work, order)
        orders.promise_lines(work.connection, {line.id: day for line in now if not _open(line, None)})
        recompute(work, before)
        refresh(work, order)
        return tied


def proposals(desk: Desk, item_ids: Sequence[int] = ()) -> list[Proposal]:
    """Who waits for goods that are there now: promise date first, then paid orders, then the oldest. An order that is
    wanted later waits for its day.

    With `item_ids` only those items are looked at, as after a receipt.
    """
    with desk.reading() as connection:
        known = backorders.waiting_lines(connection, item_ids)
        waiting = [each for each in known if each.wanted is None or each.wanted <= desk.today]
        free = stock.figures(connection, sorted({each.item_id for each in waiting}))
    left = {item_id: figures.available for item_id, figures in free.items()}
    found = []
    for each in waiting:
        part = min(each.quantity, max(0, left.get(each.item_id, 0)))
        if part:
            left[each.item_id] -= part
            found.append(Proposal(each, part))
    return found


def accept(desk: Desk, accepted: Iterable[Proposal]) -> None:
    """Tie the proposed goods, promise the day they leave, and draft a message to each customer who gets them."""
    by_order: dict[int, dict[int, Quantity]] = {}
    for proposal in accepted:
        by_order.setdefault(proposal.waiting.order_id, {})[proposal.waiting.order_line_id] = proposal.quantity
    with desk.writing(right="take orders") as work:
        let_go(work)
        for order_id, wanted in sorted(by_order.items()):
            order = order_of(work, order_id)
            lines = tuple(line for line in orders.read_lines(work.connection, order_id) if line.id in wanted)
            if not tie(work, order, lines, limits=wanted):
                raise Refused(f"The goods for {order.number} are gone; look at the proposals again.")
            orders.promise_lines(work.connection, dict.fromkeys(wanted, _leaves(work, order)))
            messages.add_message(
                work.connection,
                order_id,
                "back-order",
                state="draft",
                title=f"Your order {order.number}: the rest is here",
                body=f"What you were waiting for on order {order.number} has arrived and will be sent to you.",
                made_at=work.now,
            )
            refresh(work, order)


def tie(work: Work, order: Order, lines: Sequence[OrderLine], *, limits: dict[int, Quantity] | None = None) -> Quantity:
    """Reserve stock for the back-ordered part of `lines` and add it to the order's open shipment (or a new one).

    Without `limits` the goods that an older promise needs are left to it. An order whose stock was let go until its
    money comes gets nothing. Returns the quantity tied. Runs inside the transaction that read the figures, so nothing
    is sold twice.
    """
    wanted = [(line, _open(line, limits)) for line in lines if line.goods and _open(line, limits) > 0]
    if not wanted or order.let_go:
        return 0
    item_ids = sorted({line.item_id for line, _ in wanted if line.item_id})
    lock_items(work.connection, item_ids)
    if limits is None and (spare := spared(work, order, [line for line, _ in wanted])) is not None:
        wanted = [(line, spare[line.id]) for line, _ in wanted]
    bins = stock.free_bins(work.connection, item_ids)
    keep = ordering.safety_stock(work.connection, item_ids)
    taken = [(line, part) for line, quantity in wanted for part in _take(bins, keep, line, quantity)]
    if not taken:
        return 0
    tied = [
        Reservation(_item(line), part.bin_id, order.id, line.id, part.quantity, "allocated") for line, part in taken
    ]
    stock.reserve(work.connection, tied, now=work.now, user=work.user)
    _put_on_shipment(work, order, taken)
    steps: dict[int, dict[str, int]] = {}
    for line, part in taken:
        step = steps.setdefault(line.id, {"allocated": 0})
        step["allocated"] += part.quantity
    orders.advance_lines(work.connection, steps)
    work.touch("stock", "shipments")
    return sum(part.quantity for _, part in taken)


def _leaves(work: Work, order: Order) -> date:
    """The day on which goods that are tied leave: now, and never before they are wanted."""
    return max(work.today, order.ship_by or work.today)


def _open(line: OrderLine, limits: dict[int, Quantity] | None) -> Quantity:
    waiting = line.progress.backordered
    return waiting if limits is None else min(waiting, limits.get(line.id, 0))


def _again(work: Work, order_id: int, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """The same lines as they are now."""
    now = {line.id: line for line in orders.read_lines(work.connection, order_id)}
    return [now[line.id] for line in lines]


def _item(line: OrderLine) -> int:
    assert line.item_id is not None
    return line.item_id


def _take(
    bins: dict[int, list[BinStock]], keep: dict[int, Quantity], line: OrderLine, quantity: Quantity
) -> tuple[TakenFromBin, ...]:
    """Take from the figures read, and lower them so that a second line of the same item sees what is left."""
    here = bins.get(_item(line), [])
    taken = allocate(quantity, here, keep.get(_item(line), 0))
    for part in taken:
        at = next(index for index, each in enumerate(here) if each.bin_id == part.bin_id)
        old = here[at]
        here[at] = replace(old, reserved=old.reserved + part.quantity)
    return taken


def _put_on_shipment(work: Work, order: Order, taken: Sequence[tuple[OrderLine, TakenFromBin]]) -> None:
    current = [each for each in shipments.shipments_of_order(work.connection, order.id) if each.state in _STILL_OPEN]
    shipment_id = current[0].id if current else _new_shipment(work, order)
    rows: list[dict[str, Any]] = [
        {
            "shipment_id": shipment_id,
            "order_line_id": line.id,
            "item_id": line.item_id,
            "bin_id": part.bin_id,
            "quantity": part.quantity,
        }
        for line, part in taken
    ]
    shipments.add_allocations(work.connection, rows)
    if order.ship_complete or order.ship_ask:
        _wait_for_all(work, order, shipment_id, taken)


def _wait_for_all(work: Work, order: Order, shipment_id: int, taken: Sequence[tuple[OrderLine, TakenFromBin]]) -> None:
    """An order that ships complete, or whose customer is to be asked, keeps its shipment waiting until nothing is
    back-ordered."""
    now: dict[int, int] = {}
    for line, part in taken:
        now[line.id] = now.get(line.id, 0) + part.quantity
    lines = orders.read_lines(work.connection, order.id)
    missing = any(line.progress.backordered - now.get(line.id, 0) > 0 for line in lines)
    state = ShipmentState.WAITING if missing else ShipmentState.ALLOCATED
    shipments.change_shipments(work.connection, [shipment_id], {"state": str(state)})


def _new_shipment(work: Work, order: Order) -> int:
    return shipments.add_shipment(
        work.connection,
        {
            "number": take_number(work.connection, "SH", work.today.year),
            "order_id": order.id,
            "state": str(ShipmentState.ALLOCATED),
            "ship_to_id": order.ship_to_id,
            "service_id": order.service_id,
            "ship_by": order.ship_by,
            "made_at": work.now,
            "user": work.user,
        },
    )
