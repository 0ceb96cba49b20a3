"""Writing rows in numbers, as they are kept: many at once on SQLite, as one stream to PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, exc

from orderdesk.persistence.schema import metadata

Write = Callable[[Iterable[Sequence[Any]]], None]
"""Writes rows of one table; values as the database keeps them."""


def writer(connection: Connection, table: str, columns: Sequence[str]) -> Write:
    """The quickest way to fill these columns of a table; the table's other columns get their defaults."""
    known = metadata.tables[table].c
    assert set(columns) <= set(known.keys())
    named = ", ".join(f'"{name}"' for name in columns)

    def write(rows: Iterable[Sequence[Any]]) -> None:
        if connection.dialect.name == "postgresql":
            _stream(connection, f"COPY {table} ({named}) FROM STDIN", rows)
        else:
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"  # noqa: S608  our own names
            connection.exec_driver_sql(statement, [tuple(row) for row in rows])

    return write


def _stream(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    faults = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as stream:
            for row in rows:
                stream.write_row(row)
    except faults as error:
        raise exc.DBAPIError.instance(statement, None, error, faults, dialect=connection.dialect) from error
