"""A new, open shop in a SQLite file, for what only a file can suffer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import Database


@pytest.fixture
def shop(sqlite_url: str) -> Iterator[Database]:
    """A new shop in a SQLite file."""
    opened = open_or_create(sqlite_url)
    yield opened
    opened.close()
