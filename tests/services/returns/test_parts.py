"""Returns by part: what came of one line may be restocked, looked at and scrapped, each as much as it is."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import OrderView, view_order, view_return
from orderdesk.services.returns.returning import (
    ComingBack,
    Inspected,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
)
from orderdesk.services.stock import stock_views
from tests.factories import northside

MUG = 1


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def sold(desk: Desk, count: int) -> OrderView:
    order = place_order(desk, OrderRequest((LineRequest(pieces(count), "MUG"),), customer_id=1))
    hand_over(desk, view_order(desk, order).shipments[0].id, "taken along")
    return view_order(desk, order)


def came_back(desk: Desk, *parts: int, received: int | None = None) -> int:
    """The key of a return of so many mugs, a line of it for each part."""
    view = sold(desk, 6)
    open_return(desk, view.order.id, [ComingBack(view.lines[0].id, pieces(each)) for each in parts])
    receive_return(desk, 1, None if received is None else {1: pieces(received)})
    return 1


def lines(desk: Desk, key: int = 1) -> list[tuple[int, int, str, str]]:
    return [
        (each.quantity // 1_000, each.received // 1_000, each.outcome, each.condition)
        for each in view_return(desk, key)[1]
    ]


def held_in(desk: Desk) -> dict[str, int]:
    return {row.code: row.on_hand // 1_000 for row in stock_views.stock_card(desk, MUG).bins}


def test_each_part_goes_where_it_belongs(desk: Desk) -> None:
    came_back(desk, 4)
    before = held_in(desk)
    parts = [
        Inspected(1, "scrap", "broken", quantity=pieces(1)),
        Inspected(1, "quarantine", "odd colour", quantity=pieces(1)),
        Inspected(1, "restock", "as new"),
    ]
    inspect_return(desk, 1, parts)
    assert lines(desk) == [(1, 1, "scrap", "broken"), (1, 1, "quarantine", "odd colour"), (2, 2, "restock", "as new")]
    after = held_in(desk)
    assert (after["A-01-2"] - before["A-01-2"], after["QUARANTINE"]) == (2, 1)
    settled = settle_return(desk, 1, "account")
    assert settled.credited > 0
    assert check(desk).findings == ()


def test_what_was_allowed_and_did_not_come_stays_with_the_first_part(desk: Desk) -> None:
    came_back(desk, 4, received=3)
    inspect_return(desk, 1, [Inspected(1, "restock", quantity=pieces(2)), Inspected(1, "scrap", quantity=pieces(1))])
    assert lines(desk) == [(3, 2, "restock", ""), (1, 1, "scrap", "")]
    settle_return(desk, 1, "account")
    assert check(desk).findings == ()


def test_two_lines_of_one_thing_are_credited_together(desk: Desk) -> None:
    came_back(desk, 1, 2)
    inspect_return(desk, 1, [Inspected(1, "restock"), Inspected(2, "restock")])
    settle_return(desk, 1, "account")
    assert check(desk).findings == ()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([Inspected(1, "restock", quantity=pieces(5))], "4 were received"),
        ([Inspected(1, "restock", quantity=0)], "4 were received"),
        ([Inspected(1, "restock", quantity=pieces(4)), Inspected(1, "scrap")], "4 were received"),
        ([Inspected(1, "restock", quantity=pieces(3))], "what becomes of the other 1"),
        ([Inspected(1, "restock"), Inspected(1, "scrap")], "4 were received"),
        ([], "Choose an outcome"),
    ],
)
def test_parts_come_to_what_was_received(desk: Desk, parts: list[Inspected], said: str) -> None:
    came_back(desk, 4)
    with pytest.raises(Refused, match=said):
        inspect_return(desk, 1, parts)
    assert lines(desk) == [(4, 4, "", "")]
