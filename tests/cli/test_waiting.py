"""A verb that waits for others who write says so, once, and is done when they are."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from orderdesk.cli import session
from orderdesk.cli.writing import write_note
from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.database.sharing import turns
from tests.cli.conftest import Call
from tests.patience import LIMIT


def test_a_long_wait_is_told_on_stderr(shop: Call, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    writing, told = Event(), Event()

    def write_long() -> None:
        database = open_database(f"sqlite:///{tmp_path}/shop/shop.db")
        with database.writing():
            writing.set()
            told.wait(LIMIT)
        database.close()

    def note(text: str) -> None:
        write_note(text)
        told.set()

    monkeypatch.setattr(turns, "PATIENT_SECONDS", 0.01)
    monkeypatch.setattr(session, "write_note", note)
    other = Thread(target=write_long)
    other.start()
    assert writing.wait(LIMIT)
    said = shop("stock", "take", "LAMP", "1")
    other.join(LIMIT)
    assert (said.code, said.err) == (0, "Others are writing to the shop; waiting for our turn.\n")
    assert shop("stock", "take", "LAMP", "1").err == ""


def test_facts_for_a_program_stand_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for json, said in ((True, ""), (False, "Others are writing to the shop; waiting for our turn.\n")):
        session.Session(json=json)._say_waiting(True)
        assert capsys.readouterr() == ("", said)
