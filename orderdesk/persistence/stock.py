"""Stock as it is written: append-only movements, and the counters by item and bin that move with them.

Every writer goes through the counters in the order of item and bin, so that two of them never wait for each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from orderdesk.domain.allocation import BinStock, StockFigures
from orderdesk.domain.errors import NotFound, Refused
from orderdesk.domain.quantity import quantity_text
from orderdesk.persistence.schema import bins, incoming, items, movements, stock


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of on hand; `document_id` is the shipment of a sale or the return of a return."""

    item_id: int
    bin_id: int
    quantity: int
    kind: str
    reason: str = ""
    document_id: int | None = None
    corrects_id: int | None = None


Part = tuple[int, int, int]
"""(item id, bin id, quantity)."""

_ADD_MOVEMENTS = insert(movements)
_ADD_ROW = insert(stock)
_here = (stock.c.item_id == bindparam("item")) & (stock.c.bin_id == bindparam("bin"))
_CHANGE = (
    update(stock)
    .where(
        _here,
        stock.c.on_hand + bindparam("hand") >= stock.c.reserved + bindparam("tied"),
        stock.c.reserved + bindparam("tied") >= 0,
    )
    .values(on_hand=stock.c.on_hand + bindparam("hand"), reserved=stock.c.reserved + bindparam("tied"))
)
_BIN = select(stock.c.on_hand, stock.c.reserved).where(_here)
_FREE = (
    select(stock.c.item_id, stock.c.bin_id, bins.c.code, stock.c.on_hand, stock.c.reserved)
    .select_from(stock.join(bins, bins.c.id == stock.c.bin_id))
    .where(
        stock.c.item_id.in_(bindparam("keys", expanding=True)),
        bins.c.kind == "shelf",
        stock.c.on_hand > stock.c.reserved,
    )
    .order_by(stock.c.item_id, stock.c.bin_id)
)
_FREE_LOCKED = _FREE.with_for_update(of=stock)
_FIGURES = (
    select(
        stock.c.item_id,
        func.sum(stock.c.on_hand),
        func.sum(stock.c.reserved),
        func.sum(case((bins.c.kind == "shelf", 0), else_=stock.c.on_hand)),
    )
    .select_from(stock.join(bins, bins.c.id == stock.c.bin_id))
    .where(stock.c.item_id.in_(bindparam("keys", expanding=True)))
    .group_by(stock.c.item_id)
)
_SAFETY = select(items.c.id, items.c.safety_stock).where(items.c.id.in_(bindparam("keys", expanding=True)))
_INCOMING = (
    select(incoming.c.item_id, func.sum(incoming.c.quantity - incoming.c.received))
    .where(incoming.c.item_id.in_(bindparam("keys", expanding=True)), incoming.c.quantity > incoming.c.received)
    .group_by(incoming.c.item_id)
)


def move_stock(connection: Connection, rows: Sequence[Movement], *, now: datetime, user: str) -> None:
    """Write movements and change on hand; refused when a bin would hold less than is reserved in it."""
    _record(connection, rows, now, user)
    _change(connection, [(row.item_id, row.bin_id, row.quantity, 0) for row in rows])


def ship_out(connection: Connection, rows: Sequence[Movement], *, now: datetime, user: str) -> None:
    """Goods that were reserved leave: on hand and reserved fall together."""
    _record(connection, rows, now, user)
    _change(connection, [(row.item_id, row.bin_id, row.quantity, row.quantity) for row in rows])


def reserve(connection: Connection, parts: Iterable[Part]) -> None:
    """Tie stock; refused when it is no longer free."""
    _change(connection, [(item, bin_id, 0, quantity) for item, bin_id, quantity in parts])


def release(connection: Connection, parts: Iterable[Part]) -> None:
    """Untie stock."""
    _change(connection, [(item, bin_id, 0, -quantity) for item, bin_id, quantity in parts])


def free_bins(connection: Connection, item_ids: Sequence[int]) -> dict[int, list[BinStock]]:
    """What is free on the shelves, by item; on PostgreSQL the rows stay locked until the commit."""
    found: dict[int, list[BinStock]] = defaultdict(list)
    for row in connection.execute(_FREE_LOCKED, {"keys": sorted(set(item_ids))}):
        found[row.item_id].append(BinStock(*row))
    return found


