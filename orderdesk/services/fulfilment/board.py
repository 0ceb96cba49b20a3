"""The shipping board: shipments by what each waits for, one whole, and everything on a picklist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.persistence.fulfilment import lists
from orderdesk.persistence.fulfilment.lists import PackRow, ShipmentRow
from orderdesk.persistence.fulfilment.records import read_shipments
from orderdesk.persistence.orders.view import address_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.waves.walking import rows_to_pick


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """One shipment with its address and what it takes."""

    row: ShipmentRow
    address: PostalAddress | None
    rows: tuple[PackRow, ...]


def shipments_page(desk: Desk, view: str, typed: str = "", after: ShipmentRow | None = None) -> list[ShipmentRow]:
    """A page of the shipments of a view, after `after` when given."""
    with desk.reading() as connection:
        return lists.shipment_rows(connection, view, typed=typed, after=after)


def count_shipments(desk: Desk) -> dict[str, int]:
    """How many each view of the board holds."""
    with desk.reading() as connection:
        return lists.shipment_counts(connection)


def view_shipment(desk: Desk, shipment_id: int) -> ShipmentView | None:
    """One shipment whole; None when there is none."""
    with desk.reading() as connection:
        row = lists.shipment_row(connection, shipment_id)
        if row is None:
            return None
        (kept,) = read_shipments(connection, [shipment_id])
        rows = tuple(lists.pack_rows(connection, [shipment_id]))
        return ShipmentView(row, address_of(connection, kept.ship_to_id), rows)


def wave_of(desk: Desk, picklist: str) -> list[PackRow]:
    """Everything on a picklist in walk order."""
    with desk.reading() as connection:
        return rows_to_pick(connection, lists.shipments_on(connection, picklist))


def to_pick_of(desk: Desk, order_ids: Sequence[int]) -> list[int]:
    """The shipments of these orders that can go on a picklist now."""
    with desk.reading() as connection:
        return lists.pickable(connection, list(order_ids))
