"""Stock: every change is an append-only row (a movement, a reservation), and the counters beside it change with it.

All writers go through their rows in the order of item and bin, so that two of them never lock each other out, and a
counter only changes when it can: one conditional statement for all rows, and the sentence is made when one of them
did not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Executable,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    select,
    text,
    union_all,
    update,
)

from orderdesk.domain.stock.allocation import BinStock, StockFigures
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import Quantity, quantity_text
from orderdesk.persistence.database.keys import among, bound_keys
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import bins, incoming, items, movements, stock
from orderdesk.persistence.schema.catalog import KEPT_BACK, ON_ITS_WAY
from orderdesk.persistence.schema.stock import CALLED
from orderdesk.persistence.stock.places import add_bin, bin_id_of
from orderdesk.persistence.stock.reservations import Reservation, add_reservations

Part = tuple[int, int, Quantity]
"""Item, bin and how much of it."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of on hand: `quantity` comes in (or leaves when negative); `corrects_id` names the one it mends.

    `document_kind` ("shipment", "return" or "incoming") and `document_id` name the paper behind it. `effective_at` is
    from when on it was so, where that is not the moment of booking.
    """

    item_id: int
    bin_id: int
    quantity: Quantity
    kind: str
    reason: str = ""
    document_kind: str = ""
    document_id: int | None = None
    corrects_id: int | None = None
    effective_at: datetime | None = None


_ITEM: BindParameter[int] = bindparam("item")
_BIN: BindParameter[int] = bindparam("bin")
_QUANTITY: BindParameter[int] = bindparam("q")
_THIS = (stock.c.item_id == _ITEM, stock.c.bin_id == _BIN)
# A movement keeps what a unit cost then.
_UNIT_COST = select(items.c.cost).where(items.c.id == _ITEM).scalar_subquery()
_ADD_MOVEMENTS = Ready(insert(movements).values(unit_cost=_UNIT_COST))
_FREE = stock.c.on_hand - stock.c.reserved >= _QUANTITY
_LESS = Ready(update(stock).where(*_THIS, _FREE).values(on_hand=stock.c.on_hand - _QUANTITY))
_RESERVE = Ready(update(stock).where(*_THIS, _FREE).values(reserved=stock.c.reserved + _QUANTITY))
_RELEASE = Ready(
    update(stock).where(*_THIS, stock.c.reserved >= _QUANTITY).values(reserved=stock.c.reserved - _QUANTITY)
)
_SHIP = Ready(
    update(stock)
    .where(*_THIS, stock.c.reserved >= _QUANTITY)
    .values(on_hand=stock.c.on_hand - _QUANTITY, reserved=stock.c.reserved - _QUANTITY)
)


@cache
def _more(dialect: str) -> Executable:
    """Built for the database in use alone: to load the other one's words would slow every start."""
    new = (
        import_module(f"sqlalchemy.dialects.{dialect}")
        .insert(stock)
        .values(item_id=_ITEM, bin_id=_BIN, on_hand=_QUANTITY, reserved=0)
    )
    added: Executable = new.on_conflict_do_update(
        index_elements=[stock.c.item_id, stock.c.bin_id], set_={"on_hand": stock.c.on_hand + new.excluded.on_hand}
    )
    return added


_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_BINS = Ready(
    select(stock.c.item_id, stock.c.bin_id, CALLED, stock.c.on_hand, stock.c.reserved, bins.c.walk)
    .join(bins, bins.c.id == stock.c.bin_id)
    .where(stock.c.item_id.in_(_KEYS), bins.c.sells == 1, stock.c.on_hand > stock.c.reserved)
    .order_by(stock.c.item_id, stock.c.bin_id)
    .with_for_update(of=stock)
)
_IN_ORDER = select(stock.c.bin_id).order_by(stock.c.item_id, stock.c.bin_id).with_for_update()
_OFF_SHELF = stock.c.bin_id.in_(select(bins.c.id).where(bins.c.sells == 0))


_DENSE = 2
"""Keys that fill at least one in so many places are read as the range they span; that takes half as long."""
_RANGE: tuple[BindParameter[int], BindParameter[int]] = (bindparam("low"), bindparam("high"))
_NOUGHT: ColumnElement[int] = literal_column("0")
# On hand, reserved, unavailable and incoming, as they lie in their tables. Counters, the few items with safety stock
# and the little that is on its way are each read from an index of their own and added up here: to join and group them
# in SQL takes three times as long.
_LYING = select(
    stock.c.item_id, stock.c.on_hand, stock.c.reserved, case((_OFF_SHELF, stock.c.on_hand), else_=_NOUGHT), _NOUGHT
)
_KEPT_BACK = select(items.c.id, _NOUGHT, _NOUGHT, items.c.safety_stock, _NOUGHT).where(text(f"items.{KEPT_BACK}"))
_COMING = select(incoming.c.item_id, _NOUGHT, _NOUGHT, _NOUGHT, incoming.c.quantity - incoming.c.received).where(
    text(f"incoming.{ON_ITS_WAY}")
)


