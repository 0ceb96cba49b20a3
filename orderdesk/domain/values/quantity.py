"""Quantities: integers of thousandths, so that 2.5 metres are exact and 3 pieces are 3_000."""

from __future__ import annotations

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import grouped, scaled, scaled_text

Quantity = int

ONE: Quantity = 1_000
LARGEST_QUANTITY: Quantity = 1_000_000 * ONE


def pieces(count: int) -> Quantity:
    """A whole number of units as a quantity."""
    return count * ONE


def parse_quantity(text: str, *, field: str = "quantity", signed: bool = False) -> Quantity:
    """Read "3" or "2.5"; refuse zero, more than three decimals, above a million and (unless `signed`) negatives."""
    quantity = scaled(text, 3, field, "a quantity has at most 3 decimals")
    if quantity == 0 or (quantity < 0 and not signed):
        raise Refused(f"Enter a quantity above zero, not {text.strip()}.", field=field)
    return check_quantity(quantity, field=field)


def parse_count(text: str, *, field: str = "quantity") -> Quantity:
    """Read a quantity that may be none at all: "0", "0,00", "2.5"."""
    quantity = scaled(text, 3, field, "a quantity has at most 3 decimals")
    return parse_quantity(text, field=field) if quantity else 0


def check_quantity(quantity: Quantity, *, field: str = "quantity") -> Quantity:
    """A quantity as it is; refuse one above a million."""
    if abs(quantity) > LARGEST_QUANTITY:
        raise Refused(f"Enter a quantity of at most {shown_quantity(LARGEST_QUANTITY)}.", field=field)
    return quantity


def quantity_text(quantity: Quantity) -> str:
    """Plain text: 3_000 is "3", 2_500 is "2.5"."""
    return scaled_text(quantity, 3, keep=0)


def shown_quantity(quantity: Quantity) -> str:
    """A quantity for the eye, thousands grouped and a true minus sign."""
    return grouped(quantity_text(quantity))


def shown_change(quantity: Quantity) -> str:
    """What a quantity changes by, for the eye, always with its sign: "+3", "−2"; nought has none."""
    return f"{'+' if quantity > 0 else ''}{shown_quantity(quantity)}"


def shown_units(quantity: Quantity) -> str:
    """The same with its noun: "1 unit", "2.5 units"."""
    return f"{shown_quantity(quantity)} {'unit' if quantity == ONE else 'units'}"
