"""A wave of which less was found than was on the list: who gets it, from which bin, and what the others are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.promises.promising import at_risk
from orderdesk.services.stock import stocking
from orderdesk.services.stock.stock_views import stock_card
from tests.factories import northside
from tests.scenarios.story import again, order, prove, stock

MUG = 1


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 9})


def bins(desk: Desk) -> dict[str, int]:
    return {place.code: place.on_hand // 1_000 for place in stock_card(desk, MUG).bins if place.on_hand}


def test_the_earlier_told_date_gets_what_was_found(desk: Desk) -> None:
    first = order(desk, {"MUG": 6}, ship_by=date(2026, 3, 9))
    second = order(desk, {"MUG": 3})
    picklist = start_picking(desk, [first.shipments[0].id, second.shipments[0].id])
    short = confirm_picks(desk, picklist, [Short("MUG", pieces(6))])
    assert [each.said for each in short] == [f"6 of MUG short for {first.order.number} (T1)"]
    first, second = again(desk, first), again(desk, second)
    assert (first.lines[0].allocated, second.lines[0].allocated) == (0, pieces(3))
    assert [view.shipments[0].state for view in (first, second)] == ["cancelled", "picked"]
    assert first.lines[0].promised is None
    assert [(risk.line.order, risk.day) for risk in at_risk(desk)] == [(first.order.number, None)]
    assert (stock(desk, "MUG").unavailable, stock(desk, "MUG").available) == (pieces(6), 0)
    prove(desk)
    pack_shipment(desk, second.shipments[0].id)
    ship_shipment(desk, second.shipments[0].id)
    prove(desk)


def test_goods_of_another_bin_change_hands(desk: Desk) -> None:
    """Who was told the earlier day was to get them from a bin that is empty; the other's bin is not."""
    stocking.move(desk, "MUG", pieces(5), "B-9")
    first = order(desk, {"MUG": 4}, ship_by=date(2026, 3, 9))
    second = order(desk, {"MUG": 5})
    picklist = start_picking(desk, [first.shipments[0].id, second.shipments[0].id])
    short = confirm_picks(desk, picklist, [Short("MUG", pieces(5), "empty", "B-9")])
    assert [(each.order, each.quantity) for each in short] == [
        (first.order.number, pieces(4)),
        (second.order.number, pieces(1)),
    ]
    assert bins(desk) == {"A-01-2": 4, "MISSING": 5}
    assert again(desk, second).lines[0].allocated == pieces(4)
    prove(desk)


def test_two_reasons_in_one_wave(desk: Desk) -> None:
    views = [order(desk, {"MUG": 3}) for _ in range(3)]
    picklist = start_picking(desk, [view.shipments[0].id for view in reversed(views)])
    confirm_picks(desk, picklist, [Short("MUG", pieces(1), "damaged"), Short("MUG", pieces(4), "empty")])
    assert [again(desk, view).lines[0].allocated for view in views] == [pieces(3), pieces(1), 0]
    assert bins(desk) == {"A-01-2": 4, "DAMAGED": 1, "MISSING": 4}
    prove(desk)


@pytest.mark.parametrize(
    ("short", "said"),
    [
        (Short("MUG", pieces(10)), "10 of MUG cannot be short here"),
        (Short("MUG", 0), "0 of MUG cannot be short here"),
        (Short("TEE", pieces(1)), "1 of TEE cannot be short here"),
        (Short("MUG", pieces(1), bin="B-9"), "1 of MUG cannot be short in B-9"),
        (
            Short("MUG", pieces(1), "stolen"),
            "Choose why MUG is short: not found, empty, damaged, wrong place, counted wrong",
        ),
    ],
)
def test_what_was_not_on_the_list_is_not_short(desk: Desk, short: Short, said: str) -> None:
    view = order(desk, {"MUG": 3})
    picklist = start_picking(desk, [view.shipments[0].id])
    with pytest.raises(Refused, match=said):
        confirm_picks(desk, picklist, [short])
    with pytest.raises(Refused, match="cannot be short"):
        confirm_picks(desk, picklist, [Short("MUG", pieces(2)), replace(short, quantity=pieces(2), reason="empty")])
    confirm_picks(desk, picklist)
    prove(desk)
