"""What was asked for when a paper is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A paper by its number; `box` counts from 1, and `copy` 1 is the original. Who asks twice with the same `key`
    prints once."""

    number: str
    box: int = 1
    copy: int = 1
    key: str = ""
