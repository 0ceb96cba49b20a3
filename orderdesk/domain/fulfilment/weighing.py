"""Whether a box weighs what its goods weigh."""

from __future__ import annotations

DOUBTED_PERCENT = 5
CARTON_G = 50
"""What an empty box and its filling may weigh without anybody being asked."""


def in_order(weighed_g: int, computed_g: int) -> bool:
    """Whether the scales may be right about goods of this weight, both in grams."""
    apart = abs(weighed_g - computed_g)
    return apart <= CARTON_G or apart * 100 <= computed_g * DOUBTED_PERCENT
