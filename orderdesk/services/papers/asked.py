"""What was asked for when a paper is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A paper by its number; `box` is one of several boxes by its position, None the only one, and `copy` 1 is the
    original. Who asks twice with the same `key` prints once."""

    number: str
    box: int | None = None
    copy: int = 1
    key: str = ""
