"""`pack --plan`: the boxes that are proposed for a shipment, and where each piece lies."""

from __future__ import annotations

from typing import Any

from orderdesk.cli.typed.facts import facts_of
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.fulfilment.cartons.fitting import FittedBox, layer_words
from orderdesk.domain.fulfilment.cartons.plan import BoxPlan
from orderdesk.domain.values.sizes import shown_size
from orderdesk.domain.values.weights import shown_weight


def plan_answer(plan: BoxPlan) -> Answer:
    """A plan box by box, the lowest layer first."""
    boxes = list(enumerate(plan.proposal.boxes, start=1))
    text = [plan.head or "No boxes are proposed.", *plan.said]
    for position, box in boxes:
        carton = f", {box.carton.name}, {shown_size(box.carton.inside)}" if box.carton else ""
        text.append(f"Box {position}{carton}, {shown_weight(box.weight_g)}")
        rows = [(f"layer {number}", layer_words(layer)) for number, layer in enumerate(box.layers, start=1)]
        text.append(columns(rows or [("", ", ".join(f"{count} × {sku}" for sku, count in box.contents))]).rstrip())
    facts = {
        "boxes": [_box(position, box) for position, box in boxes],
        **{name: list(getattr(plan.proposal, name)) for name in ("unmeasured", "unweighed", "too_large")},
        **facts_of(plan, ("saved",), plan.currency),
        "said": list(plan.said),
    }
    return Answer("\n".join(text), facts)


def _box(position: int, box: FittedBox) -> dict[str, Any]:
    return {
        "number": position,
        "carton": box.carton.code if box.carton else None,
        "weight_g": box.weight_g,
        "contents": dict(box.contents),
        "placed": [
            {
                "sku": each.piece.sku,
                "layer": layer,
                "at_mm": [each.x, each.y, each.z],
                "sides_mm": [each.dx, each.dy, each.dz],
            }
            for layer, pieces in enumerate(box.layers, start=1)
            for each in pieces
        ],
    }
