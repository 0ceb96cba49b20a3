"""The window says when it waits for others who write, and that it does so no more."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.database.sharing import turns
from orderdesk.services.record.drafting import keep_draft
from tests.patience import LIMIT
from tests.ui.tabs.conftest import Clerk


def test_a_long_wait_stands_in_the_status_line(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    writing, told = Event(), Event()
    seen: list[str] = []
    desk, status = clerk.desk, clerk.program.window.status

    def write_long() -> None:
        database = open_database(desk.database.url)
        with database.writing():
            writing.set()
            told.wait(LIMIT)
        database.close()

    def look(_still: bool) -> None:
        seen.append(status._words.text())
        told.set()

    assert clerk.program.shop is not None
    clerk.program.shop.hearing.waiting.connect(look)
    monkeypatch.setattr(turns, "PATIENT_SECONDS", 0.01)
    other = Thread(target=write_long)
    other.start()
    assert writing.wait(LIMIT)
    keep_draft(desk, "till", "sale", {"lines": []})
    other.join(LIMIT)
    assert seen == ["Others are writing; yours is next in turn", "All changes saved"]
