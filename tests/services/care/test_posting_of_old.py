"""A shop of the layout before there were accounts: its upgrade posts what every document of it would have posted."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, make_url, text

from orderdesk.persistence.database import postgresql, seals, sqlite
from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.migrations import SCRIPTS
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from tests import busy_shop

# What was invoiced and paid in one moment may have been owed or held for that moment: what came first is not known.
_CUSTOMER = "CASE a.kind WHEN 'deposits' THEN 'customers' ELSE a.kind END"
_BY_DOCUMENT = f"""
    SELECT p.day, p.document, p.document_id, {_CUSTOMER}, a.about, SUM(p.debit - p.credit) FROM postings p
    JOIN accounts a ON a.id = p.account_id GROUP BY p.day, p.document, p.document_id, {_CUSTOMER}, a.about
"""
_BY_ACCOUNT = """
    SELECT a.kind, a.about, SUM(p.debit - p.credit) FROM postings p JOIN accounts a ON a.id = p.account_id
    GROUP BY a.kind, a.about
"""


def posted(connection: Connection) -> list[Any]:
    """What each document posted, and what the accounts come to."""
    rows = [*connection.execute(text(_BY_DOCUMENT)), *connection.execute(text(_BY_ACCOUNT))]
    return sorted(tuple(map(str, row)) for row in rows if row[-1])


def step(version: int) -> Any:
    """A step as the upgrade runs it."""
    (path,) = (SCRIPTS / "versions").glob(f"v{version:04d}_*.py")
    spec = spec_from_file_location("step", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def post_anew(connection: Connection) -> None:
    """Take the accounts away, as before there were any, and let the steps make them."""
    for table in ("postings", "accounts"):
        connection.execute(text(f"DROP TABLE {table}"))
    with Operations.context(MigrationContext.configure(connection)):
        step(5).accounts_and_postings()
        with step(6).open_to_change("postings"):
            step(6).words_of("postings", "document")
        step(6).guard_postings()
        home = step(13).taxed_elsewhere()
        with step(13)._open_to_change("postings"):
            step(13).places_of_accounts(home)
        connection.execute(text("DROP TABLE taxed_elsewhere"))
    seals.install(connection)
    seals.renew(connection)


def test_an_upgrade_posts_all_that_was_booked_before(database_url: str) -> None:
    busy_shop.make(database_url)
    database = open_database(database_url)
    with database.reading() as connection:
        before = posted(connection)
    database.close()
    url = make_url(database_url)
    engine = sqlite.aside_engine(Path(str(url.database))) if "sqlite" in database_url else postgresql.engine(url)
    with engine.begin() as connection:
        post_anew(connection)
    engine.dispose()
    database = open_database(database_url)
    with database.reading() as connection:
        assert posted(connection) == before
    assert check(Desk(database, user="ann")).findings == ()
    database.close()
