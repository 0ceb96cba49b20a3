"""Random stock commands against a small model: the same answers, and the invariants of stock after every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import bins, movements, orders, stock, tax_profiles
from orderdesk.persistence.stock import records as writer
from orderdesk.persistence.stock.records import Movement
from orderdesk.persistence.stock.reservations import Reservation
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.stock import counting, stocking
from orderdesk.services.stock.counting import CountLine
from tests.factories import northside
from tests.patience import UNHURRIED

SHELVES = ("S-1", "S-2")
PLACES = (*SHELVES, "DAMAGED")
SAFETY = 2
_numbers = count(1)
_size = st.integers(1, 6)
_place = st.sampled_from(PLACES)
COMMANDS = st.one_of(
    st.tuples(st.just("receive"), _place, _size),
    st.tuples(st.just("adjust"), _place, _size),
    st.tuples(st.just("scrap"), _place, _size),
    st.tuples(st.just("take"), st.just(""), _size),
    st.tuples(st.just("count"), _place, st.integers(0, 8)),
    st.tuples(st.sampled_from([f"move to {place}" for place in PLACES]), _place, _size),
    st.tuples(st.sampled_from(["reserve", "release", "ship"]), st.sampled_from(SHELVES), _size),
)


@dataclass
class Model:
    """What the shop should hold of one item, by bin."""

    on_hand: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PLACES, 0))
    reserved: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PLACES, 0))

    def free(self, place: str) -> int:
        return self.on_hand[place] - self.reserved[place]

    @property
    def available(self) -> int:
        return sum(map(self.free, SHELVES)) - SAFETY

    def allowed(self, what: str, place: str, size: int) -> bool:
        """Do it when it may be done; say whether it may."""
        if what == "take":
            return size <= self.available  # from which shelves is the shop's choice
        if what == "count":
            return self.reserved[place] <= size and self._set(place, size)
        if what in ("adjust", "scrap"):
            return size <= self.free(place) and self._add(place, -size)
        if what.startswith("move to "):
            target = what.removeprefix("move to ")
            fits = target != place and size <= self.free(place)
            return fits and self._set(target, self.on_hand[target] + size) and self._add(place, -size)
        if what == "reserve":
            return size <= self.free(place) and self._reserve(place, size)
        if what in ("release", "ship"):
            fits = size <= self.reserved[place] and self._reserve(place, -size)
            return fits and (what == "release" or self._add(place, -size))
        return self._add(place, size)

    def _set(self, place: str, size: int) -> bool:
        self.on_hand[place] = size
        return True

    def _add(self, place: str, size: int) -> bool:
        self.on_hand[place] += size
        return True

    def _reserve(self, place: str, size: int) -> bool:
        self.reserved[place] += size
        return True


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    desk = northside(database)
    with desk.writing(right="no right needed") as work:
        for shelf in SHELVES:
            writer.add_bin(work.connection, shelf)
    return desk


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=UNHURRIED)
@given(commands=st.lists(COMMANDS, min_size=5, max_size=20))
@example(
    commands=[("receive", "S-1", 3), ("reserve", "S-1", 3), ("take", "", 1), ("scrap", "S-1", 1), ("ship", "S-1", 3)]
)
def test_stock_does_what_the_model_does(desk: Desk, commands: list[tuple[str, str, int]]) -> None:
    sku = f"ITEM-{next(_numbers)}"
    item = add_item(desk, ItemForm(sku, "An item", safety_stock=SAFETY * 1_000)).id
    model = Model()
    for what, place, size in commands:
        may = model.allowed(what, place, size)
        assert done(lambda run=what, at=place, q=size: perform(desk, item, run, at, q)) is may, (what, place, size)
        counters = holds(desk, item)
        if what == "take" and may:
            follow_the_taker(model, counters, size)
        assert counters == {place: (model.on_hand[place], model.reserved[place]) for place in PLACES}


def follow_the_taker(model: Model, counters: dict[str, tuple[int, int]], size: int) -> None:
    """The shop chose the shelves: they must have given exactly `size`, and nothing that was reserved."""
    before = sum(model.on_hand[shelf] for shelf in SHELVES)
    for shelf in SHELVES:
        assert model.reserved[shelf] <= counters[shelf][0] <= model.on_hand[shelf]
        model.on_hand[shelf] = counters[shelf][0]
    assert before - sum(model.on_hand[shelf] for shelf in SHELVES) == size


def done(use: Callable[[], object]) -> bool:
    try:
        use()
    except Refused:
        return False
    return True


def perform(desk: Desk, item: int, what: str, place: str, size: int) -> None:
    quantity = size * 1_000
    if what == "receive":
        stocking.receive(desk, item, quantity, bin=place)
    elif what == "adjust":
        stocking.adjust(desk, item, -quantity, "found fewer", bin=place)
    elif what == "scrap":
        stocking.scrap(desk, item, quantity, "broken", bin=place)
    elif what == "take":
        stocking.take(desk, item, quantity)
    elif what == "count":
        counting.count(desk, [CountLine(item, quantity, place)], desk.clock())
    elif what.startswith("move to "):
        stocking.move(desk, item, quantity, what.removeprefix("move to "), bin=place)
    else:
        reserve(desk, item, what, place, quantity)


def reserve(desk: Desk, item: int, what: str, place: str, quantity: int) -> None:
    with desk.writing(right="no right needed") as work:
        bin_id = writer.bin_for(work.connection, item, place)
        change = quantity if what == "reserve" else -quantity
        step = Reservation(item, bin_id, an_order(work.connection), 1, change, what)
        if what == "ship":
            gone = Movement(item, bin_id, -quantity, "sale")
            writer.ship_out(work.connection, [gone], [step], now=work.now, user=work.user)
        else:
            writer.reserve(work.connection, [step], now=work.now, user=work.user)


def an_order(connection: Connection) -> int:
    """Any order: what is reserved here is for nobody, but a reservation has to name an order."""
    known = connection.execute(select(func.min(orders.c.id))).scalar()
    if known is not None:
        return int(known)
    profile = connection.execute(select(func.min(tax_profiles.c.id))).scalar_one()
    row = {
        "number": "SO-0",
        "state": "draft",
        "channel": "phone",
        "currency": "GBP",
        "tax_profile_id": profile,
        "placed_at": datetime(2026, 3, 2, tzinfo=UTC),
    }
    return int(connection.execute(insert(orders).returning(orders.c.id), row).scalar_one())


def holds(desk: Desk, item: int) -> dict[str, tuple[int, int]]:
    """On hand and reserved by bin, after the invariants have been seen to hold."""
    with desk.reading() as connection:
        sums = select(movements.c.bin_id, func.sum(movements.c.quantity)).group_by(movements.c.bin_id)
        moved = {row[0]: row[1] for row in connection.execute(sums.where(movements.c.item_id == item))}
        rows = connection.execute(
            select(bins.c.code, bins.c.id, func.coalesce(stock.c.on_hand, 0), func.coalesce(stock.c.reserved, 0))
            .select_from(bins.outerjoin(stock, (stock.c.bin_id == bins.c.id) & (stock.c.item_id == item)))
            .where(bins.c.code.in_(PLACES))
        ).all()
    for _, bin_id, on_hand, reserved in rows:
        assert moved.get(bin_id, 0) == on_hand
        assert 0 <= reserved <= on_hand
    return {code: (on_hand // 1_000, reserved // 1_000) for code, _, on_hand, reserved in rows}
