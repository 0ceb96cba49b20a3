"""An open, empty shop on each kind of database, and one on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orderdesk.persistence.engine import Database, open_database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new shop with today's tables."""
    opened = open_database(database_url, create=True)
    yield opened
    opened.close()


@pytest.fixture
def shop(sqlite_url: str) -> Iterator[Database]:
    """A new shop in a SQLite file."""
    opened = open_database(sqlite_url, create=True)
    yield opened
    opened.close()
