"""A bin in which a picker found fewer than the book says is counted: asked once, done by counting, proved."""

from __future__ import annotations

from typing import Any

import pytest

from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.fulfilment.short_picks import SHORT_CAUSES
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.count_tasks import open_counts
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.tasks import finish_task, open_tasks
from orderdesk.services.stock import stocking
from orderdesk.services.stock.counting import Counted, CountLine, count
from tests.factories import northside
from tests.scenarios.story import order, prove, stock


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 9})


def picked_short(desk: Desk, *shorts: Short, many: int = 3) -> str:
    view = order(desk, {"MUG": many})
    confirm_picks(desk, start_picking(desk, [view.shipments[0].id]), shorts)
    return view.order.number


def counted(desk: Desk, many: int, bin: str = "", *, at: Any = None) -> Counted:
    return count(desk, [CountLine("MUG", pieces(many), bin)], at or desk.clock())[0]


@pytest.mark.parametrize("cause", SHORT_CAUSES)
def test_each_cause_has_its_bin_counted(desk: Desk, cause: str) -> None:
    number = picked_short(desk, Short("MUG", pieces(2), cause))
    (task,) = open_counts(desk)
    assert task.said == f"Count MUG in A-01-2: 2 {cause}"
    assert (task.order, task.made_by, task.made_at) == (number, desk.user, desk.clock())
    assert [each.id for each in open_tasks(desk)] == [task.id]
    missing = 0 if cause == "damaged" else 2
    booked = counted(desk, 7)
    assert (booked.difference, booked.lost) == (0, pieces(missing))
    assert (open_counts(desk), open_tasks(desk)) == ([], [])
    prove(desk)


def test_a_bin_waits_for_one_count_however_often_it_is_short(desk: Desk) -> None:
    picked_short(desk, Short("MUG", ONE, "damaged"), Short("MUG", ONE, "not found"))
    picked_short(desk, Short("MUG", ONE, "damaged"))
    (task,) = open_counts(desk)
    assert task.said == "Count MUG in A-01-2: 3 damaged, not found"
    prove(desk)


def test_nobody_ticks_a_count_off(desk: Desk) -> None:
    picked_short(desk, Short("MUG", ONE))
    (task,) = open_counts(desk)
    with pytest.raises(Refused, match="Say how many of MUG lie in A-01-2: counting it does the task"):
        finish_task(desk, task.id)
    assert open_counts(desk) == [task]


def test_a_count_of_before_the_short_pick_leaves_it_to_be_counted(desk: Desk) -> None:
    at = desk.clock()
    desk.clock.advance(minutes=5)  # type: ignore[attr-defined]
    picked_short(desk, Short("MUG", ONE))
    counted(desk, 9, at=at)
    assert len(open_counts(desk)) == 1
    counted(desk, 8)
    assert open_counts(desk) == []
    prove(desk)


def test_what_is_missing_is_looked_for_shelf_by_shelf_and_then_given_up(desk: Desk) -> None:
    stocking.move(desk, "MUG", pieces(2), "B-7")
    stocking.move(desk, "MUG", pieces(1), "C-9")
    picked_short(desk, Short("MUG", pieces(3)), many=6)
    assert [each.bin for each in open_counts(desk)] == ["A-01-2"]
    first = counted(desk, 3, "A-01-2")
    assert (first.lost, first.missing, first.look_in) == (0, pieces(3), ("B-7", "C-9"))
    assert [each.said for each in open_counts(desk)] == [
        "Count MUG in B-7: 3 still missing",
        "Count MUG in C-9: 3 still missing",
    ]
    second = counted(desk, 4, "B-7")
    assert (second.found, second.lost, second.missing, second.look_in) == (pieces(2), 0, ONE, ("C-9",))
    third = counted(desk, 1, "C-9")
    assert (third.lost, third.missing, third.look_in) == (ONE, 0, ())
    assert (open_counts(desk), stock(desk, "MUG").on_hand, stock(desk, "MUG").unavailable) == ([], pieces(8), 0)
    prove(desk)


def test_a_shelf_counted_before_more_went_missing_is_counted_again(desk: Desk) -> None:
    stocking.move(desk, "MUG", pieces(2), "B-7")
    picked_short(desk, Short("MUG", ONE, bin="A-01-2"), many=7)
    counted(desk, 6, "A-01-2")
    desk.clock.advance(minutes=5)  # type: ignore[attr-defined]
    picked_short(desk, Short("MUG", ONE, bin="B-7"), many=2)
    booked = counted(desk, 1, "B-7")
    assert (booked.lost, booked.look_in) == (0, ("A-01-2",))
    assert counted(desk, 6, "A-01-2").lost == pieces(2)
    prove(desk)
