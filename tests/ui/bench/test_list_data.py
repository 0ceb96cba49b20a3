"""A list as data: which view is read, what is counted, and what is said when it is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from orderdesk.services.desk import Desk
from orderdesk.ui.bench.list_data import ListData, ListPresenter, counted


@dataclass(frozen=True)
class _Row:
    id: int
    view: str
    typed: str


def _page(_desk: Desk, view: str, typed: str, after: _Row | None) -> list[_Row]:
    return [_Row(after.id + 1 if after else 1, view, typed)]


LIST: ListData[_Row, str] = ListData(
    _page,
    lambda _desk, key: f"thing {key}" if key > 0 else None,
    counted({"open": "open", "late": "late"}),
    {"open": ("Nothing is open", "It appears here."), "gone": ("Nothing is gone", "It appears here.")},
    "Search by number.",
    (("open", "Open"), ("gone", "Gone"), ("all", "All")),
    lambda _desk: {"open": 1_200},
    searched_alone=frozenset({"gone"}),
)


@pytest.fixture
def shown() -> ListPresenter[_Row, str]:
    return ListPresenter(LIST, cast(Any, None))


def test_a_list_begins_with_its_first_view_and_goes_on_after_the_last_row(shown: ListPresenter[_Row, str]) -> None:
    (first,) = shown.rows()
    assert first.view == "open"
    assert shown.rows(first)[0].id == 2


def test_a_search_looks_through_all_but_where_it_stays_in_its_view(shown: ListPresenter[_Row, str]) -> None:
    shown.typed = "mug"
    assert [(row.view, row.typed) for row in shown.rows()] == [("all", "mug")]
    shown.view = "gone"
    assert shown.rows()[0].view == "gone"


def test_the_counts_are_worded_under_the_title(shown: ListPresenter[_Row, str]) -> None:
    assert shown.summary == "0 open · 0 late"
    assert shown.count() == {"open": 1_200}
    assert shown.summary == "1,200 open · 0 late"


def test_an_empty_list_says_what_belongs_there_or_what_can_be_searched_for(shown: ListPresenter[_Row, str]) -> None:
    assert shown.nothing() == ("Nothing is open", "It appears here.")
    shown.typed = "x"
    assert shown.nothing() == ("Nothing found for “x”", "Search by number.")


def test_what_is_gone_is_none(shown: ListPresenter[_Row, str]) -> None:
    assert (shown.open(3), shown.open(0)) == ("thing 3", None)
