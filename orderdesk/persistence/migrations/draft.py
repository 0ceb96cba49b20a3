"""Writes the first migration from today's tables; until a version is released it is written anew after each change.

`python -m orderdesk.persistence.migrations.draft` is for developers. A later migration is written by hand.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from textwrap import wrap
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import MigrationScript
from pysqlite3 import dbapi2 as driver
from sqlalchemy import create_engine

from orderdesk.persistence.schema import metadata
from orderdesk.persistence.schema.ddl import STATEMENTS
from orderdesk.persistence.types import JsonText, UtcTime

VERSIONS = Path(__file__).parent / "versions"
_HEAD = '''"""The first tables of a shop, with their triggers and search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, then what tables alone can not say."""
'''


def first() -> str:
    """The text of the migration that leads from nothing to today's tables."""
    engine = create_engine("sqlite://", module=driver)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata, "render_item": _plain})
        found: MigrationScript = produce_migrations(context, metadata)
        assert found.upgrade_ops is not None
        code = render_python_code(found.upgrade_ops, render_item=_plain, migration_context=context)
    engine.dispose()
    lines = [re.sub(r"'\((\d+)\)'", r"'\1'", line) for line in code.splitlines() if "###" not in line]
    body = "\n".join(lines).replace("    ", "", 1)
    statements = ",\n".join(f"    {name!r}: (\n{_literals(each)}    )" for name, each in STATEMENTS.items())
    ending = "    for statement in STATEMENTS[op.get_bind().dialect.name]:\n        op.execute(sa.text(statement))\n"
    return f"{_HEAD}    {body}\n{ending}\n\nSTATEMENTS: dict[str, tuple[str, ...]] = {{\n{statements},\n}}\n"


def _plain(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """A migration must not change with our own column types, so it names what the database sees."""
    if kind == "type" and isinstance(item, UtcTime):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, JsonText):
        return "sa.Text()"
    return False


def _literals(statements: tuple[str, ...]) -> str:
    """One tuple entry a statement, long ones over several lines."""
    entries = []
    for statement in statements:
        pieces = wrap(statement.replace(":", "\\:"), 100, drop_whitespace=False, break_on_hyphens=False)
        entries.append("".join(f"        {piece!r}\n" for piece in pieces).rstrip("\n") + ",\n")
    return "".join(entries)


def _folded(line: str) -> str:
    """A line that is one long text and no more, over several lines."""
    found = re.fullmatch(r'(\s*)"(.*)",', line)
    if len(line) <= 120 or found is None:
        return line
    pieces = wrap(found[2], 100, drop_whitespace=False, break_on_hyphens=False)
    return "\n".join(f'{found[1]}"{piece}"' for piece in pieces) + ","


def main() -> None:
    """Write the file and set it in order."""
    target = VERSIONS / "v0001_first.py"
    target.write_text(first(), encoding="utf-8")
    order = [sys.executable, "-m", "ruff", "format", "--quiet", "--line-length", "120", str(target)]
    subprocess.run(order, check=True)  # noqa: S603  our own tool on our own file
    target.write_text("\n".join(map(_folded, target.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
