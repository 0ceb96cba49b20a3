"""Counts that find too few: whose goods are gone, and what becomes of goods that a short pick missed."""

from __future__ import annotations

from datetime import date
from itertools import count as numbers

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.stock import stocking
from orderdesk.services.stock.counting import Counted, CountLine, count
from orderdesk.services.stock.stock_views import figures_of
from orderdesk.services.stock.stocking import adjust, move, receive, scrap
from tests.countries import Country, local_shop
from tests.factories import northside
from tests.patience import UNHURRIED
from tests.scenarios.story import again, order, prove, stock

MUG = 1


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 5})


def counted(desk: Desk, many: int, *, sure: bool = False, bin: str = "") -> Counted:
    return count(desk, [CountLine("MUG", pieces(many), bin)], desk.clock(), sure=sure)[0]


def allocated(desk: Desk, view: OrderView) -> int:
    return sum(line.allocated for line in again(desk, view).lines) // ONE


def test_three_of_five_all_reserved(desk: Desk) -> None:
    """The later told gives way, and is named before anything is booked."""
    later = order(desk, {"MUG": 3}, ship_by=date(2026, 3, 9))
    sooner = order(desk, {"MUG": 2})
    said = f"If this is booked, {later.order.number} waits for 2 of MUG again \\(told 9 March\\)"
    with pytest.raises(Doubtful, match=said):
        counted(desk, 3)
    assert (allocated(desk, later), allocated(desk, sooner), stock(desk, "MUG").on_hand) == (3, 2, pieces(5))
    booked = counted(desk, 3, sure=True)
    assert [(each.order, each.quantity) for each in booked.gave_way] == [(later.order.number, pieces(2))]
    assert (booked.difference, booked.on_hand) == (-pieces(2), pieces(3))
    assert (allocated(desk, later), allocated(desk, sooner)) == (1, 2)
    figures = stock(desk, "MUG")
    assert (figures.on_hand, figures.reserved, figures.available) == (pieces(3), pieces(3), 0)
    assert again(desk, later).lines[0].promised is None
    assert counted(desk, 3).gave_way == ()
    prove(desk)


def test_what_lies_on_another_shelf_serves_them_and_nobody_is_asked(desk: Desk) -> None:
    view = order(desk, {"MUG": 5})
    receive(desk, "MUG", pieces(4), bin="B-7")
    assert counted(desk, 3, bin="A-01-2").gave_way == ()
    assert (allocated(desk, view), stock(desk, "MUG").reserved) == (5, pieces(5))
    prove(desk)


def test_a_list_that_is_being_picked_is_void_and_the_others_go_on(desk: Desk) -> None:
    later = order(desk, {"MUG": 3}, ship_by=date(2026, 3, 9))
    sooner = order(desk, {"MUG": 2})
    picklist = start_picking(desk, [later.shipments[0].id, sooner.shipments[0].id])
    with pytest.raises(Doubtful, match=f"and picklist {picklist} is void"):
        counted(desk, 4)
    counted(desk, 4, sure=True)
    assert [again(desk, view).shipments[0].state for view in (later, sooner)] == ["allocated", "allocated"]
    assert (allocated(desk, later), allocated(desk, sooner)) == (2, 2)
    with pytest.raises(Refused, match="is void: a count found too few"):
        confirm_picks(desk, picklist)
    confirm_picks(desk, start_picking(desk, [sooner.shipments[0].id, later.shipments[0].id]))
    prove(desk)


def test_what_lies_in_totes_is_not_given_up(desk: Desk) -> None:
    view = order(desk, {"MUG": 4})
    confirm_picks(desk, start_picking(desk, [view.shipments[0].id]))
    with pytest.raises(Refused, match=f"they are picked for {view.shipments[0].number}"):
        counted(desk, 1, sure=True)
    assert counted(desk, 4).difference == -ONE
    prove(desk)


@pytest.mark.parametrize("way", ["adjust", "scrap", "move"])
def test_other_ways_out_of_the_bin_name_them_too(desk: Desk, way: str) -> None:
    view = order(desk, {"MUG": 5})
    ways = {
        "adjust": lambda sure: adjust(desk, "MUG", -pieces(2), "broken", sure=sure),
        "scrap": lambda sure: scrap(desk, "MUG", pieces(2), "broken", sure=sure),
        "move": lambda sure: move(desk, "MUG", pieces(2), "DAMAGED", sure=sure),
    }
    with pytest.raises(Doubtful, match=f"{view.order.number} waits for 2 of MUG again"):
        ways[way](False)
    assert [each.quantity for each in ways[way](True)] == [pieces(2)]
    assert allocated(desk, view) == 3
    prove(desk)


