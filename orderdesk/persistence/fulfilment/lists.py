"""The shipping board: shipments by what is to be done with them, and the rows of a picklist in walk order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, bindparam, case, func, select, text, union

from orderdesk.domain.fulfilment.boxes import Box, tracking_of
from orderdesk.domain.fulfilment.splitting import home_of
from orderdesk.domain.lifecycles import LEFT_OR_GIVEN_UP
from orderdesk.persistence.fulfilment.labels import boxes_of_many
from orderdesk.persistence.record import search
from orderdesk.persistence.schema import (
    addresses,
    allocations,
    bins,
    boxes,
    customers,
    items,
    order_lines,
    orders,
    picklists,
    services,
    shipments,
    stock,
)
from orderdesk.persistence.schema.fulfilment import UNDER_WAY
from orderdesk.persistence.schema.stock import CALLED, WALK

VIEWS: dict[str, tuple[str, ...]] = {
    "to-pick": ("waiting", "allocated"),
    "picking": ("picking",),
    "to-pack": ("picked",),
    "to-ship": ("packed",),
    "shipped": ("shipped",),
    "exceptions": ("exception", "returned-to-sender"),
    "all": (),
}
LEAVING = ("allocated", "picking", "picked", "packed")
"""What can leave: the goods of a shipment that waits for others do not."""
PAGE = 200
# Written out, not bound: only so does the database see that the index on shipments under way serves.
UNDER_WAY_NOW = text(f"shipments.{UNDER_WAY}")


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """One shipment as the board shows it; `owner` picks by its picklist, which has `stops` rows for it."""

    id: int
    number: str
    state: str
    hold: str
    order_id: int
    order_number: str
    customer: str
    city: str
    postcode: str
    country: str
    units: int
    service: str
    service_name: str
    carrier: str
    cutoff: str
    ship_by: date | None
    shipped_at: datetime | None
    picklist: str
    instructions: str
    owner: str
    stops: int
    packed: tuple[Box, ...] = ()

    @property
    def boxes(self) -> int:
        """How many boxes it is packed in."""
        return len(self.packed)

    @property
    def weight_g(self) -> int:
        """What its boxes weigh together."""
        return sum(box.weight_g for box in self.packed)

    @property
    def tracking(self) -> str:
        """The tracking numbers of its boxes in one line."""
        return ", ".join(tracking_of(self.packed))

    @property
    def home(self) -> str:
        """The number of the shipment that it was split off, "" for none."""
        return home_of(self.packed)

    @property
    def to_send(self) -> bool:
        """Whether it is still here and is to go."""
        return self.state not in LEFT_OR_GIVEN_UP


UNITS = (
    select(func.coalesce(func.sum(allocations.c.quantity), 0))
    .where(allocations.c.shipment_id == shipments.c.id)
    .scalar_subquery()
)
_stops = (
    select(func.count()).select_from(allocations).where(allocations.c.shipment_id == shipments.c.id).scalar_subquery()
)
_WHO = case((customers.c.company != "", customers.c.company), else_=func.coalesce(customers.c.name, "Walk-in"))
_ROWS: Select[Any] = select(
    shipments.c.id,
    shipments.c.number,
    shipments.c.state,
    orders.c.hold,
    orders.c.id,
    orders.c.number,
    _WHO,
    func.coalesce(addresses.c.city, ""),
    func.coalesce(addresses.c.postcode, ""),
    func.coalesce(addresses.c.country, ""),
    UNITS,
    func.coalesce(services.c.code, ""),
    func.coalesce(services.c.name, ""),
    func.coalesce(services.c.carrier, ""),
    func.coalesce(services.c.cutoff, ""),
    shipments.c.ship_by,
    shipments.c.shipped_at,
    func.coalesce(picklists.c.number, ""),
    orders.c.instructions,
    func.coalesce(picklists.c.owner, ""),
    _stops,
).select_from(
    shipments.join(orders, orders.c.id == shipments.c.order_id)
    .outerjoin(customers, customers.c.id == orders.c.customer_id)
    .outerjoin(addresses, addresses.c.id == shipments.c.ship_to_id)
    .outerjoin(services, services.c.id == shipments.c.service_id)
    .outerjoin(picklists, picklists.c.id == shipments.c.picklist_id)
)
_ROW = _ROWS.where(shipments.c.id == bindparam("key"))
_OF_ORDER = _ROWS.where(shipments.c.order_id == bindparam("key")).order_by(shipments.c.id)


def shipment_rows(
    connection: Connection, view: str, *, typed: str = "", after: ShipmentRow | None = None, limit: int = PAGE
) -> list[ShipmentRow]:
    """One page of a view: work to do by ship-by date, what has gone newest first."""
    wanted = _ROWS
    states = VIEWS[view]
    if states:
        wanted = wanted.where(UNDER_WAY_NOW, shipments.c.state.in_(states))
    if typed.strip():
        wanted = wanted.where(shipments.c.id.in_(_found(connection, typed)))
    if view in ("shipped", "exceptions", "all"):
        wanted = wanted.order_by(shipments.c.id.desc())
        if after is not None:
            wanted = wanted.where(shipments.c.id < after.id)
    else:
        wanted = wanted.order_by(shipments.c.ship_by.is_(None), shipments.c.ship_by, shipments.c.id)
        if after is not None:
            wanted = (
                wanted.where(shipments.c.id > after.id)
                if after.ship_by is None
                else wanted.where(
                    (shipments.c.ship_by > after.ship_by)
                    | shipments.c.ship_by.is_(None)
                    | ((shipments.c.ship_by == after.ship_by) & (shipments.c.id > after.id))
                )
            )
    return _with_boxes(connection, connection.execute(wanted.limit(limit)).all())


def _found(connection: Connection, typed: str) -> CompoundSelect[tuple[int]]:
    """The shipments of a number, picklist or tracking number as far as typed, and those of the orders found by it."""
    code = typed.strip().upper()
    keys = select(shipments.c.id)
    found = [
        keys.where(search.begins(connection, shipments.c.number, code)),
        select(boxes.c.shipment_id).where(search.begins(connection, boxes.c.tracking, code), boxes.c.tracking != ""),
        keys.join(picklists, picklists.c.id == shipments.c.picklist_id).where(picklists.c.number == code),
    ]
    matching = search.newest(connection, "orders", typed)
    if matching is not None:
        found.append(keys.where(shipments.c.order_id.in_(matching)))
    return union(*found)


def rows_leaving(connection: Connection, until: date) -> list[ShipmentRow]:
    """What is still here and is to leave by a day, or on no day that was named: goods to pick, to pack and to ship."""
    wanted = _ROWS.where(
        UNDER_WAY_NOW,
        shipments.c.state.in_(LEAVING),
        shipments.c.ship_by.is_(None) | (shipments.c.ship_by <= until),
    )
    return _with_boxes(connection, connection.execute(wanted.order_by(shipments.c.ship_by, shipments.c.id)).all())


def days_leaving(connection: Connection) -> list[tuple[str, date | None]]:
    """(service code, day to leave by) of all that is still here, each once."""
    found = (
        select(func.coalesce(services.c.code, ""), shipments.c.ship_by)
        .select_from(shipments.outerjoin(services, services.c.id == shipments.c.service_id))
        .where(UNDER_WAY_NOW, shipments.c.state.in_(LEAVING))
        .distinct()
    )
    return [(code, day) for code, day in connection.execute(found)]


def shipment_row(connection: Connection, shipment_id: int) -> ShipmentRow | None:
    """One shipment of the board."""
    found = _with_boxes(connection, connection.execute(_ROW, {"key": shipment_id}).all())
    return found[0] if found else None


def shipments_of(connection: Connection, order_id: int) -> list[ShipmentRow]:
    """All shipments of an order, oldest first."""
    return _with_boxes(connection, connection.execute(_OF_ORDER, {"key": order_id}).all())


def _with_boxes(connection: Connection, rows: Sequence[Any]) -> list[ShipmentRow]:
    packed = boxes_of_many(connection, [row[0] for row in rows])
    return [ShipmentRow(*values) for values in ((*row, packed.get(row[0], ())) for row in rows)]


def pickable(connection: Connection, order_ids: Sequence[int]) -> list[int]:
    """The shipments of these orders that can go on a picklist now, the most urgent first."""
    found = (
        select(shipments.c.id)
        .select_from(shipments.join(orders, orders.c.id == shipments.c.order_id))
        .where(shipments.c.state == "allocated", orders.c.hold == "", orders.c.id.in_(order_ids))
        .order_by(shipments.c.ship_by.is_(None), shipments.c.ship_by, shipments.c.id)
    )
    return list(connection.scalars(found))


def shipments_on(connection: Connection, picklist: str) -> list[int]:
    """The shipments of a picklist in the order of their totes."""
    found = (
        select(shipments.c.id)
        .select_from(shipments.join(picklists, picklists.c.id == shipments.c.picklist_id))
        .where(picklists.c.number == picklist)
        .order_by(shipments.c.tote, shipments.c.id)
    )
    return list(connection.scalars(found))


def shipment_counts(connection: Connection) -> dict[str, int]:
    """How many shipments each view of work to do holds; what has gone is not counted."""
    open_states = [state for view, states in VIEWS.items() if view not in ("shipped", "all") for state in states]
    counted = (
        select(shipments.c.state, func.count())
        .where(UNDER_WAY_NOW, shipments.c.state.in_(open_states))
        .group_by(shipments.c.state)
    )
    by_state = {state: int(count) for state, count in connection.execute(counted)}
    return {
        view: sum(by_state.get(state, 0) for state in states)
        for view, states in VIEWS.items()
        if view not in ("shipped", "all")
    }


@dataclass(frozen=True, slots=True)
class PackRow:
    """One allocation of a shipment: what is to be picked from where, or what went."""

    allocation_id: int
    shipment_id: int
    shipment: str
    tote: int
    order_line_id: int
    item_id: int
    sku: str
    name: str
    unit: str
    bin: str
    quantity: int
    picked: int
    in_bin: int
    weight_g: int
    warning: str
    note: str
    ordered: int
    shipped: int
    bin_id: int
    order: str
    length_mm: int
    width_mm: int
    height_mm: int
    upright: int
    fragile: int


_PACK: Select[Any] = (
    select(
        allocations.c.id,
        shipments.c.id,
        shipments.c.number,
        shipments.c.tote,
        order_lines.c.id,
        items.c.id,
        items.c.sku,
        order_lines.c.label,
        items.c.unit,
        CALLED,
        allocations.c.quantity,
        allocations.c.picked,
        func.coalesce(stock.c.on_hand, 0),
        items.c.weight_g,
        items.c.warning,
        items.c.instructions,
        order_lines.c.quantity,
        order_lines.c.shipped,
        allocations.c.bin_id,
        orders.c.number,
        items.c.length_mm,
        items.c.width_mm,
        items.c.height_mm,
        items.c.upright,
        items.c.fragile,
    )
    .select_from(
        allocations.join(shipments, shipments.c.id == allocations.c.shipment_id)
        .join(orders, orders.c.id == shipments.c.order_id)
        .join(order_lines, order_lines.c.id == allocations.c.order_line_id)
        .join(items, items.c.id == allocations.c.item_id)
        .join(bins, bins.c.id == allocations.c.bin_id)
        .outerjoin(stock, (stock.c.item_id == allocations.c.item_id) & (stock.c.bin_id == allocations.c.bin_id))
    )
    .where(allocations.c.shipment_id.in_(bindparam("keys", expanding=True)))
    .order_by(*WALK, items.c.sku, shipments.c.tote, allocations.c.id)
)


def pack_rows(connection: Connection, shipment_ids: Sequence[int]) -> list[PackRow]:
    """What shipments take, by the bins in the order of their numbers and codes, then by SKU and tote."""
    return [PackRow(*row) for row in connection.execute(_PACK, {"keys": list(shipment_ids)})]
