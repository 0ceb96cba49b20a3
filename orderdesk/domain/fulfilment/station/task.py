"""The parcel on the table: what is to go into it, how much of that is in, and why it may not be closed yet."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.fulfilment.boxes import Box
from orderdesk.domain.fulfilment.cartons.plan import BoxPlan
from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.domain.fulfilment.station.labels import unlabelled
from orderdesk.domain.fulfilment.station.scans import ParcelCount, StationScan
from orderdesk.domain.fulfilment.weighing import in_order
from orderdesk.domain.values.money import divide
from orderdesk.domain.values.quantity import ONE, Quantity, shown_units
from orderdesk.domain.values.texts import listed
from orderdesk.domain.values.weights import shown_weight


@dataclass(frozen=True, slots=True)
class ParcelGoods:
    """One item of a parcel: how much of it is to go in, from which bins it was picked, the weight of one in grams (0:
    not known), and the order lines that ask for it with how much each."""

    item_id: int
    sku: str
    name: str
    unit: str
    bins: str
    wanted: Quantity
    weight_g: int
    warning: str
    lines: tuple[tuple[int, Quantity], ...]

    def line_of(self, counted: Quantity) -> int:
        """The order line that the next unit is for, when so much is counted."""
        for line, quantity in self.lines:
            if counted < quantity:
                return line
            counted -= quantity
        return self.lines[-1][0]


@dataclass(frozen=True, slots=True)
class PackingTask:
    """A shipment at the station. `note` is what the packer must read; `plan` is what its boxes are to be,
    `packed` are they once it is closed, and `scans` everything that was scanned for it, oldest first."""

    shipment_id: int
    number: str
    order_number: str
    order_id: int
    state: str
    picklist_id: int | None
    picklist: str
    customer: str
    place: str
    service: str
    note: str
    goods: tuple[ParcelGoods, ...]
    count: ParcelCount
    packed: tuple[Box, ...]
    plan: BoxPlan
    scans: tuple[StationScan, ...]

    @property
    def is_packed(self) -> bool:
        """Whether only its labels are left to do."""
        return self.state == "packed"

    def counted(self, item_id: int) -> Quantity:
        """How much of an item is scanned."""
        return self.count.of_item(item_id)

    @property
    def wanted(self) -> Quantity:
        """How much is to go in altogether."""
        return sum(each.wanted for each in self.goods)

    @property
    def inside(self) -> Quantity:
        """How much is in."""
        return sum(self.count.inside.values())

    @property
    def missing(self) -> tuple[tuple[ParcelGoods, Quantity], ...]:
        """What is still to be scanned."""
        lacks = [(each, each.wanted - self.counted(each.item_id)) for each in self.goods]
        return tuple((each, quantity) for each, quantity in lacks if quantity > 0)

    @property
    def next_goods(self) -> tuple[ParcelGoods, Quantity] | None:
        """What is to be scanned next: of several boxes what the plan has for the one that is being filled. None where
        nothing is missing, or the box is as planned."""
        boxes, box = self.plan.proposal.boxes, self.plan.box(self.count.box)
        if len(boxes) < 2 or box is None or not self.plan.proposal.drawn:
            return self.missing[0] if self.missing else None
        planned, inside = dict(box.contents), self.count.in_box(self.count.box)
        for goods, quantity in self.missing:
            lacks = planned.get(goods.sku, 0) * ONE - inside.get(goods.item_id, 0)
            if lacks > 0:
                return goods, min(lacks, quantity)
        return None

    @property
    def surplus(self) -> tuple[tuple[int, Quantity], ...]:
        """What is in a box and no longer wanted, by item: the order was changed after it was scanned."""
        wanted = {each.item_id: each.wanted for each in self.goods}
        items = dict.fromkeys(item for _, item in self.count.inside)
        over = [(item, self.counted(item) - wanted.get(item, 0)) for item in items]
        return tuple((item, quantity) for item, quantity in over if quantity > 0)

    @property
    def held(self) -> bool:
        """Whether nothing counts before somebody has answered."""
        return self.count.stop is not None or bool(self.surplus)

    def carton_of(self, box: int) -> Carton | None:
        """What a box is packed in: the carton that was chosen for it, else the one that is proposed."""
        chosen = self.count.cartons.get(box)
        return self.plan.carton(box) if chosen is None else self.plan.called(chosen)

    def computed_g(self, box: int) -> int:
        """What the goods in a box weigh by their items, and its carton; 0 when the weight of one is not known."""
        weights = {each.item_id: each.weight_g for each in self.goods}
        inside = self.count.in_box(box)
        if not all(weights.get(item) for item in inside):
            return 0
        carton = self.carton_of(box) if inside else None
        goods = sum(divide(weights[item] * quantity, ONE) for item, quantity in inside.items())
        return goods + (carton.tare_g if carton else 0)

    def heavy(self, box: int) -> str:
        """Why the weight of a box is in doubt; "" when it is in order, not weighed, or was explained."""
        weighed, why = self.count.weights.get(box, (0, ""))
        computed = self.computed_g(box)
        if not weighed or why or not computed or in_order(weighed, computed):
            return ""
        what = "goods and carton" if self.carton_of(box) else "goods"
        return f"box {box} weighs {shown_weight(weighed)}, its {what} {shown_weight(computed)}"

    @property
    def next_label(self) -> Box | None:
        """The box whose label is to be scanned next."""
        return next(iter(unlabelled(self.number, self.packed, self.count.labels)), None)

    @property
    def lacks(self) -> str:
        """Why it cannot be completed yet, in one sentence; "" when it can."""
        if self.is_packed:
            box = self.next_label
            return f"Scan the label on {box_words(box.position, len(self.packed))}." if box else ""
        left = sum(quantity for _, quantity in self.missing)
        lacking = [f"{shown_units(left)} to scan"] if left else []
        lacking += ["the last scan to answer"] if self.held else []
        lacking += ["the note to read"] if self.note and not self.count.note else []
        lacking += [words for box in self.count.boxes if (words := self.heavy(box))]
        return f"Not yet: {listed(lacking)}." if lacking else ""


def box_words(position: int, boxes: int) -> str:
    """A box as it is called: "the box" when it is the only one."""
    return f"box {position}" if boxes > 1 else "the box"
