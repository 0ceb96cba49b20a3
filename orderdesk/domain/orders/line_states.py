"""How far a line of an order is, in the words of the window and the command line. Pure; quantities are thousandths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.written.local import current


class Stage(StrEnum):
    """Where goods of a line are."""

    CANCELLED = "cancelled"
    RETURNED = "returned"
    SHIPPED = "shipped"
    PART_SHIPPED = "part-shipped"
    BACKORDERED = "back-ordered"
    LATER = "later"
    PACKED = "packed"
    PICKED = "picked"
    PICKING = "picking"
    ALLOCATED = "allocated"


@dataclass(frozen=True, slots=True)
class LineState:
    """A stage with its words: "7 of 10 shipped"."""

    stage: Stage
    words: str


_TIED = (
    (Stage.PACKED, (ShipmentState.PACKED,)),
    (Stage.PICKED, (ShipmentState.PICKED,)),
    (Stage.PICKING, (ShipmentState.PICKING,)),
    (Stage.ALLOCATED, (ShipmentState.ALLOCATED, ShipmentState.WAITING)),
)
_ALONE = {Stage.PICKING: "Being picked", Stage.PICKED: "Picked", Stage.PACKED: "Packed", Stage.ALLOCATED: "Allocated"}
_SOME = {Stage.PICKING: "being picked"}


def line_states(
    line: OrderLine, tied: Mapping[str, Quantity], wanted_on: date | None, placed_on: date
) -> tuple[LineState, ...]:
    """How a line of a confirmed order stands, what matters most on top; () for a charge.

    `tied` is what is reserved for it by the state of its shipment; what is promised for the day on which it was wanted
    when the order was placed, a later one, is no back order.
    """
    if not line.goods:
        return ()
    if not line.wanted and not line.returned:
        return (LineState(Stage.CANCELLED, "Cancelled"),)
    here = (*_returned(line), *_shipped(line), *_waiting(line, wanted_on, placed_on))
    return (*here, *_reserved(line, tied), *_given_up(line))


def _returned(line: OrderLine) -> list[LineState]:
    return [LineState(Stage.RETURNED, f"{shown_quantity(line.returned)} returned")] if line.returned else []


def _shipped(line: OrderLine) -> list[LineState]:
    if not line.shipped:
        return []
    if not line.progress.to_ship:
        return [] if line.returned else [LineState(Stage.SHIPPED, "Shipped")]
    words = f"{shown_quantity(line.shipped)} of {shown_quantity(line.wanted)} shipped"
    return [LineState(Stage.PART_SHIPPED, words)]


def _waiting(line: OrderLine, wanted_on: date | None, placed_on: date) -> list[LineState]:
    left = line.progress.backordered
    if not left:
        return []
    if is_for_later(line, wanted_on, placed_on):
        assert wanted_on is not None
        return [LineState(Stage.LATER, f"{shown_quantity(left)} for {current().days.spoken(wanted_on, placed_on)}")]
    return [LineState(Stage.BACKORDERED, f"{shown_quantity(left)} back-ordered")]


def is_for_later(line: OrderLine, wanted_on: date | None, placed_on: date) -> bool:
    """Whether what a line waits for comes on the later day that it was asked for, which is no back order."""
    return wanted_on is not None and wanted_on > placed_on and line.promised == wanted_on


def _reserved(line: OrderLine, tied: Mapping[str, Quantity]) -> list[LineState]:
    found = []
    for stage, states in _TIED:
        many = sum(tied.get(state, 0) for state in states)
        if many == line.wanted:
            found.append(LineState(stage, _ALONE[stage]))
        elif many:
            found.append(LineState(stage, f"{shown_quantity(many)} {_SOME.get(stage, stage)}"))
    return found


def _given_up(line: OrderLine) -> list[LineState]:
    if not line.cancelled:
        return []
    return [LineState(Stage.CANCELLED, f"{shown_quantity(line.cancelled)} cancelled")]
