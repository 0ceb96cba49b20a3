"""Which label is on a box, by what was read off it."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.fulfilment.boxes import Box, boxed_number
from orderdesk.domain.items.gs1 import read_elements


def own_code(number: str, box: Box, boxes: int) -> str:
    """What the label of a box says while its carrier gave no number: "SH-1001", of several boxes "SH-1001-2"."""
    return boxed_number(number, box.position) if boxes > 1 else number


def code_of(number: str, box: Box, boxes: int) -> str:
    """What the label of a box says now."""
    return box.tracking or own_code(number, box, boxes)


def read_label(code: str) -> frozenset[str]:
    """The numbers that a code which was read off a label may mean, in capitals."""
    elements = read_elements(code)
    return frozenset(filter(None, (code.strip().upper(), elements.parcel if elements else "")))


def unlabelled(number: str, boxes: Sequence[Box], scanned: dict[int, str]) -> list[Box]:
    """The boxes whose label was not scanned, or is another one since; its first number makes no label another one."""
    return [
        box
        for box in boxes
        if not read_label(scanned.get(box.position, ""))
        & {own_code(number, box, len(boxes)).upper(), code_of(number, box, len(boxes)).upper()}
    ]
