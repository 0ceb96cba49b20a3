"""The seals of the books: for each table how many rows it holds and the sum of their digests.

Every change that goes through OrderDesk is added to the sums with its commit. What was changed, added or removed in
any other way (another program, a trigger that was dropped, a flipped bit) leaves rows that do not add up to their seal.
The seals add up to a seal of their own, so that no table can go back to an older copy together with its seal.

SQLite: triggers that live in our connections alone hand each row to this module; the file knows nothing of them, so
a stranger's connection writes without them. PostgreSQL: the server adds up by triggers of the tables, which refuse
whoever does not say that they are OrderDesk; the sums are written as the last thing before the commit, so that a
writer waits for another one's commit only.
"""

from __future__ import annotations

import marshal
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, inspect, text

from orderdesk.persistence.database import server_seals
from orderdesk.persistence.database.server_seals import MASK, MOMENTS, hashed, weight

NAME = "seals"
"""The table, and in it the row to which the others add up, each with the weight of its table."""
_LEFT_OUT = frozenset((NAME, "drafts", "stock"))
"""A form that is kept while it is typed is no part of the books, and is written too often to wait for others; counters
of stock are proved from movements and allocations, and mended from them."""
_TALLY = "tally"


CACHES = {
    "order_lines": ("allocated", "shipped", "returned", "invoiced"),
    "orders": ("units", "fulfilment", "payment", "due"),
}
"""Columns that are counted from facts and mended from them: the proofs of those facts hold them, and not the seal."""


def sealed_tables() -> list[str]:
    """The tables that are added up."""
    from orderdesk.persistence.schema import metadata

    return sorted(set(metadata.tables) - _LEFT_OUT)


def sealed_columns() -> dict[str, list[str]]:
    """The columns that are added up, by table."""
    from orderdesk.persistence.schema import metadata

    return {
        table: [each.name for each in metadata.tables[table].columns if each.name not in CACHES.get(table, ())]
        for table in sealed_tables()
    }


def digest(row: tuple[Any, ...]) -> int:
    """A row as one number: its table in front of its values exactly as they are kept."""
    # The oldest form of marshal is the same in every Python, tells 1 from "1", and costs a third of JSON.
    return hashed(marshal.dumps(row, 0))


class Tally:
    """What one connection to a SQLite file has changed since its transaction began."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._ready = False
        self.changes: dict[str, tuple[int, int]] = {}

    def begin(self) -> None:
        """Forget an earlier transaction; the first one sets the triggers, which a connection that reads never needs."""
        self.changes.clear()
        if not self._ready:
            self._watch()
            self._ready = True

    def _watch(self) -> None:
        self._connection.create_function("od_added", -1, self.added)
        self._connection.create_function("od_gone", -1, self.gone)
        calls = {"NEW": "od_added", "OLD": "od_gone"}
        for table, columns in sealed_columns().items():
            for word, (moment, sides) in MOMENTS.items():
                told = ", ".join(f"{calls[side]}('{table}', {_listed(columns, f'{side}.')})" for side in sides)
                of = f" OF {_listed(columns)}" if word == "changed" and table in CACHES else ""
                head = f"CREATE TEMP TRIGGER seal_{table}_{word} AFTER {moment}{of} ON main.{table}"
                self._connection.execute(f"{head} BEGIN SELECT {told}; END").close()

    def added(self, *row: Any) -> None:
        """A row that is there now, its table in front."""
        rows, total = self.changes.get(row[0], (0, 0))
        self.changes[row[0]] = rows + 1, total + digest(row)

    def gone(self, *row: Any) -> None:
        """A row that is there no longer, its table in front."""
        rows, total = self.changes.get(row[0], (0, 0))
        self.changes[row[0]] = rows - 1, total - digest(row)

    def settle(self) -> None:
        """Write what was changed to the seals."""
        if self.changes:
            told = [(rows, total & MASK, MASK, table) for table, (rows, total) in self.changes.items()]
            told.append((0, together((table, total) for _, total, _, table in told), MASK, NAME))
            self._connection.executemany(
                "UPDATE seals SET counted = counted + ?, total = (total + ?) & ? WHERE name = ?", told
            ).close()
            self.changes.clear()


def together(totals: Iterable[tuple[str, int]]) -> int:
    """What the sums of tables come to in the seal of the seals."""
    return sum(total * weight(table) for table, total in totals) & MASK


def settle(connection: Connection) -> None:
    """Add what this transaction changed to the seals: the last thing before its commit."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT settle_seals()")
    elif (tally := connection.info.get(_TALLY)) is not None:
        tally.settle()


def keep_tally(info: dict[str, Any], connection: Any) -> None:
    """Let a new SQLite connection note what it changes."""
    info[_TALLY] = Tally(connection)


def begin(connection: Connection) -> None:
    """A transaction begins on a SQLite connection."""
    if (tally := connection.info.get(_TALLY)) is not None:
        tally.begin()


def head_of(connection: Connection) -> str:
    """The hash of the newest event, locked on a server until the commit."""
    if connection.dialect.name == "postgresql":
        return str(connection.exec_driver_sql("SELECT head FROM seals WHERE name = 'events' FOR UPDATE").scalar_one())
    bare: Any = connection.connection.driver_connection
    return str(bare.execute("SELECT head FROM seals WHERE name = 'events'").fetchone()[0])


