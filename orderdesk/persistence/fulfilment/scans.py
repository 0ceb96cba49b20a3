"""The scans of the packing stations: written once, read by the shipment that they were for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.splitting import PackedGoods
from orderdesk.domain.fulfilment.station.scans import CARRIED, ScanKind, StationScan
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import scans

_WRITTEN = tuple(each.name for each in fields(StationScan) if each.name != "id")
_OF_SHIPMENT = Ready(
    select(*columns_of(scans, StationScan)).where(scans.c.shipment_id == bindparam("key")).order_by(scans.c.id)
)
_NEWEST = Ready(
    select(scans.c.what, scans.c.station)
    .where(scans.c.shipment_id == bindparam("key"), scans.c.what.in_([str(ScanKind.PACKED), str(ScanKind.OPENED)]))
    .order_by(scans.c.id.desc())
    .limit(1)
)
_ADD = Ready(insert(scans))
_KIND = [each.name for each in fields(StationScan)].index("what")
_KINDS = {str(each): each for each in ScanKind}


def scans_of(connection: Connection, shipment_id: int) -> tuple[StationScan, ...]:
    """Everything that was scanned for a shipment, oldest first."""
    rows = _OF_SHIPMENT.rows(connection, {"key": shipment_id})
    return tuple(StationScan(*(*row[:_KIND], _KINDS[row[_KIND]], *row[_KIND + 1 :])) for row in rows)


def add_scan(connection: Connection, scan: StationScan) -> None:
    """Write a scan; its `id` is given by the table."""
    row = {name: getattr(scan, name) for name in _WRITTEN}
    _ADD.run(connection, row | {"what": str(scan.what)})


def packed_at(connection: Connection, shipment_id: int) -> str | None:
    """The station at which a shipment was packed, None for one that was packed without a reader or is open again."""
    newest = _NEWEST.first(connection, {"key": shipment_id})
    return newest[1] if newest and newest[0] == ScanKind.PACKED else None


def open_packed(connection: Connection, shipment_id: int, at: datetime, user: str) -> None:
    """A parcel that was packed at a station is opened again: what was scanned for it counts no more."""
    if packed_at(connection, shipment_id) is not None:
        add_scan(connection, StationScan(0, at, user, "", ScanKind.OPENED, shipment_id))


def carry(
    connection: Connection,
    shipment: Shipment,
    inside: Sequence[tuple[int, PackedGoods, Quantity]],
    *,
    station: str,
    at: datetime,
    user: str,
) -> None:
    """Count anew what was scanned into boxes that now are of this shipment, and close it: (position of the box, goods,
    quantity) each. Its labels are to be scanned again."""
    open_packed(connection, shipment.id, at, user)
    carried = StationScan(0, at, user, station, ScanKind.RIGHT, shipment.id, shipment.picklist_id, why=CARRIED)
    for box, (line, item, _), quantity in inside:
        add_scan(connection, replace(carried, box=box, order_line_id=line, item_id=item, quantity=quantity))
    total = sum(quantity for _, _, quantity in inside)
    add_scan(connection, replace(carried, what=ScanKind.PACKED, box=len({box for box, _, _ in inside}), quantity=total))
