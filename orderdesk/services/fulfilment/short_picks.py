"""What a picker did not find: booked out of the shelf until it is counted, and what was found shared out by day."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.fulfilment.shipments import Allocation, Shipment, Short, WentShort
from orderdesk.domain.fulfilment.short_picks import SHORT_CAUSES, Share, served_first, shared
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.persistence.stock.reservations import Reservation
from orderdesk.services.desk import Work
from orderdesk.services.fulfilment.count_tasks import ask_count
from orderdesk.services.promises.promise_days import recompute

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
        named = [short for short in shorts if short.sku == sku]
        parts = [(short, _parts(work, short, turn, lost)) for short in named]
        moved = [row for short, of_bin in parts for row in _moved(work, short, turn, of_bin)]
        shares = shared(turn, lost)
        stock.reserve(work.connection, _freed(turn, shares, by_id), now=work.now, user=work.user)
        stock.move_stock(work.connection, moved, now=work.now, user=work.user)
        for short, of_bin in parts:
            _have_counted(work, short, turn, of_bin, by_id)
        gone += _share(work, turn, shares, by_id)
        items.append(turn[0].item_id)
    recompute(work, items)
    work.touch("stock")
    return tuple(gone)


def _parts(work: Work, short: Short, turn: Sequence[Allocation], lost: Lost) -> Lost:
    """What one short names, by its bins; `lost` grows by it."""
    if short.reason not in SHORT_CAUSES:
        raise Refused(f"Choose why {short.sku} is short: {', '.join(SHORT_CAUSES)}.", field="reason")
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
    for place, part in parts.items():
        lost[place] = lost.get(place, 0) + part
    return parts


def _moved(work: Work, short: Short, turn: Sequence[Allocation], parts: Lost) -> list[Movement]:
    """What is not there, out of its bins."""
    item_id, why = turn[0].item_id, f"short pick: {short.reason}"
    away = places.bin_of_kind(work.connection, SHORT_CAUSES[short.reason])
    moved = [Movement(item_id, place, -part, "move", why) for place, part in parts.items()]
    moved.append(Movement(item_id, away, short.quantity, "move", why))
    work.event("item", item_id, "short pick", f"{shown_quantity(short.quantity)} {short.reason}")
    return moved


def _have_counted(
    work: Work, short: Short, turn: Sequence[Allocation], parts: Lost, chosen: dict[int, Shipment]
) -> None:
    """Each bin that holds fewer than the book says is counted, for the one who was to get them last."""
    for place, part in parts.items():
        last = next(each for each in reversed(turn) if each.bin_id == place)
        ask_count(work, last.item_id, place, part, short.reason, chosen[last.shipment_id])


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
