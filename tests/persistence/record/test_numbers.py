"""Numbers run without a hole, whoever begins a series."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record.numbers import take_number, take_numbers


def test_a_series_begins_and_goes_on(database: Database) -> None:
    with database.writing() as work:
        assert take_number(work.connection, "INV", 2026) == "INV-1001"
        assert take_numbers(work.connection, "INV", 3) == [1002, 1003, 1004]
        assert take_numbers(work.connection, "Z-1") == [1]
    with database.writing() as work:
        assert take_number(work.connection, "INV", 2026) == "INV-1005"


def test_a_number_is_given_back_by_a_rollback(database: Database) -> None:
    try:
        with database.writing() as work:
            take_number(work.connection, "INV", 2026)
            raise KeyError
    except KeyError:
        pass
    with database.writing() as work:
        assert take_number(work.connection, "INV", 2026) == "INV-1001"


def test_several_may_begin_a_series_at_once(database: Database) -> None:
    def take(series: int) -> str:
        with database.writing() as work:
            return take_number(work.connection, f"N{series % 10}", 2026)

    with ThreadPoolExecutor(4) as rivals:
        found = sorted(rivals.map(take, range(40)))
    assert found == sorted(f"N{series}-{number}" for series in range(10) for number in range(1, 5))
