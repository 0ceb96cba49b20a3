"""The papers of a shipment's boxes: a label and a packing slip each."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.fulfilment.boxes import Box, boxed_number
from orderdesk.domain.values.texts import count_word


def papers_of_boxes(number: str, boxes: Sequence[Box]) -> list[tuple[str, str, str]]:
    """(paper, number, words) of each label and slip of shipment `number`: all boxes in one go, then each; but first the
    labels without a print, where others have one."""
    if len(boxes) < 2:
        return [("label", number, f"Label {number}"), ("packing-slip", number, f"Packing slip {number}")]
    of_boxes = sorted(boxes, key=lambda box: bool(box.label_copies or box.label_void))
    every = f"all {count_word(len(boxes), 'box', 'boxes')}"
    each = [("label", boxed_number(number, box.position), f"Label {number}, box {box.position}") for box in of_boxes]
    missing = sum(not (box.label_copies or box.label_void) for box in boxes)
    first = missing if missing < len(boxes) else 0
    whole = [] if any(box.label_void for box in boxes) else [("label", number, f"Labels {number}, {every}")]
    slips = [
        ("packing-slip", boxed_number(number, box.position), f"Packing slip {number}, box {box.position}")
        for box in boxes
    ]
    all_slips = ("packing-slip", number, f"Packing slips {number}, {every}")
    return [*each[:first], *whole, *each[first:], all_slips, *slips]