def test_goods_carried_to_another_shelf_stay_reserved(desk: Desk) -> None:
    view = order(desk, {"MUG": 5})
    assert move(desk, "MUG", pieces(2), "C-1") == ()
    assert (allocated(desk, view), stock(desk, "MUG").available) == (5, 0)
    prove(desk)


def short_picked(desk: Desk, many: int) -> OrderView:
    view = order(desk, {"MUG": many})
    confirm_picks(desk, start_picking(desk, [view.shipments[0].id]), [Short("MUG", pieces(many))])
    return view


def test_what_a_count_finds_comes_out_of_missing(desk: Desk) -> None:
    """Five lay there, one was not found at picking; the count finds five: there are five, not six."""
    short_picked(desk, 1)
    figures = stock(desk, "MUG")
    assert (figures.on_hand, figures.unavailable, figures.available) == (pieces(5), pieces(1), pieces(4))
    booked = counted(desk, 5)
    assert (booked.difference, booked.found, booked.lost) == (ONE, ONE, 0)
    figures = stock(desk, "MUG")
    assert (figures.on_hand, figures.unavailable, figures.available) == (pieces(5), 0, pieces(5))
    assert (counted(desk, 5).found, stock(desk, "MUG").on_hand) == (0, pieces(5))
    prove(desk)


def test_what_no_count_finds_is_given_up(desk: Desk) -> None:
    short_picked(desk, 3)
    booked = counted(desk, 3)
    assert (booked.found, booked.lost) == (ONE, pieces(2))
    figures = stock(desk, "MUG")
    assert (figures.on_hand, figures.unavailable) == (pieces(3), 0)
    prove(desk)


def test_with_a_shelf_still_to_count_the_missing_may_lie_there(desk: Desk) -> None:
    stocking.move(desk, "MUG", pieces(2), "B-7")
    short_picked(desk, 1)
    assert counted(desk, 2, bin="A-01-2").lost == 0
    assert stock(desk, "MUG").unavailable == pieces(1)
    both = [CountLine("MUG", pieces(2), "A-01-2"), CountLine("MUG", pieces(3), "B-7")]
    booked = count(desk, both, desk.clock())
    assert [(each.found, each.lost) for each in booked] == [(0, 0), (ONE, 0)]
    assert (stock(desk, "MUG").on_hand, stock(desk, "MUG").unavailable) == (pieces(5), 0)
    prove(desk)


def test_goods_missed_after_the_count_stay_missing(desk: Desk) -> None:
    at = desk.clock()
    desk.clock.advance(hours=1)  # type: ignore[attr-defined]
    short_picked(desk, 1)
    booked = count(desk, [CountLine("MUG", pieces(5))], at)[0]
    assert (booked.difference, booked.lost, stock(desk, "MUG").unavailable) == (0, 0, ONE)
    prove(desk)


def test_it_holds_in_every_shop(database: Database, anywhere: Country) -> None:
    desk = local_shop(database, anywhere)
    booked = count(desk, [CountLine("A", pieces(12) + 500)], desk.clock())[0]
    assert (booked.difference, figures_of(desk, [1])[1].on_hand) == (-7_500, 12_500)
    prove(desk)


_items = numbers(1)
_told = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 5)), min_size=1, max_size=5)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=UNHURRIED)
@given(wanted=_told, found=st.integers(0, 12))
def test_whoever_was_told_earlier_keeps_the_goods(desk: Desk, wanted: list[tuple[int, int]], found: int) -> None:
    """Random orders of random days, and a count of anything: what is left is tied from the earliest told day on."""
    sku = f"ITEM-{next(_items)}"
    item = add_item(desk, ItemForm(sku, "An item", 1_000)).id
    receive(desk, sku, pieces(12))
    orders = [order(desk, {sku: many}, ship_by=date(2026, 3, 2 + away)) for many, away in wanted]
    had = {view.order.id: allocated(desk, view) for view in orders}
    gave = count(desk, [CountLine(sku, pieces(found))], desk.clock(), sure=True)[0].gave_way
    figures = figures_of(desk, [item])[item]
    assert (figures.on_hand, figures.reserved) == (pieces(found), pieces(min(found, sum(had.values()))))
    now = {view.order.id: allocated(desk, view) for view in orders}
    assert sum(each.quantity for each in gave) == pieces(sum(had.values()) - sum(now.values()))
    turn = sorted(
        (each for each in orders if had[each.order.id]),
        key=lambda view: (view.lines[0].told or date.max, view.order.id),
    )
    for place, view in enumerate(turn):
        if now[view.order.id] < had[view.order.id]:
            assert not any(now[later.order.id] for later in turn[place + 1 :])
    prove(desk)
