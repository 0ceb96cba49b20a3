"""The words of a line say what is so: nothing cancelled is shipped, nothing packed only allocated."""

from __future__ import annotations

from datetime import date

import pytest

from orderdesk.domain.orders.line_states import Stage, line_states
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.quantity import pieces

PLACED = date(2026, 3, 2)


def line(
    cancelled: int = 0, allocated: int = 0, shipped: int = 0, returned: int = 0, promised: date | None = None
) -> OrderLine:
    """A line of ten mugs."""
    counted = (pieces(cancelled), pieces(allocated), pieces(shipped), 0, pieces(returned))
    return OrderLine(
        1,
        1,
        1,
        1,
        "Mug",
        pieces(10),
        0,
        0,
        0,
        0,
        0,
        "standard",
        0,
        0,
        *counted,
        promised,
        None,
        sku="MUG",
        unit="each",
        weight_g=0,
        stocked=1,
    )


@pytest.mark.parametrize(
    ("one", "tied", "said"),
    [
        (line(cancelled=10), {}, ["Cancelled"]),
        (line(shipped=10), {}, ["Shipped"]),
        (line(shipped=7, cancelled=3), {}, ["Shipped", "3 cancelled"]),
        (line(shipped=7), {}, ["7 of 10 shipped", "3 back-ordered"]),
        (line(shipped=7, allocated=3), {"packed": pieces(3)}, ["7 of 10 shipped", "3 packed"]),
        (line(shipped=5, cancelled=2), {}, ["5 of 8 shipped", "3 back-ordered", "2 cancelled"]),
        (line(allocated=10), {"allocated": pieces(10)}, ["Allocated"]),
        (line(allocated=10), {"waiting": pieces(10)}, ["Allocated"]),
        (line(allocated=10), {"picking": pieces(10)}, ["Being picked"]),
        (line(allocated=10), {"picked": pieces(10)}, ["Picked"]),
        (line(allocated=10), {"packed": pieces(10)}, ["Packed"]),
        (
            line(allocated=8),
            {"packed": pieces(5), "allocated": pieces(3)},
            ["2 back-ordered", "5 packed", "3 allocated"],
        ),
        (line(), {}, ["10 back-ordered"]),
        (line(shipped=10, returned=2), {}, ["2 returned"]),
        (line(shipped=7, returned=2), {}, ["2 returned", "7 of 10 shipped", "3 back-ordered"]),
    ],
)
def test_how_far_a_line_is(one: OrderLine, tied: dict[str, int], said: list[str]) -> None:
    assert [each.words for each in line_states(one, tied, PLACED, PLACED)] == said


def test_what_is_wanted_later_is_no_back_order() -> None:
    later = date(2026, 3, 22)
    (state,) = line_states(line(promised=later), {}, later, PLACED)
    assert (state.stage, state.words) == (Stage.LATER, "10 for 22 March")
    (late,) = line_states(line(promised=date(2026, 3, 25)), {}, later, PLACED)
    assert late.stage == Stage.BACKORDERED
