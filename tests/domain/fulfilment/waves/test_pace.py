"""How long work takes, by what was recorded of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.domain.fulfilment.waves.pace import ENOUGH, USUAL, Pace, PackScan, PickedList, pace_of
from orderdesk.domain.values.quantity import ONE, pieces

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def after(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def picked(seconds: int, stops: int) -> PickedList:
    return PickedList(NOON, after(seconds), stops)


def parcel(key: int, *, first: int = 20, each: int = 5, end: int = 10, units: int = 4) -> list[PackScan]:
    """A parcel that is begun at noon, its first unit so many seconds later, then one after the other."""
    moments = [first + each * number for number in range(units)]
    scans = [PackScan(key, after(at), ScanKind.RIGHT, ONE) for at in moments]
    packed = PackScan(key, after(moments[-1] + end), ScanKind.PACKED, pieces(units))
    return [PackScan(key, NOON, ScanKind.BEGUN, 0), *scans, packed]


def test_a_new_shop_has_usual_figures() -> None:
    assert pace_of([], [], []) == USUAL
    assert pace_of([picked(100, 10)] * (ENOUGH - 1), parcel(1), [NOON, after(60)]) == USUAL


def test_the_median_is_the_shops_own() -> None:
    lists = [picked(seconds, 10) for seconds in (300, 400, 500, 90_000, 450)]
    scans = [each for key in range(5) for each in parcel(key)]
    assert pace_of(lists, scans, []) == Pace(stop=45, parcel=30, unit=5, own=True)


def test_a_case_that_is_scanned_once_counts_for_its_units() -> None:
    scans: list[PackScan] = []
    for key in range(5):
        begun, first, *_, packed = parcel(key, units=1, end=70)
        scans += [begun, first, PackScan(key, after(80), ScanKind.RIGHT, pieces(12)), packed]
    assert pace_of([], scans, []).unit == 5


def test_what_was_begun_before_the_record_counts_for_nothing() -> None:
    scans = [each for key in range(5) for each in parcel(key)[1:]]
    assert pace_of([], scans, []) == USUAL


def test_without_a_station_it_is_one_parcel_after_the_other() -> None:
    breaks = [0, 120, 240, 360, 480, 600, 9_000, 9_120]
    found = pace_of([], [], [after(at) for at in reversed(breaks)])
    assert (found.parcel, found.unit, found.own) == (120, 0, False)


def test_work_is_stops_parcels_and_units() -> None:
    pace = Pace(stop=30, parcel=100, unit=7)
    assert pace.picking(4) == 120
    assert pace.packing(2, pieces(10)) == 270
    assert pace.packing(1, 500) == 103
