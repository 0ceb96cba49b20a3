"""A printed picklist that no longer holds: it is void, and all who were picked by it wait for a new one."""

from __future__ import annotations

from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.fulfilment.waves.owners import own
from orderdesk.services.desk import Work
from orderdesk.services.record.progress import order_of, refresh


def void_wave(work: Work, picklist_id: int, why: str) -> None:
    """Nobody picks by this list any more: what was still being picked by it is allocated again, its order says so,
    and who scans the list is told `why`."""
    shipments.void_picklist(work.connection, picklist_id, why)
    own(work.connection, picklist_id, "", work.now)
    wave = shipments.shipments_of_picklist(work.connection, picklist_id)
    back = [each for each in wave if each.state == ShipmentState.PICKING]
    after = {"state": str(ShipmentState.ALLOCATED), "picklist_id": None, "tote": 0}
    shipments.change_shipments(work.connection, [each.id for each in back], after)
    for each in back:
        work.event("shipment", each.id, "unpicked", why)
    for order_id in sorted({each.order_id for each in back}):
        refresh(work, order_of(work, order_id))
    work.touch("shipments")
