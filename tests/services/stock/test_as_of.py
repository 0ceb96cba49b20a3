"""Stock at a past moment: a random history against a small model, and what is said where nothing can be known."""

from __future__ import annotations

import random
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import OrderDeskError, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import bins, reservations, stock
from orderdesk.persistence.schema import shipments as shipments_table
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.items.catalog import add_item, edit_item, item_of_code
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.stock import counting, stocking
from orderdesk.services.stock.as_of import item_as_of, stock_as_of
from orderdesk.services.stock.counting import CountLine
from tests.factories import Clock, northside

SHELVES = ("S-1", "S-2")
Levels = dict[str, tuple[int, int]]
"""On hand and reserved by bin, in whole units."""


@dataclass
class Past:
    """What each bin held after each step; a count speaks of an earlier one and changes every one since."""

    moments: list[datetime] = field(default_factory=list)
    levels: list[Levels] = field(default_factory=list)

    def note(self, at: datetime, levels: Levels) -> None:
        self.moments.append(at)
        self.levels.append(levels)

    def at(self, moment: datetime) -> Levels:
        place = bisect_right(self.moments, moment) - 1
        return self.levels[place] if place >= 0 else {}

    def recount(self, since: datetime, code: str, difference: int) -> None:
        """A level of its own at the moment of the count, and the difference on all that follow."""
        place = bisect_right(self.moments, since)
        self.moments.insert(place, since)
        self.levels.insert(place, dict(self.levels[place - 1]) if place else {})
        for levels in self.levels[place:]:
            on_hand, reserved = levels.get(code, (0, 0))
            levels[code] = (on_hand + difference, reserved)


