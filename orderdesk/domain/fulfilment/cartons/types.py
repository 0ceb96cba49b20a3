"""The kinds of cartons that a shop packs in, and how many of each there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orderdesk.domain.values.money import Price
from orderdesk.domain.values.sizes import Size
from orderdesk.domain.values.texts import count_word

RECEIVED, COUNTED, USED, BACK = "received", "counted", "used", "back"
"""What happens to cartons: they come, are counted, are packed in, and come back when a box is opened again."""
_TOLD = {RECEIVED: "received", USED: "packed in", BACK: "taken back"}


@dataclass(frozen=True, slots=True)
class Carton:
    """A kind of carton: millimetres and grams. `most_g` is what it carries beside itself, 0 for no end; `left` how many
    there are, None while nobody has ever counted them. It may be below zero: then more were packed in than were known
    of."""

    id: int
    code: str
    name: str
    length_mm: int
    width_mm: int
    height_mm: int
    outer_length_mm: int
    outer_width_mm: int
    outer_height_mm: int
    tare_g: int
    most_g: int
    cost: Price
    reorder_point: int
    active: bool
    left: int | None = None

    @property
    def inside(self) -> Size:
        """What fits in."""
        return self.length_mm, self.width_mm, self.height_mm

    @property
    def outer(self) -> Size:
        """What the carrier measures, as it was entered; no size where nobody did."""
        return self.outer_length_mm, self.outer_width_mm, self.outer_height_mm

    @property
    def outside(self) -> Size:
        """What the carrier measures; taken for as large as inside where it was not entered."""
        return self.outer if any(self.outer) else self.inside

    @property
    def is_low(self) -> bool:
        """Whether more are to be bought."""
        return self.active and self.left is not None and self.left <= self.reorder_point

    @property
    def left_words(self) -> str:
        """How many there are, for the eye."""
        return "Not counted" if self.left is None else f"{self.left:,}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class CartonMove:
    """One entry of the ledger of a carton; the quantity is a change. `shipment` is what was packed in it."""

    at: datetime
    user: str
    kind: str
    quantity: int
    shipment: str
    note: str

    @property
    def said(self) -> str:
        """What happened in words: "2 packed in, SH-1001"."""
        parts = (self._counted if self.kind == COUNTED else self._moved, self.shipment, self.note)
        return ", ".join(filter(None, parts))

    @property
    def _moved(self) -> str:
        return f"{count_word(abs(self.quantity), 'carton')} {_TOLD[self.kind]}"

    @property
    def _counted(self) -> str:
        apart = f"{abs(self.quantity):,} {'more' if self.quantity > 0 else 'fewer'} than" if self.quantity else "as"
        return f"counted, {apart} in the books"
