"""A new, open shop in a SQLite file, for what only a file can suffer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orderdesk.persistence.database.engine import Database, open_database


@pytest.fixture
def shop(sqlite_url: str) -> Iterator[Database]:
    """A new shop in a SQLite file."""
    opened = open_database(sqlite_url, create=True)
    yield opened
    opened.close()
