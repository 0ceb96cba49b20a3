"""Business days: the hour at which they end, the hours that clocks skip and repeat, and midnight as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from orderdesk.domain.values.business_day import Calendar, hour_text, parse_hour
from orderdesk.domain.values.errors import Refused

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_night_belongs_to_the_evening_before() -> None:
    bar = Calendar(BERLIN, time(4))
    night = datetime(2026, 6, 6, 1, 30, tzinfo=BERLIN)
    assert bar.day_of(night) == date(2026, 6, 5)
    assert bar.day_of(night.replace(hour=3, minute=59)) == date(2026, 6, 5)
    assert bar.day_of(night.replace(hour=4, minute=0)) == date(2026, 6, 6)
    assert Calendar(BERLIN).day_of(night) == date(2026, 6, 6)
    assert bar.start_of(date(2026, 6, 5)) == datetime(2026, 6, 5, 2, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Santiago", "Africa/Cairo", "Asia/Beirut", "Asia/Tokyo"])
@pytest.mark.parametrize("ends", ["00:00", "02:30", "04:00"])
def test_each_moment_of_a_year_lies_in_exactly_one_day(zone: str, ends: str) -> None:
    days = Calendar(ZoneInfo(zone), parse_hour(ends))
    at, last = datetime(2026, 1, 1, tzinfo=UTC), date(2025, 1, 1)
    while at < datetime(2027, 1, 1, tzinfo=UTC):
        day = days.day_of(at)
        first, after = days.bounds(day)
        assert first <= at < after, (at, day)
        assert day >= last, "days never run backwards"
        last, at = day, at + timedelta(minutes=30)


def test_the_hour_that_comes_twice_is_of_one_day() -> None:
    days = Calendar(BERLIN, time(2, 30))
    first = datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN)
    again = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)
    assert days.day_of(first) == days.day_of(again) == date(2026, 10, 25)


def test_an_hour_is_read_as_it_is_typed() -> None:
    assert [hour_text(parse_hour(text)) for text in ("", "00:00", " 04:30 ")] == ["00:00", "00:00", "04:30"]
    for wrong in ("4", "25:00", "04:60", "late"):
        with pytest.raises(Refused, match="such as 04:00"):
            parse_hour(wrong)
    with pytest.raises(Refused, match="at night"):
        parse_hour("17:00")
