"""Days as a shop writes them in headings."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.values.written.day_form import DAY_FIRST, MONTH_FIRST


def test_a_heading_names_the_day_in_the_order_of_the_shop() -> None:
    day = date(2026, 12, 1)
    assert DAY_FIRST.full(day) == "Tuesday 1 December 2026"
    assert MONTH_FIRST.full(day) == "Tuesday, December 1, 2026"
