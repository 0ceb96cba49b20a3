"""Are the tables, indexes and triggers of a database exactly ours? What came to them from elsewhere may do anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, create_engine, text

from orderdesk.persistence.columns.base import with_conditions
from orderdesk.persistence.database import seals, server_seals
from orderdesk.persistence.schema.ddl import SEARCHED, STATEMENTS

Objects = Mapping[tuple[str, str], str]
"""What a database is made of: (kind, name) to what it says of itself."""

_IN_FILE = (
    "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE NOT (name LIKE 'sqlite\\_%' ESCAPE '\\' AND {})"
)
_OF_SQLITE = _IN_FILE.format("type IN ('table', 'index')")
_HERE = "= (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
_ON_SERVER = tuple(
    question.replace("$here", _HERE)
    for question in (
        "SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'i' THEN 'index' ELSE 'view' END, relname, '' FROM pg_class "
        "WHERE relkind IN ('r', 'i', 'v', 'm', 'f', 'p') AND relnamespace $here",
        "SELECT 'trigger', tgname, c.relname || CASE tgenabled WHEN 'O' THEN '' ELSE ' off' END FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND c.relnamespace $here",
        "SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace $here",
        "SELECT 'rule', rulename, '' FROM pg_rules WHERE schemaname = current_schema()",
        "SELECT 'constraint', conname, c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "WHERE contype IN ('c', 'f', 'p', 'u') AND k.connamespace $here",
    )
)
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+) ", re.DOTALL)
_FUNCTION = re.compile(r"FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.DOTALL)
_TABLE = re.compile(r"CREATE TABLE (\w+) ")
_INDEX = re.compile(r"CREATE INDEX (\w+) ")


def differences(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """What is not as this program makes it: (kind, name, "missing", "foreign" or "changed")."""
    server = connection.dialect.name == "postgresql"
    ours, found = (_ours_on_server(), _on_server(connection)) if server else (_ours_in_file(), _in_file(connection))
    for kind, name in sorted({*ours, *found}):
        if (kind, name) not in found:
            yield kind, name, "missing"
        elif (kind, name) not in ours:
            yield kind, name, "foreign"
        elif ours[kind, name] != found[kind, name]:
            yield kind, name, "changed"


def _in_file(connection: Connection) -> Objects:
    return {(kind, name): _words(kind, sql) for kind, name, sql in connection.exec_driver_sql(_OF_SQLITE)}


def _words(kind: str, sql: str) -> str:
    """A statement without its layout; an upgraded table has its columns in another order than a new one."""
    words = re.findall(r"[^\s,()\"]+", sql)
    return " ".join(words if kind == "trigger" else sorted(words))


@cache
def _ours_in_file() -> Objects:
    from pysqlite3 import dbapi2 as driver

    from orderdesk.persistence.care.creation import make_tables

    engine = create_engine("sqlite://", module=driver)
    try:
        with engine.begin() as connection:
            make_tables(connection)
            return _in_file(connection)
    finally:
        engine.dispose()


def _on_server(connection: Connection) -> Objects:
    found: dict[tuple[str, str], str] = {}
    for question in _ON_SERVER:
        found |= {(kind, name): said for kind, name, said in connection.execute(text(question))}
    return found


@cache
def _ours_on_server() -> Objects:
    statements = [*STATEMENTS["postgresql"], *server_seals.statements(seals.sealed_columns(), seals.CACHES)]
    ours: dict[tuple[str, str], str] = {("table", "alembic_version"): "", ("index", "alembic_version_pkc"): ""}
    ours["constraint", "alembic_version_pkc"] = "alembic_version"
    for statement in statements:
        ours |= {("trigger", name): table for name, table in _TRIGGER.findall(statement)}
        ours |= {("function", name): body for name, body in _FUNCTION.findall(statement)}
        ours |= {("table", name): "" for name in _TABLE.findall(statement)}
        ours |= {("index", name): "" for name in _INDEX.findall(statement)}
    for kind in SEARCHED:
        ours |= {("index", f"search_{kind}_pkey"): "", ("constraint", f"search_{kind}_pkey"): f"search_{kind}"}
    return ours | _of_metadata()


def _of_metadata() -> dict[tuple[str, str], str]:
    from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint
    from sqlalchemy.dialects import postgresql

    written: Any = postgresql.dialect().identifier_preparer  # type: ignore[no-untyped-call]
    ours: dict[tuple[str, str], str] = {}
    for table in with_conditions().tables.values():
        ours["table", table.name] = ""
        for index in table.indexes:
            ours["index", written.format_index(index)] = ""
        for constraint in table.constraints:
            name = written.format_constraint(constraint)
            ours["constraint", name] = table.name
            if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
                ours["index", name] = ""
    return ours
