"""Packers who make every mistake there is, at two stations at once, and what truly lies in their boxes.

A packer puts into the box only what the station called right, and takes out again what it says; each mistake is a
scan of its own. What is in a box when it leaves is kept here by hand, apart from everything that the program knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from orderdesk.domain.fulfilment.station.answers import FINISHED, HELD, NOT_YET, STOP, StationAnswer
from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.domain.fulfilment.station.task import PackingTask
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import set_tracking
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.fulfilment.station.scanning import count_by_hand
from orderdesk.services.fulfilment.station.seat import Station
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order, view_shipment
from orderdesk.services.papers import render
from orderdesk.services.stock.stocking import receive

SKUS = ("MUG", "TEE", "BOOK", "LAMP")
STOPPED = {"WRONG ITEM", "TOO MANY", "NOT KNOWN", "WRONG LABEL", HELD}
"""The words after which nothing counts until the packer has answered."""


@dataclass(slots=True)
class Parcel:
    """A shipment of one order on its way: what the customer wants now, and what truly lies in its box."""

    order_id: int
    shipment_id: int
    number: str
    wanted: Counter[str]
    inside: Counter[str] = field(default_factory=Counter)
    tracking: str = ""


@dataclass(slots=True)
class Careless:
    """Two packers in one shop. `mistakes` counts what was planted, by what it was; `left` is every parcel that left."""

    desk: Desk
    chance: Random
    mistakes: Counter[str] = field(default_factory=Counter)
    left: list[Parcel] = field(default_factory=list)
    _waiting: list[Parcel] = field(default_factory=list)

    def work(self, mistakes: int, wave: int = 6) -> None:
        """Pick waves and pack them until so many mistakes have been made."""
        while self.mistakes.total() < mistakes:
            self._pick(wave)
            hands = [self._packs(Station(self.desk, f"table {each}")) for each in (1, 2)]
            while hands:
                hand = self.chance.choice(hands)
                if next(hand, None) is None:
                    hands.remove(hand)

    def _pick(self, wave: int) -> None:
        """Goods for a few orders come in and are picked, each into a tote."""
        made = []
        for _ in range(wave):
            wanted = Counter({sku: self.chance.randint(1, 3) for sku in self.chance.sample(SKUS, k=2)})
            for sku, count in wanted.items():
                receive(self.desk, sku, pieces(count))
            lines = tuple(LineRequest(pieces(count), sku) for sku, count in wanted.items())
            order_id = place_order(self.desk, OrderRequest(lines, customer_id=1))
            (shipment,) = view_order(self.desk, order_id).shipments
            made.append(Parcel(order_id, shipment.id, shipment.number, wanted))
        confirm_picks(self.desk, start_picking(self.desk, [each.shipment_id for each in made]))
        self._waiting += made

    def _packs(self, station: Station) -> Iterator[bool]:
        """One packer, one step of the hand after the other, until nothing waits."""
        while self._waiting:
            parcel = self.chance.choice(self._waiting)
            said = station.take(parcel.number)
            if said.headline == STOP and self.chance.random() < 0.5:
                self.mistakes["taken from another"] += 1
                said = station.take(parcel.number)
            if station.shipment_id is not None:
                yield from self._packed(station, parcel)
            yield True

    def _packed(self, station: Station, parcel: Parcel) -> Iterator[bool]:
        """Fill the box, close it, label it and send it; ends when the parcel is off the table."""
        while station.shipment_id is not None:
            task = station.look()
            assert task is not None
            if task.held:
                self._put_right(station, parcel)
            elif self.chance.random() < 0.6:
                self._blunder(station, parcel, task)
            elif task.is_packed:
                self._label(station, parcel)
            elif task.missing:
                self._unit(station, parcel, self.chance.choice(task.missing)[0].sku)
            else:
                station.take("*DON")
            yield True

    def _unit(self, station: Station, parcel: Parcel, sku: str) -> StationAnswer:
        """A unit in the hand goes into the box if the station called it right."""
        said = station.take(sku)
        if said.what == ScanKind.RIGHT:
            parcel.inside[sku] += 1
        return said

    def _put_right(self, station: Station, parcel: Parcel) -> None:
        """Do what the red screen says; now and then go on as if it said nothing."""
        while station.shipment_id is not None and self.chance.random() < 0.3:
            self._plant("scanned on while held", self._unit(station, parcel, self.chance.choice(SKUS)), HELD, STOP)
        if station.shipment_id is None:
            return
        before = station.look()
        said = station.take("*BCK")
        if before is not None and said.what == ScanKind.ANSWERED:
            named = {each.item_id: each.sku for each in before.goods}
            for item, over in before.surplus:
                parcel.inside[named[item]] -= over // ONE

    def _blunder(self, station: Station, parcel: Parcel, task: PackingTask) -> None:
        """One mistake, whichever can be made now."""
        can: list[Callable[[], None]] = [
            lambda: self._plant("paper of another", station.take(self._other(parcel)), *STOPPED, STOP),
            lambda: self._plant("no code of ours", station.take("4711"), *STOPPED, STOP),
        ]
        if task.is_packed:
            can += [
                lambda: self._plant("goods for a label", station.take(self.chance.choice(SKUS)), "WRONG LABEL", STOP),
                lambda: self._unscanned(parcel),
                lambda: self._old_label(station, parcel),
            ]
        else:
            can += [
                lambda: self._any_unit(station, parcel, task),
                lambda: self._undo(station, parcel),
                lambda: self._by_hand(station, parcel, task),
                lambda: self._plant_early(station, parcel, task),
                lambda: self._amended(parcel),
            ]
        self.chance.choice(can)()

    def _any_unit(self, station: Station, parcel: Parcel, task: PackingTask) -> None:
        """Whatever comes into the hand: wrong, or one too many."""
        missing = {goods.sku for goods, _ in task.missing}
        sku = self.chance.choice([each for each in SKUS if each not in missing])
        over = sku in {each.sku for each in task.goods}
        self._plant(
            "one too many" if over else "wrong item",
            self._unit(station, parcel, sku),
            *(("TOO MANY", HELD, STOP) if over else (*STOPPED, STOP)),
        )

    def _undo(self, station: Station, parcel: Parcel) -> None:
        before = station.look()
        last = before.count.last if before else None
        said = station.take("*UND")
        self.mistakes["undone"] += 1
        if said.what == ScanKind.UNDONE and before is not None and last is not None:
            (sku,) = [each.sku for each in before.goods if each.item_id == last.item_id]
            parcel.inside[sku] -= last.quantity // ONE

    def _by_hand(self, station: Station, parcel: Parcel, task: PackingTask) -> None:
        """A code that cannot be read: counted by hand, once more than there is room for."""
        goods = self.chance.choice(task.goods)
        left = (goods.wanted - task.counted(goods.item_id)) // ONE
        try:
            station.heard(
                count_by_hand(self.desk, station.name, parcel.shipment_id, goods.sku, pieces(left + 1), "torn")
            )
        except Refused:
            self.mistakes["too many by hand"] += 1
        else:
            assert station.shipment_id is None

    def _plant_early(self, station: Station, parcel: Parcel, task: PackingTask) -> None:
        """DONE, or the label, before all is in."""
        if task.missing:
            self._plant("closed too early", station.take("*DON"), NOT_YET, HELD, STOP)
        else:
            self._plant("labelled too early", station.take(parcel.number), *STOPPED, STOP)

    def _amended(self, parcel: Parcel) -> None:
        """The customer rings and wants one fewer of what he has more than one of."""
        more = [sku for sku, count in parcel.wanted.items() if count > 1]
        if more and parcel in self._waiting:
            sku = self.chance.choice(more)
            lines = [each for each in view_order(self.desk, parcel.order_id).lines if each.sku == sku]
            fewer = LineChange(quantity=pieces(parcel.wanted[sku] - 1))
            amend_order(self.desk, parcel.order_id, Amendment(lines={lines[0].id: fewer}), "by phone")
            parcel.wanted[sku] -= 1
            self.mistakes["changed while packed"] += 1

    def _old_label(self, station: Station, parcel: Parcel) -> None:
        """The label of before its number was changed, or of a parcel beside it."""
        if not parcel.tracking:
            return
        was, parcel.tracking = parcel.tracking, f"1Z{self.chance.getrandbits(40):010}"
        set_tracking(self.desk, parcel.shipment_id, parcel.tracking)
        self._plant("old label", station.take(was), "WRONG LABEL", STOP)

    def _unscanned(self, parcel: Parcel) -> None:
        """The box is carried to the van with its label unscanned."""
        render(self.desk, "label", parcel.number)
        try:
            ship_shipment(self.desk, parcel.shipment_id)
        except Refused:
            self.mistakes["label not scanned"] += 1
        else:
            self.left.append(parcel)
            raise AssertionError(f"{parcel.number} left with a label that nobody scanned")

    def _label(self, station: Station, parcel: Parcel) -> None:
        """Print the label, stick it on, scan it; with the last the parcel leaves."""
        if not parcel.tracking:
            parcel.tracking = f"1Z{self.chance.getrandbits(40):010}"
            set_tracking(self.desk, parcel.shipment_id, parcel.tracking)
        render(self.desk, "label", parcel.number)
        if station.take(parcel.tracking).headline == FINISHED:
            ship_shipment(self.desk, parcel.shipment_id)
            self._waiting.remove(parcel)
            self.left.append(parcel)

    def _other(self, parcel: Parcel) -> str:
        """The label of another parcel: one at the other table, one that waits, or one that left long ago."""
        others = [each for each in (*self._waiting, *self.left[-5:]) if each is not parcel]
        other = self.chance.choice(others) if others else None
        return (other.tracking or other.number) if other else "SH-1"

    def _plant(self, what: str, said: StationAnswer, *expected: str) -> None:
        """A mistake is never answered as if it were right."""
        assert said.headline in expected, f"{what}: {said.headline}, {said.sentence}"
        self.mistakes[what] += 1


def prove_parcel(careless: Careless, parcel: Parcel) -> None:
    """What lies in the box is what its customer wants, and what the program says that left."""
    inside = +parcel.inside
    assert inside == parcel.wanted, parcel.number
    view = view_order(careless.desk, parcel.order_id)
    assert {each.sku: each.quantity // ONE for each in view.lines if each.sku} == dict(inside)
    assert view.order.fulfilment == "shipped"
    boxes = view_shipment(careless.desk, parcel.shipment_id).packed
    assert [each.tracking for each in boxes] == [parcel.tracking]
