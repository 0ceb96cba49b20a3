"""Days of the week as people type them, and the next day on which a carrier comes."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.weekdays import first_on, is_on, parse_weekdays, shown_weekdays

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("", "", ""),
        ("Mon to Fri", "Mon Tue Wed Thu Fri", "Mon to Fri"),
        ("mon-fri", "Mon Tue Wed Thu Fri", "Mon to Fri"),
        (" Monday – Wednesday ", "Mon Tue Wed", "Mon to Wed"),
        ("thu, tue", "Tue Thu", "Tue, Thu"),
        ("Saturday and sunday", "Sat Sun", "Sat, Sun"),
        ("fri to mon", "Mon Fri Sat Sun", "Mon, Fri, Sat, Sun"),
        ("Mon to Sun", "", ""),
        ("wed", "Wed", "Wed"),
        ("Mon Tue Wed Thu Fri", "Mon Tue Wed Thu Fri", "Mon to Fri"),
    ],
)
def test_days_are_read_kept_and_shown(typed: str, kept: str, shown: str) -> None:
    assert parse_weekdays(typed) == kept
    assert shown_weekdays(kept) == shown
    assert parse_weekdays(shown) == kept


@pytest.mark.parametrize("typed", ["mo", "payday", "mon to", "1", "mon-fri-sun", "Montag"])
def test_other_words_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="such as Mon to Fri or Tue, Thu"):
        parse_weekdays(typed)


def test_the_next_day_on_which_a_carrier_comes() -> None:
    assert [is_on(MONDAY, kept) for kept in ("", "Mon", "Tue Sun")] == [True, True, False]
    assert first_on(MONDAY, "") == first_on(MONDAY, "Mon Tue") == MONDAY
    assert first_on(MONDAY, "Sun") == date(2026, 11, 29)


def test_after_the_cutoff_of_friday_it_is_monday() -> None:
    zone = ZoneInfo("Europe/London")
    shop, weekdays = Calendar(zone), "Mon Tue Wed Thu Fri"
    friday = datetime(2026, 11, 27, 14, 0, tzinfo=zone)
    assert shop.leaves(friday, "14:00", weekdays) == friday.date()
    assert shop.leaves(friday.replace(minute=1), "14:00", weekdays) == date(2026, 11, 30)
    assert shop.leaves(friday.replace(day=28, hour=8), "14:00", weekdays) == date(2026, 11, 30)
    assert Calendar(zone, time(4)).leaves(friday.replace(day=28, hour=1), "14:00", weekdays) == date(2026, 11, 30)
