"""A list as data: its views, where its rows, counts and things come from, and what is said when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from orderdesk.services.desk import Desk

Counts = Mapping[str, int]
ALL = "all"
"""The view that a search looks through."""


class ListRow(Protocol):
    """A row of a list: it is known by its key."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=ListRow)
Shown = TypeVar("Shown")


def counted(words: Mapping[str, str]) -> Callable[[Counts], str]:
    """The line under the title that says how many the views hold: "3 to pick · 1 to ship"."""
    return lambda counts: " · ".join(f"{counts.get(view, 0):,} {word}" for view, word in words.items())


def _no_counts(_desk: Desk) -> dict[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class ListData(Generic[Row, Shown]):
    """One list of the shop.

    `page(desk, view, typed, after)` reads a page of rows, `open(desk, key)` one thing whole, None when it is gone;
    `counts(desk)` how many each view holds, and `summary(counts)` words that. `nothing` has heading and sentence of
    each empty view, `find_by` says what a search without a hit can look for. A search leaves its view for ALL, but for
    those `searched_alone`. A list without views has the one view "".
    """

    page: Callable[[Desk, str, str, Row | None], list[Row]]
    open: Callable[[Desk, int], Shown | None]
    summary: Callable[[Counts], str]
    nothing: Mapping[str, tuple[str, str]]
    find_by: str
    views: tuple[tuple[str, str], ...] = ()
    counts: Callable[[Desk], dict[str, int]] = _no_counts
    searched_alone: frozenset[str] = frozenset()
    not_found: str = "Nothing found for"


class ListPresenter(Generic[Row, Shown]):
    """A list without its window: the view and the search chosen, and what they show."""

    def __init__(self, data: ListData[Row, Shown], desk: Desk) -> None:
        self.data, self.desk = data, desk
        self.view, self.typed = data.views[0][0] if data.views else "", ""
        self.counts: dict[str, int] = {}

    def rows(self, after: Row | None = None) -> list[Row]:
        """A page of rows, after `after` when given."""
        leaves = self.typed and self.view and self.view not in self.data.searched_alone
        return self.data.page(self.desk, ALL if leaves else self.view, self.typed, after)

    def count(self) -> dict[str, int]:
        """The counts of the views, read anew."""
        self.counts = self.data.counts(self.desk)
        return self.counts

    def open(self, key: int) -> Shown | None:
        """One thing whole; None when it is gone."""
        return self.data.open(self.desk, key)

    @property
    def summary(self) -> str:
        """The one line under the title."""
        return self.data.summary(self.counts)

    def nothing(self) -> tuple[str, str]:
        """Heading and sentence for an empty list."""
        if self.typed:
            return f"{self.data.not_found} “{self.typed}”", self.data.find_by
        return self.data.nothing[self.view]
