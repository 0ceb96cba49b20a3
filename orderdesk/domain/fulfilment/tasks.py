"""Tasks: work that waits for somebody, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.written.local import shown_day

PUT_BACK, COUNT = "put back", "count"
KINDS = (COUNT, "call", "follow up", "review")
"""What a person may ask for; goods are to be put back when an order changes that they were picked for, and a short pick
has its bin counted."""
STILL_MISSING = "still missing"
"""What is said of goods that were not on the shelf where they went missing, and may lie on another one."""


@dataclass(frozen=True, slots=True)
class Task:
    """What waits to be done: `quantity` of an item to be put back to a bin, a bin to be counted where so many were
    short, or what its note says, by its owner. `made_by` asked for it."""

    id: int
    kind: str
    note: str
    owner: str
    due: date | None
    shipment: str
    order: str
    sku: str
    name: str
    bin: str
    quantity: Quantity
    item_id: int | None
    made_at: datetime
    made_by: str

    @property
    def by_counting(self) -> bool:
        """Whether it is done by saying how many of an item lie in a bin."""
        return self.kind == COUNT and bool(self.bin)

    @property
    def said(self) -> str:
        """The task as a sentence without its full stop."""
        if self.kind == PUT_BACK:
            return f"Put back {shown_quantity(self.quantity)} of {self.sku} to {self.bin}, picked for {self.shipment}"
        if self.by_counting:
            return f"Count {self.sku} in {self.bin}: {shown_quantity(self.quantity)} {self.note}"
        about = " · ".join(filter(None, (self.order, self.sku)))
        parts = [f"{self.kind.capitalize()}: {self.note}", about]
        parts += [f"due {shown_day(self.due)}" if self.due else "", f"for {self.owner}" if self.owner else ""]
        return ", ".join(filter(None, parts))

    @property
    def done(self) -> str:
        """What is said when it is done."""
        return f"{self.sku} is back in {self.bin}" if self.kind == PUT_BACK else f"Done: {self.note}"
