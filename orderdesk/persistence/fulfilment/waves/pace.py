"""What was recorded of how long picking and packing took, the newest of it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from orderdesk.domain.fulfilment.station.scans import CARRIED, COUNTED, ScanKind
from orderdesk.domain.fulfilment.waves.pace import Pace, PackScan, PickedList, pace_of
from orderdesk.persistence.schema import allocations, picklists, scans, shipments

LISTS, SCANS, PARCELS = 60, 1_500, 200
"""So much of the newest is looked at: it is the shop as it works now, and soon read."""
_TIMED = [str(each) for each in (ScanKind.BEGUN, *COUNTED, ScanKind.PACKED)]
_KINDS = {str(each): each for each in ScanKind}

_newest = select(picklists.c.id).where(picklists.c.void == "").order_by(picklists.c.id.desc()).limit(LISTS).subquery()
_rows = (
    select(shipments.c.picklist_id, allocations.c.item_id, allocations.c.bin_id)
    .select_from(allocations.join(shipments, shipments.c.id == allocations.c.shipment_id))
    .where(shipments.c.picklist_id.in_(select(_newest.c.id)))
    .distinct()
    .subquery()
)
_stops = select(_rows.c.picklist_id, func.count().label("stops")).group_by(_rows.c.picklist_id).subquery()
_PICKED = (
    select(picklists.c.made_at, func.max(shipments.c.picked_at), func.max(_stops.c.stops))
    .select_from(
        picklists.join(shipments, shipments.c.picklist_id == picklists.c.id).join(
            _stops, _stops.c.picklist_id == picklists.c.id
        )
    )
    .group_by(picklists.c.id, picklists.c.made_at)
    .having(func.count() == func.count(shipments.c.picked_at))
)
_SCANS = (
    select(scans.c.shipment_id, scans.c.at, scans.c.what, scans.c.quantity)
    .where(scans.c.what.in_(_TIMED), scans.c.shipment_id.is_not(None), scans.c.why != CARRIED)
    .order_by(scans.c.id.desc())
    .limit(SCANS)
)
_PACKED = (
    select(shipments.c.packed_at)
    .where(shipments.c.packed_at.is_not(None))
    .order_by(shipments.c.id.desc())
    .limit(PARCELS)
)


def read_pace(connection: Connection) -> Pace:
    """How long it takes here."""
    lists = [PickedList(*row) for row in connection.execute(_PICKED)]
    read = [PackScan(key, at, _KINDS[what], quantity) for key, at, what, quantity in connection.execute(_SCANS)]
    return pace_of(lists, read[::-1], list(connection.scalars(_PACKED)))
