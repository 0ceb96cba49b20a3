"""Tasks: work that waits for somebody, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.written.local import shown_day

PUT_BACK = "put back"
KINDS = ("count", "call", "follow up", "review")
"""What a person may ask for; goods are to be put back when an order changes that they were picked for."""


@dataclass(frozen=True, slots=True)
class Task:
    """What waits to be done: `quantity` of an item to be put back to a bin, or what its note says, by its owner."""

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

    @property
    def said(self) -> str:
        """The task as a sentence without its full stop."""
        if self.kind == PUT_BACK:
            return f"Put back {shown_quantity(self.quantity)} of {self.sku} to {self.bin}, picked for {self.shipment}"
        about = " · ".join(filter(None, (self.order, self.sku)))
        parts = [f"{self.kind.capitalize()}: {self.note}", about]
        parts += [f"due {shown_day(self.due)}" if self.due else "", f"for {self.owner}" if self.owner else ""]
        return ", ".join(filter(None, parts))

    @property
    def done(self) -> str:
        """What is said when it is done."""
        return f"{self.sku} is back in {self.bin}" if self.kind == PUT_BACK else f"Done: {self.note}"
