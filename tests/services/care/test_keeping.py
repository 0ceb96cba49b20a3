"""A shop that an older OrderDesk kept is brought to today's tables, and its books still tie."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from orderdesk.persistence.database.engine import open_database
from orderdesk.services.care.checking import check
from orderdesk.services.care.keeping import bring_back
from orderdesk.services.desk import Desk

OLD_SHOPS = sorted((Path(__file__).parent / "shops").glob("*.odbackup"))


@pytest.mark.parametrize("archive", OLD_SHOPS, ids=lambda path: path.stem)
def test_an_old_backup_comes_back_in_todays_layout(archive: Path, database_url: str) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    back = bring_back(archive, make_url(database_url), lambda: now)
    assert back.findings == ()
    desk = Desk(open_database(database_url), clock=lambda: now)
    assert back.manifest.counts["orders"] == 55
    assert check(desk, deep=True).findings == ()
    desk.database.close()
