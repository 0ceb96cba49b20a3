"""A view of the list of a tab, as a place to go to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """The view of this id ("to-pick") in the list of whatever tab is gone to."""

    id: str