@cache
def _figures(dialect: str, dense: bool) -> CompoundSelect[Any]:
    parts = ((_LYING, stock.c.item_id), (_KEPT_BACK, items.c.id), (_COMING, incoming.c.item_id))
    return union_all(*(part.where(key.between(*_RANGE)) if dense else among(part, key, dialect) for part, key in parts))


_HERE = (stock.c.item_id == items.c.id) & (stock.c.bin_id == bins.c.id)
_PLACE = (
    select(items.c.sku, CALLED, func.coalesce(stock.c.on_hand, 0), func.coalesce(stock.c.reserved, 0))
    .select_from(items.join(bins, bins.c.id == _BIN).outerjoin(stock, _HERE))
    .where(items.c.id == _ITEM)
)
_USUAL_BIN = Ready(
    select(stock.c.bin_id)
    .join(bins, bins.c.id == stock.c.bin_id)
    .where(stock.c.item_id == _ITEM, bins.c.sells == 1)
    .order_by(stock.c.on_hand.desc(), bins.c.code)
    .limit(1)
)
_IN_BIN = select(stock.c.on_hand, stock.c.reserved).where(*_THIS).with_for_update()
_SHELVES = (
    select(stock.c.bin_id)
    .join(bins, bins.c.id == stock.c.bin_id)
    .where(stock.c.item_id == _ITEM, bins.c.kind == "shelf", stock.c.on_hand != 0)
)
FIRST_SHELF = "MAIN"


def move_stock(
    connection: Connection, rows: Sequence[Movement], *, now: datetime, user: str, batch_id: int | None = None
) -> None:
    """Write movements and change on hand by them; refuse to take more from a bin than it holds unreserved."""
    if not rows:
        return
    steps = _summed((row.item_id, row.bin_id, row.quantity) for row in rows)
    # What comes in is booked first, so that goods may pass through a bin within one use case.
    arriving = [part for part in steps if part[2] > 0]
    if arriving and len(arriving) < len(steps) and connection.dialect.name == "postgresql":
        # Two who carry goods opposite ways would each hold what the other needs.
        connection.execute(
            among(_IN_ORDER, stock.c.item_id, "postgresql"), bound_keys(connection, {row.item_id for row in rows})
        )
    if arriving:
        connection.execute(_more(connection.dialect.name), _bound(arriving))
    _change(connection, _LESS, [(item, place, -quantity) for item, place, quantity in steps if quantity < 0])
    _write(connection, rows, now=now, user=user, batch_id=batch_id)


def ship_out(
    connection: Connection, rows: Sequence[Movement], freed: Sequence[Reservation], *, now: datetime, user: str
) -> None:
    """Let reserved goods leave: the movements (negative quantities) and what is `freed` with them, on hand and reserved
    in one go."""
    if rows:
        _change(connection, _SHIP, _summed((row.item_id, row.bin_id, -row.quantity) for row in rows))
        _write(connection, rows, now=now, user=user, batch_id=None)
        add_reservations(connection, freed, now=now, user=user)


def gone_with(connection: Connection, shipment_id: int) -> list[tuple[int, int, int, Quantity]]:
    """(movement, item, bin, quantity below zero) by which goods left with a shipment, without what was taken back."""
    again = movements.alias()
    found = select(movements.c.id, movements.c.item_id, movements.c.bin_id, movements.c.quantity).where(
        movements.c.kind == "sale",
        movements.c.document_id == shipment_id,
        movements.c.quantity < 0,
        ~exists().where(again.c.corrects_id == movements.c.id),
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(found)]


def reserve(connection: Connection, rows: Sequence[Reservation], *, now: datetime, user: str) -> None:
    """Tie free stock, or free it again where quantities are negative; refuse, naming the item, when a bin has less
    free, or less reserved, than that."""
    steps = _summed((row.item_id, row.bin_id, row.quantity) for row in rows)
    _change(connection, _RELEASE, [(item, place, -quantity) for item, place, quantity in steps if quantity < 0])
    _change(connection, _RESERVE, [part for part in steps if part[2] > 0])
    add_reservations(connection, rows, now=now, user=user)


def free_bins(connection: Connection, item_ids: Sequence[int]) -> dict[int, list[BinStock]]:
    """What is free on the shelves by item, locked until the commit so that nobody else promises it."""
    found: dict[int, list[BinStock]] = {item_id: [] for item_id in item_ids}
    for row in _BINS.rows(connection, {"keys": sorted(found)}):
        found[row[0]].append(BinStock(*row))
    return found


