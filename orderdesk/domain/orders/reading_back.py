"""An order as it is read back to the caller before it is binding: what is easily misheard or mistyped comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity

FEWEST_SALES = 5
"""Of fewer sales nobody can say what is usual."""
UNUSUAL = 4
"""So many times the usual quantity, or more, is said twice."""
_ALIKE = {
    13: "thirteen, not thirty", 14: "fourteen, not forty", 15: "fifteen, not fifty", 16: "sixteen, not sixty",
    17: "seventeen, not seventy", 18: "eighteen, not eighty", 19: "nineteen, not ninety",
    30: "thirty, not thirteen", 40: "forty, not fourteen", 50: "fifty, not fifteen", 60: "sixty, not sixteen",
    70: "seventy, not seventeen", 80: "eighty, not eighteen", 90: "ninety, not nineteen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line as it is said: `apart` sets its item apart from the twins, "" without one; `usual` is the quantity that
    usually goes of it, 0 where that is not known."""

    quantity: Quantity
    name: str
    apart: str = ""
    usual: Quantity = 0

    @property
    def odd(self) -> str:
        """What to say of a quantity that is taken for another over the telephone or is out of the usual, else ""."""
        if self.quantity % ONE:
            return "not a whole one"
        if self.usual and self.quantity >= UNUSUAL * self.usual:
            return f"usually {shown_quantity(max(self.usual // ONE, 1) * ONE)}"
        return _ALIKE.get(self.quantity // ONE, "")

    @property
    def doubt(self) -> str:
        """What is said beside it so that it is not taken for something else; "" where nothing is easily mistaken."""
        return "; ".join(each for each in (self.apart, self.odd) if each)

    @property
    def words(self) -> str:
        """ "2 Cotton tee blue M: blue, not red"."""
        return ": ".join(filter(None, (f"{shown_quantity(self.quantity)} {self.name}", self.doubt)))


def usual_of(sold: Sequence[Quantity]) -> Quantity:
    """What usually goes of an item by its last sales; 0 where they are too few to tell."""
    return sum(sold) // len(sold) if len(sold) >= FEWEST_SALES else 0


def read_back(lines: Sequence[SaidLine], ending: Sequence[str]) -> tuple[str, ...]:
    """The parts of what is read back, each said in a breath: twins, odd quantities, the other lines, then the
    `ending` (where it goes, when, what it comes to)."""
    said = sorted(lines, key=lambda line: (not line.apart, not line.odd))
    return (*(line.words for line in said), *(part for part in ending if part))
