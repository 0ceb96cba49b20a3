"""How a database gets the tables of another version: the steps between, run in one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.care import creation
from orderdesk.persistence.columns.base import SCHEMA_VERSION
from orderdesk.persistence.database import seals, sqlite
from orderdesk.persistence.database.neutral import counted
from orderdesk.persistence.migrations import SCRIPTS


def make_file(path: Path, version: int = SCHEMA_VERSION) -> None:
    """Make an empty SQLite file with the tables of any version up to today's."""
    if version == SCHEMA_VERSION:
        creation.fill_sqlite(path)
        return
    upgrade_file(path, version)


def upgrade_file(path: Path, target: int, scripts: Path = SCRIPTS) -> None:
    """Bring a SQLite file that nobody else uses to the schema version `target`, in one transaction."""
    engine = sqlite.aside_engine(path)
    try:
        with engine.begin() as connection:
            upgrade(connection, target, scripts)
            connection.exec_driver_sql(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {target}")
    finally:
        engine.dispose()


def upgrade(connection: Connection, target: int, scripts: Path = SCRIPTS) -> None:
    """Run the missing steps in the open transaction of `connection`; refuse to lose a row."""
    # Dear to import, and wanted only when a shop is old.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    before, spoilt = counted(connection), seals.spoilt(connection)
    steps = ScriptDirectory(str(scripts))
    wanted = creation.revision(target)
    environment = EnvironmentContext(
        Config(), steps, fn=lambda current, _: steps._upgrade_revs(wanted, current), destination_rev=wanted
    )
    with environment:
        environment.configure(connection=connection, transactional_ddl=True)
        with environment.begin_transaction():
            environment.run_migrations()
    _check_kept(before, counted(connection))
    if seals.exist(connection):
        seals.install(connection)
        seals.renew(connection, spoilt)


_MOVED = {"put_backs": "tasks"}
"""Tables whose rows a step carries to a table of another name."""


def _check_kept(before: dict[str, int], after: dict[str, int]) -> None:
    kept = {name: after.get(name, after.get(_MOVED.get(name, ""), 0)) for name in before}
    lost = [f"{name} from {rows} to {kept[name]}" for name, rows in before.items() if kept[name] < rows]
    if lost:
        raise StorageFailed(f"The upgrade would lose rows ({', '.join(lost)}) and was not made; the shop is as it was.")
