"""Whose a parcel is while it is packed: that of the table on which it was begun, until it is done or left alone."""

from __future__ import annotations

from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.station.scans import ScanKind, StationScan
from orderdesk.domain.fulfilment.waves.owning import Holder
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.fulfilment import scans
from orderdesk.persistence.fulfilment.waves.lists import packers_of
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Work

NOBODY = Holder("", None)


def holder_of(work: Work, shipment_id: int) -> Holder:
    """Who packs a shipment, nobody when it was left alone for as long as the shop says."""
    holder = packers_of(work.connection, [shipment_id]).get(shipment_id)
    if holder is None or not holder.has_it(work.now, shop_of(work.connection).free_after):
        return NOBODY
    return holder


def take_off_table(work: Work, shipment: Shipment) -> None:
    """A parcel is packed without a reader: what was scanned for it so far counts no more. Refused while somebody else
    is packing it at a station."""
    refuse_at_a_table(work, shipment)
    if packers_of(work.connection, [shipment.id]):
        scans.add_scan(work.connection, StationScan(0, work.now, work.user, "", ScanKind.OPENED, shipment.id))


def refuse_at_a_table(work: Work, shipment: Shipment) -> None:
    """Refuse to touch a parcel that somebody else is packing at a station."""
    holder = holder_of(work, shipment.id)
    if holder.name and holder.name != work.user:
        said = holder.said(shipment.number, "packing", work.now)
        raise Refused(f"{said}. Take it over at the packing station first.", field="shipment")
