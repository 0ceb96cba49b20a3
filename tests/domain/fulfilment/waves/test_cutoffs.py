"""What leaves when, and whether its work will be done in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orderdesk.domain.fulfilment.waves.cutoffs import Departure, Timeliness, departures, work_of
from orderdesk.domain.fulfilment.waves.pace import Pace
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.quantity import pieces

TUESDAY = date(2026, 11, 24)
LONDON = Calendar(ZoneInfo("Europe/London"))
PACE = Pace(stop=60, parcel=120, unit=6)


def service(code: str, cutoff: str = "", days: str = "") -> Service:
    return Service(1, code, code.title(), "Beacon", 690, "standard", (), 5000, None, cutoff, True, days=days)


@dataclass(frozen=True)
class Row:
    id: int
    state: str = "allocated"
    service: str = "road"
    hold: str = ""
    units: int = pieces(2)
    stops: int = 1
    ship_by: date | None = TUESDAY


def leaving(*rows: Row, services: tuple[Service, ...], day: date = TUESDAY) -> tuple[Departure[Row], ...]:
    return departures(rows, {"road": 2}, services, day, TUESDAY, LONDON, PACE)


def test_the_first_cutoff_is_on_top_and_what_has_none_at_the_end() -> None:
    services = (service("road", "15:00"), service("air", "14:00"), service("van"))
    rows = [Row(1), Row(2, service="van"), Row(3, service="air"), Row(4, service=""), Row(5)]
    found = leaving(*rows, services=services)
    assert [(each.service.code if each.service else "", [row.id for row in each.rows]) for each in found] == [
        ("air", [3]),
        ("road", [1, 5]),
        ("van", [2]),
        ("", [4]),
    ]
    assert [each.at for each in found[:2]] == [datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (14, 15)]
    assert [each.at for each in found[2:]] == [None, None]


def test_what_left_already_counts_as_packed() -> None:
    (found,) = leaving(Row(1), Row(2, "packed"), Row(3, hold="credit"), services=(service("road", "15:00"),))
    assert (found.packed, found.total) == (3, 5)
    assert [row.id for row in found.to_do] == [1]


def test_a_service_whose_carrier_does_not_come_leaves_another_day() -> None:
    weekdays = (service("road", "15:00", "Mon Wed"),)
    assert leaving(Row(1), services=weekdays) == ()
    tomorrow = TUESDAY + timedelta(days=1)
    overdue = Row(2, ship_by=TUESDAY - timedelta(days=9))
    (found,) = leaving(Row(1), overdue, Row(3, ship_by=None), services=weekdays, day=tomorrow)
    assert [row.id for row in found.rows] == [1, 2, 3]


def test_each_leaves_on_its_own_day() -> None:
    services, tomorrow = (service("road", "15:00"),), TUESDAY + timedelta(days=1)
    rows = (Row(1), Row(2, ship_by=tomorrow), Row(3, ship_by=None), Row(4, ship_by=TUESDAY - timedelta(days=1)))
    assert [row.id for each in leaving(*rows, services=services) for row in each.rows] == [1, 3, 4]
    assert [row.id for each in leaving(*rows, services=services, day=tomorrow) for row in each.rows] == [2]


def test_work_is_what_is_neither_packed_nor_on_hold() -> None:
    rows = [Row(1, stops=3), Row(2, "picking"), Row(3, "picked"), Row(4, "packed"), Row(5, hold="credit")]
    assert work_of(rows, PACE) == 4 * 60 + 3 * 120 + 6 * 6


@pytest.mark.parametrize(
    ("minutes", "verdict"),
    [
        # One parcel of 192 seconds: three quarters of the time are up at 256.
        (60, Timeliness.IN_TIME),
        (256 / 60, Timeliness.IN_TIME),
        (255 / 60, Timeliness.TIGHT),
        (192 / 60, Timeliness.TIGHT),
        (191 / 60, Timeliness.TOO_LATE),
        (0, Timeliness.TOO_LATE),
        # The minute of the cutoff still counts.
        (-59 / 60, Timeliness.TOO_LATE),
        (-1, Timeliness.MISSED),
    ],
)
def test_the_verdict(minutes: float, verdict: Timeliness) -> None:
    (found,) = leaving(Row(1), services=(service("road", "15:00"),))
    assert found.at is not None
    now = found.at - timedelta(minutes=minutes)
    assert found.verdict(now) == verdict
    assert [row.id for row in found.missed(now)] == ([1] if verdict == Timeliness.MISSED else [])


def test_the_figures_of_the_picture() -> None:
    """31 minutes of work and 38 left are tight, 64 of 98 are in time."""
    (road,) = leaving(Row(1), services=(service("road", "15:00"),))
    assert road.at is not None
    for work, left, verdict in ((31, 38, Timeliness.TIGHT), (64, 98, Timeliness.IN_TIME), (6, 188, Timeliness.IN_TIME)):
        assert replace(road, work=work * 60).verdict(road.at - timedelta(minutes=left)) == verdict


def test_nothing_to_do_is_done_and_nothing_without_a_cutoff_is_late() -> None:
    (packed,) = leaving(Row(1, "packed"), Row(2, hold="credit"), services=(service("road", "15:00"),))
    assert packed.at is not None
    assert packed.verdict(packed.at + timedelta(hours=1)) == Timeliness.DONE
    (untimed,) = leaving(Row(1), services=(service("road"),))
    assert untimed.verdict(datetime(2027, 1, 1, tzinfo=UTC)) == Timeliness.UNTIMED
    assert untimed.missed(datetime(2027, 1, 1, tzinfo=UTC)) == ()
