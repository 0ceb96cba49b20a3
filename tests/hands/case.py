"""How a use case is tried by eight hands at once: the stage, the call that all make, and what is to come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from orderdesk.services.desk import Desk

HANDS = 8

Stage = Callable[[Desk], Any]
"""Sets the stage in a new shop "Northside"; what it returns is handed to each call."""
Do = Callable[[Desk, Any, int], object]
"""The call of one hand: its desk, the stage, and which of the eight it is."""
Proof = Callable[[Desk, Any, list[Any]], object]
"""Asserts what stands in the shop afterwards; the list holds what the hands that succeeded got."""


def nothing(_: Desk) -> None:
    """No stage is needed beside the shop."""


def unproven(_desk: Desk, _stage: Any, _got: list[Any]) -> None:
    """The books and the number of successes say it all."""


@dataclass(frozen=True, slots=True)
class Case:
    """One use case: of the eight hands exactly `wins` succeed, and every other is refused with a sentence.

    With `empty` the stage is a database without a shop.
    """

    do: Do
    stage: Stage = nothing
    wins: int = HANDS
    proof: Proof = unproven
    empty: bool = False


def once(do: Do, stage: Stage = nothing, proof: Proof = unproven) -> Case:
    """It moves a state or uses something up: exactly one of the eight succeeds."""
    return Case(do, stage, 1, proof)


def each(do: Do, stage: Stage = nothing, proof: Proof = unproven, *, wins: int = HANDS) -> Case:
    """It may be done again and again by its nature: as many succeed as there is enough for, and the sum is right."""
    return Case(do, stage, wins, proof)
