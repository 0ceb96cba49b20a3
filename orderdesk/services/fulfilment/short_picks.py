"""What a picker did not find: booked out of the shelf until it is counted, and what was found shared out by day."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.fulfilment.shipments import Allocation, Shipment, Short, WentShort
from orderdesk.domain.fulfilment.short_picks import Share, served_first, shared
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.persistence.stock.reservations import Reservation
from orderdesk.services.desk import Work
from orderdesk.services.promises.promise_days import recompute

SHORT_REASONS = {"empty": "missing", "not found": "missing", "damaged": "damaged"}
"""Why a pick came short, and the kind of bin the missing goods are booked to until they are counted."""
Lost = dict[int, Quantity]
"""What was not found, by bin."""


def book_shorts(work: Work, chosen: Sequence[Shipment], shorts: Sequence[Short]) -> tuple[WentShort, ...]:
    """Untie what was not found for shipments that are being picked and book it out of its bins, so that nobody else is
    promised it; who was told the earlier day gets what was found. Returns who goes short."""
    if not shorts:
        return ()
    tied = shipments.read_allocations(work.connection, [each.id for each in chosen])
    told = orders.told_days(work.connection, sorted({each.order_line_id for each in tied}))
    by_id = {each.id: each for each in chosen}
    gone: list[WentShort] = []
    items: list[int] = []
    for sku in dict.fromkeys(short.sku for short in shorts):
        turn = served_first([each for each in tied if each.sku == sku], told)
        lost: Lost = {}
        moved = [row for short in shorts if short.sku == sku for row in _moved(work, short, turn, lost)]
        shares = shared(turn, lost)
        stock.reserve(work.connection, _freed(turn, shares, by_id), now=work.now, user=work.user)
        stock.move_stock(work.connection, moved, now=work.now, user=work.user)
        gone += _share(work, turn, shares, by_id)
        items.append(turn[0].item_id)
    recompute(work, items)
    work.touch("stock")
    return tuple(gone)


def _moved(work: Work, short: Short, turn: Sequence[Allocation], lost: Lost) -> list[Movement]:
    """What one short names, out of its bins; `lost` grows by it."""
    if short.reason not in SHORT_REASONS:
        raise Refused(f"Choose why {short.sku} is short: {', '.join(SHORT_REASONS)}.", field="reason")
    named = places.bin_id_of(work.connection, short.bin) if short.bin else None
    able: Lost = {}
    for each in reversed(turn):
        if not short.bin or each.bin_id == named:
            able[each.bin_id] = able.get(each.bin_id, 0) + each.quantity
    parts: Lost = {}
    left = short.quantity
    for place, quantity in able.items():
        part = min(left, quantity - lost.get(place, 0))
        if part > 0:
            parts[place] = part
            left -= part
    if left or short.quantity <= 0:
        where = f" in {short.bin}" if short.bin else " here"
        raise Refused(f"{shown_quantity(short.quantity)} of {short.sku} cannot be short{where}.", field="short")
    item_id, why = turn[0].item_id, f"short pick: {short.reason}"
    away = places.bin_of_kind(work.connection, SHORT_REASONS[short.reason])
    moved = [Movement(item_id, place, -part, "move", why) for place, part in parts.items()]
    moved.append(Movement(item_id, away, short.quantity, "move", why))
    work.event("item", item_id, "short pick", f"{shown_quantity(short.quantity)} {short.reason}")
    for place, part in parts.items():
        lost[place] = lost.get(place, 0) + part
    return moved


def _freed(turn: Sequence[Allocation], shares: Sequence[Share], chosen: dict[int, Shipment]) -> list[Reservation]:
    """What is tied less, and for whom: what was not found is nobody's, and what was found may change hands."""
    steps: dict[tuple[int, int, int], Quantity] = {}
    tied = [(each.shipment_id, each.bin_id, each.order_line_id, -each.quantity) for each in turn]
    tied += [(each.shipment_id, each.bin_id, each.order_line_id, each.quantity) for each in shares]
    for shipment, place, line, quantity in tied:
        key = (place, chosen[shipment].order_id, line)
        steps[key] = steps.get(key, 0) + quantity
    item_id = turn[0].item_id
    return [Reservation(item_id, *key, quantity, "short pick") for key, quantity in steps.items() if quantity]


def _share(
    work: Work, turn: Sequence[Allocation], shares: Sequence[Share], chosen: dict[int, Shipment]
) -> list[WentShort]:
    """Tie what was found as it is shared out; returns who goes short, the last served first."""
    item_id = turn[0].item_id
    shipments.drop_allocations(work.connection, [each.id for each in turn])
    shipments.add_allocations(
        work.connection,
        [
            {
                "shipment_id": each.shipment_id,
                "order_line_id": each.order_line_id,
                "item_id": item_id,
                "bin_id": each.bin_id,
                "quantity": each.quantity,
            }
            for each in shares
        ],
    )
    short: dict[tuple[int, int], Quantity] = {}
    for each in turn:
        key = (each.shipment_id, each.order_line_id)
        short[key] = short.get(key, 0) + each.quantity
    for share in shares:
        short[share.shipment_id, share.order_line_id] -= share.quantity
    steps = {line: {"allocated": -quantity} for (_, line), quantity in short.items() if quantity}
    orders.advance_lines(work.connection, steps)
    return [
        WentShort(chosen[shipment].order_number, chosen[shipment].number, chosen[shipment].tote, turn[0].sku, quantity)
        for (shipment, _), quantity in reversed(short.items())
        if quantity
    ]