def figures(connection: Connection, item_ids: Sequence[int]) -> dict[int, StockFigures]:
    """The stock figures of items, all of them in the answer; safety stock counts as unavailable."""
    keys = {"keys": sorted(set(item_ids))}
    safety = {row.id: row.safety_stock for row in connection.execute(_SAFETY, keys)}
    due = {item: int(quantity) for item, quantity in connection.execute(_INCOMING, keys)}
    held = {item: (int(hand), int(tied), int(away)) for item, hand, tied, away in connection.execute(_FIGURES, keys)}
    found = {}
    for item_id in keys["keys"]:
        hand, tied, away = held.get(item_id, (0, 0, 0))
        found[item_id] = StockFigures(hand, tied, away + safety.get(item_id, 0), due.get(item_id, 0))
    return found


def bin_of_kind(connection: Connection, kind: str) -> int:
    """The bin for goods of a kind: quarantine, damaged or missing; made when there is none yet."""
    known = connection.execute(select(func.min(bins.c.id)).where(bins.c.kind == kind)).scalar()
    if known is not None:
        return int(known)
    made: int = connection.execute(insert(bins).returning(bins.c.id), {"code": kind.upper(), "kind": kind}).scalar_one()
    return made


def bin_by_code(connection: Connection, code: str) -> int | None:
    """The key of bin `code`."""
    return connection.execute(select(bins.c.id).where(bins.c.code == code)).scalar()


def bin_for(connection: Connection, item_id: int, code: str = "") -> int:
    """The named bin, else the shelf where the item lies or last lay, else the first shelf of the shop."""
    if code:
        named = bin_by_code(connection, code)
        if named is None:
            raise NotFound(f"There is no bin {code}.", field="bin")
        return named
    shelf = select(bins.c.id).where(bins.c.kind == "shelf")
    home = (
        select(stock.c.bin_id)
        .join(bins, bins.c.id == stock.c.bin_id)
        .where(stock.c.item_id == item_id, bins.c.kind == "shelf")
        .order_by(stock.c.on_hand.desc(), bins.c.code)
    )
    lies = connection.execute(home.limit(1)).scalar()
    first = lies if lies is not None else connection.execute(shelf.order_by(bins.c.code).limit(1)).scalar()
    if first is None:
        raise Refused("The shop has no bin to put goods in; add one first.", field="bin")
    return int(first)


def _record(connection: Connection, rows: Sequence[Movement], now: datetime, user: str) -> None:
    if rows:
        connection.execute(
            _ADD_MOVEMENTS,
            [
                {
                    "at": now,
                    "item_id": row.item_id,
                    "bin_id": row.bin_id,
                    "quantity": row.quantity,
                    "kind": row.kind,
                    "reason": row.reason,
                    "document_id": row.document_id,
                    "corrects_id": row.corrects_id,
                    "user": user,
                }
                for row in rows
            ],
        )


def _change(connection: Connection, rows: Iterable[tuple[int, int, int, int]]) -> None:
    """Add (on hand, reserved) to each bin, item by item; a bin that can not bear it refuses all."""
    sums: dict[tuple[int, int], list[int]] = {}
    for item, bin_id, hand, tied in rows:
        total = sums.setdefault((item, bin_id), [0, 0])
        total[0] += hand
        total[1] += tied
    for (item, bin_id), (hand, tied) in sorted(sums.items()):
        if not hand and not tied:
            continue
        values = {"item": item, "bin": bin_id, "hand": hand, "tied": tied}
        if not connection.execute(_CHANGE, values).rowcount:
            _create_or_refuse(connection, item, bin_id, hand, tied)


def _create_or_refuse(connection: Connection, item: int, bin_id: int, hand: int, tied: int) -> None:
    row = connection.execute(_BIN, {"item": item, "bin": bin_id}).first()
    if row is None and hand >= tied >= 0:
        values = {"item_id": item, "bin_id": bin_id, "on_hand": hand, "reserved": tied}
        connection.execute(_ADD_ROW, values)
        return
    sku = connection.execute(select(items.c.sku).where(items.c.id == item)).scalar()
    code = connection.execute(select(bins.c.code).where(bins.c.id == bin_id)).scalar()
    there, reserved = (row.on_hand, row.reserved) if row else (0, 0)
    raise Refused(
        f"Not enough of {sku} in bin {code}: {quantity_text(there)} there, {quantity_text(reserved)} reserved.",
        field="quantity",
    )
