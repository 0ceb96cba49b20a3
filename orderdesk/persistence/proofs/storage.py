"""The file itself, and every reference between tables."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, ForeignKeyConstraint, text

from orderdesk.domain.care.checking import Finding
from orderdesk.persistence.proofs.base import MOST, Context
from orderdesk.persistence.schema import metadata
from orderdesk.persistence.schema.ddl import SEARCHED


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """SQLite's own two checks; on PostgreSQL, which keeps its pages itself, every foreign key is looked up."""
    if connection.dialect.name == "sqlite":
        yield from _integrity(connection)
        context.tick()
        yield from _references_of_sqlite(connection)
    else:
        yield from _references(connection, context)


def _integrity(connection: Connection) -> Iterator[Finding]:
    for kind in SEARCHED:
        # A connection that stayed open while another wrote still has the old shape of a search index in mind, and
        # would call it damaged; a look at the index makes it read the shape again.
        connection.exec_driver_sql(f"SELECT rowid FROM search_{kind} WHERE search_{kind} MATCH 'a' LIMIT 1").all()
    for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})"):
        if said != "ok":
            yield Finding("storage.integrity", "file", "", f"The database file is damaged: {said}.")


def _references_of_sqlite(connection: Connection) -> Iterator[Finding]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST):
        yield _dangling(table, row, parent)


def _references(connection: Connection, context: Context) -> Iterator[Finding]:
    for table in metadata.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                yield from _reference(connection, constraint)
        context.tick()


def _reference(connection: Connection, constraint: ForeignKeyConstraint) -> Iterator[Finding]:
    table, parent = constraint.table, constraint.referred_table
    (element,) = constraint.elements
    child, key = element.parent.name, element.column.name
    shown = "id" if "id" in table.c else child
    sql = (
        f"SELECT c.{shown} FROM {table.name} c WHERE c.{child} IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {parent.name} p WHERE p.{key} = c.{child}) LIMIT {MOST}"
    )
    for (row,) in connection.execute(text(sql)):
        yield _dangling(table.name, row, parent.name)


def _dangling(table: str, row: object, parent: str) -> Finding:
    said = f"Row {row} of {table} points to a row of {parent} that is not there."
    return Finding("storage.reference", table, str(row), said)
