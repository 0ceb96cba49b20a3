"""What is said first when an order is read back."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.reading_back import SaidLine, read_back, usual_of
from orderdesk.domain.values.quantity import ONE, pieces


def test_twins_come_first_then_odd_quantities_then_the_others_as_they_were_taken() -> None:
    lines = [
        SaidLine(pieces(2), "Desk lamp"),
        SaidLine(pieces(15), "Book"),
        SaidLine(pieces(1), "Tee blue M", "blue, not red"),
        SaidLine(pieces(3), "Mug"),
    ]
    assert read_back(lines, ("to Harwich", "", "115.96 in all")) == (
        "1 Tee blue M: blue, not red",
        "15 Book: fifteen, not fifty",
        "2 Desk lamp",
        "3 Mug",
        "to Harwich",
        "115.96 in all",
    )


@pytest.mark.parametrize(
    ("quantity", "usual", "said"),
    [
        (pieces(12), 0, ""),
        (pieces(13), 0, "thirteen, not thirty"),
        (pieces(90), 0, "ninety, not nineteen"),
        (pieces(8), pieces(2), "usually 2"),
        (pieces(7), pieces(2), ""),
        (pieces(40), pieces(10), "usually 10"),
        (ONE // 2, 0, "not a whole one"),
    ],
)
def test_an_odd_quantity_is_said_twice(quantity: int, usual: int, said: str) -> None:
    assert SaidLine(quantity, "Mug", usual=usual).odd == said


def test_few_sales_tell_nothing_of_what_is_usual() -> None:
    assert usual_of([pieces(1)] * 4) == 0
    assert usual_of([pieces(1), pieces(2), pieces(3), pieces(2), pieces(2)]) == pieces(2)
