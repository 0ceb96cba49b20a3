"""Moments as they are typed: a day and a time on the shop's wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.moments import shown_moment, typed_moment

NEW_YORK = Calendar(ZoneInfo("America/New_York"))
NIGHTS = Calendar(ZoneInfo("Europe/London"), time(4))
# A Monday, 10:00 in New York.
NOW = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-03 12:00", "2026-03-03T17:00"),
        ("2026-03-03T12:00", "2026-03-03T17:00"),
        ("2026-03-03T12:00+01:00", "2026-03-03T11:00"),
        ("3 mar, 2pm", "2026-03-03T19:00"),
        ("3 mar 2:30 pm", "2026-03-03T19:30"),
        ("3 mar 12am", "2026-03-03T05:00"),
        ("09:15", "2026-11-30T14:15"),
        ("9:15:30", "2026-11-30T14:15:30"),
        ("yesterday 14:30", "2026-11-29T19:30"),
        ("thu 8:00", "2026-11-26T13:00"),
        ("25 dec 12:00", "2025-12-25T17:00"),
        ("30 nov 9:00", "2026-11-30T14:00"),
        ("today", "2026-11-30T15:00"),
        ("28 nov", "2026-11-29T04:59:59.999"),
        ("1 dec 2027", "2027-12-01T05:00"),
        ("tomorrow 8:00", "2026-12-01T13:00"),
    ],
)
def test_a_moment_is_read_as_it_is_meant(text: str, meant: str) -> None:
    assert typed_moment(text, NOW, NEW_YORK) == datetime.fromisoformat(meant).replace(tzinfo=UTC)


def test_a_day_alone_ends_when_the_shops_day_does() -> None:
    assert typed_moment("28 nov", NOW, NIGHTS) == datetime(2026, 11, 29, 3, 59, 59, 999_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "   ", "noon", "3 mar 25:00", "31 feb 12:00", "12:75", "13pm", "2026-13-01 12:00"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_moment(text, NOW, NEW_YORK, field="as-of")
    assert refused.value.field == "as-of"
    assert str(refused.value).startswith(("Enter a day", "The calendar has no"))


def test_a_moment_is_shown_on_the_wall_clock_and_read_back() -> None:
    at = datetime(2026, 3, 3, 17, 5, tzinfo=UTC)
    assert shown_moment(at, NEW_YORK).endswith(" 12:05")
    assert typed_moment(shown_moment(at, NEW_YORK), NOW, NEW_YORK) == at
