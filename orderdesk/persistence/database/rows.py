"""Writing rows in numbers, as they are kept: many at once on SQLite, as one stream to PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, exc

from orderdesk.persistence.columns.codes import Coded, short
from orderdesk.persistence.schema import metadata

Write = Callable[[Iterable[Sequence[Any]]], None]
"""Writes rows of one table; values as the database keeps them, but for words, which become letters on the way."""


def writer(connection: Connection, table: str, columns: Sequence[str]) -> Write:
    """The quickest way to fill these columns of a table; the table's other columns get their defaults."""
    known = metadata.tables[table].c
    assert set(columns) <= set(known.keys())
    kinds = [known[name].type for name in columns]
    places = tuple((place, kind.about) for place, kind in enumerate(kinds) if isinstance(kind, Coded))
    named = ", ".join(f'"{name}"' for name in columns)

    def write(rows: Iterable[Sequence[Any]]) -> None:
        kept = _kept(rows, places) if places else rows
        if connection.dialect.name == "postgresql":
            _stream(connection, f"COPY {table} ({named}) FROM STDIN", kept)
        else:
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"  # noqa: S608  our own names
            connection.exec_driver_sql(statement, [tuple(row) for row in kept])

    return write


def _kept(rows: Iterable[Sequence[Any]], places: Sequence[tuple[int, str]]) -> Iterator[Sequence[Any]]:
    for row in rows:
        values = list(row)
        for place, about in places:
            values[place] = short(about, values[place])
        yield values


def _stream(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    faults = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as stream:
            for row in rows:
                stream.write_row(row)
    except faults as error:
        raise exc.DBAPIError.instance(statement, None, error, faults, dialect=connection.dialect) from error
