"""The boxes that the shipments of a picklist are to be packed in, as they are printed on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from orderdesk.documents.parts.boxes import DrawnPiece, PlannedBox
from orderdesk.domain.fulfilment.cartons.fitting import FittedBox
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.station.commands import carton_code
from orderdesk.domain.values.sizes import NO_SIZE, shown_size
from orderdesk.persistence.fulfilment.lists import PackRow
from orderdesk.services.fulfilment.cartons.planning import read_plans

SIMPLE = 2
"""So many pieces in the only box of a shipment nobody needs a drawing of."""


def planned_boxes(connection: Connection, wave: Sequence[Shipment], rows: Sequence[PackRow]) -> Iterator[PlannedBox]:
    """The boxes of each shipment in the order of the totes; none in a shop without cartons."""
    plans = read_plans(connection, wave, rows)
    for shipment in wave:
        plan = plans[shipment.id]
        boxes = plan.proposal.boxes
        tote = f"T{shipment.tote} · " if len(wave) > 1 else ""
        for place, box in enumerate(boxes, start=1):
            drawn = len(boxes) > 1 or sum(count for _, count in box.contents) > SIMPLE
            yield PlannedBox(
                title=f"{tote}{shipment.number}, box {place} of {len(boxes)}",
                carton=f"{box.carton.code} {box.carton.name}, {shown_size(box.carton.inside)}" if box.carton else "",
                code=carton_code(box.carton.code) if box.carton else "",
                contents=", ".join(f"{count} × {sku}" for sku, count in box.contents),
                notes=plan.said if place == 1 else (),
                inside=box.carton.inside if box.carton else NO_SIZE,
                layers=tuple(_layers(box)) if drawn else (),
            )
        if not boxes and plan.said:
            yield PlannedBox(f"{tote}{shipment.number}", "", "", "", plan.said)


def _layers(box: FittedBox) -> Iterator[tuple[DrawnPiece, ...]]:
    for layer in box.layers:
        height = layer[0].z
        yield tuple(
            DrawnPiece(each.piece.sku, each.x, each.y, each.dx, each.dy, each.z < height)
            for each in box.placed
            if each.z <= height < each.z + each.dz
        )