def figures(connection: Connection, item_ids: Sequence[int]) -> dict[int, StockFigures]:
    """On hand, reserved, unavailable (off the shelf, and safety stock) and incoming of each item."""
    if not item_ids:
        return {}
    found = {key: [0, 0, 0, 0] for key in item_ids}
    low, high = min(found), max(found)
    dense = high - low < len(found) * _DENSE
    bound = {"low": low, "high": high} if dense else bound_keys(connection, found)
    for key, on_hand, reserved, unavailable, coming in connection.execute(
        _figures(connection.dialect.name, dense), bound
    ):
        if key in found:
            sums = found[key]
            sums[0] += on_hand
            sums[1] += reserved
            sums[2] += unavailable
            sums[3] += coming
    return {key: StockFigures(*sums) for key, sums in found.items()}


def in_bin(connection: Connection, item_id: int, bin_id: int) -> tuple[Quantity, Quantity]:
    """On hand and reserved of an item in a bin, locked until the commit."""
    row = connection.execute(_IN_BIN, {"item": item_id, "bin": bin_id}).first()
    return (int(row.on_hand), int(row.reserved)) if row else (0, 0)


def shelves_of(connection: Connection, item_id: int) -> list[int]:
    """The shelves on which any of an item lies."""
    return list(connection.execute(_SHELVES, {"item": item_id}).scalars())


def bin_for(connection: Connection, item_id: int, code: str = "") -> int:
    """The bin named, or where the item usually lies, or the first shelf; refuse a bin that does not exist."""
    if code:
        named = bin_id_of(connection, code)
        if named is None:
            raise NotFound(f"There is no bin {code}.", field="bin")
        return named
    usual = _USUAL_BIN.scalar(connection, {"item": item_id})
    return add_bin(connection, FIRST_SHELF) if usual is None else int(usual)


def place_item(connection: Connection, item_id: int, bin_id: int) -> None:
    """Make a bin one in which the item lies, empty as yet."""
    connection.execute(_more(connection.dialect.name), _bound([(item_id, bin_id, 0)]))


def _summed(parts: Iterable[Part]) -> list[Part]:
    """One row for each item and bin, in the order in which everybody locks them."""
    sums: dict[tuple[int, int], Quantity] = {}
    for item_id, bin_id, quantity in parts:
        sums[item_id, bin_id] = sums.get((item_id, bin_id), 0) + quantity
    return [(*place, quantity) for place, quantity in sorted(sums.items()) if quantity]


def _bound(parts: Sequence[Part]) -> list[Mapping[str, int]]:
    return [{"item": item_id, "bin": bin_id, "q": quantity} for item_id, bin_id, quantity in parts]


def _change(connection: Connection, statement: Ready, parts: Sequence[Part]) -> None:
    """Change all counters or refuse; the use case rolls back what was changed beside the one that did not fit."""
    if parts and statement.run(connection, _bound(parts)) != len(parts):
        wanted = "reserved" if statement in (_RELEASE, _SHIP) else "free"
        raise Refused(_what_is_short(connection, wanted, parts), field="quantity")


def _what_is_short(connection: Connection, wanted: str, parts: Sequence[Part]) -> str:
    """The sentence for what did not fit. With several parts some counters have changed already, so a second part may
    look short too; then both are named, without figures."""
    short = []
    for item_id, bin_id, quantity in parts:
        sku, code, on_hand, reserved = connection.execute(_PLACE, {"item": item_id, "bin": bin_id}).one()
        able = reserved if wanted == "reserved" else on_hand - reserved
        if able < quantity:
            short.append((sku, code, on_hand, reserved, quantity))
    if len(short) > 1:
        return f"There is not enough {wanted} of {', '.join(f'{each[0]} in {each[1]}' for each in short)}."
    sku, code, on_hand, reserved, quantity = short[0]
    if wanted == "reserved":
        return f"{sku} has only {quantity_text(reserved)} reserved in {code}, not {quantity_text(quantity)}."
    of_them = f", of which {quantity_text(reserved)} are reserved" if reserved else ""
    return f"{sku} has {quantity_text(on_hand)} in {code}{of_them}: {quantity_text(quantity)} cannot leave it."


def _write(connection: Connection, rows: Sequence[Movement], *, now: datetime, user: str, batch_id: int | None) -> None:
    _ADD_MOVEMENTS.run(
        connection,
        [
            {
                "at": now,
                "effective_at": row.effective_at or now,
                "item_id": row.item_id,
                "item": row.item_id,
                "bin_id": row.bin_id,
                "quantity": row.quantity,
                "kind": row.kind,
                "reason": row.reason,
                "document_kind": row.document_kind,
                "document_id": row.document_id,
                "corrects_id": row.corrects_id,
                "user": user,
                "batch_id": batch_id,
            }
            for row in rows
        ],
    )
