"""The papers of a shipment's boxes: a label and a packing slip each."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.fulfilment.boxes import Box, boxed_number


def papers_of_boxes(number: str, boxes: Sequence[Box]) -> list[tuple[str, str, str]]:
    """(paper, number, words) of each label and slip of shipment `number`, those without a print first."""
    if len(boxes) < 2:
        return [("label", number, f"Label {number}"), ("packing-slip", number, f"Packing slip {number}")]
    of_boxes = sorted(boxes, key=lambda box: bool(box.label_copies or box.label_void))
    found = [("label", boxed_number(number, box.position), f"Label {number}, box {box.position}") for box in of_boxes]
    return found + [
        ("packing-slip", boxed_number(number, box.position), f"Packing slip {number}, box {box.position}")
        for box in boxes
    ]
