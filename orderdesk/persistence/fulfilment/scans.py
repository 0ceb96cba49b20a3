"""The scans of the packing stations: written once, read by the shipment that they were for."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from orderdesk.domain.fulfilment.station.scans import ScanKind, StationScan
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import scans

_WRITTEN = tuple(each.name for each in fields(StationScan) if each.name != "id")
_OF_SHIPMENT = Ready(
    select(*columns_of(scans, StationScan)).where(scans.c.shipment_id == bindparam("key")).order_by(scans.c.id)
)
_NEWEST = Ready(
    select(scans.c.what)
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


def open_packed(connection: Connection, shipment_id: int, at: datetime, user: str) -> None:
    """A parcel that was packed at a station is opened again: what was scanned for it counts no more."""
    if _NEWEST.scalar(connection, {"key": shipment_id}) == ScanKind.PACKED:
        add_scan(connection, StationScan(0, at, user, "", ScanKind.OPENED, shipment_id))