def counters(desk: Desk, item: int) -> Levels:
    with desk.reading() as connection:
        rows = connection.execute(
            select(bins.c.code, stock.c.on_hand, stock.c.reserved).join(stock).where(stock.c.item_id == item)
        ).all()
    return {code: (on_hand // 1_000, reserved // 1_000) for code, on_hand, reserved in rows}


def step(desk: Desk, dice: random.Random, item: int, past: Past) -> None:
    """One random thing that happens to an item; what is refused has not happened."""
    what = dice.choice(("receive", "receive", "order", "order", "cancel", "ship", "move", "scrap", "take", "count"))
    place, size = dice.choice(SHELVES), dice.randint(1, 6)
    if what == "count" and past.moments:
        since = dice.choice([*past.moments[-6:], desk.clock()])
        result = counting.count(desk, [CountLine(item, pieces(size), place)], since, sure=True)[0]
        past.recount(since, place, result.difference // 1_000)
    elif what == "receive":
        stocking.receive(desk, item, pieces(size), bin=place)
    elif what == "order":
        place_order(desk, OrderRequest(customer_id=1, lines=(LineRequest(pieces(size), sku="PAST-1"),)))
    elif what in ("cancel", "ship"):
        with desk.reading() as connection:
            rows = connection.execute(
                select(shipments_table.c.id, shipments_table.c.order_id).where(shipments_table.c.state == "allocated")
            ).all()
        key, order = dice.choice(rows or [(0, 0)])
        cancel_order(desk, order, "changed their mind") if what == "cancel" else hand_over(desk, key, "at the door")
    elif what == "move":
        stocking.move(desk, item, pieces(size), dice.choice(SHELVES), bin=place, sure=True)
    elif what == "scrap":
        stocking.scrap(desk, item, pieces(size), "broken", bin=place, sure=True)
    else:
        stocking.take(desk, item, pieces(size))


@pytest.mark.parametrize("seed", range(6))
def test_any_past_moment_is_as_it_was(database: Database, seed: int) -> None:
    clock, dice = Clock(), random.Random(seed)
    desk = northside(database)
    desk.clock = clock
    item = add_item(desk, ItemForm("PAST-1", "Something", cost=25_000)).id
    stocking.receive(desk, item, pieces(8), bin="S-1")
    stocking.receive(desk, item, pieces(5), bin="S-2")
    past = Past()
    start = desk.clock()
    past.note(start, counters(desk, item))
    for _ in range(40):
        clock.advance(minutes=dice.randint(1, 400))
        with suppress(OrderDeskError):
            step(desk, dice, item, past)
        past.note(desk.clock(), counters(desk, item))
    assert any(reserved for levels in past.levels for _, reserved in levels.values())
    for _ in range(30):
        moment = start + (desk.clock() - start) * dice.random()
        moment = moment.replace(microsecond=moment.microsecond // 1_000 * 1_000)
        then = item_as_of(desk, item, moment)
        told = {each.code: (each.on_hand // 1_000, each.reserved // 1_000) for each in then.bins}
        wanted = {code: both for code, both in past.at(moment).items() if any(both)}
        assert {code: both for code, both in told.items() if any(both)} == wanted, moment
        assert sum(each.quantity for each in then.reserved_for) == then.reserved
        assert then.on_hand + sum(each.quantity for each in then.since) == then.on_hand_now
    now = item_as_of(desk, item, desk.clock())
    assert all((each.on_hand, each.reserved) == (each.on_hand_now, each.reserved_now) for each in now.bins)
    assert not [each for each in check(desk).findings if each.rule.startswith("stock.")]


def test_a_cancelled_order_had_its_goods_last_tuesday(database: Database) -> None:
    clock = Clock()
    desk = northside(database)
    desk.clock = clock
    order = place_order(desk, OrderRequest(customer_id=1, lines=(LineRequest(pieces(3), sku="MUG"),)))
    item = item_of_code(desk, "MUG").id
    tuesday = clock()
    clock.advance(days=3)
    cancel_order(desk, order, "changed their mind")
    then = item_as_of(desk, item, tuesday)
    assert [(each.order, each.quantity, each.now) for each in then.reserved_for] == [("SO-1001", pieces(3), 0)]
    assert (then.reserved, then.reserved_now, then.note) == (pieces(3), 0, "")
    with desk.reading() as connection:
        rows = connection.execute(select(reservations.c.quantity, reservations.c.why, reservations.c.user)).all()
    assert [row[0] for row in rows] == [pieces(3), -pieces(3)]
    assert rows[1].why
    assert {row.user for row in rows} == {"anna"}


def test_goods_are_worth_what_one_cost_when_they_last_moved(database: Database) -> None:
    clock = Clock()
    desk = northside(database)
    desk.clock = clock
    form = ItemForm("WICK", "Wick", cost=12_500)
    item = add_item(desk, form).id
    stocking.receive(desk, item, pieces(4), bin="S-1")
    first = clock()
    clock.advance(hours=2)
    edit_item(desk, item, replace(form, cost=20_000), version=1)
    stocking.scrap(desk, item, pieces(1), "wet", bin="S-1")
    now = item_as_of(desk, item, clock())
    then = item_as_of(desk, item, first)
    assert (then.on_hand, then.unit_cost, then.value) == (pieces(4), 12_500, 500)
    assert (now.on_hand, now.unit_cost, now.value) == (pieces(3), 20_000, 600)
    whole = stock_as_of(desk, first)
    assert {each.sku: each.value("GBP") for each in whole.rows}["WICK"] == 500
    assert whole.value == sum(each.value("GBP") for each in whole.rows)
    unknown = add_item(desk, ItemForm("NEW", "Not priced yet")).id
    stocking.receive(desk, unknown, pieces(2), bin="S-1")
    edit_item(desk, unknown, ItemForm("NEW", "Priced", cost=30_000), version=1)
    assert item_as_of(desk, unknown, clock()).value == 600


def test_the_future_and_the_time_before_are_told(database: Database) -> None:
    desk = northside(database)
    item = item_of_code(desk, "MUG").id
    with pytest.raises(Refused, match="is still to come"):
        item_as_of(desk, item, desk.clock() + timedelta(minutes=1))
    with pytest.raises(Refused, match="is still to come"):
        stock_as_of(desk, desk.clock() + timedelta(minutes=1))
    before = desk.clock() - timedelta(days=400)
    assert "first movement was on" in item_as_of(desk, item, before).note
    assert "first movement was on" in stock_as_of(desk, before).note
    assert stock_as_of(desk, before).rows == ()
    never = add_item(desk, ItemForm("NEVER", "Never here")).id
    assert item_as_of(desk, never, desk.clock()).note == "Nothing of NEVER has moved yet."


def test_a_count_of_earlier_leaves_no_moment_below_nothing(database: Database) -> None:
    clock = Clock()
    desk = northside(database)
    desk.clock = clock
    item = add_item(desk, ItemForm("JAR", "Jar")).id
    stocking.receive(desk, item, pieces(10), bin="S-1")
    counted_at = clock.advance(minutes=10)
    clock.advance(minutes=10)
    stocking.take(desk, item, pieces(6))
    clock.advance(minutes=10)
    stocking.receive(desk, item, pieces(20), bin="S-1")
    with pytest.raises(Refused, match=r"4 of JAR cannot have been there then: by .* 2 more had left"):
        counting.count(desk, [CountLine(item, pieces(4), "S-1")], counted_at)
    counting.count(desk, [CountLine(item, pieces(7), "S-1")], counted_at)
    assert item_as_of(desk, item, counted_at).on_hand == pieces(7)
    assert item_as_of(desk, item, clock()).on_hand == pieces(21)
