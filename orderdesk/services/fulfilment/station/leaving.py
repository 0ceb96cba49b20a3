"""Nothing that was packed at the station leaves before the label on each box was looked at by the reader."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.boxes import Box
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.station.labels import unlabelled
from orderdesk.domain.fulfilment.station.scans import count_of
from orderdesk.domain.fulfilment.station.task import box_words
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.fulfilment.scans import scans_of


def refuse_unlabelled(connection: Connection, shipment: Shipment, boxes: Sequence[Box]) -> None:
    """Refuse a parcel of the station with a printed label that was not scanned on its box. What was packed without a
    reader leaves as it is."""
    scans = scans_of(connection, shipment.id)
    count = count_of(scans, shipment.picklist_id)
    if not count.packed:
        return
    box = next((each for each in unlabelled(shipment.number, boxes, count.labels) if each.label_copies), None)
    if box is not None:
        here = box_words(box.position, len(boxes))
        raise Refused(f"Scan the label on {here} of {shipment.number} at the packing station first.", field="number")
