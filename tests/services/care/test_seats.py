"""Seats: no two windows keep what is half typed under one name, and what any of them left is found again."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from orderdesk.persistence.record.seats import Seat
from orderdesk.services.record.drafting import NEW_ORDER, OPEN, keep_draft, sit_down
from tests.factories import northside
from tests.postgres import plain

_HELD = "SELECT {} FROM pg_locks WHERE locktype = 'advisory'"


class Windows:
    """Windows of PCs that are all called "till", on one server."""

    def __init__(self, url: str) -> None:
        self.desk = northside(url)
        self.seats: list[Seat] = []

    def open(self, pc: str = "till") -> str:
        """Open one more, and tell its seat."""
        self.seats.append(sit_down(self.desk, pc))
        return self.seats[-1].name

    def cut_off(self) -> None:
        """End the session of every seat, as when their programs were killed or the server went away."""
        with psycopg.connect(plain(self.desk.database.url), autocommit=True) as session:
            session.execute(_HELD.format("pg_terminate_backend(pid, 5000)"))
            assert session.execute(_HELD.format("count(*)")).fetchone() == (0,)

    def close(self) -> None:
        for seat in self.seats:
            seat.leave()
        self.desk.database.close()


@pytest.fixture
def windows(postgres_url: str) -> Iterator[Windows]:
    opened = Windows(postgres_url)
    yield opened
    opened.close()


def test_a_file_has_one_window_and_so_one_seat(sqlite_url: str) -> None:
    desk = northside(sqlite_url)
    seat = sit_down(desk, "till")
    seat.hold()
    seat.leave()
    desk.database.close()
    assert seat.name == "till"


def test_windows_of_one_name_have_a_seat_each(windows: Windows) -> None:
    assert [windows.open() for _ in range(3)] == ["till", "till 2", "till 3"]
    assert windows.open("office") == "office"
    windows.seats[1].leave()
    assert windows.open() == "till 2"


def test_the_seat_of_a_program_that_was_killed_is_free(windows: Windows) -> None:
    assert windows.open() == "till"
    windows.cut_off()
    assert windows.open() == "till"


def test_what_a_second_window_left_is_found_by_the_only_one(windows: Windows) -> None:
    keep_draft(windows.desk, "till 2", NEW_ORDER, {OPEN: False})
    keep_draft(windows.desk, "till 3", NEW_ORDER, {OPEN: True})
    keep_draft(windows.desk, "till three", NEW_ORDER, {OPEN: True})
    keep_draft(windows.desk, "tiller", NEW_ORDER, {OPEN: True})
    assert [windows.open() for _ in range(4)] == ["till 3", "till 2", "till", "till 4"]


def test_a_seat_is_held_again_when_the_server_is_back(windows: Windows) -> None:
    windows.open()
    windows.cut_off()
    windows.seats[0].hold()
    assert windows.open() == "till 2"
    windows.seats[0].leave()
    assert windows.open() == "till"


def test_the_server_soon_gives_up_a_pc_that_fell_off_the_network(windows: Windows) -> None:
    windows.open()
    connection = windows.seats[0]._connection
    assert connection is not None
    assert connection.scalar(text("SHOW tcp_keepalives_idle")) == "10"