def set_head(connection: Connection, head: str) -> None:
    """Name the newest event."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("UPDATE seals SET head = :head WHERE name = 'events'"), {"head": head})
        return
    bare: Any = connection.connection.driver_connection
    bare.execute("UPDATE seals SET head = ? WHERE name = 'events'", (head,)).close()


def anchor_of(connection: Connection) -> tuple[int, str]:
    """How many events there are and the hash of the newest, as the seals say: (0, "") for a shop without any."""
    row = connection.exec_driver_sql("SELECT counted, head FROM seals WHERE name = 'events'").first()
    return (int(row[0]), str(row[1])) if row else (0, "")


def summed(connection: Connection, table: str) -> tuple[int, int]:
    """How many rows a table holds, and what they add up to."""
    if connection.dialect.name == "postgresql":
        row = server_seals.row_of("t", table, CACHES, _columns_there(connection, [table]))
        sql = f"SELECT count(*), coalesce(sum({server_seals.DIGEST.format(row=row)}), 0) FROM {table} t"  # noqa: S608  ours
        rows, total = connection.exec_driver_sql(sql).one()
        return int(rows), int(total) & MASK
    bare: Any = connection.connection.driver_connection
    names = [row[1] for row in bare.execute(f"PRAGMA table_info({table})")]
    columns = _listed(name for name in names if name not in CACHES.get(table, ()))
    count = total = 0
    for row in bare.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608  our own names
        count += 1
        total += digest((table, *row))
    return count, total & MASK


def _listed(columns: Iterable[str], side: str = "") -> str:
    return ", ".join(f'{side}"{name}"' for name in columns)


def broken(connection: Connection, tables: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The tables that do not add up to their seal, and how many rows too many they hold."""
    kept = {name: (rows, total) for name, rows, total in connection.execute(text(_KEPT))}
    for table in tables:
        found, sealed = summed(connection, table), kept.get(table, (0, -1))
        if found != sealed:
            yield table, found[0] - sealed[0]


def tied(connection: Connection) -> bool:
    """Whether the seals belong together, none of them of another day than the rest."""
    totals = _totals(connection)
    return totals.pop(NAME, None) == together(totals.items())


def _totals(connection: Connection) -> dict[str, int]:
    return {str(name): int(total) for name, _, total in connection.execute(text(_KEPT))}


def spoilt(connection: Connection) -> list[str]:
    """Of a database that is to be copied or upgraded, the tables that do not add up; it may be of an older layout,
    which knew no seal of the seals."""
    if not exist(connection):
        return []
    names = [str(name) for name in connection.scalars(text("SELECT name FROM seals ORDER BY name"))]
    loose = [NAME] if NAME in names and not tied(connection) else []
    return [table for table, _ in broken(connection, (name for name in names if name != NAME))] + loose


_KEPT = "SELECT name, counted, total FROM seals"
_RESEAL = "UPDATE seals SET counted = :counted, total = :total WHERE name = :name"


def renew(connection: Connection, spoilt: Collection[str] = ()) -> None:
    """Seal every table as it stands: after an upgrade, or when the rows were copied from another database.

    The tables in `spoilt` did not add up there and do not add up here either. The newest event stays what it was.
    """
    heads = {str(row.name): str(row.head) for row in connection.execute(text("SELECT name, head FROM seals"))}
    rows: list[dict[str, Any]] = []
    for table in _there(connection):
        count, total = summed(connection, table)
        total = total ^ 1 if table in spoilt else total
        rows.append({"name": table, "counted": count, "total": total, "head": heads.get(table, "")})
    whole = together((row["name"], row["total"]) for row in rows)
    rows.append({"name": NAME, "counted": 0, "total": whole ^ 1 if NAME in spoilt else whole, "head": ""})
    clear(connection)
    connection.execute(
        text("INSERT INTO seals (name, counted, total, head) VALUES (:name, :counted, :total, :head)"), rows
    )


def clear(connection: Connection) -> None:
    """Make room for the seals of another database, which are to be renewed."""
    connection.execute(text("DELETE FROM seals"))


@contextmanager
def renewing(connection: Connection, table: str) -> Iterator[None]:
    """Change a table of a copy and seal it anew; one that did not add up before does not afterwards either."""
    whole, fitting = not list(broken(connection, [table])), tied(connection)
    yield
    if whole:
        count, total = summed(connection, table)
        connection.execute(text(_RESEAL), {"name": table, "counted": count, "total": total})
    if whole and fitting:
        totals = _totals(connection)
        totals.pop(NAME)
        connection.execute(text(_RESEAL), {"name": NAME, "counted": 0, "total": together(totals.items())})


def exist(connection: Connection) -> bool:
    """Whether a database is of a layout that has seals."""
    return inspect(connection).has_table(NAME)


def _there(connection: Connection) -> list[str]:
    """The tables that are added up of those that a database has: one of an older layout lacks the newest."""
    names = set(inspect(connection).get_table_names())
    return [table for table in sealed_tables() if table in names]


def _columns_there(connection: Connection, tables: Iterable[str]) -> dict[str, list[str]]:
    """The columns that are added up of tables of a server; those of an older layout lack the newest."""
    sealed = sealed_columns()
    there = {table: {each["name"] for each in inspect(connection).get_columns(table)} for table in CACHES}
    return {table: [name for name in sealed[table] if name in there.get(table, sealed[table])] for table in tables}


def install(connection: Connection) -> None:
    """Let a server add up the changes of every table; nothing is to be done for a file."""
    if connection.dialect.name == "postgresql":
        for statement in server_seals.statements(_columns_there(connection, _there(connection)), CACHES):
            connection.exec_driver_sql(statement.replace("%", "%%"))
