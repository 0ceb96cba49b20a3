"""Carries every row from one kind of database to the other: columns by name, values exactly as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, inspect, text

from orderdesk.domain.values.errors import StorageFailed

SEARCH_PREFIX = "search_"
_NO_DATA = "alembic_version"
_ROWS = 1_000


def tables_with_data(connection: Connection) -> list[str]:
    """The names of the tables that hold the shop, without the search index and the version mark, in order."""
    names = inspect(connection).get_table_names()
    return sorted(name for name in names if name != _NO_DATA and not name.startswith((SEARCH_PREFIX, "sqlite_")))


def counted(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {name: _count(connection, name) for name in tables_with_data(connection)}


def copy_tables(source: Connection, target: Connection, names: Sequence[str]) -> None:
    """Copy all rows of the named tables in this order; the tables of the target are empty."""
    for name in names:
        _copy_table(source, target, name)


@contextmanager
def untriggered(connection: Connection, names: Sequence[str]) -> Iterator[None]:
    """Let the triggers of a server's tables rest: a payment is copied though the till it went through is closed now."""
    _switch_triggers(connection, names, "DISABLE")
    yield
    _switch_triggers(connection, names, "ENABLE")


def copy_search(source: Connection, target: Connection) -> None:
    """Copy the words of the search index from PostgreSQL; SQLite keeps them in a form that cannot be read back."""
    for name in inspect(source).get_table_names():
        if name.startswith(SEARCH_PREFIX):
            _insert(source, target, name, ["rowid", "words"], order=["rowid"])


def advance_keys(connection: Connection, names: Iterable[str]) -> None:
    """Let PostgreSQL go on numbering after the highest key that was copied in."""
    for name in names:
        if any(column["name"] == "id" for column in inspect(connection).get_columns(name)):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence(:table, 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) "  # noqa: S608
                    f"FROM {_quoted(connection, name)} HAVING pg_get_serial_sequence(:table, 'id') IS NOT NULL"
                ),
                {"table": _quoted(connection, name)},
            )


def _switch_triggers(connection: Connection, names: Sequence[str], how: str) -> None:
    for name in names:
        connection.execute(text(f"ALTER TABLE {_quoted(connection, name)} {how} TRIGGER USER"))


def _copy_table(source: Connection, target: Connection, name: str) -> None:
    columns = [column["name"] for column in inspect(target).get_columns(name)]
    known = {column["name"] for column in inspect(source).get_columns(name)}
    if known != set(columns):
        raise StorageFailed(f"The table {name} has other columns than its layout says: {sorted(known ^ set(columns))}.")
    key = inspect(target).get_pk_constraint(name)["constrained_columns"]
    _insert(source, target, name, columns, order=key or columns)


def _insert(source: Connection, target: Connection, name: str, columns: Sequence[str], order: Sequence[str]) -> None:
    quoted = [_quoted(source, column) for column in columns]
    sorting = ", ".join(_quoted(source, column) for column in order)
    select = text(f"SELECT {', '.join(quoted)} FROM {_quoted(source, name)} ORDER BY {sorting}")  # noqa: S608  own names
    places = ", ".join(f":v{number}" for number in range(len(columns)))
    into = ", ".join(_quoted(target, column) for column in columns)
    insert = text(f"INSERT INTO {_quoted(target, name)} ({into}) VALUES ({places})")  # noqa: S608  own names
    rows = source.execution_options(yield_per=_ROWS).execute(select)
    for block in rows.partitions():
        target.execute(insert, [{f"v{n}": _plain(value) for n, value in enumerate(row)} for row in block])


def _plain(value: Any) -> Any:
    """A date as text, which both databases read; the rest is the same on both."""
    return value.isoformat() if isinstance(value, date) else value


def _count(connection: Connection, name: str) -> int:
    return int(connection.scalar(text(f"SELECT count(*) FROM {_quoted(connection, name)}")) or 0)  # noqa: S608  own name


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
