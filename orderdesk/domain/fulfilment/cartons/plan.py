"""The plan for the boxes of one shipment: what the fitter proposes for its goods, and what that saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from orderdesk.domain.fulfilment.cartons.fitting import (
    ANY,
    MOST_PIECES,
    NONE,
    FittedBox,
    Fitting,
    Goods,
    Limits,
    propose,
)
from orderdesk.domain.fulfilment.cartons.placing import Piece
from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.domain.prices.rates import Parcel, RateTable, heaviest, postage
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, divide, shown
from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.domain.values.texts import count_word, listed


class LaidGoods(Protocol):
    """Goods of a shipment with their size, weight and how they lie."""

    @property
    def sku(self) -> str: ...
    @property
    def quantity(self) -> Quantity: ...
    @property
    def weight_g(self) -> int: ...
    @property
    def length_mm(self) -> int: ...
    @property
    def width_mm(self) -> int: ...
    @property
    def height_mm(self) -> int: ...
    @property
    def upright(self) -> int: ...
    @property
    def fragile(self) -> int: ...


@dataclass(frozen=True, slots=True)
class BoxPlan:
    """What is proposed, out of the cartons that are `known`, those laid aside too; `saved` is how much less the carrier
    asks than for the next best choice, 0 where that is not known or no less."""

    proposal: Fitting = NONE
    known: tuple[Carton, ...] = ()
    saved: Amount = 0
    currency: str = ""

    def called(self, code: str) -> Carton | None:
        """The carton of a code; None for none of ours."""
        return next((each for each in self.known if each.code == code.strip().upper()), None)

    def box(self, position: int) -> FittedBox | None:
        """What is proposed for a box, counted from 1; None beyond the last."""
        boxes = self.proposal.boxes
        return boxes[position - 1] if 0 < position <= len(boxes) else None

    def carton(self, position: int) -> Carton | None:
        """The carton that is proposed for a box; None where none is."""
        box = self.box(position)
        return self.called(box.carton.code) if box and box.carton else None

    @property
    def offered(self) -> tuple[Carton, ...]:
        """The cartons that are packed in."""
        return tuple(each for each in self.known if each.active)

    @property
    def head(self) -> str:
        """The boxes in a word: "2 boxes: L and M"; "" where nothing is proposed."""
        boxes = self.proposal.boxes
        named = listed([each.code for each in self.proposal.cartons])
        return ": ".join(filter(None, (count_word(len(boxes), "box", "boxes"), named))) if boxes else ""

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to know about it, a sentence each."""
        found, lacking = self.proposal, self._lacking()
        sentences = (
            f"{listed(found.unmeasured)} {_have(found.unmeasured)} no size: the boxes go by weight alone."
            if found.unmeasured
            else "",
            f"More than {MOST_PIECES} pieces: the boxes go by weight alone." if found.crowded else "",
            f"{listed(found.too_large)} {'goes' if len(found.too_large) == 1 else 'go'} into no carton."
            if found.too_large
            else "",
            f"{listed(found.unweighed)} {_have(found.unweighed)} no weight and {_count(found.unweighed)} as nothing."
            if found.unweighed
            else "",
            f"By the books too few are left of {listed(lacking)}." if lacking else "",
            self._saving(),
        )
        return tuple(filter(None, sentences))

    def _lacking(self) -> list[str]:
        """The cartons of which fewer are left than are proposed."""
        wanted = Counter(each.code for each in self.proposal.cartons)
        return [each.code for each in self.known if each.left is not None and wanted[each.code] > max(each.left, 0)]

    def _saving(self) -> str:
        others = listed([each.carton.code for each in self.proposal.others if each.carton])
        return (
            f"Postage is {shown(self.saved, self.currency)} {self.currency} less than in {others}."
            if self.saved
            else ""
        )


def plan_boxes(rows: Iterable[LaidGoods], known: Sequence[Carton], rates: RateTable | None, currency: str) -> BoxPlan:
    """The plan for goods that go by a service of these rates, None where nobody carries them. Postage is what the
    carrier asks, by weight and size outside."""
    limits = Limits(heaviest(rates), rates.divisor) if rates else ANY
    found = propose(goods_of(rows), tuple(known), limits)
    return BoxPlan(found, tuple(known), _saved(found, rates), currency)


def goods_of(rows: Iterable[LaidGoods]) -> Goods:
    """Goods as pieces; what is sold by measure, or not in whole units, has no size."""
    summed: dict[str, tuple[LaidGoods, Quantity]] = {}
    for row in rows:
        summed[row.sku] = (row, row.quantity + (summed[row.sku][1] if row.sku in summed else 0))
    return tuple(_pieces(row, quantity) for row, quantity in summed.values())


def _pieces(row: LaidGoods, quantity: Quantity) -> tuple[Piece, int]:
    measured = row.length_mm and row.width_mm and row.height_mm
    if quantity % ONE:
        return Piece(row.sku, 0, 0, 0, divide(row.weight_g * quantity, ONE)), 1
    sides = (row.length_mm, row.width_mm, row.height_mm) if measured else (0, 0, 0)
    return Piece(row.sku, *sides, row.weight_g, bool(row.upright), bool(row.fragile)), quantity // ONE


def _saved(found: Fitting, rates: RateTable | None) -> Amount:
    if rates is None or not found.drawn or not found.others:
        return 0
    try:
        asked, other = (postage(rates, map(_parcel, boxes), 0).cost for boxes in (found.boxes, found.others))
    except Refused:
        return 0
    return max(0, other - asked)


def _parcel(box: FittedBox) -> Parcel:
    length, width, height = box.carton.outside if box.carton else (0, 0, 0)
    return Parcel(box.weight_g, length * width * height)


def _have(skus: Sequence[str]) -> str:
    return "has" if len(skus) == 1 else "have"


def _count(skus: Sequence[str]) -> str:
    return "counts" if len(skus) == 1 else "count"
